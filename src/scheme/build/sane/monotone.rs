//! A better score must never cost anything: neither marks, nor a grade, an award or a place among
//! equals, and it must trigger no veto and fail no gate. Where that cannot be promised, the author
//! of the scheme is told.

use std::collections::HashMap;

use super::known::Attainable;
use super::{Found, grade_span};
use crate::formula::bounds::{Known, Refined, one_of};
use crate::formula::direction::{Direction, direction};
use crate::formula::{Expr, Function, Operator, Ref};
use crate::number::Decimal;
use crate::scheme::fold::{Fold, How};
use crate::scheme::mistake::{Falls, MistakeKind};
use crate::scheme::model::{Branch, Content, Grade, Owner, Scheme};
use crate::scheme::raw::{RawFile, RawNode};
use crate::scheme::read::Span;

/// What a better score can cost, and by which criteria.
struct Loss {
    falls: Falls,
    title: String,
    span: Span,
    by: Vec<String>,
}

struct Check<'a> {
    raw: &'a RawFile,
    nodes: HashMap<&'a str, &'a RawNode>,
    scheme: &'a Scheme,
    known: &'a Attainable<'a>,
    losses: Vec<Loss>,
    /// How each column follows the criterion that is looked at.
    follows: Vec<Direction>,
    criterion: String,
}

pub(super) fn check(raw: &RawFile, scheme: &Scheme, known: &Attainable<'_>, found: &mut Found) {
    let mut check = Check {
        raw,
        nodes: super::nodes(raw),
        scheme,
        known,
        losses: Vec::new(),
        follows: Vec::new(),
        criterion: String::new(),
    };
    let names: Vec<Vec<Ref>> = scheme
        .columns
        .iter()
        .map(|column| match &column.content {
            Content::Computed(expr) => expr.names(),
            Content::Folded(fold) => vec![fold.of, fold.key],
            Content::Read(_) => Vec::new(),
        })
        .collect();
    for leaf in scheme.criteria.iter().filter(|one| one.children.is_empty()) {
        check.follows = vec![Direction::Still; scheme.columns.len()];
        // Better is more, and of marks that are taken away less.
        let better = match leaf.branch {
            Branch::Score | Branch::Bonus => Direction::Up,
            Branch::Penalty => Direction::Down,
        };
        let Some(start) = check.follows.get_mut(leaf.inspected.index()) else {
            continue;
        };
        *start = better;
        leaf.title.clone_into(&mut check.criterion);
        check.columns(leaf.inspected.index() + 1, &names);
        check.decisions();
    }
    for loss in check.losses {
        let Loss {
            falls,
            title,
            span,
            by,
        } = loss;
        let more = by.len().saturating_sub(1);
        let criterion = by.into_iter().next().unwrap_or_default();
        let kind = MistakeKind::MayFall {
            falls,
            title,
            criterion,
            more,
        };
        found.caution(&span, kind);
    }
}

impl Check<'_> {
    fn direction(&self, expr: &Expr) -> Direction {
        self.seen(expr, self.known)
    }

    fn seen(&self, expr: &Expr, known: &dyn Known) -> Direction {
        let follows = |name: Ref| {
            let known = self.follows.get(name.index()).copied();
            known.unwrap_or(Direction::Still)
        };
        direction(expr, &follows, known)
    }

    fn lost(&mut self, falls: Falls, title: &str, span: &Span) {
        let by = self.criterion.clone();
        match self.losses.iter_mut().find(|loss| loss.span == *span) {
            Some(loss) => loss.by.push(by),
            None => self.losses.push(Loss {
                falls,
                title: title.to_owned(),
                span: span.clone(),
                by: vec![by],
            }),
        }
    }

    /// Follows the criterion through the columns to its right. What may fall is told once: further
    /// on it counts as if it did not.
    fn columns(&mut self, from: usize, names: &[Vec<Ref>]) {
        for (index, named) in names.iter().enumerate().skip(from) {
            let still = |name: &Ref| self.follows.get(name.index()) == Some(&Direction::Still);
            if named.iter().all(still) {
                continue;
            }
            let column = &self.scheme.columns[index];
            let name = Ref(u32::try_from(index).unwrap_or(u32::MAX));
            let expr = match &column.content {
                Content::Computed(expr) => expr,
                Content::Folded(fold) => {
                    let goes = self.folded(fold);
                    // A part of what is folded shows where the whole comes from. That it can fall
                    // when another row begins to count matters only where something looks at it.
                    self.follows[index] = if fold.of == fold.key {
                        self.column(name, column.owner, goes)
                    } else {
                        goes
                    };
                    continue;
                }
                Content::Read(_) => continue,
            };
            self.follows[index] = if Some(name) == self.scheme.summary.grade {
                self.grade(expr)
            } else {
                let goes = self.direction(expr);
                self.column(name, column.owner, goes)
            };
        }
    }

    /// What several values become follows each of them, unless a better value elsewhere decides
    /// which of them count.
    fn folded(&self, fold: &Fold) -> Direction {
        let follows = |name: Ref| {
            let known = self.follows.get(name.index()).copied();
            known.unwrap_or(Direction::Still)
        };
        let gather = &fold.gather;
        let trims = gather.drop_lowest > 0 || gather.drop_highest > 0 || gather.best.is_some();
        let chosen_by_key = trims || matches!(gather.how, How::Min | How::Max | How::Median);
        match gather.how {
            // How many there are does not depend on how good they are.
            How::Count => Direction::Still,
            How::Spread | How::Streak(_) | How::AtHighest => {
                if follows(fold.key) == Direction::Still && follows(fold.of) == Direction::Still {
                    Direction::Still
                } else {
                    Direction::Either
                }
            }
            _ if chosen_by_key && fold.of != fold.key => {
                if follows(fold.key) == Direction::Still {
                    follows(fold.of)
                } else {
                    Direction::Either
                }
            }
            _ => follows(fold.of),
        }
    }

    fn column(&mut self, name: Ref, owner: Owner, goes: Direction) -> Direction {
        let scheme = self.scheme;
        match owner {
            Owner::Score(id) => {
                let criterion = scheme.criterion(id);
                let wanted = match criterion.branch {
                    Branch::Score | Branch::Bonus => Direction::Up,
                    Branch::Penalty => Direction::Down,
                };
                if goes == Direction::Still || goes == wanted {
                    return goes;
                }
                let span = self.span_of(&criterion.id);
                self.lost(Falls::Score, &criterion.title, &span);
                wanted
            }
            Owner::Veto(index) => {
                if goes.turned().never_falls() {
                    return goes;
                }
                if let Some(written) = self.raw.vetoes.get(index) {
                    self.lost(Falls::Veto, &written.title.value, &written.when.span);
                }
                Direction::Still
            }
            Owner::Summary
                if name == scheme.summary.total
                    || name == scheme.summary.decides
                    || name == scheme.summary.before_vetoes =>
            {
                if goes.never_falls() {
                    return goes;
                }
                let span = self.raw.scheme.value.marks.span.clone();
                self.lost(Falls::Total, "总分", &span);
                Direction::Up
            }
            _ => goes,
        }
    }

    /// The place of the grade, which falls towards the best.
    fn grade(&mut self, expr: &Expr) -> Direction {
        let goes = self.direction(&place(expr, &self.scheme.grades));
        if goes.turned().never_falls() {
            return goes;
        }
        let culprit = self.culprit(0, self.known).unwrap_or(0);
        if let Some(written) = self.raw.grades.get(culprit) {
            let title = written.name.value.clone();
            self.lost(Falls::Grade, &title, &grade_span(written));
        }
        Direction::Down
    }

    /// The first grade whose condition can cease to hold, where none before it holds.
    fn culprit(&self, index: usize, known: &dyn Known) -> Option<usize> {
        let grade = self.scheme.grades.get(index)?;
        if !self.seen(&grade.when, known).never_falls() {
            return Some(index);
        }
        self.culprit(index + 1, &Refined::unless(&grade.when, known))
    }

    fn decisions(&mut self) {
        let (raw, scheme) = (self.raw, self.scheme);
        for (gate, written) in scheme.gates.iter().zip(&raw.gates) {
            if !self.direction(&gate.when).never_falls() {
                self.lost(Falls::Gate, &gate.title, &written.when.span);
            }
        }
        let keys = raw.ranking.iter().flat_map(|ranking| &ranking.tie_break);
        for (key, written) in scheme.ranking.keys.iter().zip(keys) {
            if !self.direction(&self.by_place(&key.figure)).never_falls() {
                self.lost(Falls::Key, &key.text, &written.span);
            }
        }
        for (award, written) in scheme.awards.iter().zip(&raw.awards) {
            if let (Some(when), Some(at)) = (&award.when, &written.when)
                && !self.direction(&self.by_place(when)).never_falls()
            {
                self.lost(Falls::Award, &award.name, &at.span);
            }
        }
    }

    /// A condition in which grades are compared by their places.
    fn by_place(&self, expr: &Expr) -> Expr {
        match self.scheme.summary.grade {
            Some(grade) => by_place(expr, grade, &self.scheme.grades),
            None => expr.clone(),
        }
    }

    /// Where a criterion's id stands in the rule file.
    fn span_of(&self, id: &str) -> Span {
        let found = self.nodes.get(id);
        found.map_or_else(|| self.raw.scheme.span.clone(), |node| node.id.span.clone())
    }
}

/// The column of the grade as a column of places.
fn place(expr: &Expr, grades: &[Grade]) -> Expr {
    match expr {
        Expr::Text(name) => {
            let at = grades.iter().position(|grade| *grade.name == **name);
            Expr::number(Decimal::from(at.unwrap_or(grades.len()) + 1))
        }
        Expr::Call(Function::If, parts) => match parts.as_slice() {
            [condition, then, otherwise] => {
                place(then, grades).when(condition.clone(), place(otherwise, grades))
            }
            _ => expr.clone(),
        },
        // The names stand in order: which of them it is, is the place.
        Expr::Call(Function::Choose, parts) => {
            parts.first().cloned().unwrap_or_else(|| expr.clone())
        }
        _ => expr.clone(),
    }
}

fn by_place(expr: &Expr, grade: Ref, grades: &[Grade]) -> Expr {
    let again = |part: &Expr| by_place(part, grade, grades);
    if let Some((name, words)) = one_of(expr)
        && name == grade
    {
        return among(&words, grade, grades);
    }
    match expr {
        Expr::Binary(Operator::NotEqual, left, right) => {
            let equal = Expr::Binary(Operator::Equal, left.clone(), right.clone());
            match one_of(&equal) {
                Some((name, words)) if name == grade => {
                    Expr::Call(Function::Not, vec![among(&words, grade, grades)])
                }
                _ => expr.clone(),
            }
        }
        Expr::Call(Function::Or, all) => {
            let mut words = Vec::new();
            let mut rest = Vec::new();
            for one in all {
                match one_of(one) {
                    Some((name, more)) if name == grade => words.extend(more),
                    _ => rest.push(again(one)),
                }
            }
            if !words.is_empty() {
                rest.push(among(&words, grade, grades));
            }
            Expr::Call(Function::Or, rest)
        }
        Expr::Call(function, all) => Expr::Call(*function, all.iter().map(again).collect()),
        Expr::Negate(inner) => Expr::Negate(Box::new(again(inner))),
        Expr::Binary(operator, left, right) => again(left).with(*operator, again(right)),
        _ => expr.clone(),
    }
}

/// That a grade is one of several: the best few are those up to a place.
fn among(words: &[std::sync::Arc<str>], grade: Ref, grades: &[Grade]) -> Expr {
    let mut places: Vec<usize> = words
        .iter()
        .map(|word| {
            let at = grades.iter().position(|grade| *grade.name == **word);
            at.unwrap_or(grades.len()) + 1
        })
        .collect();
    places.sort_unstable();
    places.dedup();
    let number = |place: usize| Expr::number(Decimal::from(place));
    let best = places
        .iter()
        .zip(1..)
        .all(|(place, wanted)| *place == wanted);
    if best {
        return Expr::Name(grade).with(Operator::LessOrEqual, number(places.len()));
    }
    let each = places
        .into_iter()
        .map(|place| Expr::Name(grade).with(Operator::Equal, number(place)));
    Expr::Call(Function::Or, each.collect())
}
