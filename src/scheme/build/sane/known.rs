use std::sync::Arc;

use super::super::NO_GRADE;
use crate::formula::Ref;
use crate::formula::bounds::{Known, Limits, range};
use crate::number::Decimal;
use crate::scheme::fold::{Fold, How};
use crate::scheme::model::{Content, CriterionId, Holds, Input, Method, Owner, Scheme};

/// What each column of a scheme can be, whatever is read.
pub(super) struct Attainable<'a> {
    scheme: &'a Scheme,
    limits: Vec<Limits>,
}

impl<'a> Attainable<'a> {
    pub fn of(scheme: &'a Scheme) -> Attainable<'a> {
        let mut known = Attainable {
            scheme,
            limits: Vec::with_capacity(scheme.columns.len()),
        };
        for (index, column) in (0..).zip(&scheme.columns) {
            let limits = match &column.content {
                Content::Read(input) => read(input),
                Content::Computed(expr) => {
                    let computed = range(expr, &known).limits;
                    known.declared(Ref(index), column.owner).and(&computed)
                }
                Content::Folded(fold) => known.folded(fold),
            };
            known.limits.push(limits);
        }
        known
    }

    /// What several values within limits become.
    fn folded(&self, fold: &Fold) -> Limits {
        let of = Known::limits(self, fold.of);
        let positive = Limits::from(Decimal::ZERO);
        match fold.gather.how {
            How::Count | How::Streak(_) => positive.stepped(Decimal::ONE),
            How::Spread => positive,
            How::Sum if of.above(&Limits::point(Decimal::ZERO), true) => positive,
            How::Sum => Limits::default(),
            // One of them, or a mean of them; less where a missing one counts as zero.
            _ if !fold.gather.expected.is_empty() => {
                of.or(&Limits::point(Decimal::ZERO)).unstepped()
            }
            How::Mean | How::Median | How::Weighted { .. } => of.unstepped(),
            How::AtHighest | How::Min | How::Max | How::Prefer(_) | How::Latest => of,
        }
    }

    /// What the meaning of a computed column says, whatever its formula.
    fn declared(&self, name: Ref, owner: Owner) -> Limits {
        let scheme = self.scheme;
        match owner {
            Owner::Score(id) | Owner::Available(id) if !exceeds(scheme, id) => {
                Limits::between(Decimal::ZERO, scheme.criterion(id).marks)
            }
            Owner::Score(_) | Owner::Available(_) | Owner::Extra(_) => Limits::from(Decimal::ZERO),
            Owner::Summary
                if name == scheme.summary.base
                    && !scheme.tops.iter().any(|top| exceeds(scheme, *top)) =>
            {
                Limits::between(Decimal::ZERO, scheme.marks)
            }
            // A grade is looked at by its place: 1 is the best, and one more than there are is none.
            Owner::Summary if Some(name) == scheme.summary.grade => {
                let places = Decimal::from(scheme.grades.len() + 1);
                Limits::between(Decimal::ONE, places).stepped(Decimal::ONE)
            }
            _ => Limits::default(),
        }
    }
}

/// Whether a criterion can have more than its marks: it says so itself, or something below does.
fn exceeds(scheme: &Scheme, id: CriterionId) -> bool {
    let node = scheme.criterion(id);
    let own = match node.method {
        Some(Method::Deduct { up_to, .. }) => up_to > node.marks,
        _ => node.beyond,
    };
    own || node.varies || node.children.iter().any(|child| exceeds(scheme, *child))
}

fn read(input: &Input) -> Limits {
    match &input.holds {
        Holds::Marks { full } | Holds::Loss { full, .. } => Limits::between(Decimal::ZERO, *full),
        Holds::Count => Limits::from(Decimal::ZERO).stepped(Decimal::ONE),
        Holds::Number | Holds::Percent => Limits::from(Decimal::ZERO),
        Holds::Signed | Holds::Choice(_) | Holds::YesNo | Holds::Text | Holds::Date => {
            Limits::default()
        }
    }
}

impl Known for Attainable<'_> {
    fn limits(&self, name: Ref) -> Limits {
        self.limits.get(name.index()).copied().unwrap_or_default()
    }

    fn words(&self, name: Ref) -> Option<Vec<Arc<str>>> {
        let scheme = self.scheme;
        if Some(name) == scheme.summary.grade {
            let grades = scheme.grades.iter().map(|grade| grade.name.as_str().into());
            return Some(grades.chain([NO_GRADE.into()]).collect());
        }
        match &scheme.columns.get(name.index())?.input()?.holds {
            Holds::Choice(levels) => Some(
                levels
                    .iter()
                    .map(|(word, _)| word.as_str().into())
                    .collect(),
            ),
            _ => None,
        }
    }

    fn counts(&self, name: Ref) -> bool {
        let column = self.scheme.columns.get(name.index());
        column.is_some_and(|column| matches!(column.owner, Owner::Available(_)))
    }

    fn applies(&self, name: Ref) -> bool {
        let (scheme, summary) = (self.scheme, &self.scheme.summary);
        // A subject without a total is not ranked, whatever else is decided over it.
        let totals = [
            summary.base,
            summary.before_vetoes,
            summary.total,
            summary.decides,
        ];
        let column = scheme.columns.get(name.index());
        totals.contains(&name) || column.is_some_and(|column| column.applies)
    }
}
