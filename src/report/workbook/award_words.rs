//! What 获奖名单 says of an award: its rule, and the ties across its line.

use super::plan::Plan;
use crate::formula::Ref;
use crate::number::{Decimal, plain};
use crate::problem::Lang;
use crate::rank::Contested;
use crate::scheme::{AtLine, Award, PlaceRounding, Quota, Share};

/// Threshold, chain and quota in words. `awards` are those that it stands among, `say` names the
/// quantities of its condition, `many` is what the ranked are called.
pub(super) fn rule(
    plan: &Plan<'_>,
    award: &Award,
    awards: &[Award],
    say: &dyn Fn(Ref) -> String,
    many: &str,
) -> String {
    let by = award.by.map_or_else(String::new, |by| {
        format!("按{}", plan.scheme.column(by).name)
    });
    let names = |which: &[usize]| {
        let names = which.iter().filter_map(|other| awards.get(*other));
        let names: Vec<&str> = names.map(|award| award.name.as_str()).collect();
        names.join("、")
    };
    let mut parts = Vec::new();
    let when = award.when.as_ref();
    parts.extend(when.map(|when| format!("条件:{}", when.words(say, Lang::Zh))));
    if !award.only_from.is_empty() {
        parts.push(format!("从“{}”中产生", names(&award.only_from)));
    }
    if !award.except.is_empty() {
        parts.push(format!("已获“{}”的除外", names(&award.except)));
    }
    parts.push(match &award.quota {
        Quota::Unlimited => "不限名额".to_owned(),
        Quota::Count(count) if by.is_empty() => format!("名额 {count} 个"),
        Quota::Count(count) => format!("{by}各 {count} 个"),
        Quota::Share(share) => format!("名额{by}{}", part(share, many)),
        Quota::Table(rows) => {
            let rows: Vec<String> = rows
                .iter()
                .map(|(name, count)| format!("{name} {count}"))
                .collect();
            let others = plan.report.not_in_table(award);
            let others: Vec<&str> = others.iter().map(|group| &**group).collect();
            let others = match others.as_slice() {
                [] => String::new(),
                others => format!(",表中没有的无名额:{}", others.join("、")),
            };
            let idle = plan.report.no_group(award);
            let idle: Vec<&str> = idle.iter().map(|(name, _)| name.as_str()).collect();
            let idle = match idle.as_slice() {
                [] => String::new(),
                idle => format!(",表中有而没有单位的:{}", idle.join("、")),
            };
            format!("名额{by}:{}{others}{idle}", rows.join("、"))
        }
        Quota::Sheet(column) => {
            let given = plan.round.all_given(*column);
            let rows: Vec<String> = given
                .map(|(name, given)| format!("{name} {}", given.value))
                .collect();
            format!("名额{by}(名额表):{}", rows.join("、"))
        }
    });
    if award.at_line == AtLine::Borrow {
        parts.push("名额线上并列的全部列入,下一奖项相应减少名额".to_owned());
    }
    parts.extend(award.note.clone());
    parts.join(";")
}

fn part(share: &Share, many: &str) -> String {
    let percent = share.of.checked_mul(Decimal::ONE_HUNDRED);
    let percent = plain(percent.unwrap_or(share.of));
    let rounding = match share.rounding {
        PlaceRounding::Down => "不足 1 个的舍去",
        PlaceRounding::Up => "不足 1 个的按 1 个计",
        PlaceRounding::HalfUp => "不足 1 个的四舍五入",
    };
    let least = match share.at_least {
        0 => String::new(),
        least => format!(",至少 {least} 个"),
    };
    format!("为已排名{many}的 {percent}%,{rounding}{least}")
}

/// A tie across the last place: who, and what there is to choose between.
pub(super) fn contested<Who>(tie: &Contested<Who>, names: &[String], standing: &str) -> String {
    let group = tie.group.as_ref();
    let group = group.map_or_else(String::new, |group| format!("{group}:"));
    let outcome = match tie.at_line {
        AtLine::Report => "暂未列入,请裁定:全部列入、全部不列入,或加赛、复核后再定",
        AtLine::All => "按方案全部列入",
        AtLine::Borrow => "按方案全部列入,下一奖项相应减少名额",
        AtLine::None => "按方案全部不列入",
    };
    let names = names.join("、");
    let places = tie.places;
    format!("※ {group}{names} 并列{standing},剩余名额 {places} 个,{outcome}")
}

/// For whom a place is kept.
pub(super) fn waiting(names: &[String]) -> String {
    let names = names.join("、");
    format!("※ {names} 在前面奖项的并列未定,暂未列入,名额为其保留;裁定后再定")
}
