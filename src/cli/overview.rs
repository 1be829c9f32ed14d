//! Tables of the result: the first in the ranking, and counts by grade.

use super::table::{Align, table};
use crate::number::plain;
use crate::problem::Lang;
use crate::report::Report;

/// How many of the ranking are shown.
const FIRST: usize = 10;

/// The first of the ranking: 名次 单位 总分 等级.
pub(super) fn first(report: &Report<'_>, lang: Lang) -> String {
    let graded = !report.scheme.grades.is_empty();
    let mut headings = vec![
        (lang.pick("名次", "rank"), Align::Right),
        (lang.pick("单位", "name"), Align::Left),
        (lang.pick("总分", "total"), Align::Right),
    ];
    if graded {
        headings.push((lang.pick("等级", "grade"), Align::Left));
    }
    let rows: Vec<Vec<String>> = report
        .standing
        .ranked()
        .take(FIRST)
        .map(|placed| {
            let grade = placed.grade.and_then(|at| report.scheme.grades.get(at));
            let places = report.scheme.rounding.places.max(0).unsigned_abs();
            let total = placed
                .total
                .map(|total| fixed(total, places))
                .unwrap_or_default();
            vec![
                placed
                    .rank
                    .map(|rank| rank.place.to_string())
                    .unwrap_or_default(),
                report.name(placed.subject).to_owned(),
                total,
                grade.map(|grade| grade.name.clone()).unwrap_or_default(),
            ]
        })
        .collect();
    if rows.is_empty() {
        String::new()
    } else {
        format!("\n{}", table(&headings, &rows))
    }
}

/// Counts by grade, and how many reached that grade or a better one.
pub(super) fn grades(report: &Report<'_>, lang: Lang) -> String {
    let grades = &report.scheme.grades;
    let whole = &report.standing.whole;
    if grades.is_empty() || whole.ranked == 0 {
        return String::new();
    }
    let headings = [
        (lang.pick("等级", "grade"), Align::Left),
        (lang.pick("数量", "count"), Align::Right),
        (lang.pick("累计", "running"), Align::Left),
    ];
    let last = grades.len() - 1;
    let rows: Vec<Vec<String>> = whole
        .grade_counts()
        .into_iter()
        .filter(|count| count.grade < grades.len() || count.count > 0)
        .map(|count| {
            let name = grades
                .get(count.grade)
                .map_or(lang.pick("无等级", "none"), |grade| &grade.name);
            let or_better = count.or_better;
            // "First grade or better" and "everybody" say nothing.
            let running = if count.grade == 0 || count.grade >= last {
                String::new()
            } else {
                lang.pick(
                    format!("{name}及以上 {or_better}"),
                    format!("{name} or better {or_better}"),
                )
            };
            vec![name.to_owned(), count.count.to_string(), running]
        })
        .collect();
    format!("\n{}", table(&headings, &rows))
}

/// A number with all its places, so that points stand under each other: `88.50`.
fn fixed(number: crate::number::Decimal, places: u32) -> String {
    let mut number = number.normalize();
    if number.scale() > places {
        return plain(number);
    }
    number.rescale(places);
    number.to_string()
}
