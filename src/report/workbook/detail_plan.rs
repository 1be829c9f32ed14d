//! The columns of 得分明细, and of the sheet of each frame below the subjects: which quantity stands
//! where, and under which headings.

use std::collections::{BTreeMap, BTreeSet};

use rust_xlsxwriter::Format;

use super::cells::RowCells;
use super::detail_look::Look;
use super::formula::Template;
use super::pen::index;
use super::style::Styles;
use crate::formula::{Expr, Ref, Type};
use crate::number::plain;
use crate::scheme::{Content, CriterionId, FrameId, Owner, Scheme};

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

impl DetailPlan {
    pub fn new(
        scheme: &Scheme,
        styles: &Styles,
        name_width: f64,
        attribute_widths: &[f64],
    ) -> DetailPlan {
        let mut builder = Builder::new(scheme, FrameId::SUBJECT, styles);
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
        builder.tree();
        builder.rest("合计与等级");
        let keys = index(builder.columns.len());
        for (number, key) in scheme.ranking.keys.iter().enumerate() {
            let item = format!("第{}关键字", number + 1);
            builder.push(
                What::Key(number),
                "并列时比较",
                &item,
                &key.text,
                10.0,
                styles.key.clone(),
            );
        }
        builder.finish(keys)
    }

    /// The columns of the sheet of a frame below the subjects.
    pub fn below(
        scheme: &Scheme,
        frame: FrameId,
        styles: &Styles,
        name_width: f64,
        labels: &[Ref],
    ) -> DetailPlan {
        let mut builder = Builder::new(scheme, frame, styles);
        builder.push(What::Name, "", "", "单位", name_width, styles.text.clone());
        for label in labels {
            builder.quantity(*label, "检查", "", None);
        }
        builder.tree();
        builder.rest("合计");
        let keys = index(builder.columns.len());
        builder.finish(keys)
    }

    /// Position of one of the scheme's columns.
    pub fn column_of(&self, name: Ref) -> Option<u16> {
        self.at.get(name.index()).copied().flatten()
    }
}

/// Every quantity that a formula of the workbook names.
fn used(scheme: &Scheme) -> BTreeSet<Ref> {
    let computed = scheme
        .columns
        .iter()
        .filter_map(|column| match &column.content {
            Content::Computed(expr) => Some(expr),
            Content::Read(_) | Content::Folded(_) => None,
        });
    let keys = scheme.ranking.keys.iter().map(|key| &key.figure);
    let gates = scheme.gates.iter().map(|gate| &gate.when);
    computed
        .chain(keys)
        .chain(gates)
        .flat_map(Expr::names)
        .collect()
}

struct Builder<'a> {
    scheme: &'a Scheme,
    frame: FrameId,
    look: Look<'a>,
    columns: Vec<DetailColumn>,
    at: Vec<Option<u16>>,
    /// The columns of the frame that belong to each criterion.
    owned: BTreeMap<CriterionId, Vec<Ref>>,
}

impl<'a> Builder<'a> {
    fn new(scheme: &'a Scheme, frame: FrameId, styles: &'a Styles) -> Self {
        let mut owned: BTreeMap<CriterionId, Vec<Ref>> = BTreeMap::new();
        let columns = scheme.frames.get(frame.index());
        for name in columns.into_iter().flat_map(|frame| &frame.columns) {
            if let Owner::Input(id)
            | Owner::Figure(id)
            | Owner::Extra(id)
            | Owner::Available(id)
            | Owner::Score(id) = scheme.column(*name).owner
            {
                owned.entry(id).or_default().push(*name);
            }
        }
        // The score stands behind what it is made of.
        for names in owned.values_mut() {
            names.sort_by_key(|name| matches!(scheme.column(*name).owner, Owner::Score(_)));
        }
        Builder {
            scheme,
            frame,
            look: Look { scheme, styles },
            columns: Vec::new(),
            at: vec![None; scheme.columns.len()],
            owned,
        }
    }

    /// The whole tree, each top-level criterion under its own heading.
    fn tree(&mut self) {
        let scheme = self.scheme;
        for top in scheme
            .tops
            .iter()
            .chain(&scheme.bonuses)
            .chain(&scheme.penalties)
        {
            let criterion = scheme.criterion(*top);
            let group = format!(
                "{} {}({}分)",
                criterion.id,
                criterion.title,
                plain(criterion.marks)
            );
            self.criterion(*top, &group);
        }
    }

    /// What belongs to no criterion and stands nowhere yet.
    fn rest(&mut self, group: &str) {
        let columns = self.scheme.frames.get(self.frame.index());
        for name in columns.into_iter().flat_map(|frame| &frame.columns) {
            let elsewhere = matches!(
                self.scheme.column(*name).owner,
                Owner::Subject | Owner::Attribute | Owner::Fact
            );
            if self.at.get(name.index()).is_some_and(Option::is_none) && !elsewhere {
                self.quantity(*name, group, "", None);
            }
        }
    }

    fn push(
        &mut self,
        what: What,
        group: &str,
        item: &str,
        name: &str,
        width: f64,
        format: Format,
    ) {
        let (group, item, name) = (group.to_owned(), item.to_owned(), name.to_owned());
        self.columns.push(DetailColumn {
            what,
            group,
            item,
            name,
            width,
            format,
            formula: None,
        });
    }

    /// A criterion after what it is made of.
    fn criterion(&mut self, id: CriterionId, group: &str) {
        let criterion = self.scheme.criterion(id);
        for child in criterion.children.iter().chain(&criterion.on_top) {
            self.criterion(*child, group);
        }
        let item = format!("{} {}", criterion.id, criterion.title);
        for name in self.owned.get(&id).cloned().unwrap_or_default() {
            if self.at.get(name.index()).is_some_and(Option::is_none) {
                self.quantity(name, group, &item, None);
            }
        }
    }

    fn quantity(&mut self, name: Ref, group: &str, item: &str, width: Option<f64>) {
        let format = self.look.format(name);
        let item = if item.is_empty() {
            self.look.above(name)
        } else {
            item.to_owned()
        };
        let heading = self.look.heading(name);
        let width = width.unwrap_or_else(|| self.look.width(name, &heading));
        if let Some(place) = self.at.get_mut(name.index()) {
            *place = Some(index(self.columns.len()));
        }
        self.push(What::Quantity(name), group, &item, &heading, width, format);
    }

    fn finish(self, keys: u16) -> DetailPlan {
        let Builder {
            scheme,
            frame,
            mut columns,
            at,
            ..
        } = self;
        // Below the subjects a formula points to other sheets and is made row by row.
        if frame != FrameId::SUBJECT {
            return DetailPlan { columns, at, keys };
        }
        let cells = RowCells { scheme, at: &at };
        for column in &mut columns {
            column.formula = match column.what {
                What::Quantity(name) => scheme.column(name).formula().and_then(|expr| {
                    let text = expr.excel(&cells);
                    let yes_no = scheme.column(name).kind == Type::Bool;
                    Template::new(&if yes_no {
                        format!("IF({text},\"是\",\"否\")")
                    } else {
                        text
                    })
                }),
                What::Key(index) => scheme.ranking.keys.get(index).and_then(|key| {
                    // Rounded, so that the noise of binary arithmetic decides nothing.
                    Template::new(&format!(
                        "IFERROR(ROUND({},{KEY_PLACES}),{NO_KEY})",
                        key.figure.excel(&cells)
                    ))
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
