use std::collections::BTreeMap;
use std::sync::Arc;

use super::range::seen_range;
use super::truth::{Truth, seen_truth};
use super::{Known, Limits, Sight, work};
use crate::formula::expr::{Expr, Operator, Ref};
use crate::formula::function::Function;

/// What is known besides when a condition holds, or does not.
pub struct Refined<'a> {
    base: &'a dyn Known,
    found: Found,
}

#[derive(Default)]
struct Found {
    limits: BTreeMap<Ref, Limits>,
    words: BTreeMap<Ref, Vec<Arc<str>>>,
    holds: BTreeMap<Ref, bool>,
    applies: Vec<Ref>,
    contradicts: bool,
}

impl Known for Refined<'_> {
    fn limits(&self, name: Ref) -> Limits {
        let limits = self.found.limits.get(&name).copied();
        limits.unwrap_or_else(|| self.base.limits(name))
    }
    fn words(&self, name: Ref) -> Option<Vec<Arc<str>>> {
        let words = self.found.words.get(&name).cloned();
        words.or_else(|| self.base.words(name))
    }
    fn applies(&self, name: Ref) -> bool {
        self.found.applies.contains(&name) || self.base.applies(name)
    }
    fn counts(&self, name: Ref) -> bool {
        self.base.counts(name)
    }
    fn holds(&self, name: Ref) -> Option<bool> {
        let holds = self.found.holds.get(&name).copied();
        holds.or_else(|| self.base.holds(name))
    }
}

impl<'a> Refined<'a> {
    /// What is known when a condition holds, or when it does not.
    pub(in crate::formula) fn by(condition: &Expr, holds: bool, sight: Sight<'a>) -> Refined<'a> {
        Refined::on(sight.known, condition, holds, sight)
    }

    fn on(base: &'a dyn Known, condition: &Expr, holds: bool, sight: Sight<'_>) -> Refined<'a> {
        let mut refined = Refined {
            base,
            found: Found::default(),
        };
        // What the second comparison says of a name can narrow what the first one said.
        for _ in 0..2 {
            refined.learn(condition, holds, sight);
        }
        refined
    }

    /// What is known when a condition holds.
    #[must_use]
    pub fn when(condition: &Expr, known: &'a dyn Known) -> Refined<'a> {
        Refined::on(known, condition, true, Sight::new(known, &work()))
    }

    /// What is known when a condition does not hold.
    #[must_use]
    pub fn unless(condition: &Expr, known: &'a dyn Known) -> Refined<'a> {
        Refined::on(known, condition, false, Sight::new(known, &work()))
    }

    /// Whether nothing can meet the condition.
    pub(super) fn contradicts(&self) -> bool {
        self.found.contradicts
    }

    fn learn(&mut self, condition: &Expr, holds: bool, sight: Sight<'_>) {
        if !sight.look() {
            return;
        }
        match (condition, holds) {
            (Expr::Call(Function::And, all), true) | (Expr::Call(Function::Or, all), false) => {
                if let (Some((name, words)), false) = (one_of(condition), holds) {
                    return self.exclude(name, &words);
                }
                all.iter().for_each(|one| self.learn(one, holds, sight));
            }
            (Expr::Call(Function::Not, inner), _) => {
                inner
                    .iter()
                    .for_each(|inner| self.learn(inner, !holds, sight));
            }
            (Expr::Call(Function::Or, any), true) => match one_of(condition) {
                Some((name, words)) => self.narrow(name, words),
                None => self.learn_last(any, true, sight),
            },
            (Expr::Call(Function::And, all), false) => self.learn_last(all, false, sight),
            (Expr::Name(name), _) => {
                let known = self.holds(*name);
                self.found.contradicts |= known.is_some_and(|known| known != holds);
                self.found.holds.insert(*name, holds);
            }
            (Expr::Binary(operator, left, right), _) if operator.compares() => {
                self.compared(*operator, left, right, holds, sight);
            }
            _ => {}
        }
    }

    /// Where one of several parts must hold (or fail), and all but one are known not to, it is that
    /// one.
    fn learn_last(&mut self, parts: &[Expr], holds: bool, sight: Sight<'_>) {
        let settled = if holds { Truth::Never } else { Truth::Always };
        let left: Vec<&Expr> = match sight.deeper(self) {
            Some(here) => parts
                .iter()
                .filter(|part| seen_truth(part, here) != settled)
                .collect(),
            None => return,
        };
        match left.as_slice() {
            [] => self.found.contradicts = true,
            [last] => self.learn(last, holds, sight),
            _ => {}
        }
    }

    fn compared(
        &mut self,
        operator: Operator,
        left: &Expr,
        right: &Expr,
        holds: bool,
        sight: Sight<'_>,
    ) {
        for (operator, side, other) in [(operator, left, right), (operator.turned(), right, left)] {
            let Expr::Name(name) = side else { continue };
            let here = sight.with(self);
            let against = seen_range(other, here);
            // With 不涉及 on a side a comparison fails without its opposite being true.
            let sure = self.applies(*name) && !against.missing;
            let operator = match (holds, sure) {
                (true, _) => operator,
                (false, true) => operator.opposite(),
                (false, false) => continue,
            };
            if holds {
                self.found.applies.push(*name);
            }
            if let Expr::Text(word) = other {
                match operator {
                    Operator::Equal => self.narrow(*name, vec![word.clone()]),
                    Operator::NotEqual => self.exclude(*name, std::slice::from_ref(word)),
                    _ => {}
                }
                continue;
            }
            let limits = against.limits;
            let open = |limit: Option<(_, bool)>| limit.map(|(value, _)| (value, false));
            let (low, high) = match operator {
                Operator::Equal => (limits.low, limits.high),
                Operator::Greater => (open(limits.low), None),
                Operator::GreaterOrEqual => (limits.low, None),
                Operator::Less => (None, open(limits.high)),
                Operator::LessOrEqual => (None, limits.high),
                _ => continue,
            };
            let asked = Limits {
                low,
                high,
                step: None,
            };
            let narrowed = self.limits(*name).and(&asked);
            self.found.contradicts |= narrowed.is_empty();
            self.found.limits.insert(*name, narrowed);
        }
    }

    fn narrow(&mut self, name: Ref, mut to: Vec<Arc<str>>) {
        if let Some(known) = self.words(name) {
            to.retain(|word| known.contains(word));
        }
        self.found.contradicts |= to.is_empty();
        self.found.words.insert(name, to);
        self.found.applies.push(name);
    }

    fn exclude(&mut self, name: Ref, words: &[Arc<str>]) {
        // Which words are left is known only where all were.
        let Some(mut known) = self.words(name) else {
            return;
        };
        if !self.applies(name) {
            return;
        }
        known.retain(|word| !words.contains(word));
        self.found.contradicts |= known.is_empty();
        self.found.words.insert(name, known);
    }
}

/// `OR(等级 = "一", 等级 = "二")`: the name and the words it is one of.
pub(crate) fn one_of(condition: &Expr) -> Option<(Ref, Vec<Arc<str>>)> {
    match condition {
        Expr::Binary(Operator::Equal, left, right) => match (&**left, &**right) {
            (Expr::Name(name), Expr::Text(word)) | (Expr::Text(word), Expr::Name(name)) => {
                Some((*name, vec![word.clone()]))
            }
            _ => None,
        },
        Expr::Call(Function::Or, all) => {
            let mut all = all.iter().map(one_of);
            let (name, mut words) = all.next()??;
            for one in all {
                let (other, more) = one?;
                if other != name {
                    return None;
                }
                words.extend(more);
            }
            Some((name, words))
        }
        _ => None,
    }
}
