//! What each column of a table is for, once its header is found.

use std::sync::Arc;

use super::header::{self, Header};
use super::heading::{Target, Vocabulary};
use super::remark::RemarkColumn;
use super::sheet::SheetReader;
use super::spread::Spread;
use super::table::{Kind, Label, Table};
use super::value::{key, shown};
use super::workbook::{Merge, Row};
use crate::formula::Ref;
use crate::number::plain;
use crate::problem::{CellRef, Fault, Mending};
use crate::round::Purpose;
use crate::scheme::{Frame, FrameId, Owner};

/// Where the values of a table stand.
pub(super) struct Plan {
    pub header: Header,
    pub kind: Kind,
    pub subject: u16,
    pub code: Option<u16>,
    pub columns: Vec<(u16, Ref)>,
    pub clause: Option<u16>,
    pub loss: Option<u16>,
    pub times: Option<u16>,
    pub reason: Option<u16>,
    pub team: Option<u16>,
    pub date: Option<u16>,
    /// Reasons and explanations that stand beside items.
    pub remarks: Vec<RemarkColumn>,
    /// Columns of labels, by number in the vocabulary.
    told_apart: Vec<(u16, u16)>,
    /// Labels that the sheet's or the file's name gives, by name of the frames.
    given: Vec<(String, Arc<str>)>,
}

impl Plan {
    /// Columns whose merged cells are for every row they span: who and which, and in a log what
    /// its lines have in common, but nothing that is counted.
    fn spread(&self) -> Vec<u16> {
        let labels = self.told_apart.iter().map(|(col, _)| *col);
        let mut columns: Vec<u16> = labels.chain([self.subject]).chain(self.code).collect();
        if self.kind == Kind::Log {
            let common = [self.clause, self.reason, self.team, self.date];
            columns.extend(common.into_iter().flatten());
        }
        columns
    }

    /// The labels of a row: its own, else what the sheet's or the file's name says, else none in the
    /// column that should say it.
    pub fn labels(&self, vocabulary: &Vocabulary, row: &Row) -> Vec<Label> {
        let mut labels: Vec<Label> = Vec::new();
        for (col, at) in &self.told_apart {
            let name = vocabulary.frames().get(usize::from(*at)).cloned();
            let text = row.get(*col).map(shown).unwrap_or_default();
            if let Some(name) = name
                && !text.trim().is_empty()
            {
                labels.push(Label {
                    name,
                    text: super::value::name(&text).as_str().into(),
                    col: *col,
                });
            }
        }
        for (name, text) in &self.given {
            if labels.iter().all(|label| label.name != *name) {
                labels.push(Label {
                    name: name.clone(),
                    text: text.clone(),
                    col: self.subject,
                });
            }
        }
        // A column of labels that says nothing in this row: that is to be seen, too.
        for (col, at) in &self.told_apart {
            if let Some(name) = vocabulary.frames().get(usize::from(*at))
                && labels.iter().all(|label| label.name != *name)
            {
                labels.push(Label {
                    name: name.clone(),
                    text: "".into(),
                    col: *col,
                });
            }
        }
        labels
    }
}

impl SheetReader<'_> {
    /// Finds the header and what each column is for.
    pub(super) fn begin(&mut self, rows: &[Row], merges: &[Merge]) -> Option<Plan> {
        let (header, ledger) = self.header(rows, merges)?;
        let first = |wanted: Target| {
            header
                .columns
                .iter()
                .find(|(_, target)| *target == wanted)
                .map(|(col, _)| *col)
        };
        let mut columns: Vec<(u16, Ref)> = Vec::new();
        let mut twice = Vec::new();
        for (col, target) in &header.columns {
            let Target::Column(name) = target else {
                continue;
            };
            match columns.iter().find(|(_, other)| other == name) {
                Some((before, _)) => twice.push((*col, *before, *name)),
                None => columns.push((*col, *name)),
            }
        }
        let (clause, loss, times) = (
            first(Target::Clause),
            first(Target::Loss),
            first(Target::Times),
        );
        let has_attributes = columns
            .iter()
            .any(|(_, name)| self.scheme.column(*name).owner == Owner::Attribute);
        let kind = if let Some(frame) = ledger {
            Kind::Ledger(frame)
        } else if columns.iter().any(|(_, name)| self.scored(*name)) {
            Kind::Wide
        } else if clause.is_some() && (loss.is_some() || times.is_some()) {
            Kind::Log
        } else if self.roster || has_attributes || first(Target::Code).is_some() {
            Kind::Roster
        } else if !columns.is_empty() {
            Kind::Wide
        } else {
            return None;
        };
        let told_apart = header
            .columns
            .iter()
            .filter_map(|(col, target)| match target {
                Target::Label(at) => Some((*col, *at)),
                _ => None,
            })
            .collect();
        // The title over a log may be that of a section.
        let below_title = header.columns.iter().find_map(|(col, target)| {
            matches!(target, Target::Remark(Purpose::Loss, _)).then_some(*col)
        });
        let remarks = if kind == Kind::Wide {
            RemarkColumn::of(self.scheme, &header)
        } else {
            Vec::new()
        };
        let plan = Plan {
            kind,
            subject: first(Target::Subject)?,
            code: first(Target::Code),
            columns,
            clause,
            loss,
            times,
            reason: first(Target::Reason).or(below_title),
            team: first(Target::Team),
            date: first(Target::Date),
            remarks,
            told_apart,
            given: self.given(),
            header,
        };
        self.spread = Spread::of(merges, plan.header.last_row, &plan.spread());
        self.refuse_other_marks(&plan);
        self.refuse_second_columns(&plan, twice);
        if kind != Kind::Log {
            for (row, col, text) in plan.header.unknown.clone() {
                let place = self.place(row, col);
                self.repair(
                    Mending::UnknownColumn,
                    place,
                    None,
                    None,
                    text,
                    String::new(),
                );
            }
        }
        self.table = Some(Table {
            file: self.file.clone(),
            sheet: self.sheet.clone(),
            kind,
            rows: Vec::new(),
        });
        Some(plan)
    }

    fn scored(&self, name: Ref) -> bool {
        matches!(
            self.scheme.column(name).owner,
            Owner::Input(_) | Owner::Score(_)
        )
    }

    /// The header, and the ledger whose headings it has. A sheet under a ledger's name is that
    /// ledger; another is one where it has all of the ledger's headings and nothing that is scored.
    fn header(&self, rows: &[Row], merges: &[Merge]) -> Option<(Header, Option<FrameId>)> {
        let mut own = None;
        let main = header::find(rows, merges, self.vocabulary);
        let scored = main.as_ref().is_some_and(|header| {
            header
                .columns
                .iter()
                .any(|(_, target)| matches!(target, Target::Column(name) if self.scored(*name)))
        });
        for (id, vocabulary) in self.ledgers {
            let Some(frame) = self.scheme.frames.get(id.index()) else {
                continue;
            };
            let named = self.is_named_after(frame);
            if scored && !named {
                continue;
            }
            let Some(found) = header::find(rows, merges, vocabulary) else {
                continue;
            };
            let has = |name: &Ref| {
                let wanted = Target::Column(*name);
                found.columns.iter().any(|(_, target)| *target == wanted)
            };
            let needed = frame.columns.iter().filter(|name| {
                let input = self.scheme.column(**name).input();
                input.is_some_and(|input| input.blank.is_none())
            });
            let all = needed.clone().all(has);
            let some = frame.columns.iter().any(has);
            if (named && some) || (all && some && own.is_none()) {
                own = Some((found, Some(*id)));
                if named {
                    break;
                }
            }
        }
        own.or_else(|| main.map(|header| (header, None)))
    }

    pub(super) fn is_named_after(&self, frame: &Frame) -> bool {
        let sheet = key(&self.sheet);
        std::iter::once(&frame.name)
            .chain(&frame.aliases)
            .any(|name| key(name) == sheet)
    }

    fn refuse_second_columns(&mut self, plan: &Plan, twice: Vec<(u16, u16, Ref)>) {
        for (col, before, name) in twice {
            let title = self.scheme.label(name);
            let first = CellRef {
                row: plan.header.last_row,
                col: before,
            }
            .to_string();
            self.problem(
                Fault::ColumnTwice { title, first },
                plan.header.last_row,
                col,
                None,
                None,
            );
        }
    }

    /// A form whose headings state other marks than the scheme is of another year or another scheme.
    fn refuse_other_marks(&mut self, plan: &Plan) {
        for (col, name) in &plan.columns {
            let (Owner::Input(id) | Owner::Score(id)) = self.scheme.column(*name).owner else {
                continue;
            };
            let criterion = self.scheme.criterion(id);
            let stated = plan.header.stated_marks(*col);
            // Beside other inputs a heading may state the marks of its own part.
            let Some((row, stated)) = stated.filter(|_| criterion.inputs.len() == 1) else {
                continue;
            };
            if stated != criterion.marks {
                let fault = Fault::HeadingMarks {
                    title: criterion.title.clone(),
                    stated: plain(stated),
                    marks: plain(criterion.marks),
                };
                let id = criterion.id.clone();
                self.problem(fault, row, *col, None, Some(id));
            }
        }
    }
}
