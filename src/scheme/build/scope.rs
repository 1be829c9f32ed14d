//! Which names a formula can use, by where it stands.

use std::collections::{BTreeMap, BTreeSet};

use super::Builder;
use crate::formula::{
    Expr, Function, Meaning, Mistake, Operator, Quorum, Ref, Scope, Type, compile, compile_any,
};
use crate::number::Decimal;
use crate::scheme::frame::FrameId;
use crate::scheme::mistake::MistakeKind;
use crate::scheme::model::{Branch, CriterionId, Owner};
use crate::scheme::raw::RawGrade;
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
            .insert(name.to_owned(), meaning.clone())
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

    /// Adds a list or an expression, unless a quantity of the scheme has that name. Two lists of one
    /// name make it unusable.
    pub fn offer(&mut self, name: String, meaning: Meaning) {
        match self.known.get(&name) {
            None => drop(self.known.insert(name, meaning)),
            Some(Meaning::List(..)) if self.known.get(&name) != Some(&meaning) => {
                self.shared.insert(name);
            }
            Some(_) => {}
        }
    }

    /// Takes the lists away.
    pub fn forget_lists(&mut self) {
        self.known
            .retain(|_, meaning| !matches!(meaning, Meaning::List(..)));
    }

    /// These names, with 等级 and `三星级及以上` for each grade.
    pub fn with_grade(&self, grade: Option<Ref>, grades: &[RawGrade]) -> Names {
        let mut names = self.clone();
        let Some(grade) = grade else { return names };
        names.put("等级", grade, Type::Text);
        let mut better: Vec<Expr> = Vec::new();
        for written in grades {
            let name = written.name.value.as_str();
            better.push(Expr::Name(grade).with(Operator::Equal, Expr::text(name)));
            let reached = match better.as_slice() {
                [one] => one.clone(),
                _ => Expr::Call(Function::Or, better.clone()),
            };
            names.offer(
                format!("{name}及以上"),
                Meaning::Derived(reached, Type::Bool),
            );
        }
        names
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
            self.known.get(name).cloned()
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
    /// Names for decisions: attributes, facts, figures about what was inspected several times, the
    /// score of every criterion by title and id, and the lists of what criteria are made of.
    pub fn named(&mut self, tops: &[CriterionId]) -> Names {
        let mut names = self.outside();
        for criterion in &self.criteria {
            names.add(&criterion.title, criterion.score, Type::Number);
            names.put(&criterion.id, criterion.score, Type::Number);
        }
        self.offer_inputs(&mut names);
        let at_home = |builder: &Self, ids: &[CriterionId]| -> Vec<(CriterionId, Ref)> {
            ids.iter()
                .map(|id| (*id, builder.criteria[id.index()].score))
                .collect()
        };
        let tops = at_home(self, tops);
        self.lists(&mut names, "各部分", &tops);
        for index in 0..self.criteria.len() {
            let children = at_home(self, &self.criteria[index].children);
            self.lists_of(&mut names, index, &children);
        }
        names
    }

    /// What is filled in for items, where nothing else has the name: a finding can be a veto.
    fn offer_inputs(&self, names: &mut Names) {
        let mut inputs: BTreeMap<&str, Option<Meaning>> = BTreeMap::new();
        for (index, column) in (0..).zip(&self.columns) {
            if matches!(column.owner, Owner::Input(_)) && column.frame == FrameId::SUBJECT {
                let meaning = Meaning::Quantity(Ref(index), column.kind);
                inputs
                    .entry(&column.name)
                    .and_modify(|of_two| *of_two = None)
                    .or_insert(Some(meaning));
            }
        }
        for (name, meaning) in inputs {
            if let Some(meaning) = meaning {
                names.offer(name.to_owned(), meaning);
            }
        }
    }

    /// The lists of a criterion's children, under its title and its id.
    fn lists_of(&mut self, names: &mut Names, index: usize, children: &[(CriterionId, Ref)]) {
        if children.is_empty() {
            return;
        }
        let criterion = &self.criteria[index];
        for of in [criterion.title.clone(), criterion.id.clone()] {
            self.lists(names, &format!("{of}各项"), children);
        }
    }

    /// The lists as one row of a frame sees them: the scores of that row, not what all rows became.
    pub fn lists_in(&mut self, names: &mut Names, frame: FrameId) {
        let columns = self.frames.get(frame.index());
        let columns = columns
            .map(|frame| frame.columns.clone())
            .unwrap_or_default();
        let here = |builder: &Self, ids: &[CriterionId]| -> Vec<(CriterionId, Ref)> {
            let score = |id: &CriterionId| {
                let own = columns
                    .iter()
                    .find(|name| builder.columns[name.index()].owner == Owner::Score(*id));
                own.map(|name| (*id, *name))
            };
            ids.iter().filter_map(score).collect()
        };
        names.forget_lists();
        let whole = self.frames[frame.index()].criterion.is_none();
        let tops: Vec<CriterionId> = (0..self.criteria.len())
            .filter_map(|index| u32::try_from(index).ok().map(CriterionId))
            .filter(|id| {
                let node = &self.criteria[id.index()];
                node.parent.is_none() && node.branch == Branch::Score
            })
            .collect();
        let tops = here(self, &tops);
        if whole && !tops.is_empty() {
            self.lists(names, "各部分", &tops);
        }
        for index in 0..self.criteria.len() {
            let children = here(self, &self.criteria[index].children);
            self.lists_of(names, index, &children);
        }
    }

    /// The scores of several criteria under one name, and their shares of the full marks under
    /// that name with 得分率.
    fn lists(&mut self, names: &mut Names, name: &str, of: &[(CriterionId, Ref)]) {
        let scores = of.iter().map(|(_, score)| Expr::Name(*score)).collect();
        names.offer(name.to_owned(), Meaning::List(scores, Type::Number));
        let rates = format!("{name}得分率");
        // A share is a column of its own, so that a spreadsheet passes over what is 不涉及. Only a
        // scheme that names the list gets these columns.
        if self.text.contains(&rates) {
            let shares = of.iter().map(|one| Expr::Name(self.rate(*one))).collect();
            names.offer(rates, Meaning::List(shares, Type::Number));
        }
    }

    /// The column of a criterion's score as a share of its marks.
    fn rate(&mut self, (id, score): (CriterionId, Ref)) -> Ref {
        let criterion = &self.criteria[id.index()];
        let marks = criterion.marks;
        let name = format!("{}得分率", criterion.title);
        let applies = self.applies(score) && !marks.is_zero();
        let share = Expr::Name(score).with(Operator::Divide, Expr::number(marks));
        let share = share.given(Quorum::All, vec![score]);
        let known = self
            .columns
            .iter()
            .position(|column| column.formula() == Some(&share));
        if let Some(known) = known {
            return Ref(u32::try_from(known).unwrap_or(u32::MAX));
        }
        let column = self.computed(&name, Owner::Summary, Type::Number, share, applies);
        self.columns[column.index()].unit = Some("%".to_owned());
        column
    }

    /// Names that do not belong to the tree: the subject's own, attributes, facts, how often what
    /// stands further up was inspected, and the labels of the rows in which the present frame lies.
    pub fn outside(&self) -> Names {
        let mut names = Names::default();
        let known = |owner| {
            matches!(
                owner,
                Owner::Subject | Owner::Attribute | Owner::Fact | Owner::About(_)
            )
        };
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
