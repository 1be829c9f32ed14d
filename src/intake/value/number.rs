use crate::number::{Decimal, parse};
use crate::problem::Mending;

/// A number found in text, and how it was written.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Written {
    /// The number; of a percentage its fraction.
    pub(super) value: Decimal,
    pub(super) percent: bool,
    pub(super) unit: Option<Unit>,
    /// `扣` or `减` stands in front.
    pub(super) taken: bool,
    /// Starts with a plus sign.
    pub(super) plus: bool,
    /// How else it can be read: `05` is 5, or 0.5 with the point forgotten.
    pub(super) otherwise: Option<String>,
    pub(super) mendings: Vec<Mending>,
}

/// What is counted by a unit behind a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// 分.
    Marks,
    /// 人, 次, 项 …
    Pieces,
}

/// Why text that looks like a number is not one.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Not {
    /// It is something else.
    Number,
    /// It has more digits than can be kept.
    Precise,
}

/// Digits that always fit.
const DIGITS: usize = 18;

/// Reads text that is exactly a number with, perhaps, a word of taking away before it and a unit
/// after it. `3人以上`, `约5`, `2万` and `1 2` are not.
pub(super) fn written(plain: &str, wide: bool) -> Result<Written, Not> {
    let mut mendings = Vec::new();
    if wide {
        mendings.push(Mending::FullWidth);
    }
    let prefixes = ["扣除", "扣分", "减分", "扣", "减"];
    let rest = prefixes
        .iter()
        .find_map(|prefix| plain.strip_prefix(prefix));
    let (taken, rest) = (rest.is_some(), rest.unwrap_or(plain).trim_start());
    let body = rest.trim_end_matches(|c: char| !c.is_ascii());
    let unit = match rest.get(body.len()..).unwrap_or_default() {
        "" => None,
        word => Some(unit(word).ok_or(Not::Number)?),
    };
    let body = body.trim_end();
    let number = body.strip_suffix('%').map(str::trim_end);
    let (percent, number) = (number.is_some(), number.unwrap_or(body));
    if percent && unit.is_some() {
        return Err(Not::Number);
    }
    let (digits, grouped) = ungrouped(number).ok_or(Not::Number)?;
    let bare = digits.trim_start_matches(['-', '+']);
    if bare
        .chars()
        .filter(char::is_ascii_digit)
        .skip_while(|c| *c == '0')
        .count()
        > DIGITS
        || bare
            .split_once('.')
            .is_some_and(|(_, decimals)| decimals.len() > DIGITS)
    {
        return Err(Not::Precise);
    }
    let value = parse(&digits).ok_or(Not::Number)?.normalize();
    let kinds = [
        (unit.is_some(), Mending::UnitInCell),
        (grouped, Mending::Thousands),
        (percent, Mending::Percent),
    ];
    mendings.extend(
        kinds
            .into_iter()
            .filter(|(is, _)| *is)
            .map(|(_, mending)| mending),
    );
    let otherwise = match bare
        .strip_prefix('0')
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    {
        Some(rest) if rest.contains('.') => return Err(Not::Number),
        Some(rest) if !value.is_zero() => Some(format!("0.{rest}")),
        _ => None,
    };
    let hundred = if percent {
        Decimal::ONE_HUNDRED
    } else {
        Decimal::ONE
    };
    let value = value.checked_div(hundred).ok_or(Not::Precise)?.normalize();
    let plus = digits.starts_with('+');
    Ok(Written {
        value,
        percent,
        unit,
        taken,
        plus,
        otherwise,
        mendings,
    })
}

/// Takes out thousands separators, which must stand exactly where they belong.
fn ungrouped(number: &str) -> Option<(String, bool)> {
    if !number.contains(',') {
        return Some((number.to_owned(), false));
    }
    let whole = number.split('.').next()?;
    let mut groups = whole.trim_start_matches(['-', '+']).split(',');
    let first = groups.next()?;
    let digits = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    let begins = (1..=3).contains(&first.len()) && digits(first) && !first.starts_with('0');
    let placed = begins && groups.all(|group| group.len() == 3 && digits(group));
    let decimals = number.get(whole.len()..)?;
    (placed && !decimals.contains(',')).then(|| (number.replace(',', ""), true))
}

/// Units that stand behind a number and leave it as it is. 万 and 半 would change it, 以上 and 左右
/// make it inexact, so nothing that is not listed is dropped.
fn unit(word: &str) -> Option<Unit> {
    const PIECES: &[&str] = &[
        "人", "次", "人次", "起", "项", "个", "条", "处", "件", "名", "家", "台", "套", "份", "张",
        "篇", "期", "场", "例", "户", "组", "班", "班组", "部", "支", "块", "只", "根", "位", "类",
        "种", "天", "日", "月", "年", "周", "小时", "学时", "课时", "元", "米", "吨", "辆", "本",
        "册", "页", "岁", "批", "批次", "班次", "台次", "项次", "起次", "条次", "处次", "家次",
        "个月", "人天", "工日", "所", "座", "间", "句", "门", "度", "盏",
    ];
    match word.trim() {
        "分" => Some(Unit::Marks),
        word => PIECES.contains(&word).then_some(Unit::Pieces),
    }
}
