//! The columns of 得分明细: which quantity stands where, and under which headings.

use std::collections::BTreeSet;

use rust_xlsxwriter::Format;

use super::formula::Template;
use super::pen::index;
use super::style::Styles;
use super::width;
use crate::formula::{Cells, Expr, Ref, Type};
use crate::number::plain;
use crate::problem::CellRef;
use crate::scheme::{Content, CriterionId, Effect, Holds, Owner, Scheme};

/// First row of data: two rows of title, three of headings.
pub(super) const FIRST: u32 = 5;
/// First of the three rows of headings.
pub(super) const HEAD: u32 = 2;

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// The place in the ranking.
    Place,
    /// The subject's name.
    Name,
    /// A quantity of the scheme.
    Quantity(Ref),
    /// The figure of a key that decides between equal totals.
    Key(usize),
}

/// A column of the sheet.
pub(super) struct DetailColumn {
    pub what: What,
    /// The section it belongs to; neighbours with the same are merged.
    pub group: String,
    /// The item it belongs to; neighbours with the same are merged.
    pub item: String,
    /// Its own heading.
    pub name: String,
    pub width: f64,
    pub format: Format,
    /// Its formula, where it is computed and a spreadsheet takes the formula.
    pub formula: Option<Template>,
}

/// The columns of the sheet, from the left.
pub(super) struct DetailPlan {
    pub columns: Vec<DetailColumn>,
    /// Position of each of the scheme's columns.
    at: Vec<Option<u16>>,
    /// Position of the first key.
    pub keys: u16,
}

/// Addresses in one row of the sheet.
pub(super) struct RowCells<'a> {
    scheme: &'a Scheme,
    at: &'a [Option<u16>],
}

impl Cells for RowCells<'_> {
    fn address(&self, name: Ref) -> String {
        match self.at.get(name.index()).copied().flatten() {
            Some(col) => format!("{}{}", CellRef::letters(col), Template::ROW),
            // Every column that a formula names has a place.
            None => "NA()".to_owned(),
        }
    }

    fn applies(&self, name: Ref) -> bool {
        self.scheme.column(name).applies
    }

    fn yes_no(&self, name: Ref) -> bool {
        self.scheme.column(name).kind == Type::Bool
    }
}

impl DetailPlan {
    pub fn new(scheme: &Scheme, styles: &Styles, name_width: f64, attribute_widths: &[f64]) -> DetailPlan {
        let mut builder = Builder { scheme, styles, columns: Vec::new(), at: vec![None; scheme.columns.len()] };
        builder.push(What::Place, "", "", "名次", 7.0, styles.centre.clone());
        builder.push(What::Name, "", "", "单位", name_width, styles.text.clone());
        let used = used(scheme);
        for (attribute, width) in scheme.attributes.iter().zip(attribute_widths) {
            if used.contains(attribute) {
                builder.quantity(*attribute, "基本情况", "", Some(*width));
            }
        }
        for fact in scheme.facts.iter().filter(|fact| used.contains(fact)) {
            builder.quantity(*fact, "基本情况", "", None);
        }
        for top in scheme.tops.iter().chain(&scheme.bonuses).chain(&scheme.penalties) {
            let criterion = scheme.criterion(*top);
            let group = format!("{} {}({}分)", criterion.id, criterion.title, plain(criterion.marks));
            builder.criterion(*top, &group);
        }
        for index in 0..scheme.columns.len() {
            let name = Ref(u32::try_from(index).unwrap_or(u32::MAX));
            let unused = matches!(scheme.column(name).owner, Owner::Attribute | Owner::Fact);
            if builder.at[index].is_none() && !unused {
                builder.quantity(name, "合计与等级", "", None);
            }
        }
        let keys = index(builder.columns.len());
        for (number, key) in scheme.ranking.keys.iter().enumerate() {
            let item = format!("第{}关键字", number + 1);
            builder.push(What::Key(number), "并列时比较", &item, &key.text, 10.0, styles.key.clone());
        }
        builder.finish(keys)
    }

    /// Position of one of the scheme's columns.
    pub fn column_of(&self, name: Ref) -> Option<u16> {
        self.at.get(name.index()).copied().flatten()
    }
}

/// Every quantity that a formula of the workbook names.
fn used(scheme: &Scheme) -> BTreeSet<Ref> {
    let computed = scheme.columns.iter().filter_map(|column| match &column.content {
        Content::Computed(expr) => Some(expr),
        Content::Read(_) => None,
    });
    let keys = scheme.ranking.keys.iter().map(|key| &key.figure);
    let gates = scheme.gates.iter().map(|gate| &gate.when);
    computed.chain(keys).chain(gates).flat_map(Expr::names).collect()
}

struct Builder<'a> {
    scheme: &'a Scheme,
    styles: &'a Styles,
    columns: Vec<DetailColumn>,
    at: Vec<Option<u16>>,
}

impl Builder<'_> {
    fn push(&mut self, what: What, group: &str, item: &str, name: &str, width: f64, format: Format) {
        let (group, item, name) = (group.to_owned(), item.to_owned(), name.to_owned());
        self.columns.push(DetailColumn { what, group, item, name, width, format, formula: None });
    }

    /// A criterion after what it is made of.
    fn criterion(&mut self, id: CriterionId, group: &str) {
        let criterion = self.scheme.criterion(id);
        for child in &criterion.children {
            self.criterion(*child, group);
        }
        let item = format!("{} {}", criterion.id, criterion.title);
        let own = criterion.inputs.iter().copied().chain(criterion.figure).chain(criterion.available);
        for name in own.chain([criterion.score]) {
            if self.at.get(name.index()).is_some_and(Option::is_none) {
                self.quantity(name, group, &item, None);
            }
        }
    }

    fn quantity(&mut self, name: Ref, group: &str, item: &str, width: Option<f64>) {
        let format = self.format(name);
        let item = if item.is_empty() { self.above(name) } else { item.to_owned() };
        let heading = self.heading(name);
        let width = width.unwrap_or_else(|| self.width(name, &heading));
        if let Some(place) = self.at.get_mut(name.index()) {
            *place = Some(index(self.columns.len()));
        }
        self.push(What::Quantity(name), group, &item, &heading, width, format);
    }

    /// The middle heading of a quantity that belongs to no criterion.
    fn above(&self, name: Ref) -> String {
        match self.scheme.column(name).owner {
            Owner::Attribute => "名册".to_owned(),
            Owner::Fact => "情况".to_owned(),
            Owner::Veto(index) => match self.scheme.vetoes.get(index).map(|veto| veto.effect) {
                Some(effect @ (Effect::Zero | Effect::Disqualify)) => {
                    format!("否决:{}", effect.words(crate::problem::Lang::Zh))
                }
                _ => "否决:降分降级".to_owned(),
            },
            _ => "总分".to_owned(),
        }
    }

    fn heading(&self, name: Ref) -> String {
        let column = self.scheme.column(name);
        let unit = column.unit.as_deref().map_or_else(String::new, |unit| format!("({unit})"));
        match column.owner {
            Owner::Score(id) => {
                let criterion = self.scheme.criterion(id);
                let what = if criterion.children.is_empty() { "得分" } else { "小计" };
                format!("{what}({}分)", plain(criterion.marks))
            }
            Owner::Figure(_) => "数值".to_owned(),
            Owner::Available(_) => "应得分".to_owned(),
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
            Owner::Veto(index) => {
                self.scheme.vetoes.get(index).map_or_else(|| column.name.to_string(), |veto| veto.title.clone())
            }
            Owner::Attribute | Owner::Fact | Owner::Input(_) | Owner::Summary => format!("{}{unit}", column.name),
        }
    }

    fn width(&self, name: Ref, heading: &str) -> f64 {
        let column = self.scheme.column(name);
        let least = width::room(heading).min(13.0) + 2.0;
        let values = match (column.input().map(|input| &input.holds), column.kind) {
            (Some(Holds::Choice(levels)), _) => width::fitting(levels.iter().map(|(word, _)| word.as_str())),
            (Some(Holds::Date), _) => 12.0,
            (Some(Holds::Text), _) => 14.0,
            (None, Type::Text) => width::fitting(self.scheme.grades.iter().map(|grade| grade.name.as_str()).chain(["未达等级"])),
            _ => 9.0,
        };
        values.max(least).min(24.0)
    }

    fn format(&self, name: Ref) -> Format {
        let column = self.scheme.column(name);
        let summary = &self.scheme.summary;
        let holds = column.input().map(|input| &input.holds);
        match (column.owner, column.kind) {
            (_, Type::Date) => self.styles.date.clone(),
            (_, Type::Text | Type::Bool) => self.styles.centre.clone(),
            (_, Type::Number) if holds == Some(&Holds::Percent) || column.unit.as_deref() == Some("%") => {
                self.styles.share.clone()
            }
            (Owner::Summary, _) if name == summary.total || name == summary.before_vetoes => self.styles.total.clone(),
            (Owner::Summary, _) => self.styles.score.clone(),
            (Owner::Score(id), _) if !self.scheme.criterion(id).children.is_empty() => self.styles.score.clone(),
            _ => self.styles.plain.clone(),
        }
    }

    fn finish(self, keys: u16) -> DetailPlan {
        let Builder { scheme, mut columns, at, .. } = self;
        let cells = RowCells { scheme, at: &at };
        for column in &mut columns {
            column.formula = match column.what {
                What::Quantity(name) => scheme.column(name).formula().and_then(|expr| {
                    let text = expr.excel(&cells);
                    let yes_no = scheme.column(name).kind == Type::Bool;
                    Template::new(&if yes_no { format!("IF({text},\"是\",\"否\")") } else { text })
                }),
                What::Key(index) => scheme.ranking.keys.get(index).and_then(|key| {
                    // Rounded, so that the noise of binary arithmetic decides nothing.
                    Template::new(&format!("IFERROR(ROUND({},{KEY_PLACES}),{NO_KEY})", key.figure.excel(&cells)))
                }),
                What::Place | What::Name => None,
            };
        }
        DetailPlan { columns, at, keys }
    }
}

/// Places to which a key is rounded in the workbook.
pub(super) const KEY_PLACES: i32 = 10;
/// What a key that does not apply counts as in the workbook.
pub(super) const NO_KEY: i64 = -1_000_000_000_000;
