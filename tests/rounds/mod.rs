//! Rounds made by hand and by chance, for tests of everything behind the reading.

use std::sync::Arc;

use ankang::formula::Ref;
use ankang::number::Decimal;
use ankang::round::{Cell, Datum, Finding, Round, RowId, Subject, SubjectId};
use ankang::scheme::{Content, FrameId, Holds, Owner, Scheme};
use jiff::civil::date;

/// A scheme with one of everything the result workbook shows.
pub const SMALL: &str = r#"
[scheme]
id = "small"
title = "示例评分方案"
version = "1"
subject = "企业"
marks = 20

[numbers]
places = 2
rounding = "half-up"

[missing]
blank = "problem"
convert = ["section", "total"]

[roster]
attributes = [{ name = "县区", required = true }, { name = "职工人数", type = "number" }]

[[fact]]
name = "死亡人数"
blank = "zero"

[[section]]
id = "1"
title = "组织领导"
marks = 10

  [[section.item]]
  id = "1.1"
  title = "机构"
  marks = 6

  [[section.item]]
  id = "1.2"
  title = "制度"
  marks = 4
  pass = true

[[section]]
id = "2"
title = "隐患排查"
marks = 10

  [[section.item]]
  id = "2.1"
  title = "现场隐患"
  marks = 6
  blank = "full"
  deduct = { each = 2, per = "1处", cap = 6 }

  [[section.item]]
  id = "2.2"
  title = "整改率"
  marks = 4
  inputs = [{ name = "应整改", type = "count" }, { name = "已整改", type = "count" }]
  value = "已整改 / 应整改"
  steps = { target = "100%", every = "1%", deduct = 0.25, partial = "exact" }

[[bonus]]
id = "J"
title = "加分项"
cap = 1

  [[bonus.item]]
  id = "J1"
  title = "表彰"
  marks = 1
  blank = "zero"
  counter = { each = 0.5, per = "1次" }

[[penalty]]
id = "K"
title = "扣分项"

  [[penalty.item]]
  id = "K1"
  title = "通报"
  marks = 2
  blank = "zero"
  counter = { each = 1, per = "1次" }

[total]
floor = 0

[[veto]]
title = "死亡事故"
when = "死亡人数 > 0"
then = "disqualify"

[[grade]]
name = "优秀"
at-least = 18

[[grade]]
name = "合格"
at-least = 12

[[grade]]
name = "不合格"
below = 12

[ranking]
within = ["县区"]
ties = "1224"
break = ["[2]"]

[[award]]
name = "先进单位"
when = "总分 >= 15"
quota = { count = 1, by = "县区" }
tie = "report"
"#;

/// The scheme above.
pub fn small_scheme() -> Scheme {
    Scheme::parse(SMALL).expect("the small scheme reads")
}

/// The column of a name that is read.
pub fn column(scheme: &Scheme, name: &str) -> Ref {
    let found = scheme
        .columns
        .iter()
        .position(|column| *column.name == *name && column.input().is_some());
    Ref(u32::try_from(found.unwrap_or_else(|| panic!("no {name}"))).expect("a column"))
}

/// Four ranked subjects, two of them tied, a vetoed one, and one that nobody inspected.
pub fn small_round(scheme: &Scheme) -> Round {
    let mut round = Round::new(scheme);
    let sheet = round.add_sheet(&Arc::from("东区.xlsx"), &Arc::from("检查表"));
    // name, 县区, 机构, 制度, 应整改, 已整改, 死亡人数
    let rows = [
        ("甲厂", "东岭区", 5, Some(true), 10, 10, 0, 1),
        ("乙厂", "东岭区", 6, Some(true), 10, 10, 0, 0),
        ("=1+1厂", "南屿区", 5, Some(true), 10, 10, 0, 1),
        ("丙厂", "南屿区", 5, None, 10, 9, 0, 2),
        ("丁厂", "南屿区", 6, Some(true), 0, 0, 1, 0),
        ("戊厂", "", 0, None, 0, 0, 0, 0),
    ];
    for (index, (name, county, marks, met, due, done, deaths, hazards)) in
        rows.into_iter().enumerate()
    {
        let inspected = name != "戊厂";
        let code = Some(Arc::from(format!("{index}")));
        let subject = round.add_subject(Subject {
            name: name.into(),
            code,
            inspected,
            faulty: false,
        });
        if !inspected {
            continue;
        }
        let record = round.add_record(sheet, u32::try_from(index).expect("a row") + 2);
        let county = round.text_id(county);
        let number = |number: i32| Datum::Number(Decimal::from(number));
        let cells = [
            ("县区", Datum::Text(county)),
            ("机构", number(marks)),
            ("制度", met.map_or(Datum::NotApplicable, Datum::Bool)),
            ("应整改", number(due)),
            ("已整改", number(done)),
            ("死亡人数", number(deaths)),
        ];
        for (col, (name, datum)) in cells.into_iter().enumerate() {
            let cell = Cell::new(datum, record, u16::try_from(col).expect("a column"))
                .expect("a short number");
            round.set(RowId::of(subject), column(scheme, name), cell);
        }
        if name == "乙厂" {
            continue;
        }
        let input = column(scheme, "现场隐患");
        if hazards > 0 {
            logged(&mut round, subject, input, hazards);
        }
    }
    let _ = round.sort(scheme);
    round
}

/// So many findings of one occurrence each, and their sum in the subject's cell.
fn logged(round: &mut Round, subject: SubjectId, input: Ref, count: u32) {
    let sheet = round.add_sheet(&Arc::from("日志.xlsx"), &Arc::from("扣分记录"));
    let mut last = None;
    for number in 0..count {
        let record = round.add_record(sheet, number + 1);
        last = Some(record);
        round.findings.push(Finding {
            subject,
            row: RowId::of(subject),
            input,
            amount: Decimal::ONE,
            reason: Some(format!("第{}处:配电柜未上锁", number + 1).into()),
            team: Some("第一组".into()),
            date: Some(date(2026, 3, 5)),
            record,
            col: 4,
        });
    }
    if let Some(record) = last {
        let cell =
            Cell::new(Datum::Logged(Decimal::from(count)), record, 4).expect("a short number");
        round.set(RowId::of(subject), input, cell);
    }
}

/// Numbers by chance that are the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit.max(1)
    }
}

const COUNTIES: [&str; 5] = ["东岭区", "南屿区", "北沅区", "西汀县", "10月县"];

/// A round with every cell filled by chance: some 不涉及, some from a log.
pub fn random_round(scheme: &Scheme, subjects: u32, seed: u64) -> Round {
    let mut chance = Chance(seed);
    let mut round = Round::new(scheme);
    let sheet = round.add_sheet(&Arc::from("各县区检查表汇总.xlsx"), &Arc::from("检查表"));
    for number in 0..subjects {
        let subject = round.add_subject(Subject {
            name: format!(
                "示例{}有限责任公司{}",
                ["机械制造", "化工", "矿业", "建筑安装工程"][chance.below(4) as usize],
                number + 1
            )
            .into(),
            code: Some(format!("{number:04}").into()),
            inspected: chance.below(25) != 0,
            faulty: chance.below(40) == 0,
        });
        let record = round.add_record(sheet, number + 1);
        random_row(
            scheme,
            &mut round,
            &mut chance,
            (subject, RowId::of(subject)),
            record,
        );
    }
    let _ = round.sort(scheme);
    round
}

/// Every cell of a row by chance, and up to three rows of each frame below it.
fn random_row(
    scheme: &Scheme,
    round: &mut Round,
    chance: &mut Chance,
    (subject, row): (SubjectId, RowId),
    record: ankang::round::RecordId,
) {
    for (index, column) in scheme.columns.iter().enumerate() {
        let Content::Read(input) = &column.content else {
            continue;
        };
        if column.frame != row.frame || column.owner == Owner::Label {
            continue;
        }
        let name = Ref(u32::try_from(index).expect("a column"));
        if column.owner == Owner::Subject {
            let text = round.subjects[subject.index()].name.clone();
            let text = Datum::Text(round.text_id(&text));
            set(round, row, name, text, record);
            continue;
        }
        if input.not_applicable && chance.below(8) == 0 {
            set(round, row, name, Datum::NotApplicable, record);
            continue;
        }
        if input.blank.is_some() && chance.below(3) == 0 {
            continue;
        }
        let criterion = match column.owner {
            Owner::Input(id) => Some(scheme.criterion(id)),
            _ => None,
        };
        if criterion.is_some()
            && row.frame == FrameId::SUBJECT
            && matches!(input.holds, Holds::Count | Holds::Loss { .. })
            && input.each.is_some()
            && chance.below(2) == 0
        {
            let count = 1 + u32::try_from(chance.below(3)).expect("a count");
            logged(round, subject, name, count);
            continue;
        }
        let datum = datum(
            chance,
            round,
            &input.holds,
            column.owner == Owner::Attribute,
            &column.name,
        );
        set(round, row, name, datum, record);
    }
    for (index, frame) in scheme.frames.iter().enumerate().skip(1) {
        if frame.parent != row.frame {
            continue;
        }
        let id = FrameId(u32::try_from(index).expect("a frame"));
        let count = match frame.labels.len() {
            0 => chance.below(4),
            listed => chance.below(1 + listed as u64),
        };
        for number in 0..count {
            let below = round.add_row(id, row);
            if let Some(label) = frame.label {
                let text = frame.labels.get(number as usize).cloned();
                let text = text.unwrap_or_else(|| format!("第{}个", number + 1));
                let text = Datum::Text(round.text_id(&text));
                set(round, below, label, text, record);
            }
            random_row(scheme, round, chance, (subject, below), record);
        }
    }
}

fn set(round: &mut Round, row: RowId, name: Ref, datum: Datum, record: ankang::round::RecordId) {
    let cell = Cell::new(
        datum,
        record,
        u16::try_from(name.index()).expect("a column"),
    )
    .expect("a short number");
    round.set(row, name, cell);
}

fn datum(
    chance: &mut Chance,
    round: &mut Round,
    holds: &Holds,
    attribute: bool,
    name: &str,
) -> Datum {
    let hundredths = |chance: &mut Chance, most: Decimal| {
        let steps = u64::try_from(most.checked_mul(Decimal::from(20)).expect("small").trunc())
            .expect("small");
        // Mostly good marks, in steps of 0.05.
        let lost = chance
            .below(steps + 1)
            .min(chance.below(steps + 1))
            .min(chance.below(steps + 1));
        Datum::Number(Decimal::new(
            i64::try_from((steps - lost) * 5).expect("small"),
            2,
        ))
    };
    match holds {
        Holds::Marks { full } => hundredths(chance, *full),
        Holds::Loss { full, .. } => {
            let Datum::Number(kept) = hundredths(chance, *full) else {
                return Datum::Blank;
            };
            Datum::Number(full.checked_sub(kept).expect("small"))
        }
        Holds::Count if name.contains("死亡") || name.contains("重伤") => {
            Datum::Number(Decimal::from(u8::from(chance.below(12) == 0)))
        }
        Holds::Count => Datum::Number(Decimal::from(chance.below(20))),
        Holds::Number if attribute => Datum::Number(Decimal::from(50 + chance.below(3000))),
        Holds::Number | Holds::Signed if name.contains("人数") => {
            Datum::Number(Decimal::from(u8::from(chance.below(12) == 0)))
        }
        Holds::Number | Holds::Signed => Datum::Number(Decimal::new(
            i64::try_from(chance.below(10_000)).expect("small"),
            2,
        )),
        Holds::Percent => Datum::Number(Decimal::new(
            i64::try_from(700 + chance.below(301)).expect("small"),
            3,
        )),
        Holds::Choice(levels) => {
            let word =
                &levels[usize::try_from(chance.below(levels.len() as u64)).expect("small")].0;
            Datum::Text(round.text_id(word))
        }
        Holds::YesNo => Datum::Bool(if name.contains("不实") || name.contains("瞒报") {
            chance.below(15) == 0
        } else {
            chance.below(5) > 0
        }),
        Holds::Text if name == "建会" => {
            Datum::Text(round.text_id(if chance.below(15) == 0 { "否" } else { "是" }))
        }
        Holds::Text => {
            Datum::Text(round.text_id(COUNTIES[usize::try_from(chance.below(5)).expect("small")]))
        }
        Holds::Date => Datum::Date(date(
            2026,
            1,
            1 + i8::try_from(chance.below(28)).expect("small"),
        )),
    }
}
