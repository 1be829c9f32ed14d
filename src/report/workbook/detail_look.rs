//! How the columns of 得分明细 are headed and formatted.

use rust_xlsxwriter::Format;

use super::style::Styles;
use super::width;
use crate::formula::{Ref, Type};
use crate::number::plain;
use crate::scheme::{Effect, Holds, Owner, Scheme};

/// Headings, widths and formats of quantities.
#[derive(Clone, Copy)]
pub(super) struct Look<'a> {
    pub scheme: &'a Scheme,
    pub styles: &'a Styles,
}

impl Look<'_> {
    /// The middle heading of a quantity that belongs to no criterion.
    pub fn above(&self, name: Ref) -> String {
        match self.scheme.column(name).owner {
            Owner::Attribute => "名册".to_owned(),
            Owner::Fact => "情况".to_owned(),
            Owner::About(_) => "多次检查".to_owned(),
            Owner::Label => "检查".to_owned(),
            Owner::Entry => "台账".to_owned(),
            Owner::Measure => "指标".to_owned(),
            Owner::Veto(index) => match self.scheme.vetoes.get(index).map(|veto| veto.effect) {
                Some(effect @ (Effect::Zero | Effect::Disqualify)) => {
                    format!("否决:{}", effect.words(crate::problem::Lang::Zh))
                }
                _ => "否决:降分降级".to_owned(),
            },
            _ => "总分".to_owned(),
        }
    }

    /// The lowest heading: what the cells below it are.
    pub fn heading(&self, name: Ref) -> String {
        let column = self.scheme.column(name);
        let unit = column
            .unit
            .as_deref()
            .map_or_else(String::new, |unit| format!("({unit})"));
        match column.owner {
            Owner::Score(id) => {
                let criterion = self.scheme.criterion(id);
                let what = if criterion.children.is_empty() {
                    "得分"
                } else {
                    "小计"
                };
                format!("{what}({}分)", plain(criterion.marks))
            }
            Owner::Figure(_) => "数值".to_owned(),
            Owner::Available(_) => "应得分".to_owned(),
            Owner::Extra(_) => "追加扣分".to_owned(),
            Owner::Input(id) if *self.scheme.criterion(id).title == *column.name => {
                let what = match column.input().map(|input| &input.holds) {
                    Some(Holds::Count) => "次数",
                    Some(Holds::Loss { .. }) => "扣分",
                    Some(Holds::YesNo) => "是否符合",
                    Some(Holds::Choice(_)) => "档次",
                    _ => "填报",
                };
                what.to_owned()
            }
            Owner::Veto(index) => self
                .scheme
                .vetoes
                .get(index)
                .map_or_else(|| column.name.to_string(), |veto| veto.title.clone()),
            Owner::Subject
            | Owner::Attribute
            | Owner::Fact
            | Owner::Input(_)
            | Owner::Summary
            | Owner::Label
            | Owner::Entry
            | Owner::About(_)
            | Owner::Measure => format!("{}{unit}", column.name),
        }
    }

    /// Width of the column.
    pub fn width(&self, name: Ref, heading: &str) -> f64 {
        let column = self.scheme.column(name);
        let least = width::room(heading).min(13.0) + 2.0;
        let values = match (column.input().map(|input| &input.holds), column.kind) {
            (Some(Holds::Choice(levels)), _) => {
                width::fitting(levels.iter().map(|(word, _)| word.as_str()))
            }
            (Some(Holds::Date), _) => 12.0,
            (Some(Holds::Text), _) => 14.0,
            (None, Type::Text) => width::fitting(
                self.scheme
                    .grades
                    .iter()
                    .map(|grade| grade.name.as_str())
                    .chain(["未达等级"]),
            ),
            _ => 9.0,
        };
        values.max(least).min(24.0)
    }

    /// How the cells look.
    pub fn format(&self, name: Ref) -> Format {
        let column = self.scheme.column(name);
        let summary = &self.scheme.summary;
        let holds = column.input().map(|input| &input.holds);
        match (column.owner, column.kind) {
            (_, Type::Date) => self.styles.date.clone(),
            (_, Type::Text | Type::Bool) => self.styles.centre.clone(),
            (_, Type::Number)
                if holds == Some(&Holds::Percent) || column.unit.as_deref() == Some("%") =>
            {
                self.styles.share.clone()
            }
            (Owner::Summary, _) if name == summary.total || name == summary.before_vetoes => {
                self.styles.total.clone()
            }
            (Owner::Summary, _) => self.styles.score.clone(),
            (Owner::Score(id), _) if !self.scheme.criterion(id).children.is_empty() => {
                self.styles.score.clone()
            }
            _ => self.styles.plain.clone(),
        }
    }
}
