//! The result workbook: sheets, headings, live formulas, and results that equal the engine's.

mod rounds;

use std::io::Cursor;

use ankang::formula::{Ref, Value};
use ankang::number::{Decimal, from_cell};
use ankang::rank::{Standing, Status};
use ankang::report::{InputFile, Report};
use ankang::round::Round;
use ankang::scheme::{Owner, SHIPPED, Scheme};
use ankang::score::Scorer;
use calamine::{Data, Reader, Xlsx};

use rounds::{random_round, small_round, small_scheme};

type Book = Xlsx<Cursor<Vec<u8>>>;

fn standing(scheme: &Scheme, round: &Round) -> Standing {
    Standing::of(scheme, round).expect("no overflow")
}

fn bytes(scheme: &Scheme, round: &Round, standing: &Standing) -> Vec<u8> {
    let inputs = [InputFile {
        file: "东区.xlsx".into(),
        sha256: "0".repeat(64),
    }];
    let report = Report {
        scheme,
        round,
        standing,
        inputs: &inputs,
        problems: &[],
        repairs: &[],
        round_name: Some("第一季度"),
        draft: false,
    };
    report.workbook().expect("a workbook")
}

fn open(bytes: Vec<u8>) -> Book {
    Xlsx::new(Cursor::new(bytes)).expect("a workbook that can be read")
}

/// Keeps a workbook for the check by recalculation, see `.ci/recalculate`.
fn keep(name: &str, bytes: &[u8]) {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("workbooks");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join(format!("{name}.xlsx")), bytes).expect("a file");
}

fn cell(book: &mut Book, sheet: &str, row: u32, col: u32) -> Data {
    book.worksheet_range(sheet)
        .expect("the sheet")
        .get_value((row, col))
        .cloned()
        .unwrap_or(Data::Empty)
}

fn formula(book: &mut Book, sheet: &str, row: u32, col: u32) -> String {
    book.worksheet_formula(sheet)
        .expect("the sheet")
        .get_value((row, col))
        .cloned()
        .unwrap_or_default()
}

fn row_of_text(book: &mut Book, sheet: &str, row: u32) -> Vec<String> {
    let range = book.worksheet_range(sheet).expect("the sheet");
    let width = range.get_size().1;
    (0..width)
        .map(|col| {
            range
                .get_value((row, col as u32))
                .map(ToString::to_string)
                .unwrap_or_default()
        })
        .collect()
}

/// Column of a heading in a row.
fn column(book: &mut Book, sheet: &str, row: u32, heading: &str) -> u32 {
    let headings = row_of_text(book, sheet, row);
    let at = headings.iter().position(|text| text == heading);
    u32::try_from(at.unwrap_or_else(|| panic!("no {heading} in {headings:?}"))).expect("a column")
}

#[test]
fn sheets_stand_in_their_order() {
    let scheme = small_scheme();
    let round = small_round(&scheme);
    let book = open(bytes(&scheme, &round, &standing(&scheme, &round)));
    assert_eq!(
        book.sheet_names(),
        [
            "排名",
            "分组排名",
            "等级",
            "获奖名单",
            "得分明细",
            "扣分明细",
            "统计",
            "否决与未参评",
            "说明"
        ]
    );
}

#[test]
fn empty_sheets_are_left_out() {
    let scheme = small_scheme();
    let round = Round::new(&scheme);
    let book = open(bytes(&scheme, &round, &standing(&scheme, &round)));
    assert_eq!(book.sheet_names(), ["说明"]);
}

#[test]
fn the_ranking_starts_with_the_promised_headings() {
    let scheme = small_scheme();
    let round = small_round(&scheme);
    let mut book = open(bytes(&scheme, &round, &standing(&scheme, &round)));
    assert_eq!(
        row_of_text(&mut book, "排名", 2),
        [
            "名次",
            "单位",
            "县区",
            "组织领导",
            "隐患排查",
            "加分",
            "扣分",
            "总分",
            "等级",
            "备注"
        ]
    );
}

#[test]
fn ranked_subjects_come_first_and_the_others_say_why() {
    let scheme = small_scheme();
    let round = small_round(&scheme);
    let mut book = open(bytes(&scheme, &round, &standing(&scheme, &round)));
    let places: Vec<String> = (3..9)
        .map(|row| cell(&mut book, "排名", row, 0).to_string())
        .collect();
    assert_eq!(places, ["1", "2", "2", "4", "—", "—"]);
    let names: Vec<String> = (3..9)
        .map(|row| cell(&mut book, "排名", row, 1).to_string())
        .collect();
    assert_eq!(names, ["乙厂", "甲厂", "=1+1厂", "丙厂", "丁厂", "戊厂"]);
    assert_eq!(cell(&mut book, "排名", 4, 9).to_string(), "并列");
    assert!(
        cell(&mut book, "排名", 7, 9)
            .to_string()
            .contains("一票否决")
    );
    assert_eq!(
        cell(&mut book, "排名", 8, 9).to_string(),
        "未检查,没有检查记录"
    );
}

#[test]
fn text_that_looks_like_a_formula_stays_text() {
    let scheme = small_scheme();
    let round = small_round(&scheme);
    let mut book = open(bytes(&scheme, &round, &standing(&scheme, &round)));
    for sheet in ["排名", "得分明细"] {
        let range = book.worksheet_range(sheet).expect("the sheet");
        assert!(
            range
                .used_cells()
                .any(|(_, _, data)| *data == Data::String("=1+1厂".into())),
            "{sheet}"
        );
        let formulas = book.worksheet_formula(sheet).expect("the sheet");
        assert!(
            formulas
                .used_cells()
                .all(|(_, _, formula)| !formula.contains('厂')),
            "{sheet}"
        );
    }
}

#[test]
fn formulas_lead_from_the_finding_to_the_place() {
    let scheme = small_scheme();
    let round = small_round(&scheme);
    let mut book = open(bytes(&scheme, &round, &standing(&scheme, &round)));
    let total = column(&mut book, "排名", 2, "总分");
    let grade = column(&mut book, "排名", 2, "等级");
    assert_eq!(
        formula(&mut book, "排名", 3, 0),
        "RANK(H4,$H$4:$H$7)+SUMPRODUCT(($H$4:$H$7=H4)*(('得分明细'!$AA$6:$AA$9>'得分明细'!AA6)))"
    );
    assert!(formula(&mut book, "排名", 3, total).starts_with("'得分明细'!"));
    assert!(formula(&mut book, "排名", 3, grade).starts_with("'得分明细'!"));
    let formulas = book.worksheet_formula("得分明细").expect("the sheet");
    let has = |wanted: &str| {
        formulas
            .used_cells()
            .any(|(_, _, formula)| formula == wanted)
    };
    assert!(
        has("SUM('扣分明细'!E9:E10)"),
        "a log's findings are summed live"
    );
    let start = formulas.start().unwrap_or_default();
    assert!(start.0 >= 5, "headings hold no formulas");
    let losses = book.worksheet_formula("扣分明细").expect("the sheet");
    assert!(losses.used_cells().any(|(_, _, formula)| formula == "2*E5"));
    assert!(
        losses
            .used_cells()
            .any(|(_, _, formula)| formula.contains("D4-'得分明细'!"))
    );
}

#[test]
fn the_same_report_makes_the_same_bytes() {
    let scheme = small_scheme();
    let round = small_round(&scheme);
    let standing = standing(&scheme, &round);
    assert_eq!(
        bytes(&scheme, &round, &standing),
        bytes(&scheme, &round, &standing)
    );
}

/// Every quantity in 得分明细 and every number in 排名 against the engine.
fn compare_with_engine(scheme: &Scheme, round: &Round, name: &str) {
    let standing = standing(scheme, round);
    let bytes = bytes(scheme, round, &standing);
    keep(name, &bytes);
    let mut book = open(bytes);
    let scorer = Scorer { scheme, round };
    let range = book.worksheet_range("得分明细").expect("the sheet");
    let formulas = book.worksheet_formula("得分明细").expect("the sheet");
    let mut compared = 0;
    let scored = standing
        .order
        .iter()
        .filter(|placed| placed.total.is_some());
    for (row, placed) in (5..).zip(scored) {
        let values = scorer.row(placed.subject).expect("no overflow");
        // Scores are compared by their last column of that formula: total and grade by heading.
        let total = &values[scheme.summary.total.index()];
        let col = total_column(&range, "总分");
        same(range.get_value((row, col)), total);
        assert!(
            formulas
                .get_value((row, col))
                .is_some_and(|formula| !formula.is_empty()),
            "总分 is live"
        );
        for top in &scheme.tops {
            let criterion = scheme.criterion(*top);
            let col = last_of_group(&range, &format!("{} {}", criterion.id, criterion.title));
            same(
                range.get_value((row, col)),
                &values[criterion.score.index()],
            );
            compared += 1;
        }
    }
    assert!(compared > 0);
    let ranking = book.worksheet_range("排名").expect("the sheet");
    for (position, placed) in standing.order.iter().enumerate() {
        let row = 3 + u32::try_from(position).expect("a row");
        match placed.rank {
            Some(rank) => same(
                ranking.get_value((row, 0)),
                &Value::Number(Decimal::from(rank.place)),
            ),
            None => assert_eq!(
                ranking.get_value((row, 0)).map(ToString::to_string),
                Some("—".into())
            ),
        }
        if placed.status == Status::Ranked {
            let first = 2 + attributes(scheme, round);
            for (offset, top) in scheme.tops.iter().enumerate() {
                let values = scorer.row(placed.subject).expect("no overflow");
                let col = u32::try_from(first + offset).expect("a column");
                same(
                    ranking.get_value((row, col)),
                    &values[scheme.criterion(*top).score.index()],
                );
            }
        }
    }
}

fn attributes(scheme: &Scheme, round: &Round) -> usize {
    let known = |name: &&Ref| {
        (0..round.subjects.len()).any(|index| {
            let subject = ankang::round::SubjectId(u32::try_from(index).expect("an index"));
            round
                .cell(subject, **name)
                .value(round)
                .is_some_and(|value| !value.is_not_applicable())
        })
    };
    assert!(
        scheme
            .attributes
            .iter()
            .all(|name| scheme.column(*name).owner == Owner::Attribute)
    );
    scheme.attributes.iter().filter(known).count()
}

fn total_column(range: &calamine::Range<Data>, heading: &str) -> u32 {
    let width = u32::try_from(range.get_size().1).expect("a width");
    (0..width)
        .find(|col| {
            range
                .get_value((4, *col))
                .is_some_and(|data| data == heading)
        })
        .unwrap_or_else(|| panic!("no {heading}"))
}

/// The last column under a merged heading: the criterion's own score.
fn last_of_group(range: &calamine::Range<Data>, heading: &str) -> u32 {
    let width = u32::try_from(range.get_size().1).expect("a width");
    let text = |row: u32, col: u32| {
        range
            .get_value((row, col))
            .map(ToString::to_string)
            .unwrap_or_default()
    };
    let start = (0..width)
        .find(|col| text(2, *col).starts_with(heading))
        .unwrap_or_else(|| panic!("no {heading}"));
    let next = (start + 1..width)
        .find(|col| !text(2, *col).is_empty())
        .unwrap_or(width);
    next - 1
}

#[track_caller]
fn same(found: Option<&Data>, engine: &Value) {
    match (found, engine) {
        (Some(Data::Float(found)), Value::Number(number)) => {
            let expected = ankang::number::to_cell(*number);
            assert!((found - expected).abs() < 1e-12, "{found} is not {number}");
            assert!(from_cell(*found).is_some());
        }
        (Some(data), Value::NotApplicable) => assert_eq!(data.to_string(), "/"),
        (found, engine) => panic!("{found:?} is not {engine}"),
    }
}

#[test]
fn results_equal_the_engine_for_the_small_scheme() {
    let scheme = small_scheme();
    compare_with_engine(&scheme, &small_round(&scheme), "small");
}

#[test]
fn results_equal_the_engine_for_shipped_schemes() {
    for shipped in SHIPPED {
        let scheme = shipped.scheme().expect("a shipped scheme reads");
        for (seed, subjects) in [(1, 60), (2, 25)] {
            let round = random_round(&scheme, subjects, seed);
            compare_with_engine(&scheme, &round, &format!("{}-{seed}", shipped.id));
        }
    }
}

#[test]
fn every_style_of_places_and_rounding_is_live() {
    for ties in ["1224", "1223", "1234"] {
        for rounding in ["half-up", "half-even", "down", "up"] {
            let text = rounds::SMALL
                .replace("1224", ties)
                .replace("half-up", rounding)
                .replace("places = 2", "places = 0");
            let scheme = Scheme::parse(&text).expect("a scheme");
            let round = random_round(&scheme, 40, 7);
            compare_with_engine(&scheme, &round, &format!("small-{ties}-{rounding}"));
        }
    }
}

#[test]
fn grades_and_statistics_count_live() {
    let scheme = small_scheme();
    let round = small_round(&scheme);
    let mut book = open(bytes(&scheme, &round, &standing(&scheme, &round)));
    assert_eq!(
        formula(&mut book, "等级", 3, 1),
        "COUNTIF('排名'!$I$4:$I$7,A4)"
    );
    assert_eq!(formula(&mut book, "分组排名", 4, 1), "RANK(F5,$F$5:$F$6,1)");
    assert_eq!(
        formula(&mut book, "统计", 5, 3),
        "AVERAGEIF('排名'!$C$4:$C$7,$A6,'排名'!$H$4:$H$7)"
    );
    assert_eq!(
        formula(&mut book, "统计", 5, 4),
        "MAX('分组排名'!$D$5:$D$6)"
    );
}

#[test]
fn notes_say_by_which_scheme() {
    let scheme = small_scheme();
    let round = small_round(&scheme);
    let mut book = open(bytes(&scheme, &round, &standing(&scheme, &round)));
    let range = book.worksheet_range("说明").expect("the sheet");
    let text: Vec<String> = range
        .rows()
        .map(|row| format!("{}={}", row[0], row[1]))
        .collect();
    assert!(text.contains(&format!("方案 SHA-256={}", scheme.sha256)));
    assert!(
        text.iter()
            .any(|line| line.starts_with("名次=") && line.contains("1、2、2、4"))
    );
    assert!(
        text.iter()
            .any(|line| line.starts_with("输入文件=东区.xlsx"))
    );
}

#[test]
fn a_draft_says_so_and_lists_problems_and_repairs() {
    use ankang::problem::{Fault, Mending, Place, Problem, Repair};
    let scheme = small_scheme();
    let round = small_round(&scheme);
    let standing = standing(&scheme, &round);
    let place = Place::cell(&"东区.xlsx".into(), &"检查表".into(), 5, 3);
    let problems = [Problem {
        fault: Fault::Negative { found: "-3".into() },
        place: place.clone(),
        subject: Some("丁厂".into()),
        criterion: Some("1.1".into()),
    }];
    let repair = Repair {
        mending: Mending::FullWidth,
        place,
        subject: Some("甲厂".into()),
        criterion: None,
        before: "=5".into(),
        after: "5".into(),
    };
    let repairs = vec![repair; 20_001];
    let report = Report {
        scheme: &scheme,
        round: &round,
        standing: &standing,
        inputs: &[],
        problems: &problems,
        repairs: &repairs,
        round_name: None,
        draft: true,
    };
    let mut book = open(report.workbook().expect("a workbook"));
    assert!(
        cell(&mut book, "排名", 1, 0)
            .to_string()
            .starts_with("草稿")
    );
    assert_eq!(row_of_text(&mut book, "数据核对", 3)[1], "E203");
    assert_eq!(
        row_of_text(&mut book, "数据核对", 3)[3],
        "东区.xlsx ▸ 检查表!D6"
    );
    assert_eq!(row_of_text(&mut book, "数据核对", 4)[4], "=5");
    assert_eq!(
        cell(&mut book, "数据核对", 20_004, 0).to_string(),
        "另有 1 处没有逐条列出"
    );
}

#[test]
fn a_large_round_is_written_as_values() {
    let scheme = small_scheme();
    let round = random_round(&scheme, 5_001, 3);
    let standing = standing(&scheme, &round);
    let mut book = open(bytes(&scheme, &round, &standing));
    for sheet in ["排名", "得分明细", "扣分明细", "统计"] {
        let formulas = book.worksheet_formula(sheet).expect("the sheet");
        assert!(
            formulas
                .used_cells()
                .all(|(_, _, formula)| formula.is_empty()),
            "{sheet}"
        );
    }
    let total = column(&mut book, "排名", 2, "总分");
    let range = book.worksheet_range("排名").expect("the sheet");
    for (position, placed) in standing.order.iter().enumerate() {
        let row = 3 + u32::try_from(position).expect("a row");
        let total = range.get_value((row, total));
        match placed.total {
            Some(expected) => same(total, &Value::Number(expected)),
            None => assert!(total.is_none_or(|data| data.to_string().is_empty())),
        }
    }
    let notes = book.worksheet_range("说明").expect("the sheet");
    assert!(
        notes
            .rows()
            .any(|row| row[1].to_string().contains("写数值,不写公式"))
    );
}
