//! What is read for a leaf, and the figure its marks are read off.

use super::Leaf;
use crate::formula::{Expr, Quorum, Ref, Type, compile};
use crate::number::{Decimal, plain};
use crate::scheme::build::Builder;
use crate::scheme::build::scope::Names;
use crate::scheme::build::{filling, holds};
use crate::scheme::mistake::MistakeKind;
use crate::scheme::model::{Content, Holds, Input, Owner};
use crate::scheme::raw::{Kind, RawInput};
use crate::scheme::read::At;

impl Builder<'_> {
    /// What an input of a leaf may hold and what its blank means.
    pub(super) fn input(
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
            when: leaf.inherited.when.clone(),
            clamp: leaf.inherited.clamp,
            headings,
            each,
        }
    }

    /// The one input of a leaf that has no input of another name.
    pub(super) fn own_input(
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

    /// The inputs a leaf declares, or one of its own title.
    pub(super) fn declared_inputs(&mut self, leaf: &Leaf<'_>, otherwise: Holds) -> Vec<Ref> {
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

    pub(super) fn declared_input(&mut self, leaf: &Leaf<'_>, raw: &RawInput) -> Ref {
        let holds = holds(raw.kind.unwrap_or(Kind::Number));
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
    pub(super) fn figure(&mut self, leaf: &Leaf<'_>, otherwise: Holds) -> (Vec<Ref>, Ref) {
        // A value over facts alone needs no cell of its own.
        let outside = self.inside(leaf, &[]);
        let own = leaf
            .raw
            .value
            .as_ref()
            .is_none_or(|value| compile(&value.value, &outside, Type::Number).is_err());
        let inputs = if leaf.raw.inputs.is_empty() && !own {
            Vec::new()
        } else {
            self.declared_inputs(leaf, otherwise)
        };
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
    pub(super) fn inside(&self, leaf: &Leaf<'_>, inputs: &[Ref]) -> Names {
        let mut scope = self.outside();
        scope.fix("标准分", leaf.marks);
        for input in inputs {
            let column = &self.columns[input.index()];
            scope.put(&column.name, *input, column.kind);
        }
        scope
    }

    /// Whether a number was written with a percent sign.
    pub(super) fn percent<T>(&self, number: &At<T>) -> bool {
        self.text
            .get(number.span.clone())
            .is_some_and(|text| text.contains(['%', '％']))
    }

    /// Two inputs of one item under one name could not be told apart.
    pub(super) fn refuse_same_inputs(&mut self, leaf: &Leaf<'_>, inputs: &[Ref]) {
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

    /// A limit above 1 without a percent sign, where the figure is read as a percentage.
    pub(super) fn refuse_bare_percent<'l>(
        &mut self,
        figure: Ref,
        limits: impl Iterator<Item = &'l At<Decimal>>,
    ) {
        if !self.reads_percent(figure) {
            return;
        }
        for limit in limits.filter(|limit| limit.value > Decimal::TWO) {
            let kind = MistakeKind::PercentMissing {
                written: plain(limit.value),
            };
            self.mistakes.add(limit.span.clone(), kind);
        }
    }

    /// Whether a column is read as a percentage, or is another name of one that is.
    fn reads_percent(&self, column: Ref) -> bool {
        match &self.columns[column.index()].content {
            Content::Read(input) => input.holds == Holds::Percent,
            Content::Computed(Expr::Given { body, .. }) => {
                matches!(**body, Expr::Name(name) if self.reads_percent(name))
            }
            Content::Computed(Expr::Name(name)) => self.reads_percent(*name),
            _ => false,
        }
    }
}
