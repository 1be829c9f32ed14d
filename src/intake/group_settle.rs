//! What sheets of groups give, against the groups that the subjects are in: each group exactly one
//! row, each row a group.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::group_sheet::{GroupRow, GroupTable};
use super::value::key;
use crate::formula::{Ref, Value};
use crate::problem::{Fault, Place, Problem, nearest};
use crate::round::{Given, Round, SubjectId};
use crate::scheme::Scheme;

/// The first row that gave a group something, by column of the scheme's list and key of the name.
type Seen = HashMap<(usize, String), (usize, Place, Option<Value>)>;

/// Puts what the sheets give into the round, and reports what does not fit.
pub(super) fn settle(
    scheme: &Scheme,
    mut tables: Vec<GroupTable>,
    round: &mut Round,
    problems: &mut Vec<Problem>,
) {
    if scheme.group_columns.is_empty() {
        return;
    }
    tables.sort_by(|a, b| (&a.file, &a.sheet).cmp(&(&b.file, &b.sheet)));
    let mut groups: BTreeMap<Ref, BTreeMap<String, BTreeSet<Arc<str>>>> = BTreeMap::new();
    for column in &scheme.group_columns {
        groups
            .entry(column.by)
            .or_insert_with(|| names(round, column.by));
    }
    let mut settler = Settler {
        scheme,
        round,
        problems,
        seen: Seen::new(),
        lacking: BTreeSet::new(),
    };
    for (number, table) in tables.iter().enumerate() {
        let sheet = settler.round.add_sheet(&table.file, &table.sheet);
        let Some(known) = groups.get(&table.by) else {
            continue;
        };
        let names = known.values().flatten();
        let names: Vec<String> = names.map(|name| name.to_string()).collect();
        for row in &table.rows {
            settler.row((number, table), sheet, row, (known, &names));
        }
    }
    for index in 0..scheme.group_columns.len() {
        settler.refuse_lacking(index, &tables, &groups);
    }
}

/// The groups of an attribute, by key: two that differ only in spaces take the same row.
fn names(round: &Round, by: Ref) -> BTreeMap<String, BTreeSet<Arc<str>>> {
    let mut names: BTreeMap<String, BTreeSet<Arc<str>>> = BTreeMap::new();
    for index in 0..round.subjects.len() {
        let subject = SubjectId(u32::try_from(index).unwrap_or(u32::MAX));
        if let Some(name) = round.group(subject, by) {
            names.entry(key(&name)).or_default().insert(name);
        }
    }
    names
}

struct Settler<'a> {
    scheme: &'a Scheme,
    round: &'a mut Round,
    problems: &'a mut Vec<Problem>,
    seen: Seen,
    /// Groups without a row that were reported, with the sheet.
    lacking: BTreeSet<(Place, String)>,
}

impl Settler<'_> {
    fn problem(&mut self, fault: Fault, place: Place, group: Option<&str>) {
        let problem = Problem {
            fault,
            place,
            subject: group.map(str::to_owned),
            criterion: None,
        };
        self.problems.push(problem);
    }

    fn row(
        &mut self,
        (number, table): (usize, &GroupTable),
        sheet: u32,
        row: &GroupRow,
        (known, names): (&BTreeMap<String, BTreeSet<Arc<str>>>, &[String]),
    ) {
        let record = self.round.add_record(sheet, row.row);
        let name = key(&row.name);
        let place = self.round.place(record, row.col);
        let Some(groups) = known.get(&name) else {
            let fault = Fault::NotAGroup {
                by: self.scheme.column(table.by).name.to_string(),
                name: row.name.clone(),
                nearest: nearest(&row.name, names),
            };
            return self.problem(fault, place, Some(&row.name));
        };
        let mut twice = false;
        for (index, col, value) in &row.given {
            let at = (*index, name.clone());
            if let Some((table, first, before)) = self.seen.get(&at) {
                // Several workbooks may bring the same sheet, if they say the same.
                let other = *table == number || before != value;
                if other && !std::mem::replace(&mut twice, true) {
                    let fault = Fault::GroupTwice {
                        name: row.name.clone(),
                        first: first.to_string(),
                    };
                    self.problem(fault, place.clone(), Some(&row.name));
                }
                continue;
            }
            self.seen.insert(at, (number, place.clone(), value.clone()));
            let Some(value) = value else { continue };
            for group in groups {
                let given = Given {
                    value: value.clone(),
                    record,
                    col: *col,
                };
                self.round.give(*index, group, given);
            }
        }
    }

    /// Groups to which no sheet gives what the scheme asks for.
    fn refuse_lacking(
        &mut self,
        index: usize,
        tables: &[GroupTable],
        groups: &BTreeMap<Ref, BTreeMap<String, BTreeSet<Arc<str>>>>,
    ) {
        let Some(column) = self.scheme.group_columns.get(index) else {
            return;
        };
        let by = self.scheme.column(column.by).name.to_string();
        let Some(table) = tables.iter().find(|table| table.columns.contains(&index)) else {
            let fault = Fault::NoGroupSheet {
                sheet: column.sheet.clone(),
                of: column.of.clone(),
                by,
            };
            return self.problem(fault, Place::default(), None);
        };
        let place = Place::sheet(&table.file, &table.sheet);
        let lacking: Vec<String> = groups
            .get(&column.by)
            .into_iter()
            .flatten()
            .filter(|(name, _)| !self.seen.contains_key(&(index, (*name).clone())))
            .flat_map(|(_, names)| names.first())
            .map(|name| name.to_string())
            .collect();
        for name in lacking {
            // One row may lack for several awards: it is said once.
            if !self.lacking.insert((place.clone(), name.clone())) {
                continue;
            }
            let fault = Fault::GroupWithoutRow {
                by: by.clone(),
                name: name.clone(),
            };
            self.problem(fault, place.clone(), Some(&name));
        }
    }
}
