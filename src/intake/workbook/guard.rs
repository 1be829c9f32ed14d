use std::collections::HashSet;
use std::io::{Cursor, Read};

use memchr::memmem;
use zip::ZipArchive;

use super::source::Source;
use super::tags::{Tags, tag_end};
use crate::problem::{Fault, FileKind};

const TOTAL: u64 = 2 * 1024 * 1024 * 1024;
const RATIO: u64 = 200;
const RATIO_FROM: u64 = 10 * 1024 * 1024;
const ENTRIES: usize = 65_536;
const STYLE_BYTES: u64 = 512 * 1024 * 1024;
const WINDOW: u64 = 64 * 1024;

/// The entry name as it is compared: forward slashes, lower case, none in front.
pub(super) fn normal(name: &str) -> String {
    name.replace('\\', "/")
        .trim_start_matches('/')
        .to_ascii_lowercase()
}

/// Refuses an archive that would need an unreasonable amount of memory or says one thing twice.
///
/// The sizes can be believed: the zip library stops a part that grows beyond what it declares.
pub(super) fn check(archive: &mut ZipArchive<Cursor<Source<'_>>>) -> Result<(), Fault> {
    if archive.len() > ENTRIES {
        return Err(too_large(format!("{} entries", archive.len())));
    }
    let twice = archive.has_duplicate_names();
    let mut names = HashSet::new();
    let mut strings = Vec::new();
    let mut styles = Vec::new();
    let mut total: u64 = 0;
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|_| broken())?;
        if entry.encrypted() {
            return Err(Fault::NotAWorkbook {
                kind: FileKind::Encrypted,
            });
        }
        let name = normal(&entry.name().map_err(|_| broken())?);
        let (size, packed) = (entry.size(), entry.compressed_size());
        total = total.saturating_add(size);
        if size > RATIO_FROM && size / packed.max(1) > RATIO {
            return Err(too_large(format!("{name}: {packed} → {size} bytes")));
        }
        if name.ends_with("sharedstrings.xml") {
            strings.push((index, size));
        } else if name.ends_with("styles.xml") {
            styles.push(index);
        }
        if !names.insert(name.clone()) || twice {
            return Err(Fault::Unreadable {
                detail: format!("duplicate entry {name}"),
            });
        }
    }
    if total > TOTAL {
        return Err(too_large(format!("{total} bytes")));
    }
    strings
        .into_iter()
        .try_for_each(|(index, size)| string_count(archive, index, size))?;
    styles
        .into_iter()
        .try_for_each(|index| style_size(archive, index))
}

/// The declared number of shared strings is reserved before any is read, so it has to be
/// possible: the shortest string takes five bytes (`<si/>`).
fn string_count(
    archive: &mut ZipArchive<Cursor<Source<'_>>>,
    index: usize,
    size: u64,
) -> Result<(), Fault> {
    let mut head = Vec::new();
    let entry = archive.by_index(index).map_err(|_| broken())?;
    entry
        .take(WINDOW)
        .read_to_end(&mut head)
        .map_err(|_| broken())?;
    let unclear = || Fault::Unreadable {
        detail: "sharedStrings.xml".to_owned(),
    };
    // Nothing but the declaration may stand before the root element; otherwise what is checked
    // here might not be what is read later.
    let mut rest = head
        .strip_prefix(&[0xEF, 0xBB, 0xBF])
        .unwrap_or(&head)
        .trim_ascii_start();
    while rest.starts_with(b"<?") {
        let end = memmem::find(rest, b"?>").ok_or_else(unclear)?;
        rest = rest.get(end + 2..).unwrap_or_default().trim_ascii_start();
    }
    let inside = rest
        .strip_prefix(b"<")
        .filter(|r| !r.starts_with(b"!"))
        .ok_or_else(unclear)?;
    let root = tag_end(inside)
        .and_then(|end| inside.get(..end))
        .ok_or_else(unclear)?;
    for found in memmem::find_iter(root, b"uniqueCount") {
        let digits: Vec<u8> = root
            .get(found..)
            .unwrap_or_default()
            .iter()
            .skip_while(|b| !b.is_ascii_digit())
            .take_while(|b| b.is_ascii_digit())
            .copied()
            .collect();
        let count: u64 = std::str::from_utf8(&digits)
            .ok()
            .and_then(|d| d.parse().ok())
            .unwrap_or(0);
        if count > size / 5 || digits.len() > 12 {
            return Err(too_large(format!("sharedStrings uniqueCount {count}")));
        }
    }
    Ok(())
}

/// Every cell format is given its own copy of its number format and font, so a long text that
/// many formats share multiplies.
fn style_size(archive: &mut ZipArchive<Cursor<Source<'_>>>, index: usize) -> Result<(), Fault> {
    let entry = archive.by_index(index).map_err(|_| broken())?;
    let mut tags = Tags::new(entry);
    let (mut longest, mut formats): (u64, u64) = (0, 0);
    while let Some(tag) = tags.next().map_err(|_| broken())? {
        longest = longest.max(tag.0.len() as u64);
        formats += u64::from(tag.local() == b"xf");
    }
    let needed = longest.saturating_mul(formats);
    if needed > STYLE_BYTES {
        Err(too_large(format!("styles: {needed} bytes")))
    } else {
        Ok(())
    }
}

fn too_large(detail: String) -> Fault {
    Fault::TooLarge { detail }
}

fn broken() -> Fault {
    Fault::NotAWorkbook {
        kind: FileKind::Broken,
    }
}
