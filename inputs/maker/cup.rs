//! The sample of the 安康杯 scheme: 839 enterprises, 298,700 workers, and the stories among them.

use crate::answer::Answer;
use crate::log;
use crate::names::COUNTIES;
use crate::outcome::{Outcome, table};
use crate::random::Random;
use crate::ratio::Ratio;
use crate::record::{Record, quality};
use crate::roster::Roster;
use crate::rule::{CUP, Method, Rule};
use crate::style::{Style, workbook};
use crate::unit::{Units, stretch};
use crate::wide::{Form, Wide};
use std::error::Error;
use std::path::Path;

/// Enterprises of the sample.
pub const ENTERPRISES: usize = 839;
/// Their workers.
pub const WORKERS: i64 = 298_700;

const SEED: u64 = 0x0A4B_C09B;
/// What the western and northern teams enter in their app instead of the form.
const LOGGED: [&str; 3] = ["5.4", "6.3", "8.1"];
const TITLE: &str = "示例市“安康杯”竞赛检查评分汇总表(虚构示例)";

/// Four teams, each with its counties and its habits.
const TEAMS: [Team; 4] = [
    Team {
        file: "检查表-东片.xlsx",
        info: "检查组:第一检查组        检查日期:2026年6月8日至19日        单位:分",
        counties: [0, 7],
        form: Form::Clauses,
        words: ("√", "×"),
        logged: &[],
        subtotals: true,
    },
    Team {
        file: "检查表-南片.xlsx",
        info: "检查组:第二检查组        检查日期:2026.6.8-2026.6.19        单位:分",
        counties: [1, 6],
        form: Form::Marks,
        words: ("是", "否"),
        logged: &[],
        subtotals: false,
    },
    Team {
        file: "检查表-西片.xlsx",
        info: "检查组:第三检查组        检查日期:2026年6月8日        现场扣分另见扣分记录",
        counties: [3, 5],
        form: Form::Two,
        words: ("合格", "不合格"),
        logged: &LOGGED,
        subtotals: false,
    },
    Team {
        file: "检查表-北片.xlsx",
        info: "检查组:第四检查组        检查日期:2026年6月8日        现场扣分另见扣分记录",
        counties: [2, 4],
        form: Form::One,
        words: ("√", "×"),
        logged: &LOGGED,
        subtotals: false,
    },
];

/// One team of inspectors.
struct Team {
    file: &'static str,
    info: &'static str,
    counties: [usize; 2],
    form: Form,
    words: (&'static str, &'static str),
    logged: &'static [&'static str],
    subtotals: bool,
}

/// All enterprises in the order of the roster.
pub fn records(rule: &Rule) -> Vec<Record> {
    let mut random = Random::new(SEED);
    let mut made = Units::default();
    let mut units: Vec<_> = (0..ENTERPRISES)
        .map(|_| made.enterprise(&mut random))
        .collect();
    stretch(&mut units, WORKERS);
    units.sort_by_key(|unit| unit.county);
    let draw = |unit| draw(rule, unit, &mut random);
    let mut records: Vec<Record> = units.into_iter().map(draw).collect();
    stories(rule, &mut records);
    records
}

/// One enterprise that is not among the first two: those are a story of their own.
pub fn draw(rule: &Rule, unit: crate::unit::Unit, random: &mut Random) -> Record {
    let quality = quality(random);
    let mut record = Record::draw(rule, unit, quality, random);
    if record.unit.kind == "商贸流通" && [0, 1, 6, 7].contains(&record.unit.county) {
        for id in ["6.1", "6.2", "6.3", "6.4"] {
            record.set(rule, id, Answer::NotApplicable);
        }
        "无职业病危害因素".clone_into(&mut record.remark);
    }
    let spare = [
        "2.1", "2.5", "1.3", "4.2", "6.4", "2.1", "2.1", "2.5", "2.5",
    ];
    for id in spare {
        if record.score.total <= 9_900 {
            break;
        }
        lessen(rule, &mut record, id);
    }
    record
}

/// Half a mark off an awarded criterion.
fn lessen(rule: &Rule, record: &mut Record, id: &str) {
    let at = rule.leaves.iter().position(|leaf| leaf.id == id);
    if let Some(Answer::Marks(marks)) = at.map(|at| record.answers[at].clone()) {
        record.set(rule, id, Answer::Marks((marks - 50).max(0)));
    }
}

fn stories(rule: &Rule, records: &mut [Record]) {
    let find = |records: &[Record], county: usize, nth: usize| {
        records
            .iter()
            .position(|r| r.unit.county == county)
            .unwrap_or(0)
            + nth
    };
    // First place is shared: two enterprises that lost the same half mark.
    for (county, nth) in [(0, 3), (4, 5)] {
        let record = &mut records[find(records, county, nth)];
        *record = Record::flawless(rule, record.unit.clone());
        record.set(rule, "2.1", Answer::Marks(450));
    }
    for (county, nth, deaths) in [(1, 2, 1), (3, 4, 2)] {
        let record = &mut records[find(records, county, nth)];
        record.fact(rule, "死亡人数", deaths);
        "事故调查中".clone_into(&mut record.remark);
    }
    for (county, nth) in [(5, 1), (0, 8)] {
        let record = &mut records[find(records, county, nth)];
        *record = Record::flawless(rule, record.unit.clone());
        let lost: &[&str] = if nth == 1 {
            &["2.1", "2.5", "6.4", "8.3"]
        } else {
            &["1.3"]
        };
        for id in lost {
            record.set(rule, id, Answer::Marks(0));
        }
        record.fact(rule, "重伤人数", 1);
    }
    let forged = &mut records[find(records, 2, 7)];
    forged.fact(rule, "材料不实", 1);
    let alone = find(records, 6, 3);
    records[alone].unit.union = false;
    let closed = find(records, 7, 6);
    records[closed].inspected = false;
}

/// What must come out for one enterprise.
pub fn outcome(rule: &Rule, record: &Record) -> Outcome {
    let fact = |name: &str| {
        let at = rule.facts.iter().position(|fact| fact.name == name);
        at.map_or(0, |at| record.facts[at])
    };
    let section = |id: &str| {
        let at = rule.groups.iter().position(|group| group.id == id);
        at.map_or(Ratio::ZERO, |at| record.score.groups[at])
    };
    if !record.inspected {
        return Outcome::out("absent");
    }
    if !record.unit.union {
        return Outcome::out("ineligible");
    }
    if fact("死亡人数") > 0 {
        return Outcome::out("vetoed");
    }
    if fact("材料不实") > 0 {
        return Outcome::out("zero");
    }
    let firm = section("5") >= Ratio::whole(12) && section("8") >= Ratio::whole(8);
    let mut outcome = Outcome::ranked(rule, record.score.total, |grade| grade > 0 || firm);
    if fact("重伤人数") > 0 {
        outcome = outcome.lower(rule, 200);
    }
    outcome.keys = ["8", "5"].map(|id| section(id).round_half_up(2)).to_vec();
    outcome
}

/// Writes the roster, the forms of the four teams and the log into `folder`, and what must come
/// out of them beside it.
pub fn write(folder: &Path, expected: &Path) -> Result<(), Box<dyn Error>> {
    let rule = Rule::read(CUP)?;
    let records = records(&rule);
    let style = Style::new();
    let mut random = Random::new(SEED ^ 1);
    let mut book = workbook("示例市“安康杯”竞赛参赛企业名册(虚构示例)")?;
    let sheet = book.add_worksheet().set_name("名册")?;
    let title = "示例市“安康杯”竞赛参赛企业名册(虚构示例)";
    Roster::Enterprises.write(sheet, &style, title, records.iter(), true)?;
    book.save(folder.join("名册.xlsx"))?;
    for team in &TEAMS {
        team.write(folder, &rule, &records, &style, &mut random)?;
    }
    let mut book = workbook("现场检查扣分记录(虚构示例)")?;
    let sheet = book.add_worksheet().set_name("扣分记录")?;
    let by_log: Vec<&Record> = TEAMS[2..]
        .iter()
        .flat_map(|team| team.records(&records))
        .collect();
    log::write(sheet, &style, &rule, &LOGGED, &by_log, &mut random)?;
    book.save(folder.join("扣分记录.xlsx"))?;
    let list: Vec<_> = records.iter().map(|r| (r, outcome(&rule, r))).collect();
    std::fs::write(expected, table(&rule, &list))?;
    Ok(())
}

impl Team {
    /// The enterprises that the team visited.
    fn records<'a>(&self, records: &'a [Record]) -> Vec<&'a Record> {
        let ours = |r: &&Record| r.inspected && self.counties.contains(&r.unit.county);
        records.iter().filter(ours).collect()
    }

    fn write(
        &self,
        folder: &Path,
        rule: &Rule,
        records: &[Record],
        style: &Style,
        random: &mut Random,
    ) -> Result<(), Box<dyn Error>> {
        let wide = Wide {
            rule,
            title: TITLE,
            info: self.info,
            form: self.form,
            words: self.words,
            logged: self.logged,
            untidy: 4,
            subtotals: self.subtotals,
        };
        let columns = wide.columns();
        let rows: Vec<_> = (1..)
            .zip(self.records(records))
            .map(|(n, r)| (r.unit.county, wide.row(&columns, r, n, random)))
            .collect();
        let mut book = workbook(TITLE)?;
        wide.write(book.add_worksheet().set_name("检查表")?, style, &rows)?;
        if self.subtotals {
            explain(rule, book.add_worksheet().set_name("填表说明")?, style)?;
        }
        book.save(folder.join(self.file))?;
        Ok(())
    }
}

/// A second sheet with nothing but text.
fn explain(
    rule: &Rule,
    sheet: &mut rust_xlsxwriter::Worksheet,
    style: &Style,
) -> Result<(), Box<dyn Error>> {
    let choices = rule.leaves.iter().filter_map(|leaf| match &leaf.method {
        Method::Choice(choices) => {
            let words: Vec<&str> = choices.iter().map(|(word, _)| word.as_str()).collect();
            Some(format!("“{}”一项填:{}。", leaf.title, words.join("、")))
        }
        _ => None,
    });
    let counties: Vec<&str> = COUNTIES.iter().map(|(name, _)| *name).collect();
    let opening = [
        format!("本表按{}填写。", rule.title),
        format!("检查范围:{}。", counties.join("、")),
        "扣分项目填写次数,没有的可以不填;评分项目填写得分;其余按现场情况填写。".to_owned(),
    ];
    for (row, text) in (0_u32..).zip(opening.into_iter().chain(choices)) {
        sheet.write_string_with_format(row, 0, text, &style.note)?;
    }
    sheet.set_column_width(0, 90)?;
    Ok(())
}
