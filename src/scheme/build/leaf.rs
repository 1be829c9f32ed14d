//! Leaves: each scoring method lowered to one expression over the inputs.

use super::node::{added, names};
use super::scope::Names;
use super::{Builder, Inherited, filling};
use crate::formula::{Expr, Function, Operator, Quorum, Ref, Type};
use crate::number::{Decimal, plain};
use crate::scheme::bands;
use crate::scheme::mistake::{MistakeKind, Wanted};
use crate::scheme::model::{
    Branch, Clause, CriterionId, Holds, Input, Method, Owner, Partial, Record, Side, Steps,
};
use crate::scheme::raw::{Kind, RawBand, RawClause, RawInput, RawNode, RawSteps};
use crate::scheme::read::{At, Span};

/// The scoring methods a node names, with a place to point at.
pub(super) fn methods(raw: &RawNode) -> Vec<(&'static str, Span)> {
    let mut found = Vec::new();
    let mut add = |name, span: Option<Span>| found.extend(span.map(|span| (name, span)));
    add(
        "deduct",
        raw.deduct.first().map(|clause| clause.span.clone()),
    );
    add("pass", raw.pass.as_ref().map(|at| at.span.clone()));
    add(
        "choice",
        raw.choice.first().map(|choice| choice.span.clone()),
    );
    add(
        "counter",
        raw.counter.as_ref().map(|counter| counter.span.clone()),
    );
    add("steps", raw.steps.as_ref().map(|steps| steps.span.clone()));
    add("bands", raw.bands.first().map(|band| band.span.clone()));
    add("formula", raw.formula.as_ref().map(|at| at.span.clone()));
    found
}

/// A leaf while it is built.
struct Leaf<'r> {
    raw: &'r RawNode,
    id: CriterionId,
    marks: Decimal,
    branch: Branch,
    inherited: Inherited,
}

impl Builder<'_> {
    pub fn leaf(&mut self, raw: &RawNode, id: CriterionId, inherited: Inherited) {
        let (marks, branch) = {
            let node = &self.criteria[id.index()];
            (node.marks, node.branch)
        };
        if raw.marks.as_ref().is_some_and(|at| at.value.is_zero()) {
            let span = raw.marks.as_ref().map_or(0..0, |at| at.span.clone());
            self.mistakes.add(
                span,
                MistakeKind::WrongKind {
                    wanted: Wanted::Positive,
                },
            );
        }
        let methods = methods(raw);
        if let [(first, _), (second, span), ..] = methods.as_slice() {
            self.mistakes
                .add(span.clone(), MistakeKind::TwoMethods { first, second });
        }
        self.refuse_stray_keys(raw);
        let leaf = Leaf {
            raw,
            id,
            marks,
            branch,
            inherited,
        };
        match methods.first().map_or("marks", |(method, _)| method) {
            "deduct" => self.deduct(&leaf),
            "pass" => self.pass(&leaf),
            "choice" => self.choice(&leaf),
            "counter" => self.counter(&leaf),
            "steps" => self.steps(&leaf),
            "bands" => self.bands(&leaf),
            "formula" => self.formula(&leaf),
            _ => self.marks_awarded(&leaf),
        }
    }

    /// Keys that belong to a method that is not there.
    fn refuse_stray_keys(&mut self, raw: &RawNode) {
        let reads_figure = raw.steps.is_some() || !raw.bands.is_empty();
        if let (Some(value), false) = (&raw.value, reads_figure) {
            let kind = MistakeKind::NeedsKey {
                key: "value",
                needs: "steps、bands",
            };
            self.mistakes.add(value.span.clone(), kind);
        }
        if let (Some(input), false) = (raw.inputs.first(), reads_figure || raw.formula.is_some()) {
            let kind = MistakeKind::NeedsKey {
                key: "inputs",
                needs: "steps、bands、formula",
            };
            self.mistakes.add(input.name.span.clone(), kind);
        }
        if let (Some(record), true) = (&raw.record, raw.deduct.is_empty()) {
            let kind = MistakeKind::NeedsKey {
                key: "record",
                needs: "deduct",
            };
            self.mistakes.add(record.span.clone(), kind);
        }
        if let (Some(cap), true) = (&raw.cap, raw.parts.is_empty()) {
            let kind = MistakeKind::CapAboveMarks {
                cap: plain(cap.value),
                marks: String::new(),
            };
            let marks = raw.marks.as_ref().map(|at| at.value);
            if marks.is_some_and(|marks| cap.value > marks) {
                self.mistakes.add(cap.span.clone(), kind);
            }
        }
    }

    /// What an input of a leaf may hold and what its blank means.
    fn input(
        &mut self,
        leaf: &Leaf<'_>,
        holds: Holds,
        headings: Vec<String>,
        each: Option<Decimal>,
    ) -> Input {
        let blank = filling(leaf.inherited.blank, &holds).unwrap_or_else(|kind| {
            // Said for this very item it is a mistake; handed down from above it does not apply.
            if let Some(at) = &leaf.raw.blank {
                self.mistakes.add(at.span.clone(), kind);
            }
            None
        });
        Input {
            holds,
            blank,
            not_applicable: leaf.inherited.not_applicable,
            clamp: leaf.inherited.clamp,
            headings,
            each,
        }
    }

    /// The one input of a leaf that has no input of another name.
    fn own_input(
        &mut self,
        leaf: &Leaf<'_>,
        holds: Holds,
        unit: Option<&str>,
        each: Option<Decimal>,
    ) -> Ref {
        let input = self.input(leaf, holds, leaf.raw.aliases.clone(), each);
        let title = leaf.raw.title.value.clone();
        self.read(
            &title,
            Owner::Input(leaf.id),
            unit.map(str::to_owned),
            input,
        )
    }

    /// Finishes a leaf: its score is an expression.
    fn scored(&mut self, leaf: &Leaf<'_>, inputs: Vec<Ref>, method: Method, expr: Expr) {
        let expr = self.rounded_to(leaf.raw, expr);
        let applies = !self.can_be_missing(&expr);
        let title = leaf.raw.title.value.clone();
        let score = self.computed(&title, Owner::Score(leaf.id), Type::Number, expr, applies);
        let node = &mut self.criteria[leaf.id.index()];
        node.score = score;
        node.inputs = inputs;
        node.method = Some(method);
    }

    /// Whether an expression can end in 不涉及: by its inputs, or by a division.
    fn can_be_missing(&self, expr: &Expr) -> bool {
        let mut missing = false;
        expr.visit(&mut |part| {
            missing |= match part {
                Expr::Name(name) => !self.applies(*name),
                Expr::NotApplicable | Expr::Call(Function::Average, _) => true,
                Expr::Binary(Operator::Divide, _, divisor) => {
                    !matches!(**divisor, Expr::Number { value, .. } if !value.is_zero())
                }
                _ => false,
            };
        });
        missing
    }

    fn marks_awarded(&mut self, leaf: &Leaf<'_>) {
        let input = self.input(
            leaf,
            Holds::Marks { full: leaf.marks },
            leaf.raw.aliases.clone(),
            None,
        );
        self.read_score(leaf, input, Method::Marks);
    }

    /// A leaf whose cell is its score: one column, nothing to compute.
    fn read_score(&mut self, leaf: &Leaf<'_>, input: Input, method: Method) {
        let title = leaf.raw.title.value.clone();
        let score = self.read(&title, Owner::Score(leaf.id), None, input);
        let node = &mut self.criteria[leaf.id.index()];
        node.score = score;
        node.inputs = vec![score];
        node.method = Some(method);
    }

    fn deduct(&mut self, leaf: &Leaf<'_>) {
        let record = leaf
            .raw
            .record
            .as_ref()
            .map_or(Record::Count, |at| at.value);
        let clauses: Vec<Clause> = leaf
            .raw
            .deduct
            .iter()
            .map(|clause| self.clause(leaf, clause))
            .collect();
        let single = match clauses.as_slice() {
            [clause] => clause.each,
            _ => None,
        };
        let method = Method::Deduct {
            clauses: clauses.clone(),
            record,
        };
        match record {
            Record::Score => {
                let holds = Holds::Marks { full: leaf.marks };
                let input = self.input(leaf, holds, leaf.raw.aliases.clone(), single);
                self.read_score(leaf, input, method);
            }
            Record::Loss => {
                let loss =
                    self.own_input(leaf, Holds::Loss { full: leaf.marks }, Some("扣分"), single);
                let expr = self.after_loss(leaf, Expr::Name(loss), &[loss], false);
                self.scored(leaf, vec![loss], method, expr);
            }
            Record::Count => self.deduct_counted(leaf, &clauses, method),
        }
    }

    fn deduct_counted(&mut self, leaf: &Leaf<'_>, clauses: &[Clause], method: Method) {
        let single = clauses.len() == 1;
        let mut inputs = Vec::new();
        let mut losses = Vec::new();
        for (raw, clause) in leaf.raw.deduct.iter().zip(clauses) {
            let each = clause.each.or(Some(leaf.marks));
            let count = if single && raw.name.is_none() {
                let mut headings = leaf.raw.aliases.clone();
                headings.extend(raw.aliases.iter().cloned());
                headings.extend(raw.per.clone());
                let input = self.input(leaf, Holds::Count, headings, each);
                let title = leaf.raw.title.value.clone();
                self.read(&title, Owner::Input(leaf.id), Some("次".to_owned()), input)
            } else {
                let mut headings = raw.aliases.clone();
                headings.extend(raw.per.clone());
                let input = self.input(leaf, Holds::Count, headings, each);
                let name = raw
                    .name
                    .as_ref()
                    .map(|at| at.value.clone())
                    .or_else(|| raw.per.clone());
                let name = name.unwrap_or_else(|| leaf.raw.title.value.clone());
                self.read(&name, Owner::Input(leaf.id), Some("次".to_owned()), input)
            };
            inputs.push(count);
            losses.push(loss(clause, leaf.marks, count, single));
        }
        self.refuse_same_inputs(leaf, &inputs);
        let expr = self.after_loss(leaf, added(losses), &inputs, !single);
        self.scored(leaf, inputs, method, expr);
    }

    /// Full marks less a loss; in a penalty branch the loss itself. Never below zero, never above.
    fn after_loss(&self, leaf: &Leaf<'_>, loss: Expr, inputs: &[Ref], any: bool) -> Expr {
        let quorum = if any { Quorum::Any } else { Quorum::All };
        let expr = match leaf.branch {
            Branch::Penalty => Expr::Call(Function::Min, vec![Expr::number(leaf.marks), loss]),
            Branch::Score | Branch::Bonus => {
                let left = Expr::number(leaf.marks).with(Operator::Subtract, loss);
                Expr::Call(Function::Max, vec![Expr::number(Decimal::ZERO), left])
            }
        };
        expr.given(quorum, inputs.to_vec())
    }

    fn clause(&mut self, leaf: &Leaf<'_>, raw: &RawClause) -> Clause {
        let all = raw.all.as_ref().is_some_and(|at| at.value);
        if raw.each.is_none() && !all {
            self.mistakes
                .add(raw.span.clone(), MistakeKind::MissingKey { key: "each" });
        }
        if let Some(each) = &raw.each {
            self.positive(each);
        }
        self.refuse_cap_above(raw.cap.as_ref(), leaf.marks);
        Clause {
            each: if all {
                None
            } else {
                raw.each.as_ref().map(|at| at.value)
            },
            per: raw.per.clone(),
            cap: raw.cap.as_ref().map(|at| at.value),
        }
    }

    fn positive(&mut self, number: &At<Decimal>) {
        if number.value <= Decimal::ZERO {
            let wanted = Wanted::Positive;
            self.mistakes
                .add(number.span.clone(), MistakeKind::WrongKind { wanted });
        }
    }

    fn refuse_cap_above(&mut self, cap: Option<&At<Decimal>>, marks: Decimal) {
        if let Some(cap) = cap.filter(|cap| cap.value > marks) {
            let kind = MistakeKind::CapAboveMarks {
                cap: plain(cap.value),
                marks: plain(marks),
            };
            self.mistakes.add(cap.span.clone(), kind);
        }
    }

    /// Two inputs of one item under one name could not be told apart.
    fn refuse_same_inputs(&mut self, leaf: &Leaf<'_>, inputs: &[Ref]) {
        for (index, input) in inputs.iter().enumerate() {
            let name = self.columns[input.index()].name.clone();
            if inputs[..index]
                .iter()
                .any(|other| self.columns[other.index()].name == name)
            {
                let kind = MistakeKind::DuplicateName {
                    name: name.to_string(),
                };
                self.mistakes.add(leaf.raw.title.span.clone(), kind);
            }
        }
    }

    fn pass(&mut self, leaf: &Leaf<'_>) {
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

    fn choice(&mut self, leaf: &Leaf<'_>) {
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

    fn refuse_marks_above(&mut self, given: &At<Decimal>, marks: Decimal) {
        if given.value > marks {
            let kind = MistakeKind::MarksAboveItem {
                given: plain(given.value),
                marks: plain(marks),
            };
            self.mistakes.add(given.span.clone(), kind);
        }
    }

    fn counter(&mut self, leaf: &Leaf<'_>) {
        let Some(raw) = &leaf.raw.counter else { return };
        self.positive(&raw.each);
        self.refuse_cap_above(raw.cap.as_ref(), leaf.marks);
        let cap = raw.cap.as_ref().map_or(leaf.marks, |at| at.value);
        let each = raw.each.value;
        let mut headings = leaf.raw.aliases.clone();
        headings.extend(raw.per.clone());
        let input = self.input(leaf, Holds::Count, headings, Some(each));
        let title = leaf.raw.title.value.clone();
        let count = self.read(&title, Owner::Input(leaf.id), Some("次".to_owned()), input);
        let earned = Expr::number(each).with(Operator::Multiply, Expr::Name(count));
        let expr = Expr::Call(Function::Min, vec![Expr::number(cap), earned]);
        let method = Method::Counter {
            each,
            per: raw.per.clone(),
            cap,
        };
        self.scored(
            leaf,
            vec![count],
            method,
            expr.given(Quorum::All, vec![count]),
        );
    }

    /// The inputs a leaf declares, or one of its own title.
    fn declared_inputs(&mut self, leaf: &Leaf<'_>, otherwise: Holds) -> Vec<Ref> {
        if leaf.raw.inputs.is_empty() {
            return vec![self.own_input(leaf, otherwise, None, None)];
        }
        let inputs: Vec<Ref> = leaf
            .raw
            .inputs
            .iter()
            .map(|input| self.declared_input(leaf, input))
            .collect();
        self.refuse_same_inputs(leaf, &inputs);
        inputs
    }

    fn declared_input(&mut self, leaf: &Leaf<'_>, raw: &RawInput) -> Ref {
        let holds = super::holds(raw.kind.unwrap_or(Kind::Number));
        let mut headings = raw.aliases.clone();
        if leaf.raw.inputs.len() == 1 {
            headings.push(leaf.raw.title.value.clone());
            headings.extend(leaf.raw.aliases.iter().cloned());
        }
        let input = self.input(leaf, holds, headings, None);
        self.read(
            &raw.name.value,
            Owner::Input(leaf.id),
            raw.unit.clone(),
            input,
        )
    }

    /// The inputs of a leaf and the figure its marks are read off.
    fn figure(&mut self, leaf: &Leaf<'_>, otherwise: Holds) -> (Vec<Ref>, Ref) {
        let inputs = self.declared_inputs(leaf, otherwise);
        let first = inputs.first().copied().unwrap_or(Ref(0));
        let Some(value) = &leaf.raw.value else {
            if let [_, second, ..] = leaf.raw.inputs.as_slice() {
                let kind = MistakeKind::NeedsKey {
                    key: "inputs",
                    needs: "value",
                };
                self.mistakes.add(second.name.span.clone(), kind);
            }
            return (inputs, first);
        };
        let scope = self.inside(leaf, &inputs);
        let expr = self.compile(value, &scope, Type::Number);
        let needs = expr.names();
        let expr = expr.given(Quorum::All, needs);
        let applies = !self.can_be_missing(&expr);
        let name = format!("{}(数值)", leaf.raw.title.value);
        let figure = self.computed(&name, Owner::Figure(leaf.id), Type::Number, expr, applies);
        self.criteria[leaf.id.index()].figure = Some(figure);
        (inputs, figure)
    }

    /// Names inside an item: its inputs, 标准分, and what lies outside the tree.
    fn inside(&self, leaf: &Leaf<'_>, inputs: &[Ref]) -> Names {
        let mut scope = self.outside();
        scope.fix("标准分", leaf.marks);
        for input in inputs {
            let column = &self.columns[input.index()];
            scope.put(&column.name, *input, column.kind);
        }
        scope
    }

    /// Whether a number was written with a percent sign.
    fn percent(&self, number: &At<Decimal>) -> bool {
        self.text
            .get(number.span.clone())
            .is_some_and(|text| text.contains(['%', '％']))
    }

    fn steps(&mut self, leaf: &Leaf<'_>) {
        let Some(raw) = &leaf.raw.steps else { return };
        self.positive(&raw.every);
        self.positive(&raw.deduct);
        self.refuse_cap_above(raw.cap.as_ref(), leaf.marks);
        if let Some(cliff) = &raw.cliff {
            self.refuse_marks_above(&cliff.deduct, leaf.marks);
        }
        let percent = self.percent(&raw.target);
        let otherwise = if percent {
            Holds::Percent
        } else {
            Holds::Number
        };
        let (inputs, figure) = self.figure(leaf, otherwise);
        if percent {
            self.columns[figure.index()].unit = Some("%".to_owned());
        }
        let steps = steps(raw);
        let loss = steps_loss(&steps, figure, percent, leaf.marks);
        let expr = self.after_loss(leaf, loss, &[figure], false);
        self.scored(leaf, inputs, Method::Steps(steps), expr);
    }

    fn bands(&mut self, leaf: &Leaf<'_>) {
        let limits = |band: &RawBand| {
            let RawBand {
                at_least,
                above,
                below,
                at_most,
                ..
            } = band.clone();
            [at_least, above, below, at_most].into_iter().flatten()
        };
        let percent = leaf
            .raw
            .bands
            .iter()
            .flat_map(limits)
            .any(|limit| self.percent(&limit));
        let otherwise = if percent {
            Holds::Percent
        } else {
            Holds::Number
        };
        let (inputs, figure) = self.figure(leaf, otherwise);
        if percent {
            self.columns[figure.index()].unit = Some("%".to_owned());
        }
        let mut bands_of = Vec::new();
        for raw in &leaf.raw.bands {
            self.refuse_marks_above(&raw.marks, leaf.marks);
            let band = bands::band(&raw.at_least, &raw.above, &raw.below, &raw.at_most);
            bands_of.push((band, raw.marks.value, raw.span.clone()));
        }
        for (span, kind) in bands::check_cover(&bands_of, percent) {
            self.mistakes.add(span, kind);
        }
        let pairs = bands_of.iter().flat_map(|(band, marks, _)| {
            [
                bands::condition(band, figure, percent),
                Expr::number(*marks),
            ]
        });
        let expr = Expr::Call(Function::Ifs, pairs.collect()).given(Quorum::All, vec![figure]);
        let method = Method::Bands(
            bands_of
                .iter()
                .map(|(band, marks, _)| (*band, *marks))
                .collect(),
        );
        self.scored(leaf, inputs, method, expr);
    }

    fn formula(&mut self, leaf: &Leaf<'_>) {
        let Some(raw) = &leaf.raw.formula else { return };
        let inputs = if leaf.raw.inputs.is_empty() {
            Vec::new()
        } else {
            self.declared_inputs(leaf, Holds::Number)
        };
        let scope = self.inside(leaf, &inputs);
        let expr = self.compile(raw, &scope, Type::Number);
        let needs = expr.names();
        let within = Expr::Call(Function::Max, vec![Expr::number(Decimal::ZERO), expr]);
        let within = Expr::Call(Function::Min, vec![Expr::number(leaf.marks), within]);
        self.scored(
            leaf,
            inputs,
            Method::Formula,
            within.given(Quorum::All, needs),
        );
    }
}

/// What the occurrences of one clause cost.
fn loss(clause: &Clause, marks: Decimal, count: Ref, single: bool) -> Expr {
    // Beside other clauses, one that is 不涉及 costs nothing.
    let occurrences = || {
        if single {
            Expr::Name(count)
        } else {
            Expr::Call(Function::Sum, names(&[count]))
        }
    };
    let Some(each) = clause.each else {
        let some = occurrences().with(Operator::Greater, Expr::number(Decimal::ZERO));
        return Expr::number(marks).when(some, Expr::number(Decimal::ZERO));
    };
    let all = Expr::number(each).with(Operator::Multiply, occurrences());
    match clause.cap {
        Some(cap) => Expr::Call(Function::Min, vec![Expr::number(cap), all]),
        None => all,
    }
}

fn steps(raw: &RawSteps) -> Steps {
    Steps {
        target: raw.target.value,
        every: raw.every.value,
        deduct: raw.deduct.value,
        side: raw.side.unwrap_or(Side::Below),
        partial: raw.partial.unwrap_or(Partial::Full),
        cap: raw.cap.as_ref().map(|at| at.value),
        cliff: raw
            .cliff
            .as_ref()
            .map(|cliff| (cliff.at.value, cliff.deduct.value)),
    }
}

/// `deduct × steps away from the target`, capped; beyond the cliff its own loss.
fn steps_loss(steps: &Steps, figure: Ref, percent: bool, marks: Decimal) -> Expr {
    let number = |value| Expr::Number { value, percent };
    let away = match steps.side {
        Side::Below => number(steps.target).with(Operator::Subtract, Expr::Name(figure)),
        Side::Above => Expr::Name(figure).with(Operator::Subtract, number(steps.target)),
    };
    let away = Expr::Call(Function::Max, vec![Expr::number(Decimal::ZERO), away]);
    let taken = away.with(Operator::Divide, number(steps.every));
    // The inner rounding takes away the noise of binary arithmetic in a spreadsheet, which would
    // otherwise begin a step at 97% that is none.
    let noiseless = |expr| Expr::Call(Function::Round, vec![expr, Expr::number(9)]);
    let counted = match steps.partial {
        Partial::Full => Expr::Call(Function::RoundUp, vec![noiseless(taken), Expr::number(0)]),
        Partial::None => Expr::Call(Function::RoundDown, vec![noiseless(taken), Expr::number(0)]),
        Partial::Exact => taken,
    };
    let loss = counted.with(Operator::Multiply, Expr::number(steps.deduct));
    let cap = steps.cap.unwrap_or(marks);
    let loss = Expr::Call(Function::Min, vec![Expr::number(cap), loss]);
    let Some((at, deduct)) = steps.cliff else {
        return loss;
    };
    let operator = match steps.side {
        Side::Below => Operator::Less,
        Side::Above => Operator::Greater,
    };
    let beyond = Expr::Name(figure).with(operator, number(at));
    Expr::number(deduct).when(beyond, loss)
}
