use std::io::{self, Read};

use memchr::{memchr, memchr2, memmem};

const CHUNK: usize = 256 * 1024;
const LONGEST: usize = 1024 * 1024;

/// A forward scanner over the tags of an XML part that keeps one window in memory.
///
/// It knows just enough XML for a look ahead: comments, processing instructions and CDATA are
/// passed over, attributes are not decoded. Fails on a tag longer than 1 MiB.
pub(super) struct Tags<R> {
    from: R,
    window: Vec<u8>,
    at: usize,
}

/// The inside of a tag, without its angle brackets.
pub(super) struct Tag<'w>(pub &'w [u8]);

impl<R: Read> Tags<R> {
    pub(super) fn new(from: R) -> Self {
        Tags {
            from,
            window: Vec::new(),
            at: 0,
        }
    }

    /// What has been read and not yet passed over.
    pub(super) fn window(&self) -> &[u8] {
        self.window.get(self.at..).unwrap_or_default()
    }

    /// Passes over `bytes` of the window.
    pub(super) fn skip(&mut self, bytes: usize) {
        self.at = self.at.saturating_add(bytes).min(self.window.len());
    }

    /// Reads on; `false` at the end of the part.
    pub(super) fn more(&mut self) -> io::Result<bool> {
        self.window.drain(..self.at);
        self.at = 0;
        let got = (&mut self.from)
            .take(CHUNK as u64)
            .read_to_end(&mut self.window)?;
        Ok(got > 0)
    }

    /// The next tag; `None` at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Tag<'_>>> {
        loop {
            match find_tag(self.window()) {
                Found::Tag(start, end) => {
                    let (start, end) = (self.at + start, self.at + end);
                    self.at = end + 1;
                    return Ok(self.window.get(start..end).map(Tag));
                }
                Found::Pass(bytes) => self.skip(bytes),
                Found::Wants(bytes) => {
                    self.skip(bytes);
                    if self.window().len() > LONGEST {
                        return Err(io::Error::new(io::ErrorKind::InvalidData, "tag too long"));
                    }
                    if !self.more()? {
                        return Ok(None);
                    }
                }
            }
        }
    }
}

enum Found {
    /// A tag's inside, from and to.
    Tag(usize, usize),
    /// Nothing of interest in so many bytes.
    Pass(usize),
    /// So many bytes can go; what follows is not complete.
    Wants(usize),
}

fn find_tag(window: &[u8]) -> Found {
    let Some(open) = memchr(b'<', window) else {
        return Found::Wants(window.len());
    };
    let inside = window.get(open + 1..).unwrap_or_default();
    let other = [
        (&b"!--"[..], &b"-->"[..]),
        (b"![CDATA[", b"]]>"),
        (b"?", b"?>"),
        (b"!", b">"),
    ];
    for (start, end) in other {
        if inside.starts_with(start) {
            return match memmem::find(inside, end) {
                Some(close) => Found::Pass(open + 1 + close + end.len()),
                None => Found::Wants(open),
            };
        }
        if inside.len() < start.len() && start.starts_with(inside) {
            return Found::Wants(open);
        }
    }
    match tag_end(inside) {
        Some(close) => Found::Tag(open + 1, open + 1 + close),
        None => Found::Wants(open),
    }
}

/// Where a tag's `>` is, not counting those inside quotes.
pub(super) fn tag_end(inside: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        let rest = inside.get(at..)?;
        let close = memchr(b'>', rest)?;
        match memchr2(b'"', b'\'', rest.get(..close)?) {
            None => return Some(at + close),
            Some(quote) => {
                let mark = *rest.get(quote)?;
                let value = rest.get(quote + 1..)?;
                at += quote + 1 + memchr(mark, value)? + 1;
            }
        }
    }
}

impl<'w> Tag<'w> {
    pub(super) fn closes(&self) -> bool {
        self.0.starts_with(b"/")
    }

    pub(super) fn is_empty_element(&self) -> bool {
        self.0.ends_with(b"/")
    }

    /// The name with its namespace prefix.
    pub(super) fn name(&self) -> &'w [u8] {
        let inside = self.0.strip_prefix(b"/").unwrap_or(self.0);
        let end = inside
            .iter()
            .position(|b| b.is_ascii_whitespace() || *b == b'/');
        end.and_then(|end| inside.get(..end)).unwrap_or(inside)
    }

    /// The name without a prefix.
    pub(super) fn local(&self) -> &'w [u8] {
        local(self.name())
    }

    /// An attribute's value as it is written, by its exact name.
    pub(super) fn attr(&self, name: &[u8]) -> Option<&'w [u8]> {
        self.attrs()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value)
    }

    /// All attributes in order; ends at the first malformed one.
    pub(super) fn attrs(&self) -> impl Iterator<Item = (&'w [u8], &'w [u8])> + use<'w> {
        let mut rest = self.0.get(self.name().len()..).unwrap_or_default();
        std::iter::from_fn(move || {
            let equals = memchr(b'=', rest)?;
            let key = rest.get(..equals)?.trim_ascii();
            let quoted = rest.get(equals + 1..)?.trim_ascii_start();
            let mark = *quoted.first().filter(|b| matches!(b, b'"' | b'\''))?;
            let value = quoted.get(1..)?;
            let end = memchr(mark, value)?;
            rest = value.get(end + 1..)?;
            Some((key, value.get(..end)?))
        })
    }
}

pub(super) fn local(name: &[u8]) -> &[u8] {
    memchr(b':', name)
        .and_then(|colon| name.get(colon + 1..))
        .unwrap_or(name)
}
