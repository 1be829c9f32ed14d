//! Figures gathered from rows: facts from a ledger, measures from what was inspected several times.

use std::sync::Arc;

use super::Builder;
use super::frame::{Folded, one_if, only_when};
use super::scope::Names;
use crate::formula::{Expr, Ref, Type};
use crate::number::Decimal;
use crate::problem::nearest;
use crate::scheme::fold::{Gather, How};
use crate::scheme::frame::{Dimension, FrameId};
use crate::scheme::mistake::MistakeKind;
use crate::scheme::model::Owner;
use crate::scheme::raw::{RawFact, RawMeasure};
use crate::scheme::read::{At, Span};

type Text = At<String>;

/// What a fact or a measure says about where its value comes from.
pub(super) struct Derived<'r> {
    pub name: &'r Text,
    pub span: &'r Span,
    pub unit: Option<&'r String>,
    pub value: Option<&'r Text>,
    pub of: Option<&'r Text>,
    /// The ways that were written, with their formulas.
    ways: Vec<(Way, &'r Text)>,
    when: Option<&'r Text>,
    by: Option<&'r Text>,
    until: Option<&'r At<Decimal>>,
    best: Option<&'r At<Decimal>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Sum,
    Mean,
    Min,
    Max,
    Median,
    Count,
    Share,
    Latest,
    Streak,
}

impl<'r> Derived<'r> {
    pub fn fact(raw: &'r RawFact) -> Self {
        Derived {
            name: &raw.name,
            span: &raw.span,
            unit: raw.unit.as_ref(),
            value: raw.value.as_ref(),
            of: raw.of.as_ref(),
            ways: ways([
                (Way::Sum, &raw.sum),
                (Way::Mean, &raw.mean),
                (Way::Min, &raw.min),
                (Way::Max, &raw.max),
                (Way::Median, &raw.median),
                (Way::Count, &raw.count),
                (Way::Share, &raw.share),
                (Way::Latest, &raw.latest),
                (Way::Streak, &raw.streak),
            ]),
            when: raw.when.as_ref(),
            by: raw.by.as_ref(),
            until: raw.until.as_ref(),
            best: raw.best.as_ref(),
        }
    }

    pub fn measure(raw: &'r RawMeasure) -> Self {
        Derived {
            name: &raw.name,
            span: &raw.span,
            unit: raw.unit.as_ref(),
            value: raw.value.as_ref(),
            of: raw.of.as_ref(),
            ways: ways([
                (Way::Sum, &raw.sum),
                (Way::Mean, &raw.mean),
                (Way::Min, &raw.min),
                (Way::Max, &raw.max),
                (Way::Median, &raw.median),
                (Way::Count, &raw.count),
                (Way::Share, &raw.share),
            ]),
            when: raw.when.as_ref(),
            by: None,
            until: None,
            best: raw.best.as_ref(),
        }
    }

    /// Whether it is read from the workbooks.
    pub fn is_read(&self) -> bool {
        self.value.is_none() && self.of.is_none() && self.ways.is_empty()
    }
}

fn ways<const N: usize>(written: [(Way, &Option<Text>); N]) -> Vec<(Way, &Text)> {
    written
        .into_iter()
        .filter_map(|(way, text)| Some((way, text.as_ref()?)))
        .collect()
}

impl Builder<'_> {
    /// A figure that is computed or gathered, as a column of the subjects.
    pub(super) fn derived(&mut self, raw: &Derived<'_>, scope: &Names, owner: Owner) -> Ref {
        let column = match (raw.value, raw.of) {
            (Some(value), None) => {
                for (_, text) in &raw.ways {
                    self.two_ways(text);
                }
                let (expr, kind) = self.compile_any(value, scope);
                let applies = false;
                self.computed(&raw.name.value, owner, kind, expr, applies)
            }
            (_, Some(of)) => {
                if let Some(value) = raw.value {
                    self.two_ways(value);
                }
                self.gathered(raw, of, scope, owner)
            }
            (None, None) => {
                let kind = MistakeKind::MissingKey { key: "of" };
                self.mistakes.add(raw.span.clone(), kind);
                self.computed(
                    &raw.name.value,
                    owner,
                    Type::Number,
                    Expr::NotApplicable,
                    false,
                )
            }
        };
        self.columns[column.index()].unit = raw.unit.cloned();
        column
    }

    fn two_ways(&mut self, text: &Text) {
        let kind = MistakeKind::TwoMethods {
            first: "value",
            second: "of",
        };
        self.mistakes.add(text.span.clone(), kind);
    }

    fn gathered(&mut self, raw: &Derived<'_>, of: &Text, scope: &Names, owner: Owner) -> Ref {
        let name = raw.name.value.clone();
        let Some((frame, (way, text))) = self.frame_named(of).zip(self.one_way(raw)) else {
            return self.computed(&name, owner, Type::Number, Expr::NotApplicable, false);
        };
        if way != Way::Latest
            && let Some(by) = raw.by
        {
            let kind = MistakeKind::NeedsKey {
                key: "by",
                needs: "latest",
            };
            self.mistakes.add(by.span.clone(), kind);
        }
        let mut inside = self.names_in(frame, scope);
        let outer = std::mem::replace(&mut self.frame, frame);
        self.lists_in(&mut inside, frame);
        let when = raw.when.map(|when| self.compile(when, &inside, Type::Bool));
        let zero = || Expr::number(Decimal::ZERO);
        let (kind, expr) = match way {
            Way::Count => {
                let condition = self.compile(text, &inside, Type::Bool);
                (Type::Number, one_if(condition, Expr::NotApplicable))
            }
            Way::Share => {
                let condition = self.compile(text, &inside, Type::Bool);
                (Type::Number, one_if(condition, zero()))
            }
            Way::Latest => {
                let (expr, kind) = self.compile_any(text, &inside);
                (kind, expr)
            }
            _ => (Type::Number, self.compile(text, &inside, Type::Number)),
        };
        let line = format!("{name}(逐条)");
        let column = self.computed(
            &line,
            Owner::About(frame),
            kind,
            only_when(expr, when.clone()),
            false,
        );
        let key = match (way, raw.by) {
            (Way::Latest, Some(by)) => {
                let (expr, kind) = self.compile_any(by, &inside);
                let line = format!("{name}(按)");
                self.computed(
                    &line,
                    Owner::About(frame),
                    kind,
                    only_when(expr, when),
                    false,
                )
            }
            (Way::Latest, None) => {
                self.mistakes
                    .add(text.span.clone(), MistakeKind::MissingKey { key: "by" });
                column
            }
            _ => column,
        };
        self.frame = outer;
        let gather = self.gather_of(raw, way, text);
        self.fold(Folded {
            name: &name,
            owner,
            fold: (frame, column, key),
            gather: &Arc::new(gather),
        })
    }

    fn gather_of(&mut self, raw: &Derived<'_>, way: Way, text: &Text) -> Gather {
        let how = match way {
            Way::Sum | Way::Count => How::Sum,
            Way::Mean | Way::Share => How::Mean,
            Way::Min => How::Min,
            Way::Max => How::Max,
            Way::Median => How::Median,
            Way::Latest => How::AtHighest,
            Way::Streak => {
                if raw.until.is_none() {
                    let kind = MistakeKind::MissingKey { key: "until" };
                    self.mistakes.add(text.span.clone(), kind);
                }
                How::Streak(raw.until.map_or(Decimal::ZERO, |at| at.value))
            }
        };
        Gather {
            best: self.count(raw.best),
            none_is_zero: matches!(way, Way::Sum | Way::Count | Way::Streak),
            ..Gather::of(how)
        }
    }

    fn one_way<'r>(&mut self, raw: &Derived<'r>) -> Option<(Way, &'r Text)> {
        if let [_, (_, second), ..] = raw.ways.as_slice() {
            let kind = MistakeKind::TwoMethods {
                first: "sum",
                second: "count",
            };
            self.mistakes.add(second.span.clone(), kind);
        }
        let first = raw.ways.first().copied();
        if first.is_none() {
            let kind = MistakeKind::MissingKey { key: "sum" };
            self.mistakes.add(raw.span.clone(), kind);
        }
        first
    }

    /// The frame of a name: a ledger, or what is inspected several times. A measure looks at rows
    /// directly below the subjects.
    fn frame_named(&mut self, name: &Text) -> Option<FrameId> {
        let found = (1..self.frames.len()).find(|index| {
            let frame = &self.frames[*index];
            frame.name == name.value && frame.parent == FrameId::SUBJECT
        });
        if found.is_none() {
            let names: Vec<String> = self
                .frames
                .iter()
                .skip(1)
                .filter(|frame| frame.parent == FrameId::SUBJECT)
                .map(|frame| frame.name.clone())
                .collect();
            let kind = MistakeKind::UnknownReference {
                name: name.value.clone(),
                nearest: nearest(&name.value, &names)
                    .or_else(|| (!names.is_empty()).then(|| names.join("、"))),
            };
            self.mistakes.add(name.span.clone(), kind);
        }
        found.and_then(|index| u32::try_from(index).ok().map(FrameId))
    }

    /// Names inside a frame: its own columns in front of those outside.
    pub(super) fn names_in(&self, frame: FrameId, scope: &Names) -> Names {
        let mut names = scope.clone();
        let Some(of) = self.frames.get(frame.index()) else {
            return names;
        };
        let ledger = of.dimension == Dimension::Ledger;
        for name in &of.columns {
            let column = &self.columns[name.index()];
            let visible = match column.owner {
                Owner::Label | Owner::Entry | Owner::Input(_) => true,
                Owner::Score(_) | Owner::Figure(_) => !ledger,
                _ => false,
            };
            if visible {
                names.put(&column.name, *name, column.kind);
            }
            if let Owner::Score(id) = column.owner {
                names.put(&self.criteria[id.index()].id, *name, column.kind);
            }
        }
        // The score of the whole that is inspected several times.
        if of.criterion.is_none()
            && let Some(base) = of
                .columns
                .iter()
                .rev()
                .find(|name| *self.columns[name.index()].name == *super::summary::BASE)
        {
            names.put("总分", *base, Type::Number);
        }
        names
    }
}
