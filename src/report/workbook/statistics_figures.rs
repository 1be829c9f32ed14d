//! The figures of areas on 统计, behind the columns that every attribute has.

use rust_xlsxwriter::Format;

use super::error::WorkbookError;
use super::formula::{cell, down};
use super::pen::{Pen, index};
use super::plan::Plan;
use super::statistics_formula::{Across, over_subjects};
use super::statistics_layout::{FIXED, Layout};
use crate::formula::{Expr, Ref, Value};
use crate::number::{Decimal, plain};
use crate::rank::{Area, Areas};
use crate::scheme::{BUILT_IN, Figure, Measure, RollupRule, Ties};

/// More than binary arithmetic loses in a figure of an area, less than two areas differ by.
const NOISE: Decimal = Decimal::from_parts(1, 0, 0, false, 9);

/// The figures of one rollup and where they stand.
pub(super) struct FigureTable<'p> {
    plan: &'p Plan<'p>,
    rule: &'p RollupRule,
    areas: &'p Areas,
    /// Column of each of the row's names.
    at: Vec<Option<u16>>,
    last: u16,
}

impl<'p> FigureTable<'p> {
    /// The table of each attribute of 统计; `None` for an attribute without a rollup.
    pub fn all(plan: &'p Plan<'p>, layout: &Layout) -> Vec<Option<FigureTable<'p>>> {
        let attributes = plan.scheme.rolled_up();
        let of = |by: Ref| {
            let rules = plan.scheme.rollups.iter().zip(&plan.standing.areas);
            let (rule, areas) = rules.into_iter().find(|(rule, _)| rule.by == by)?;
            Some(FigureTable::new(plan, rule, areas, layout))
        };
        attributes.into_iter().map(of).collect()
    }

    fn new(
        plan: &'p Plan<'p>,
        rule: &'p RollupRule,
        areas: &'p Areas,
        layout: &Layout,
    ) -> FigureTable<'p> {
        // 单位数, 参评数 and 平均分 have columns; 取消数 and 缺报数 have none.
        let mut at = vec![Some(1), Some(2), None, None, Some(3)];
        at.resize(BUILT_IN.len(), None);
        at.extend((0..plan.scheme.grades.len()).map(|grade| {
            let place = layout.or_better.iter().position(|other| *other == grade);
            let column = place.map(|place| FIXED + index(layout.grades.len() + 2 * place));
            // The best grade and better is the best grade.
            column.or_else(|| (grade == 0).then_some(FIXED))
        }));
        let mut next = layout.last() + 1;
        for _ in &rule.figures {
            at.push(Some(next));
            next += 1;
        }
        let last = if rule.order.is_empty() {
            next - 1
        } else {
            next
        };
        FigureTable {
            plan,
            rule,
            areas,
            at,
            last,
        }
    }

    /// The last column.
    pub fn last(&self) -> u16 {
        self.last
    }

    /// What its columns are called.
    pub fn headings(&self) -> Vec<String> {
        let figures = self.rule.figures.iter();
        let mut names: Vec<String> = figures
            .map(|figure| match figure.unit.as_deref() {
                Some(unit) if unit != "%" => format!("{}({unit})", figure.name),
                _ => figure.name.clone(),
            })
            .collect();
        if !self.rule.order.is_empty() {
            names.push("名次".to_owned());
        }
        names
    }

    fn column(&self, name: Ref) -> Option<u16> {
        self.at.get(name.index()).copied().flatten()
    }

    fn format(&self, figure: &Figure) -> &'p Format {
        let styles = &self.plan.styles;
        match &figure.measure {
            _ if figure.unit.as_deref() == Some("%") => &styles.share,
            Measure::Share(_) => &styles.share,
            Measure::Value(_) | Measure::Mean(_) | Measure::Median(_) => &styles.mean,
            _ => &styles.plain,
        }
    }

    /// The figures of an area in a row of 统计; `first` is the row of the first area.
    pub fn line(
        &self,
        pen: &mut Pen<'_>,
        (first, row): (u32, u32),
        area: usize,
    ) -> Result<(), WorkbookError> {
        let Some(area) = self.areas.areas.get(area) else {
            return Ok(());
        };
        for figure in &self.rule.figures {
            let formula = match &figure.measure {
                Measure::Value(formula) => self.across(formula, row, &area.row),
                _ if area.name.is_empty() => None,
                _ => over_subjects(self.plan, self.rule.by, figure, &area.name, row),
            };
            self.write(pen, row, figure, formula, &area.row)?;
        }
        if self.rule.order.is_empty() {
            return Ok(());
        }
        let Some(rank) = area.rank else {
            return pen.text(row, self.last, "—", &self.plan.styles.centre);
        };
        let format = &self.plan.styles.centre;
        match self.place(first, row, area) {
            Some(formula) => pen.live_count(row, self.last, &formula, rank.place, format),
            None => pen.count(row, self.last, rank.place, format),
        }
    }

    /// The figures of the whole below the areas.
    pub fn whole(&self, pen: &mut Pen<'_>, (first, row): (u32, u32)) -> Result<(), WorkbookError> {
        for figure in &self.rule.figures {
            let column = self.column(figure.column).unwrap_or(self.last);
            let formula = match &figure.measure {
                Measure::Value(formula) => self.across(formula, row, &self.areas.whole),
                Measure::Sum(_) | Measure::Count(_) if figure.best.is_none() => {
                    let (top, bottom) = (cell(first, column), cell(row - 1, column));
                    Some(format!("SUM({top}:{bottom})"))
                }
                _ => None,
            };
            self.write(pen, row, figure, formula, &self.areas.whole)?;
        }
        if !self.rule.order.is_empty() {
            pen.text(row, self.last, "—", &self.plan.styles.centre)?;
        }
        Ok(())
    }

    fn write(
        &self,
        pen: &mut Pen<'_>,
        row: u32,
        figure: &Figure,
        formula: Option<String>,
        values: &[Value],
    ) -> Result<(), WorkbookError> {
        let column = self.column(figure.column).unwrap_or(self.last);
        let value = values.get(figure.column.index());
        let value = value.unwrap_or(&Value::NotApplicable);
        let format = self.format(figure);
        match formula {
            Some(formula) => pen.live(row, column, &formula, value, format),
            None => pen.value(row, column, value, format),
        }
    }

    /// A formula over the figures in the same row; `None` where one of them has no cell.
    fn across(&self, formula: &Expr, row: u32, values: &[Value]) -> Option<String> {
        for name in formula.names() {
            let applies = values.get(name.index()).and_then(Value::number).is_some();
            // A mean of nobody is no number in its cell, but no 不涉及 either.
            if self.column(name).is_none() || (name.index() < BUILT_IN.len() && !applies) {
                return None;
            }
        }
        let cells = Across {
            rule: self.rule,
            at: &self.at,
            row,
        };
        Some(format!("IFERROR({},\"/\")", formula.excel(&cells)))
    }

    /// The place as a formula, where areas are ranked by one figure that every area has.
    fn place(&self, first: u32, row: u32, area: &Area) -> Option<String> {
        let [Expr::Name(key)] = self.rule.order.as_slice() else {
            return None;
        };
        let column = self.column(*key)?;
        let figure = |area: &Area| area.row.get(key.index())?.number();
        let own = figure(area)?;
        let limit = own.checked_add(NOISE)?;
        let mut above = 0;
        let mut areas = 0;
        for other in self.areas.areas.iter().filter(|area| !area.name.is_empty()) {
            above += u32::from(figure(other)? > limit);
            areas += 1;
        }
        // Figures that differ by less than the noise, or are too large to show it, stay values.
        let same = area.rank.is_some_and(|rank| rank.place == above + 1);
        let shows = own.abs() < Decimal::from(100_000);
        if !same || !shows || self.plan.scheme.ranking.ties != Ties::Competition {
            return None;
        }
        // Subjects without an area stand in the first row.
        let unnamed = self.areas.areas.iter().filter(|area| area.name.is_empty());
        let first = first + u32::try_from(unnamed.count()).unwrap_or(0);
        let range = down(column, first, first + areas - 1);
        let own = cell(row, column);
        let noise = plain(NOISE);
        Some(format!("COUNTIF({range},\">\"&{own}+{noise})+1"))
    }
}
