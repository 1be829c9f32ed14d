//! Frames entered and left: what is inspected several times, and how it becomes one again.

use std::ops::Range;
use std::sync::Arc;

use super::Builder;
use crate::formula::{Expr, Function, Operator, Ref, Type};
use crate::number::Decimal;
use crate::scheme::fold::{Fold, Gather, How};
use crate::scheme::frame::{Dimension, Frame, FrameId, MissingLabel};
use crate::scheme::mistake::MistakeKind;
use crate::scheme::model::{Column, Content, CriterionId, Holds, Input, Owner};
use crate::scheme::raw::{RawFold, RawHow, RawMissingLabel};
use crate::scheme::read::At;

/// The frame of the subjects.
pub(super) fn subjects() -> Frame {
    Frame {
        name: String::new(),
        dimension: Dimension::Subject,
        parent: FrameId::SUBJECT,
        label: None,
        labels: Vec::new(),
        closed: false,
        aliases: Vec::new(),
        at_least: 0,
        missing: MissingLabel::Skip,
        criterion: None,
        columns: Vec::new(),
    }
}

/// A frame that was entered, and how it is left.
pub(super) struct Entered {
    frame: FrameId,
    gather: Arc<Gather>,
}

impl Builder<'_> {
    /// Adds a frame below the present one.
    pub fn add_frame(&mut self, frame: Frame) -> FrameId {
        let id = FrameId(u32::try_from(self.frames.len()).unwrap_or(u32::MAX));
        self.frames.push(frame);
        id
    }

    /// Enters a frame for each fold that is asked for, outermost first. What is built until they
    /// are left belongs to the innermost.
    pub fn enter(
        &mut self,
        folds: [(Option<&RawFold>, Dimension); 3],
        criterion: Option<CriterionId>,
    ) -> Vec<Entered> {
        let mut entered = Vec::new();
        for (raw, dimension) in folds {
            let Some(raw) = raw else { continue };
            entered.push(self.enter_one(raw, dimension, criterion));
        }
        entered
    }

    fn enter_one(
        &mut self,
        raw: &RawFold,
        dimension: Dimension,
        criterion: Option<CriterionId>,
    ) -> Entered {
        let gather = self.gather(raw);
        let name = self.frame_name(raw, dimension);
        let mut labels: Vec<String> = raw.labels.iter().map(|at| at.value.clone()).collect();
        let weights = raw.weights.iter().flat_map(|rows| &rows.0);
        for (label, _) in weights {
            if !labels.contains(label) {
                labels.push(label.clone());
            }
        }
        let closed = !labels.is_empty() && raw.otherwise.is_none();
        let drops = gather.drop_lowest.saturating_add(gather.drop_highest);
        let at_least = self.count(raw.at_least.as_ref());
        let missing = match raw.missing {
            Some(RawMissingLabel::Zero) => MissingLabel::Zero,
            Some(RawMissingLabel::Problem) => MissingLabel::Problem,
            Some(RawMissingLabel::Skip) | None => MissingLabel::Skip,
        };
        let frame = self.add_frame(Frame {
            name: name.clone(),
            dimension,
            parent: self.frame,
            label: None,
            labels,
            closed,
            aliases: raw.aliases.clone(),
            at_least: at_least.unwrap_or(if drops == 0 { 0 } else { drops + 1 }),
            missing,
            criterion,
            columns: Vec::new(),
        });
        self.frame = frame;
        let input = Input {
            holds: Holds::Text,
            blank: None,
            not_applicable: false,
            when: None,
            clamp: false,
            headings: Vec::new(),
            each: None,
        };
        let label = self.read(&name, Owner::Label, None, input);
        if let Some(frame) = self.frames.get_mut(frame.index()) {
            frame.label = Some(label);
        }
        Entered {
            frame,
            gather: Arc::new(gather),
        }
    }

    fn frame_name(&mut self, raw: &RawFold, dimension: Dimension) -> String {
        match (&raw.name, dimension) {
            (Some(name), _) => name.value.clone(),
            (None, Dimension::Round) => "轮次".to_owned(),
            (None, Dimension::Source) => "检查来源".to_owned(),
            (None, _) => {
                self.mistakes
                    .add(raw.span.clone(), MistakeKind::MissingKey { key: "name" });
                "受检对象".to_owned()
            }
        }
    }

    /// How the rows become one.
    fn gather(&mut self, raw: &RawFold) -> Gather {
        let labels: Vec<String> = raw.labels.iter().map(|at| at.value.clone()).collect();
        let need = |builder: &mut Self, key: &'static str| {
            builder
                .mistakes
                .add(raw.how.span.clone(), MistakeKind::MissingKey { key });
        };
        let how = match raw.how.value {
            RawHow::Mean => How::Mean,
            RawHow::Sum => How::Sum,
            RawHow::Min => How::Min,
            RawHow::Max => How::Max,
            RawHow::Median => How::Median,
            RawHow::Latest => {
                // 第三次 stands before 第二次 in any alphabet: the scheme has to say the order.
                if labels.is_empty() {
                    need(self, "labels");
                }
                How::Latest
            }
            RawHow::Prefer => {
                if labels.is_empty() {
                    need(self, "labels");
                }
                How::Prefer(labels.clone())
            }
            RawHow::Weighted => {
                let weights = raw.weights.as_ref().map_or(&[][..], |rows| &rows.0);
                if weights.is_empty() {
                    need(self, "weights");
                }
                for (_, weight) in weights {
                    self.positive(weight);
                }
                if let Some(otherwise) = &raw.otherwise {
                    self.positive(otherwise);
                }
                How::Weighted {
                    weights: weights
                        .iter()
                        .map(|(label, weight)| (label.clone(), weight.value))
                        .collect(),
                    otherwise: raw.otherwise.as_ref().map(|at| at.value),
                }
            }
        };
        self.refuse_stray_fold_keys(raw);
        let listed = raw.labels.iter().map(|at| at.value.clone());
        let weighed = raw.weights.iter().flat_map(|rows| &rows.0);
        let mut all: Vec<String> = listed.collect();
        for (label, _) in weighed {
            if !all.contains(label) {
                all.push(label.clone());
            }
        }
        let expected = match raw.missing {
            Some(RawMissingLabel::Zero) => all.clone(),
            _ => Vec::new(),
        };
        if let (Some(RawMissingLabel::Zero), RawHow::Prefer) = (raw.missing, raw.how.value) {
            // What comes first is what there is: nothing is missing.
            let kind = MistakeKind::TwoMethods {
                first: "fold = \"prefer\"",
                second: "missing = \"zero\"",
            };
            self.mistakes.add(raw.how.span.clone(), kind);
        }
        if let (Some(_), true) = (raw.missing, all.is_empty()) {
            let kind = MistakeKind::NeedsKey {
                key: "missing",
                needs: "labels",
            };
            self.mistakes.add(raw.span.clone(), kind);
        }
        Gather {
            how,
            drop_lowest: self.count(raw.drop_lowest.as_ref()).unwrap_or(0),
            drop_highest: self.count(raw.drop_highest.as_ref()).unwrap_or(0),
            best: self.count(raw.best.as_ref()),
            expected,
            none_is_zero: false,
        }
    }

    /// Keys that the chosen way would pass over in silence.
    fn refuse_stray_fold_keys(&mut self, raw: &RawFold) {
        let weighted = raw.how.value == RawHow::Weighted;
        let stray = [
            (
                "weights",
                raw.weights
                    .as_ref()
                    .filter(|_| !weighted)
                    .map(|_| raw.span.clone()),
                "fold = \"weighted\"",
            ),
            (
                "otherwise",
                raw.otherwise
                    .as_ref()
                    .filter(|_| !weighted)
                    .map(|at| at.span.clone()),
                "fold = \"weighted\"",
            ),
        ];
        for (key, span, needs) in stray {
            if let Some(span) = span {
                self.mistakes
                    .add(span, MistakeKind::NeedsKey { key, needs });
            }
        }
        let selects = !matches!(raw.how.value, RawHow::Mean | RawHow::Sum);
        for (key, at) in [
            ("drop-lowest", &raw.drop_lowest),
            ("drop-highest", &raw.drop_highest),
            ("best", &raw.best),
        ] {
            if let (true, Some(at)) = (selects, at) {
                let kind = MistakeKind::NeedsKey {
                    key,
                    needs: "fold = \"mean\"、\"sum\"",
                };
                self.mistakes.add(at.span.clone(), kind);
            }
        }
    }

    /// A whole number of rows, at least one.
    pub fn count(&mut self, number: Option<&At<Decimal>>) -> Option<u32> {
        let number = number?;
        super::whole(number, 1, 1_000_000, self.mistakes).map(i32::unsigned_abs)
    }

    /// Leaves the frames of a criterion again: its score, and that of every criterion below it,
    /// becomes one value in the frame above.
    pub fn leave(&mut self, entered: Vec<Entered>, of: CriterionId, below: &Range<usize>) {
        for Entered { frame, gather } in entered.into_iter().rev() {
            let key = self.criteria[of.index()].score;
            let available = self.criteria[of.index()].available;
            self.frame = self.frames[frame.index()].parent;
            self.lift(below.clone(), frame, key, &gather);
            let title = self.criteria[of.index()].title.clone();
            let count = self.about(frame, key, &title);
            if let Some(available) = available {
                let lifted = self.fold(Folded {
                    name: &format!("{title}(应得)"),
                    owner: Owner::Available(of),
                    fold: (frame, available, key),
                    gather: &gather,
                });
                self.criteria[of.index()].available = Some(lifted);
            } else if gather.how == How::Sum {
                // So many tasks of so many marks each: the more there are, the more can be had.
                let marks = self.criteria[of.index()].marks;
                let expr = Expr::number(marks).with(Operator::Multiply, Expr::Name(count));
                let name = format!("{title}(应得)");
                let column = self.computed(&name, Owner::Available(of), Type::Number, expr, true);
                let node = &mut self.criteria[of.index()];
                node.available = Some(column);
                node.varies = true;
            }
            if let Some(extra) = self.criteria[of.index()].extra {
                let lifted = self.fold(Folded {
                    name: &format!("{title}(追加扣分)"),
                    owner: Owner::Extra(of),
                    fold: (frame, extra, key),
                    gather: &gather,
                });
                self.criteria[of.index()].extra = Some(lifted);
            }
        }
    }

    /// Leaves the frames of the whole: each criterion and the base score become one value.
    pub fn leave_whole(&mut self, entered: Vec<Entered>, base: Ref, below: &Range<usize>) -> Ref {
        let mut base = base;
        for Entered { frame, gather } in entered.into_iter().rev() {
            self.frame = self.frames[frame.index()].parent;
            self.lift(below.clone(), frame, base, &gather);
            self.about(frame, base, "");
            base = self.fold(Folded {
                name: super::summary::BASE,
                owner: Owner::Summary,
                fold: (frame, base, base),
                gather: &gather,
            });
        }
        base
    }

    /// The score of every criterion of a range becomes one value in the frame above.
    fn lift(&mut self, criteria: Range<usize>, frame: FrameId, key: Ref, gather: &Arc<Gather>) {
        for index in criteria {
            let Some(criterion) = self.criteria.get(index) else {
                continue;
            };
            let (title, of) = (criterion.title.clone(), criterion.score);
            let id = CriterionId(u32::try_from(index).unwrap_or(u32::MAX));
            let lifted = self.fold(Folded {
                name: &title,
                owner: Owner::Score(id),
                fold: (frame, of, key),
                gather,
            });
            self.criteria[index].score = lifted;
        }
    }

    /// How many rows there are, and for several sources how far apart they lie.
    fn about(&mut self, frame: FrameId, key: Ref, title: &str) -> Ref {
        let (name, dimension) = {
            let frame = &self.frames[frame.index()];
            (frame.name.clone(), frame.dimension)
        };
        let taken = |builder: &Self, name: &str| {
            builder
                .columns
                .iter()
                .any(|column| matches!(column.owner, Owner::About(_)) && *column.name == *name)
        };
        let called = |builder: &Self, what: &str| {
            let short = format!("{name}{what}");
            if taken(builder, &short) {
                format!("{title}{short}")
            } else {
                short
            }
        };
        let count_name = called(self, "数");
        let count = self.fold(Folded {
            name: &count_name,
            owner: Owner::About(frame),
            fold: (frame, key, key),
            gather: &Arc::new(Gather::of(How::Count)),
        });
        self.columns[count.index()].applies = true;
        if dimension == Dimension::Source {
            let spread_name = called(self, "偏差");
            self.fold(Folded {
                name: &spread_name,
                owner: Owner::About(frame),
                fold: (frame, key, key),
                gather: &Arc::new(Gather::of(How::Spread)),
            });
        }
        count
    }

    /// A column folded from the rows of a frame, in the present frame.
    pub fn fold(&mut self, folded: Folded<'_>) -> Ref {
        let (frame, of, key) = folded.fold;
        let kind = self
            .columns
            .get(of.index())
            .map_or(Type::Number, |column| column.kind);
        let unit = self
            .columns
            .get(of.index())
            .and_then(|column| column.unit.clone());
        let applies = folded.gather.none_is_zero;
        let kind = match folded.gather.how {
            How::AtHighest => kind,
            _ => Type::Number,
        };
        let content = Content::Folded(Fold {
            frame,
            of,
            key,
            gather: folded.gather.clone(),
        });
        self.push(Column {
            name: folded.name.into(),
            owner: folded.owner,
            frame: self.frame,
            kind,
            unit,
            applies,
            content,
        })
    }

    /// The labels that can be named where the present frame is built.
    pub fn labels(&self) -> Vec<Ref> {
        let mut labels = Vec::new();
        let mut at = self.frame;
        while at != FrameId::SUBJECT {
            let Some(frame) = self.frames.get(at.index()) else {
                break;
            };
            labels.extend(frame.label);
            at = frame.parent;
        }
        labels
    }
}

/// A column that is folded.
pub(super) struct Folded<'a> {
    pub name: &'a str,
    pub owner: Owner,
    /// Frame, column and key.
    pub fold: (FrameId, Ref, Ref),
    pub gather: &'a Arc<Gather>,
}

/// The condition, or 不涉及 where it does not hold.
pub(super) fn only_when(expr: Expr, when: Option<Expr>) -> Expr {
    match when {
        Some(when) => expr.when(when, Expr::NotApplicable),
        None => expr,
    }
}

/// Both of two conditions, where there are two.
pub(super) fn both(one: Option<Expr>, other: Option<Expr>) -> Option<Expr> {
    match (one, other) {
        (Some(one), Some(other)) => Some(Expr::Call(Function::And, vec![one, other])),
        (one, other) => one.or(other),
    }
}

/// `1` where a condition holds, else `otherwise`.
pub(super) fn one_if(condition: Expr, otherwise: Expr) -> Expr {
    Expr::Call(
        Function::If,
        vec![condition, Expr::number(Decimal::ONE), otherwise],
    )
}
