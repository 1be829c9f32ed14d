use memchr::memmem;

use crate::problem::FileKind;

/// What the first bytes say.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Magic {
    /// A zip archive: perhaps a workbook.
    Zip,
    /// Certainly not one that can be read.
    Other(FileKind),
}

/// A name ends differently from what a file is so often that only the content counts.
pub(super) fn magic(bytes: &[u8]) -> Magic {
    if bytes.iter().all(|b| *b == 0) {
        return Magic::Other(FileKind::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Magic::Zip;
    }
    Magic::Other(if bytes.starts_with(b"PK") {
        FileKind::Zip
    } else if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        ole(bytes)
    } else if bytes.starts_with(&[0x09, 0x08]) || bytes.starts_with(&[0x09, 0x04]) {
        FileKind::Xls
    } else {
        text(bytes)
    })
}

/// Whether the entry names are those of a workbook, and of which kind; `None` for .xlsx.
pub(super) fn archive(names: impl Iterator<Item = String>) -> Option<FileKind> {
    let mut package = false;
    let mut workbook = false;
    let mut document = false;
    let mut binary = false;
    let mut ods = false;
    for name in names {
        package |= name == "_rels/.rels";
        workbook |= name.ends_with("workbook.xml");
        binary |= name.ends_with("workbook.bin");
        document |= name.starts_with("word/") || name.starts_with("ppt/");
        ods |= name == "content.xml";
    }
    if binary {
        // To the user the same thing as .xls: save it as .xlsx.
        Some(FileKind::Xls)
    } else if workbook || (package && !document) {
        None
    } else if ods {
        Some(FileKind::Ods)
    } else {
        Some(FileKind::Zip)
    }
}

/// An OLE container holds an old workbook or an encrypted new one; its directory names streams
/// in UTF-16.
fn ole(bytes: &[u8]) -> FileKind {
    let named = |name: &str| {
        let utf16: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memmem::find(bytes, &utf16).is_some()
    };
    if named("EncryptedPackage") {
        FileKind::Encrypted
    } else if named("Workbook") || named("Book") {
        FileKind::Xls
    } else {
        FileKind::Other
    }
}

fn text(bytes: &[u8]) -> FileKind {
    const LOOK: usize = 4096;
    let head = bytes.get(..LOOK).unwrap_or(bytes);
    if head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]) {
        return FileKind::Text;
    }
    let head = head.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(head);
    let words = head.trim_ascii_start().to_ascii_lowercase();
    if words.starts_with(b"<") {
        let html = [
            &b"<html"[..],
            b"<!doctype html",
            b"<table",
            b"<body",
            b"<meta",
        ];
        if html.iter().any(|tag| memmem::find(&words, tag).is_some()) {
            return FileKind::Html;
        }
    }
    // GBK text is neither ASCII nor UTF-8, so only control characters tell binary from text.
    let control = |b: &u8| *b < 0x20 && !matches!(*b, b'\t' | b'\n' | b'\r' | 0x0C);
    if head.iter().any(control) {
        FileKind::Other
    } else {
        FileKind::Text
    }
}
