use std::collections::{HashMap, HashSet};
use std::io::{Cursor, Write};

use calamine::{Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use zip::{ZipArchive, ZipWriter};

use super::caught::caught;
use super::source::Source;
use super::stream::unreadable;
use super::{SheetInfo, Workbook, guard, parts, sniff};
use crate::problem::{Fault, FileKind};

type Archive<'a> = ZipArchive<Cursor<Source<'a>>>;

/// Looks at the content, then at what the archive says about itself, and only then reads.
pub(super) fn open(bytes: &[u8]) -> Result<Workbook<'_>, Fault> {
    if let sniff::Magic::Other(kind) = sniff::magic(bytes) {
        return Err(Fault::NotAWorkbook { kind });
    }
    let mut source = Source::Lent(bytes);
    let mut archive = archive(&source)?;
    guard::check(&mut archive)?;
    let rooted = |name: &str| name.starts_with(['/', '\\']);
    let names: Vec<String> = archive
        .file_names()
        .filter_map(Result::ok)
        .map(|name| name.into_owned())
        .collect();
    if let Some(kind) = sniff::archive(names.iter().map(|name| guard::normal(name))) {
        return Err(Fault::NotAWorkbook { kind });
    }
    if names.iter().any(|name| rooted(name)) {
        source = without_roots(&mut archive).ok_or_else(broken)?;
        archive = self::archive(&source)?;
    }
    let parts = parts::sheets(&mut archive);
    let cursor = Cursor::new(source);
    let xlsx = caught(|| Xlsx::new(cursor))
        .ok_or_else(broken)?
        .map_err(|error| fault(&error))?;
    describe(xlsx, archive, &parts)
}

fn describe<'a>(
    xlsx: Xlsx<Cursor<Source<'a>>>,
    archive: Archive<'a>,
    found: &[Option<usize>],
) -> Result<Workbook<'a>, Fault> {
    let mut names = HashSet::new();
    let mut sheets = Vec::new();
    let mut parts = Vec::new();
    for (number, sheet) in xlsx.sheets_metadata().iter().enumerate() {
        // The reader finds sheets by name only.
        if !names.insert(sheet.name.clone()) {
            return Err(unreadable(&format_args!("two sheets named {}", sheet.name)));
        }
        if sheet.typ == SheetType::WorkSheet {
            let visible = sheet.visible == SheetVisible::Visible;
            sheets.push(SheetInfo {
                name: sheet.name.clone(),
                visible,
            });
            parts.push(found.get(number).copied().flatten());
        }
    }
    if sheets.is_empty() {
        return Err(Fault::NotAWorkbook {
            kind: FileKind::Zip,
        });
    }
    Ok(Workbook {
        xlsx,
        archive,
        sheets,
        parts,
        scans: HashMap::new(),
    })
}

fn archive<'a>(source: &Source<'a>) -> Result<Archive<'a>, Fault> {
    ZipArchive::new(Cursor::new(source.clone())).map_err(|_| broken())
}

/// WPS has written entry names with a slash in front, which the reader does not find. The
/// compressed data is copied as it is.
fn without_roots<'a>(archive: &mut Archive<'_>) -> Option<Source<'a>> {
    let mut copy = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).ok()?;
        let name = entry
            .name()
            .ok()?
            .trim_start_matches(['/', '\\'])
            .to_owned();
        copy.raw_copy_file_rename(entry, name).ok()?;
    }
    copy.flush().ok()?;
    Some(Source::Mended(copy.finish().ok()?.into_inner().into()))
}

fn fault(error: &XlsxError) -> Fault {
    match error {
        XlsxError::Password => Fault::NotAWorkbook {
            kind: FileKind::Encrypted,
        },
        XlsxError::Io(_) | XlsxError::Zip(_) => broken(),
        other => unreadable(other),
    }
}

fn broken() -> Fault {
    Fault::NotAWorkbook {
        kind: FileKind::Broken,
    }
}
