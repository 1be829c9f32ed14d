//! The sample of the station scheme: 75 stations, 48 of them at three stars or above.

use crate::names;
use crate::outcome::{Outcome, table};
use crate::random::Random;
use crate::ratio::Ratio;
use crate::record::Record;
use crate::roster::Roster;
use crate::rule::{Rule, STATION};
use crate::style::{Style, workbook};
use crate::unit::{Unit, Units};
use crate::wide::{Form, Wide};
use std::error::Error;
use std::path::Path;

const SEED: u64 = 0x57A7_1004;
const TITLE: &str = "示例市煤矿井口群众安全工作站星级考评表(虚构示例)";

/// How many stations are to reach each grade, best first; with one that is disqualified and one
/// that nobody visited they are 75, and the first three come to 48.
const STARS: [usize; 6] = [9, 17, 22, 15, 6, 4];

/// How well a station of each grade does, in a thousand.
const QUALITY: [i64; 6] = [955, 900, 840, 770, 690, 590];

/// All stations in the order of the roster.
pub fn records(rule: &Rule) -> Vec<Record> {
    let mut random = Random::new(SEED);
    let mut made = Units::default();
    let mut wanted: Vec<usize> = STARS
        .iter()
        .enumerate()
        .flat_map(|(grade, &n)| vec![grade; n])
        .collect();
    let mut records = Vec::new();
    // The first three are a story: two share the first place, one is five stars by rounding.
    let first = made.station(&mut random);
    let mut second = made.station(&mut random);
    while second.county != first.county {
        second = made.station(&mut random);
    }
    second.attribute = first.attribute;
    let best = until(rule, first, &mut random, |_, total, grade| {
        total == 9_800 && grade == 0
    });
    let mut equal = best.clone();
    equal.unit = second;
    records.extend([best, equal]);
    let unit = made.station(&mut random);
    records.push(until(rule, unit, &mut random, |exact, total, grade| {
        total == 9_000 && exact < Ratio::whole(90) && grade == 0
    }));
    wanted.drain(..3);
    // One loses a star for an accident and is a two-star station then.
    let unit = made.station(&mut random);
    let mut fatal = until(rule, unit, &mut random, |_, total, _| {
        (7_100..7_400).contains(&total)
    });
    fatal.fact(rule, "死亡人数", 1);
    "2026年3月发生1起死亡事故".clone_into(&mut fatal.remark);
    records.push(fatal);
    if let Some(at) = wanted.iter().position(|&grade| grade == 3) {
        wanted.remove(at);
    }
    for grade in wanted {
        let unit = made.station(&mut random);
        records.push(until(rule, unit, &mut random, |_, total, got| {
            got == grade && total < 9_750
        }));
    }
    let unit = made.station(&mut random);
    let mut hidden = until(rule, unit, &mut random, |_, _, grade| grade == 1);
    hidden.fact(rule, "瞒报事故", 1);
    records.push(hidden);
    let unit = made.station(&mut random);
    let mut absent = Record::draw(rule, unit, 900, &mut random);
    absent.inspected = false;
    records.push(absent);
    records.sort_by(|a, b| (a.unit.county, &a.unit.code).cmp(&(b.unit.county, &b.unit.code)));
    records
}

/// Draws findings until they come out as wanted (exact total, rounded total, grade).
fn until(
    rule: &Rule,
    unit: Unit,
    random: &mut Random,
    wanted: impl Fn(Ratio, i64, usize) -> bool,
) -> Record {
    loop {
        let quality = *random.pick(&QUALITY) + random.below(40);
        let record = Record::draw(rule, unit.clone(), quality, random);
        let grade = outcome(rule, &record).grade.unwrap_or(usize::MAX);
        if wanted(record.score.exact, record.score.total, grade) {
            return record;
        }
    }
}

/// What must come out for one station.
pub fn outcome(rule: &Rule, record: &Record) -> Outcome {
    let fact = |name: &str| {
        let at = rule.facts.iter().position(|fact| fact.name == name);
        at.map_or(0, |at| record.facts[at])
    };
    if !record.inspected {
        return Outcome::out("absent");
    }
    if fact("瞒报事故") > 0 {
        return Outcome::out("vetoed");
    }
    let injured = fact("重伤人数") > 0;
    let closed = rule.groups.iter().position(|group| group.id == "5");
    let closed = closed.map_or(Ratio::ZERO, |at| record.score.groups[at]);
    let outcome = Outcome::ranked(rule, record.score.total, |grade| match grade {
        0 => !injured && closed >= Ratio::whole(14),
        1 => !injured,
        _ => true,
    });
    if fact("死亡人数") > 0 {
        outcome.lower(rule, 500)
    } else {
        outcome
    }
}

/// Writes the roster and the workbook of the two teams into `folder`, and what must come out of
/// them beside it.
pub fn write(folder: &Path, expected: &Path) -> Result<(), Box<dyn Error>> {
    let rule = Rule::read(STATION)?;
    let records = records(&rule);
    let style = Style::new();
    let mut random = Random::new(SEED ^ 1);
    let title = "示例市煤矿井口群众安全工作站名册(虚构示例)";
    let mut book = workbook(title)?;
    let sheet = book.add_worksheet().set_name("名册")?;
    Roster::Stations.write(sheet, &style, title, records.iter(), true)?;
    book.save(folder.join("名册.xlsx"))?;
    let mut book = workbook(TITLE)?;
    let teams = [
        (
            "第一检查组",
            0..names::COUNTIES.len() / 2,
            Form::Clauses,
            ("√", "×"),
        ),
        (
            "第二检查组",
            names::COUNTIES.len() / 2..names::COUNTIES.len(),
            Form::Marks,
            ("是", "否"),
        ),
    ];
    for (team, counties, form, words) in teams {
        let info = format!("检查组:{team}        检查日期:2026年9月7日至11日        单位:分");
        let wide = Wide {
            rule: &rule,
            title: TITLE,
            info: &info,
            form,
            words,
            logged: &[],
            untidy: 12,
            subtotals: form == Form::Clauses,
        };
        let columns = wide.columns();
        let ours = records
            .iter()
            .filter(|r| r.inspected && counties.contains(&r.unit.county));
        let rows: Vec<_> = (1..)
            .zip(ours)
            .map(|(n, r)| (r.unit.county, wide.row(&columns, r, n, &mut random)))
            .collect();
        wide.write(book.add_worksheet().set_name(team)?, &style, &rows)?;
    }
    book.save(folder.join("检查表.xlsx"))?;
    let list: Vec<_> = records.iter().map(|r| (r, outcome(&rule, r))).collect();
    std::fs::write(expected, table(&rule, &list))?;
    Ok(())
}
