//! A row of a log: its clause, what it costs, why, who found it and when.

use std::sync::Arc;

use super::cells::held;
use super::log;
use super::plan::Plan;
use super::sheet::SheetReader;
use super::table::{Held, LogEntry, TableRow};
use super::value::{self, Expect, Reading};
use super::workbook::Row;
use crate::formula::Value;
use crate::number::Decimal;

impl SheetReader<'_> {
    pub(super) fn finding(&mut self, plan: &Plan, row: &Row, read: &mut TableRow) {
        let Some(clause_col) = plan.clause else {
            return;
        };
        let subject = read.name.clone();
        let text = row.get(clause_col).map(value::shown).unwrap_or_default();
        let input = match log::clause(self.scheme, self.vocabulary, &text) {
            Ok(input) => input,
            Err(fault) => {
                read.faulty = true;
                return self.problem(fault, row.index, clause_col, Some(&subject), None);
            }
        };
        let criterion = Some(self.scheme.concerns(input));
        let full = Decimal::from(1_000_000);
        let loss = self.number(
            row,
            plan.loss,
            &Expect::Loss { full },
            &subject,
            criterion.as_ref(),
            read,
        );
        let times = self.number(
            row,
            plan.times,
            &Expect::Count,
            &subject,
            criterion.as_ref(),
            read,
        );
        if read.faulty {
            return;
        }
        let amount = match log::amount(self.scheme, input, times, loss) {
            Ok(amount) => amount,
            Err(fault) => {
                read.faulty = true;
                let col = plan.loss.or(plan.times).unwrap_or(clause_col);
                return self.problem(fault, row.index, col, Some(&subject), criterion);
            }
        };
        let text = |col: Option<u16>| -> Option<Arc<str>> {
            let shown = value::shown(row.get(col?)?);
            let shown = shown.trim();
            (!shown.is_empty()).then(|| shown.into())
        };
        let (reason, team) = (text(plan.reason), text(plan.team));
        let date = self.date(row, plan.date, &subject);
        let col = plan
            .times
            .filter(|_| times.is_some())
            .or(plan.loss)
            .unwrap_or(clause_col);
        read.entry = Some(LogEntry {
            input,
            amount,
            col,
            reason,
            team,
            date,
        });
    }

    fn number(
        &mut self,
        row: &Row,
        col: Option<u16>,
        expect: &Expect<'_>,
        subject: &str,
        criterion: Option<&String>,
        read: &mut TableRow,
    ) -> Option<Decimal> {
        match self.understood(row, col?, expect, subject, criterion) {
            Held::Value(Value::Number(number)) => Some(number),
            Held::Bad => {
                read.faulty = true;
                None
            }
            Held::Blank | Held::Value(_) => None,
        }
    }

    fn date(&mut self, row: &Row, col: Option<u16>, subject: &str) -> Option<jiff::civil::Date> {
        match self.understood(row, col?, &Expect::Date, subject, None) {
            Held::Value(Value::Date(date)) => Some(date),
            _ => None,
        }
    }

    /// One cell of a finding, its repairs and its problem listed.
    fn understood(
        &mut self,
        row: &Row,
        col: u16,
        expect: &Expect<'_>,
        subject: &str,
        criterion: Option<&String>,
    ) -> Held {
        let raw = row.get(col);
        match value::read(raw, expect) {
            Ok(Reading { datum, mendings }) => {
                let held = held(datum);
                let about = (subject, criterion.cloned());
                self.mended((row.index, col), raw, mendings, &held, about);
                held
            }
            Err(fault) => {
                self.problem(fault, row.index, col, Some(subject), criterion.cloned());
                Held::Bad
            }
        }
    }
}
