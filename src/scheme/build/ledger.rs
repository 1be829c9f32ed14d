//! Ledgers, facts, measures and checks: what is known of a subject besides its criteria.

use super::gather::Derived;
use super::scope::Names;
use super::{Builder, filling, holds};
use crate::formula::{Type, Value};
use crate::scheme::frame::{Dimension, Frame, FrameId, MissingLabel};
use crate::scheme::mistake::MistakeKind;
use crate::scheme::model::{Check, Holds, Input, Owner};
use crate::scheme::raw::{Blank, Kind, RawFact, RawFile};
use crate::scheme::read::At;

impl Builder<'_> {
    pub fn ledgers(&mut self, raw: &RawFile) {
        for ledger in &raw.ledgers {
            if self
                .frames
                .iter()
                .any(|frame| frame.name == ledger.name.value)
            {
                let kind = MistakeKind::DuplicateName {
                    name: ledger.name.value.clone(),
                };
                self.mistakes.add(ledger.name.span.clone(), kind);
            }
            if ledger.columns.is_empty() {
                self.mistakes.add(
                    ledger.span.clone(),
                    MistakeKind::MissingKey { key: "column" },
                );
            }
            let frame = self.add_frame(Frame {
                name: ledger.name.value.clone(),
                dimension: Dimension::Ledger,
                parent: FrameId::SUBJECT,
                label: None,
                labels: Vec::new(),
                closed: false,
                aliases: ledger.aliases.clone(),
                at_least: 0,
                missing: if ledger.required.unwrap_or(false) {
                    MissingLabel::Problem
                } else {
                    MissingLabel::Skip
                },
                criterion: None,
                columns: Vec::new(),
            });
            self.frame = frame;
            for column in &ledger.columns {
                let holds = holds(column.kind.unwrap_or(Kind::Text));
                let blank = self.blank_of(column.blank.as_ref(), &holds);
                let twice = self.frames[frame.index()]
                    .columns
                    .iter()
                    .any(|other| *self.columns[other.index()].name == *column.name.value);
                if twice {
                    let kind = MistakeKind::DuplicateName {
                        name: column.name.value.clone(),
                    };
                    self.mistakes.add(column.name.span.clone(), kind);
                }
                let input = input(holds, blank, column.aliases.clone());
                self.read(&column.name.value, Owner::Entry, column.unit.clone(), input);
            }
            self.frame = FrameId::SUBJECT;
        }
    }

    pub fn facts(&mut self, raw: &RawFile) {
        for fact in &raw.facts {
            self.refuse_second_name(&fact.name);
            let derived = Derived::fact(fact);
            let name = if derived.is_read() {
                self.read_fact(fact)
            } else {
                self.refuse_reading_keys(fact);
                let scope = self.outside();
                self.derived(&derived, &scope, Owner::Fact)
            };
            self.facts.push(name);
        }
    }

    fn read_fact(&mut self, fact: &RawFact) -> crate::formula::Ref {
        let holds = holds(fact.kind.unwrap_or(Kind::Number));
        let blank = self.blank_of(fact.blank.as_ref(), &holds);
        for (key, at) in [("when", &fact.when), ("by", &fact.by)] {
            if let Some(at) = at {
                let kind = MistakeKind::NeedsKey { key, needs: "of" };
                self.mistakes.add(at.span.clone(), kind);
            }
        }
        let input = input(holds, blank, fact.aliases.clone());
        self.read(&fact.name.value, Owner::Fact, fact.unit.clone(), input)
    }

    /// A figure that is computed is not read: keys for reading it would be passed over.
    fn refuse_reading_keys(&mut self, fact: &RawFact) {
        if let Some(blank) = &fact.blank {
            let kind = MistakeKind::TwoMethods {
                first: "value",
                second: "blank",
            };
            self.mistakes.add(blank.span.clone(), kind);
        }
    }

    /// What a blank counts as.
    fn blank_of(&mut self, blank: Option<&At<Blank>>, holds: &Holds) -> Option<Value> {
        let blank = blank?;
        filling(blank.value, holds).unwrap_or_else(|kind| {
            self.mistakes.add(blank.span.clone(), kind);
            None
        })
    }

    /// Figures over scores, for the decisions. Each can name those before it.
    pub fn measures(&mut self, raw: &RawFile, scope: &Names) -> Names {
        let mut scope = scope.clone();
        for measure in &raw.measures {
            self.refuse_second_name(&measure.name);
            let name = self.derived(&Derived::measure(measure), &scope, Owner::Measure);
            let kind = self.columns[name.index()].kind;
            scope.put(&measure.name.value, name, kind);
        }
        scope
    }

    /// Checks, each compiled in the innermost frame whose columns it names.
    pub fn checks(&mut self, raw: &RawFile) -> Vec<Check> {
        let mut checks = Vec::new();
        for check in &raw.checks {
            let scope = self.everything();
            let must = self.compile(&check.must, &scope, Type::Bool);
            let frames = must.names().into_iter();
            let frames = frames.map(|name| self.columns[name.index()].frame);
            // A frame below another was made after it.
            let frame = frames.max().unwrap_or(FrameId::SUBJECT);
            checks.push(Check {
                title: check.title.value.clone(),
                frame,
                must,
                note: check.note.clone(),
            });
        }
        checks
    }

    /// Every name that is read or scored, in whatever frame.
    fn everything(&self) -> Names {
        let mut names = self.outside();
        for (index, column) in self.columns.iter().enumerate() {
            let visible = matches!(
                column.owner,
                Owner::Label | Owner::Entry | Owner::Input(_) | Owner::Figure(_)
            );
            if visible {
                let of = crate::formula::Ref(u32::try_from(index).unwrap_or(u32::MAX));
                names.add(&column.name, of, column.kind);
            }
        }
        for criterion in &self.criteria {
            names.add(&criterion.title, criterion.inspected, Type::Number);
            names.put(&criterion.id, criterion.inspected, Type::Number);
        }
        names
    }
}

fn input(holds: Holds, blank: Option<Value>, headings: Vec<String>) -> Input {
    Input {
        holds,
        not_applicable: blank == Some(Value::NotApplicable),
        blank,
        when: None,
        clamp: false,
        headings,
        each: None,
    }
}
