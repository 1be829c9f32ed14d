//! Conditions that nobody can meet, and conditions that everybody meets.

use super::known::Attainable;
use super::{Found, grade_span};
use crate::formula::bounds::{Truth, range, truth};
use crate::formula::{Expr, Function};
use crate::scheme::mistake::{Mistake, MistakeKind};
use crate::scheme::model::Scheme;
use crate::scheme::raw::RawFile;
use crate::scheme::read::Span;

impl Found {
    fn mistake(&mut self, span: &Span, kind: MistakeKind) {
        let span = span.clone();
        self.mistakes.push(Mistake { span, kind });
    }

    pub(super) fn caution(&mut self, span: &Span, kind: MistakeKind) {
        let span = span.clone();
        self.cautions.push(Mistake { span, kind });
    }
}

pub(super) fn check(raw: &RawFile, scheme: &Scheme, known: &Attainable<'_>, found: &mut Found) {
    for (gate, written) in scheme.gates.iter().zip(&raw.gates) {
        let title = gate.title.clone();
        match truth(&gate.when, known) {
            Truth::Never => found.mistake(&written.when.span, MistakeKind::NobodyPasses { title }),
            Truth::Always => found.caution(&written.when.span, MistakeKind::AlwaysHolds { title }),
            Truth::Sometimes => {}
        }
    }
    for (veto, written) in scheme.vetoes.iter().zip(&raw.vetoes) {
        let Some(when) = scheme.column(veto.holds).formula() else {
            continue;
        };
        let title = veto.title.clone();
        match truth(when, known) {
            Truth::Never => found.mistake(&written.when.span, MistakeKind::CannotHold { title }),
            Truth::Always => {
                found.mistake(&written.when.span, MistakeKind::EverybodyVetoed { title })
            }
            Truth::Sometimes => {}
        }
    }
    criteria(raw, scheme, known, found);
    for (check, written) in scheme.checks.iter().zip(&raw.checks) {
        let title = check.title.clone();
        match truth(&check.must, known) {
            Truth::Never => found.mistake(&written.must.span, MistakeKind::NobodyPasses { title }),
            Truth::Always => found.caution(&written.must.span, MistakeKind::AlwaysHolds { title }),
            Truth::Sometimes => {}
        }
    }
    grades(raw, scheme, known, found);
    awards(raw, scheme, known, found);
    let keys = raw.ranking.iter().flat_map(|ranking| &ranking.tie_break);
    for (key, written) in scheme.ranking.keys.iter().zip(keys) {
        let figure = range(&key.figure, known);
        if figure.limits.only().is_some() && !figure.missing {
            let key = key.text.clone();
            found.caution(&written.span, MistakeKind::DecidesNothing { key });
        }
    }
}

/// For whom criteria are, what guards ask, and items that nothing fills.
fn criteria(raw: &RawFile, scheme: &Scheme, known: &Attainable<'_>, found: &mut Found) {
    let nodes = super::nodes(raw);
    for criterion in &scheme.criteria {
        let Some(written) = nodes.get(criterion.id.as_str()) else {
            continue;
        };
        let conditions = criterion.when.iter().zip(&written.when);
        let guards = criterion.guards.iter().zip(&written.guards);
        let guards = guards.map(|(guard, written)| (&guard.when, &written.when));
        for (when, at) in conditions.chain(guards) {
            let title = criterion.title.clone();
            match truth(when, known) {
                Truth::Never => found.mistake(&at.span, MistakeKind::CannotHold { title }),
                Truth::Always => found.caution(&at.span, MistakeKind::AlwaysHolds { title }),
                Truth::Sometimes => {}
            }
        }
        let computed = scheme.column(criterion.inspected).formula();
        let constant = computed.is_some_and(|expr| expr.names().is_empty());
        if criterion.children.is_empty() && constant {
            let title = criterion.title.clone();
            found.mistake(&written.id.span, MistakeKind::NothingFills { title });
        }
    }
}

/// A grade is given where its condition holds and none before it does.
fn grades(raw: &RawFile, scheme: &Scheme, known: &Attainable<'_>, found: &mut Found) {
    let mut parts: Vec<Expr> = Vec::new();
    for (grade, written) in scheme.grades.iter().zip(&raw.grades) {
        parts.push(grade.when.clone());
        if truth(&Expr::Call(Function::And, parts.clone()), known) == Truth::Never {
            let title = grade.name.clone();
            found.mistake(&grade_span(written), MistakeKind::CannotHold { title });
        }
        if let Some(last) = parts.pop() {
            parts.push(Expr::Call(Function::Not, vec![last]));
        }
    }
}

/// An award can be out of reach by itself, or together with the awards it is built on.
fn awards(raw: &RawFile, scheme: &Scheme, known: &Attainable<'_>, found: &mut Found) {
    let mut unreachable = vec![false; scheme.awards.len()];
    for (index, (award, written)) in scheme.awards.iter().zip(&raw.awards).enumerate() {
        let name = award.name.clone();
        if let (Some(when), Some(at)) = (&award.when, &written.when) {
            let own = truth(when, known);
            if own == Truth::Never {
                unreachable[index] = true;
                found.mistake(&at.span, MistakeKind::CannotHold { title: name });
                continue;
            }
            if own == Truth::Always {
                let title = name.clone();
                found.caution(&at.span, MistakeKind::AlwaysHolds { title });
            }
        }
        let Some(at) = written.only_from.first() else {
            continue;
        };
        let open = |from: &usize| {
            let mut needed: Vec<Expr> = award.when.iter().cloned().collect();
            let other = scheme.awards.get(*from);
            needed.extend(other.and_then(|other| other.when.clone()));
            let together = truth(&Expr::Call(Function::And, needed), known);
            unreachable.get(*from) != Some(&true) && together != Truth::Never
        };
        if !award.only_from.is_empty() && !award.only_from.iter().any(open) {
            unreachable[index] = true;
            let from = at.value.clone();
            found.mistake(&at.span, MistakeKind::NobodyFrom { name, from });
        }
    }
}
