//! A sheet whose rows are the values of an attribute (县区, 行业) and no subjects: quotas, control
//! figures. It is found by its headings.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::header::{Header, LOOKED_AT};
use super::heading::Vocabulary;
use super::sheet::SheetReader;
use super::skip;
use super::value::{self, Datum, Expect, key, shown};
use super::workbook::{Row, Workbook};
use crate::formula::{Ref, Value};
use crate::problem::{Expected, Fault, Mending};
use crate::scheme::{GroupColumn, Scheme};

/// What heads a column of places, whatever the scheme calls the sheet.
const PLACES: &str = "名额";

/// The table of such a sheet.
#[derive(Debug, Clone)]
pub(super) struct GroupTable {
    pub file: Arc<str>,
    pub sheet: Arc<str>,
    /// The attribute whose values are its rows.
    pub by: Ref,
    /// Columns that the scheme asks for, by index in its list.
    pub columns: Vec<usize>,
    pub rows: Vec<GroupRow>,
}

/// One row of it.
#[derive(Debug, Clone)]
pub(super) struct GroupRow {
    pub row: u32,
    /// Column of the group's name.
    pub col: u16,
    pub name: String,
    /// What it gives, by index in the scheme's list; `None` for a cell with a problem.
    pub given: Vec<(usize, u16, Option<Value>)>,
}

/// Where things stand on such a sheet.
struct Plan {
    header: Header,
    by: Ref,
    group: u16,
    /// Column of the sheet, and indices in the scheme's list that read it.
    columns: Vec<(u16, Vec<usize>)>,
}

/// Finds the header among the first rows of a sheet.
fn find(rows: &[Row], sheet: &str, scheme: &Scheme, vocabulary: &Vocabulary) -> Option<Plan> {
    rows.iter().find_map(|row| {
        let texts: Vec<(u16, String)> = row
            .cells
            .iter()
            .map(|(col, raw)| (*col, key(&shown(raw))))
            .collect();
        if texts.iter().any(|(_, text)| vocabulary.is_subject(text)) {
            return None;
        }
        let at = |wanted: &str| {
            let wanted = key(wanted);
            let found = texts.iter().find(|(_, text)| *text == wanted);
            found.map(|(col, _)| *col)
        };
        let mut asked: Vec<Ref> = scheme
            .group_columns
            .iter()
            .map(|column| column.by)
            .collect();
        asked.dedup();
        asked.into_iter().find_map(|by| {
            let attribute = scheme.column(by);
            let aliases = attribute.input().map(|input| input.headings.as_slice());
            let names = aliases.into_iter().flatten().map(String::as_str);
            let group = [&*attribute.name].into_iter().chain(names).find_map(at)?;
            let columns = columns(sheet, scheme, by, &|name| {
                at(name).filter(|col| *col != group)
            });
            (!columns.is_empty()).then(|| Plan {
                header: Header {
                    last_row: row.index,
                    columns: Vec::new(),
                    unknown: Vec::new(),
                    rows: vec![texts.clone()],
                },
                by,
                group,
                columns,
            })
        })
    })
}

/// The columns that the scheme asks for, where a heading stands at `at`.
fn columns(
    sheet: &str,
    scheme: &Scheme,
    by: Ref,
    at: &dyn Fn(&str) -> Option<u16>,
) -> Vec<(u16, Vec<usize>)> {
    let mut found: Vec<(u16, Vec<usize>)> = Vec::new();
    for (index, asked) in scheme.group_columns.iter().enumerate() {
        if asked.by != by {
            continue;
        }
        let GroupColumn {
            sheet: name,
            of,
            places,
            ..
        } = asked;
        // 名额 says enough on a sheet of the name that is asked for, and where one name is.
        let only = scheme
            .group_columns
            .iter()
            .all(|other| !other.places || other.by != by || other.sheet == *name);
        let by_title = || at(PLACES).filter(|_| *places && (only || key(sheet) == key(name)));
        let Some(col) = at(of).or_else(|| at(name)).or_else(by_title) else {
            continue;
        };
        match found.iter_mut().find(|(other, _)| *other == col) {
            Some((_, indices)) => indices.push(index),
            None => found.push((col, vec![index])),
        }
    }
    found
}

impl SheetReader<'_> {
    /// Reads a sheet of groups. `None` where it is none.
    pub(super) fn groups(
        &mut self,
        workbook: &mut Workbook<'_>,
        index: usize,
    ) -> Result<Option<GroupTable>, Fault> {
        if self.scheme.group_columns.is_empty() {
            return Ok(None);
        }
        let mut waiting: Vec<Row> = Vec::new();
        workbook.rows(index, &mut |row| {
            waiting.push(row.clone());
            match waiting.len() < LOOKED_AT {
                true => ControlFlow::Continue(()),
                false => ControlFlow::Break(()),
            }
        })?;
        let Some(plan) = find(&waiting, self.title(), self.scheme, self.vocabulary) else {
            return Ok(None);
        };
        let mut rows = Vec::new();
        workbook.rows(index, &mut |row| {
            if row.index > plan.header.last_row {
                rows.extend(self.group(&plan, row));
            }
            ControlFlow::Continue(())
        })?;
        let columns = plan.columns.iter().flat_map(|(_, indices)| indices);
        Ok(Some(GroupTable {
            file: self.file().clone(),
            sheet: self.title().clone(),
            by: plan.by,
            columns: columns.copied().collect(),
            rows,
        }))
    }

    fn group(&mut self, plan: &Plan, row: &Row) -> Option<GroupRow> {
        let text = row.get(plan.group).map(shown).unwrap_or_default();
        let named = Some(text.trim()).filter(|text| !text.is_empty());
        let data = plan.columns.iter().any(|(col, _)| {
            let text = row.get(*col).map(shown);
            text.is_some_and(|text| !text.trim().is_empty())
        });
        if row
            .cells
            .iter()
            .all(|(_, raw)| shown(raw).trim().is_empty())
        {
            return None;
        }
        if let Some(mending) = skip::reason(row, &plan.header, named, data) {
            let (col, before) = row
                .cells
                .first()
                .map_or((plan.group, String::new()), |(col, raw)| (*col, shown(raw)));
            let place = self.place(row.index, col);
            self.repair(mending, place, None, None, before, String::new());
            return None;
        }
        let Some(text) = named else {
            let expected = Expected::Text;
            self.problem(Fault::Blank { expected }, row.index, plan.group, None, None);
            return None;
        };
        let name = value::name(text);
        let mut read = GroupRow {
            row: row.index,
            col: plan.group,
            name,
            given: Vec::new(),
        };
        for (col, indices) in &plan.columns {
            let places = indices.iter().any(|index| {
                let column = self.scheme.group_columns.get(*index);
                column.is_some_and(|column| column.places)
            });
            let value = self.number_of(row, *col, &read.name, places);
            let each = indices.iter().map(|index| (*index, *col, value.clone()));
            read.given.extend(each);
        }
        Some(read)
    }

    /// One cell: a whole number of places, or any number.
    fn number_of(&mut self, row: &Row, col: u16, group: &str, places: bool) -> Option<Value> {
        let raw = row.get(col);
        let expect = if places {
            Expect::Count
        } else {
            Expect::Number
        };
        let expected = || match places {
            true => Expected::Places,
            false => Expected::Number,
        };
        let fault = match value::read(raw, &expect) {
            Ok(read) => {
                let number = match read.datum {
                    Datum::Number(number) => Ok(Value::Number(number)),
                    Datum::NotApplicable if !places => Ok(Value::NotApplicable),
                    Datum::Blank => Err(Fault::Blank {
                        expected: expected(),
                    }),
                    _ => Err(not_places(raw.map(shown).unwrap_or_default())),
                };
                match number {
                    Ok(value) => {
                        self.mendings(row.index, col, raw, read.mendings, group, &value);
                        return Some(value);
                    }
                    Err(fault) => fault,
                }
            }
            Err(Fault::NotANumber { found, .. }) => Fault::NotANumber {
                found,
                expected: expected(),
            },
            Err(Fault::NotWhole { found } | Fault::Negative { found }) if places => {
                not_places(found)
            }
            Err(fault) => fault,
        };
        self.problem(fault, row.index, col, Some(group), None);
        None
    }

    fn mendings(
        &mut self,
        row: u32,
        col: u16,
        raw: Option<&super::workbook::Raw>,
        mendings: Vec<Mending>,
        group: &str,
        value: &Value,
    ) {
        for mending in mendings {
            let place = self.place(row, col);
            let before = raw.map(shown).unwrap_or_default();
            let after = value.to_string();
            self.repair(mending, place, Some(group.to_owned()), None, before, after);
        }
    }
}

fn not_places(found: String) -> Fault {
    Fault::NotPlaces { found }
}
