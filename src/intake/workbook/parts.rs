use std::collections::HashMap;
use std::io::Cursor;

use zip::ZipArchive;

use super::guard::normal;
use super::source::Source;
use super::tags::{Tags, local};

type Archive<'a> = ZipArchive<Cursor<Source<'a>>>;

/// Which archive entry holds each sheet, in the order of the workbook. Empty where that cannot be
/// found out.
pub(super) fn sheets(archive: &mut Archive<'_>) -> Vec<Option<usize>> {
    find(archive).unwrap_or_default()
}

fn find(archive: &mut Archive<'_>) -> Option<Vec<Option<usize>>> {
    let entries: HashMap<String, usize> = archive
        .file_names()
        .enumerate()
        .filter_map(|(index, name)| Some((normal(&name.ok()?), index)))
        .collect();
    let main = relations(archive, &entries, "_rels/.rels")?
        .into_iter()
        .find(|r| r.kind.ends_with("/officeDocument"))
        .map(|r| r.target.trim_start_matches('/').to_owned())?;
    let (folder, file) = main
        .rsplit_once('/')
        .map_or(("", main.as_str()), |(d, f)| (d, f));
    let slash = if folder.is_empty() { "" } else { "/" };
    let beside = format!("{folder}{slash}_rels/{file}.rels");
    let targets: HashMap<String, String> = relations(archive, &entries, &beside)?
        .into_iter()
        .map(|r| {
            let absolute = r.target.strip_prefix('/').map(str::to_owned);
            (
                r.id,
                absolute.unwrap_or_else(|| format!("{folder}{slash}{}", r.target)),
            )
        })
        .collect();
    let mut sheets = Vec::new();
    let entry = archive.by_index(*entries.get(&normal(&main))?).ok()?;
    let mut tags = Tags::new(entry);
    while let Some(tag) = tags.next().ok()? {
        if tag.local() != b"sheet" || tag.closes() {
            continue;
        }
        let id = tag.attrs().filter(|(key, _)| local(key) == b"id").last();
        let target = id.and_then(|(_, id)| targets.get(&*String::from_utf8_lossy(id)));
        sheets.push(target.and_then(|target| entries.get(&normal(target)).copied()));
    }
    Some(sheets)
}

struct Relation {
    id: String,
    kind: String,
    target: String,
}

fn relations(
    archive: &mut Archive<'_>,
    entries: &HashMap<String, usize>,
    path: &str,
) -> Option<Vec<Relation>> {
    let entry = archive.by_index(*entries.get(&normal(path))?).ok()?;
    let mut tags = Tags::new(entry);
    let mut list = Vec::new();
    while let Some(tag) = tags.next().ok()? {
        if tag.local() == b"Relationship" && !tag.closes() {
            let text = |name: &[u8]| {
                tag.attr(name)
                    .map(|v| String::from_utf8_lossy(v).into_owned())
                    .unwrap_or_default()
            };
            list.push(Relation {
                id: text(b"Id"),
                kind: text(b"Type"),
                target: text(b"Target"),
            });
        }
    }
    Some(list)
}
