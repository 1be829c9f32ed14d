//! From the bytes of workbooks to a [`Round`]: every value with its cell, every repair listed.
//!
//! Each file is read on its own ([`workbook`]: bytes to rows of raw cells; `header`: where the
//! table begins and what its columns are; `sheet`: rows to values), then all are merged in an
//! order that does not depend on how they were given (`merge`), and what is still blank is
//! settled as the scheme says (`complete`).

mod cells;
mod complete;
mod finding;
mod group_settle;
mod group_sheet;
mod header;
mod heading;
mod label;
mod log;
mod merge;
mod plan;
mod remark;
mod sheet;
mod skip;
mod spread;
mod table;
pub mod value;
pub mod workbook;

use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::problem::{Fault, Mending, Place, Problem, Repair};
use crate::report::InputFile;
use crate::round::Round;
use crate::scheme::{Dimension, FrameId, Scheme};
use group_sheet::GroupTable;
use heading::Vocabulary;
use table::Table;

/// A file to read.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its name, as messages show it.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Whether it was given as the roster.
    pub roster: bool,
}

/// What was read.
#[derive(Debug, Clone)]
pub struct Reading {
    /// Subjects and their values.
    pub round: Round,
    /// What stops values from counting, by place.
    pub problems: Vec<Problem>,
    /// What was normalised, by place.
    pub repairs: Vec<Repair>,
    /// The files, by name.
    pub inputs: Vec<InputFile>,
}

/// What one file gave.
#[derive(Debug, Default)]
struct FileTables {
    tables: Vec<Table>,
    groups: Vec<GroupTable>,
    problems: Vec<Problem>,
    repairs: Vec<Repair>,
}

/// Reads files under a scheme. `done` is called after each file, from any thread.
#[must_use]
pub fn read(scheme: &Scheme, sources: Vec<Source>, done: &(dyn Fn() + Sync)) -> Reading {
    read_round(scheme, sources, None, done)
}

/// Reads files under a scheme; records that do not say which round (轮次) they are of belong to the
/// one that is named.
#[must_use]
pub fn read_round(
    scheme: &Scheme,
    mut sources: Vec<Source>,
    round: Option<&str>,
    done: &(dyn Fn() + Sync),
) -> Reading {
    // Two files of one name and content differ in nothing that could matter.
    sources.sort_by(|a, b| (&a.name, &a.bytes).cmp(&(&b.name, &b.bytes)));
    let vocabularies = Vocabularies::of(scheme);
    let read_one = |source: &Source| {
        let file = read_file(scheme, &vocabularies, source);
        let input = InputFile {
            file: source.name.clone(),
            sha256: sha256(&source.bytes),
        };
        done();
        (file, input)
    };
    let mut repairs = without_copies(&mut sources);
    let (files, inputs): (Vec<FileTables>, Vec<InputFile>) =
        each(&sources, read_one).into_iter().unzip();

    let mut tables = Vec::new();
    let mut groups = Vec::new();
    let mut problems = Vec::new();
    for file in files {
        tables.extend(file.tables);
        groups.extend(file.groups);
        problems.extend(file.problems);
        repairs.extend(file.repairs);
    }
    let mut merged = merge::merge(scheme, tables, round, &mut problems);
    complete::complete(scheme, &mut merged, &mut problems, &mut repairs);
    let mut round = merged.round;
    group_settle::settle(scheme, groups, &mut round, &mut problems);
    if round.subjects.is_empty() && problems.is_empty() {
        problems.push(Problem {
            fault: Fault::NoData,
            place: Place::default(),
            subject: None,
            criterion: None,
        });
    }
    problems.sort_by(|a, b| (&a.place, a.fault.code()).cmp(&(&b.place, b.fault.code())));
    repairs.sort_by(|a, b| (&a.place, a.mending).cmp(&(&b.place, b.mending)));
    Reading {
        round,
        problems,
        repairs,
        inputs,
    }
}

/// Leaves out files that are byte for byte the same as another: a log sent twice is not two logs.
fn without_copies(sources: &mut Vec<Source>) -> Vec<Repair> {
    let mut repairs = Vec::new();
    let mut kept: Vec<Source> = Vec::with_capacity(sources.len());
    for source in sources.drain(..) {
        match kept.iter().find(|other| other.bytes == source.bytes) {
            Some(first) => repairs.push(Repair {
                mending: Mending::SameFile,
                place: Place::file(&source.name.as_str().into()),
                subject: None,
                criterion: None,
                before: source.name.clone(),
                after: first.name.clone(),
            }),
            None => kept.push(source),
        }
    }
    *sources = kept;
    repairs
}

#[cfg(not(target_arch = "wasm32"))]
fn each<T: Send>(sources: &[Source], read: impl Fn(&Source) -> T + Sync + Send) -> Vec<T> {
    use rayon::prelude::*;
    sources.par_iter().map(read).collect()
}

#[cfg(target_arch = "wasm32")]
fn each<T>(sources: &[Source], read: impl Fn(&Source) -> T) -> Vec<T> {
    sources.iter().map(read).collect()
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The headings of a scheme: those of its check sheets, and those of each ledger.
struct Vocabularies {
    main: Vocabulary,
    ledgers: Vec<(FrameId, Vocabulary)>,
}

impl Vocabularies {
    fn of(scheme: &Scheme) -> Vocabularies {
        let ledgers = (0..).map(FrameId).zip(&scheme.frames);
        Vocabularies {
            main: Vocabulary::of(scheme),
            ledgers: ledgers
                .filter(|(_, frame)| frame.dimension == Dimension::Ledger)
                .map(|(id, frame)| (id, Vocabulary::ledger(scheme, frame)))
                .collect(),
        }
    }
}

fn read_file(scheme: &Scheme, vocabularies: &Vocabularies, source: &Source) -> FileTables {
    let name: Arc<str> = source.name.as_str().into();
    let mut file = FileTables::default();
    let problem = |fault| Problem {
        fault,
        place: Place::file(&name),
        subject: None,
        criterion: None,
    };
    let mut workbook = match workbook::Workbook::open(&source.bytes) {
        Ok(workbook) => workbook,
        Err(fault) => {
            file.problems.push(problem(fault));
            return file;
        }
    };
    for index in 0..workbook.sheets().len() {
        let mut reader = sheet::SheetReader::new(
            scheme,
            (&vocabularies.main, &vocabularies.ledgers),
            &name,
            source.roster,
        );
        match reader.read(&mut workbook, index) {
            Ok(()) => reader.finish(&mut file),
            Err(fault) => {
                let sheet: Arc<str> = workbook.sheets()[index].name.as_str().into();
                let place = Place::sheet(&name, &sheet);
                file.problems.push(Problem {
                    fault,
                    place,
                    subject: None,
                    criterion: None,
                });
            }
        }
    }
    if file.tables.is_empty() && file.groups.is_empty() && file.problems.is_empty() {
        file.problems.push(problem(Fault::NoTable));
    }
    file
}
