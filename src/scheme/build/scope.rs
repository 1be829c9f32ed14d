//! Which names a formula can use, by where it stands.

use std::collections::{BTreeMap, BTreeSet};

use super::Builder;
use crate::formula::{Expr, Meaning, Mistake, Ref, Scope, Type, compile, compile_any};
use crate::number::Decimal;
use crate::scheme::frame::FrameId;
use crate::scheme::mistake::MistakeKind;
use crate::scheme::model::Owner;
use crate::scheme::read::At;

/// Names and what they stand for.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    known: BTreeMap<String, Meaning>,
    /// Names that two things share: usable only by id.
    shared: BTreeSet<String>,
}

impl Names {
    /// Adds a name; a second thing of the same name makes it unusable.
    pub fn add(&mut self, name: &str, of: Ref, kind: Type) {
        let meaning = Meaning::Quantity(of, kind);
        if self
            .known
            .insert(name.to_owned(), meaning)
            .is_some_and(|other| other != meaning)
        {
            self.shared.insert(name.to_owned());
        }
    }

    /// Adds a name in front of every other of the same name.
    pub fn put(&mut self, name: &str, of: Ref, kind: Type) {
        self.shared.remove(name);
        self.known
            .insert(name.to_owned(), Meaning::Quantity(of, kind));
    }

    /// Adds a number that the scheme fixes.
    pub fn fix(&mut self, name: &str, number: Decimal) {
        self.known.insert(name.to_owned(), Meaning::Fixed(number));
    }

    /// These names, with 总分 standing for a column.
    pub fn with_total(&self, total: Ref) -> Names {
        let mut names = self.clone();
        names.put("总分", total, Type::Number);
        names
    }
}

impl Scope for Names {
    fn find(&self, name: &str) -> Option<Meaning> {
        if self.shared.contains(name) {
            None
        } else {
            self.known.get(name).copied()
        }
    }

    fn names(&self) -> Vec<String> {
        self.known
            .keys()
            .filter(|name| !self.shared.contains(*name))
            .cloned()
            .collect()
    }
}

impl Builder<'_> {
    /// Names for decisions: attributes, facts, figures about what was inspected several times, and
    /// the score of every criterion by title and id.
    pub fn named(&self) -> Names {
        let mut names = self.outside();
        self.add_columns(&mut names, |owner| matches!(owner, Owner::About(_)));
        for criterion in &self.criteria {
            names.add(&criterion.title, criterion.score, Type::Number);
            names.put(&criterion.id, criterion.score, Type::Number);
        }
        names
    }

    /// Names that do not belong to the tree: the subject's own, attributes, facts, and the labels of
    /// the rows in which the present frame lies.
    pub fn outside(&self) -> Names {
        let mut names = Names::default();
        let known = |owner| matches!(owner, Owner::Subject | Owner::Attribute | Owner::Fact);
        self.add_columns(&mut names, known);
        for label in self.labels() {
            names.put(&self.columns[label.index()].name, label, Type::Text);
        }
        names
    }

    /// Adds the columns of subjects that belong to certain owners.
    fn add_columns(&self, names: &mut Names, owners: impl Fn(Owner) -> bool) {
        for (index, column) in self.columns.iter().enumerate() {
            if owners(column.owner) && column.frame == FrameId::SUBJECT {
                let of = Ref(u32::try_from(index).unwrap_or(u32::MAX));
                names.add(&column.name, of, column.kind);
            }
        }
    }

    /// Compiles a formula of any type.
    pub fn compile_any(&mut self, formula: &At<String>, names: &Names) -> (Expr, Type) {
        if self.mistakes.flagged(&formula.span) {
            return (Expr::NotApplicable, Type::Number);
        }
        compile_any(&formula.value, names).unwrap_or_else(|mistakes| {
            for mistake in mistakes {
                self.formula_mistake(formula, mistake);
            }
            (Expr::NotApplicable, Type::Number)
        })
    }

    /// Compiles a formula of the rule file; its mistakes are moved to their place in the file.
    pub fn compile(&mut self, formula: &At<String>, names: &Names, wanted: Type) -> Expr {
        if self.mistakes.flagged(&formula.span) {
            return Expr::NotApplicable;
        }
        match compile(&formula.value, names, wanted) {
            Ok(expr) => expr,
            Err(mistakes) => {
                for mistake in mistakes {
                    self.formula_mistake(formula, mistake);
                }
                Expr::NotApplicable
            }
        }
    }

    fn formula_mistake(&mut self, formula: &At<String>, mistake: Mistake) {
        let Mistake { span, kind } = mistake;
        // Where the text stands in the file as it is, its bytes can be underlined one by one; with
        // escapes inside, the whole string is.
        let written = self.text.get(formula.span.clone()).unwrap_or_default();
        let span = match written.find(formula.value.as_str()) {
            Some(offset) => {
                let start = formula.span.start + offset;
                start + span.start..start + span.end.max(span.start + 1)
            }
            None => formula.span.clone(),
        };
        self.mistakes.add(span, MistakeKind::Formula(kind));
    }
}
