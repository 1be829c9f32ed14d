//! Marks that the inspector gives: written, ticked or chosen.

use super::Leaf;
use crate::formula::{Expr, Function, Operator, Quorum};
use crate::number::Decimal;
use crate::scheme::build::Builder;
use crate::scheme::mistake::MistakeKind;
use crate::scheme::model::{Branch, Holds, Input, Method, Owner};

impl Builder<'_> {
    pub(super) fn marks_awarded(&mut self, leaf: &Leaf<'_>) {
        let input = self.input(
            leaf,
            Holds::Marks { full: leaf.marks },
            leaf.raw.aliases.clone(),
            None,
        );
        self.read_score(leaf, input, Method::Marks);
    }

    /// A leaf whose cell is its score: one column, nothing to compute.
    pub(super) fn read_score(&mut self, leaf: &Leaf<'_>, input: Input, method: Method) {
        if let Some(round) = &leaf.raw.round {
            let kind = MistakeKind::NeedsKey {
                key: "round",
                needs: "deduct、steps、bands、formula",
            };
            self.mistakes.add(round.span.clone(), kind);
        }
        if let Some(guard) = leaf.raw.guards.first() {
            let kind = MistakeKind::NeedsKey {
                key: "guard",
                needs: "deduct、pass、choice、counter、steps、bands、line、late、formula",
            };
            self.mistakes.add(guard.span.clone(), kind);
        }
        let title = leaf.raw.title.value.clone();
        let score = self.read(&title, Owner::Score(leaf.id), None, input);
        let node = &mut self.criteria[leaf.id.index()];
        node.score = score;
        node.inputs = vec![score];
        node.method = Some(method);
    }

    pub(super) fn pass(&mut self, leaf: &Leaf<'_>) {
        let met = self.own_input(leaf, Holds::YesNo, None, None);
        let (yes, no) = match leaf.branch {
            Branch::Penalty => (Decimal::ZERO, leaf.marks),
            Branch::Score | Branch::Bonus => (leaf.marks, Decimal::ZERO),
        };
        let expr = Expr::number(yes).when(Expr::Name(met), Expr::number(no));
        self.scored(
            leaf,
            vec![met],
            Method::Pass,
            expr.given(Quorum::All, vec![met]),
        );
    }

    pub(super) fn choice(&mut self, leaf: &Leaf<'_>) {
        let levels: Vec<(String, Decimal)> = leaf
            .raw
            .choice
            .iter()
            .map(|level| (level.is.value.clone(), level.marks.value))
            .collect();
        for (index, level) in leaf.raw.choice.iter().enumerate() {
            self.refuse_marks_above(&level.marks, leaf.marks);
            if levels[..index].iter().any(|(is, _)| *is == level.is.value) {
                let kind = MistakeKind::DuplicateName {
                    name: level.is.value.clone(),
                };
                self.mistakes.add(level.is.span.clone(), kind);
            }
        }
        let chosen = self.own_input(leaf, Holds::Choice(levels.clone()), None, None);
        let pairs = levels.iter().flat_map(|(is, marks)| {
            let condition = Expr::Name(chosen).with(Operator::Equal, Expr::text(is.as_str()));
            [condition, Expr::number(*marks)]
        });
        let expr = Expr::Call(Function::Ifs, pairs.collect()).given(Quorum::All, vec![chosen]);
        self.scored(leaf, vec![chosen], Method::Choice(levels), expr);
    }
}
