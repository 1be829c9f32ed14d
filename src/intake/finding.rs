//! A row of a log: its clause, what it costs, why, who found it and when.

use std::sync::Arc;

use super::log;
use super::sheet::{Plan, SheetReader};
use super::table::{LogEntry, TableRow};
use super::value::{self, Datum, Expect, Reading};
use super::workbook::Row;
use crate::number::{Decimal, plain};

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

    pub(super) fn number(
        &mut self,
        row: &Row,
        col: Option<u16>,
        expect: &Expect<'_>,
        subject: &str,
        criterion: Option<&String>,
        read: &mut TableRow,
    ) -> Option<Decimal> {
        let col = col?;
        let raw = row.get(col);
        match value::read(raw, expect) {
            Ok(Reading {
                datum: Datum::Number(number),
                mendings,
            }) => {
                for mending in mendings {
                    let place = self.place(row.index, col);
                    let before = raw.map(value::shown).unwrap_or_default();
                    self.repair(
                        mending,
                        place,
                        Some(subject.to_owned()),
                        criterion.cloned(),
                        before,
                        plain(number),
                    );
                }
                Some(number)
            }
            Ok(_) => None,
            Err(fault) => {
                read.faulty = true;
                self.problem(fault, row.index, col, Some(subject), criterion.cloned());
                None
            }
        }
    }

    pub(super) fn date(
        &mut self,
        row: &Row,
        col: Option<u16>,
        subject: &str,
    ) -> Option<jiff::civil::Date> {
        let col = col?;
        let raw = row.get(col);
        match value::read(raw, &Expect::Date) {
            Ok(Reading {
                datum: Datum::Date(date),
                mendings,
            }) => {
                for mending in mendings {
                    let place = self.place(row.index, col);
                    let before = raw.map(value::shown).unwrap_or_default();
                    self.repair(
                        mending,
                        place,
                        Some(subject.to_owned()),
                        None,
                        before,
                        date.to_string(),
                    );
                }
                Some(date)
            }
            Ok(_) => None,
            Err(fault) => {
                self.problem(fault, row.index, col, Some(subject), None);
                None
            }
        }
    }
}
