//! The log: one row a finding, as an app exports it.

use crate::answer::Answer;
use crate::cell::Cell;
use crate::names::COUNTIES;
use crate::random::Random;
use crate::record::Record;
use crate::rule::{self, Loss, Method, Rule};
use crate::style::{Style, Written};
use rust_xlsxwriter::Worksheet;

const HEADINGS: [(&str, f64); 9] = [
    ("序号", 6.0),
    ("县区", 10.0),
    ("单位", 36.0),
    ("条款", 16.0),
    ("次数", 8.0),
    ("扣分", 8.0),
    ("原因", 28.0),
    ("检查组", 14.0),
    ("日期", 13.0),
];

/// Writes every finding under the criteria `ids` of the given units.
pub fn write(
    sheet: &mut Worksheet,
    style: &Style,
    rule: &Rule,
    ids: &[&str],
    records: &[&Record],
    random: &mut Random,
) -> Written {
    style.block(
        sheet,
        (0, 0, 0, 8),
        "现场检查扣分记录(虚构示例)",
        &style.title,
    )?;
    for (col, (heading, width)) in (0_u16..).zip(HEADINGS) {
        sheet.write_string_with_format(1, col, heading, &style.head)?;
        sheet.set_column_width(col, width)?;
    }
    sheet.set_row_height(0, 30)?;
    sheet.set_freeze_panes(2, 0)?;
    sheet.set_repeat_rows(0, 1)?;
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
    let mut row = 2;
    for record in records {
        for (leaf, answer) in rule.leaves.iter().zip(&record.answers) {
            let (Method::Deduct(clauses), Answer::Counts(counts)) = (&leaf.method, answer) else {
                continue;
            };
            if !ids.contains(&leaf.id.as_str()) {
                continue;
            }
            for (clause, count) in clauses.iter().zip(counts) {
                // Now and then two visits: the same clause in two rows.
                let visits = if *count > 2 && random.chance(400) {
                    [*count - 1, 1]
                } else {
                    [*count, 0]
                };
                for count in visits.into_iter().filter(|count| *count > 0) {
                    let name = if clauses.len() > 1 {
                        clause.name.clone()
                    } else {
                        [&leaf.id, &leaf.title][usize::from(random.chance(700))].clone()
                    };
                    let cells = line(row - 1, record, name, clause, count, random);
                    for (col, cell) in (0_u16..).zip(&cells) {
                        style.write(sheet, row, col, cell)?;
                    }
                    row += 1;
                }
            }
        }
    }
    Ok(())
}

fn line(
    n: u32,
    record: &Record,
    name: String,
    clause: &Loss,
    count: i64,
    r: &mut Random,
) -> [Cell; 9] {
    let day = 8 + r.below(12);
    let date = match r.below(4) {
        0 => Cell::Text(format!("2026年6月{day}日")),
        1 => Cell::Text(format!("2026.6.{day}")),
        _ => Cell::Date(2026, 6, u8::try_from(day).unwrap_or(8)),
    };
    let lost = (clause.each * count).min(clause.cap);
    let place = *r.pick(&["一车间", "二车间", "库房", "配电室", "装卸区", "施工现场"]);
    [
        Cell::Number(100 * i64::from(n)),
        Cell::Text(COUNTIES[record.unit.county].0.to_owned()),
        Cell::Text(record.unit.name.clone()),
        Cell::Text(name),
        Cell::Number(100 * count),
        Cell::Number(lost),
        Cell::Text(format!("{place}:{}", rule::reason(clause, count))),
        Cell::Text(format!(
            "第{}检查组",
            if [2, 4].contains(&record.unit.county) {
                "四"
            } else {
                "三"
            }
        )),
        date,
    ]
}
