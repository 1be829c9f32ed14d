//! The samples in `inputs/`: they can be made again byte for byte, and they hold what the README
//! says of them.

use calamine::{Data, Reader, Xlsx, open_workbook};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn samples(arguments: &[&str], folder: &Path) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_ankang-samples"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the generator starts")
}

fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(at) = open.pop() {
        for entry in std::fs::read_dir(&at).expect("a folder of samples") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("inside").to_owned();
                found.insert(name, std::fs::read(&path).expect("a sample"));
            }
        }
    }
    found
}

/// All rows of one sheet as text.
fn rows(file: &str, sheet: &str) -> Vec<Vec<String>> {
    let path = Path::new(ROOT).join("inputs").join(file);
    let mut book: Xlsx<_> = open_workbook(path).expect("a sample workbook");
    let range = book.worksheet_range(sheet).expect("its sheet");
    range
        .rows()
        .map(|row| row.iter().map(Data::to_string).collect())
        .collect()
}

/// The rows of a roster that are units: those with a number in front.
fn units(file: &str) -> Vec<Vec<String>> {
    rows(file, "名册")
        .into_iter()
        .filter(|row| row[0].parse::<u32>().is_ok())
        .collect()
}

fn expected(file: &str) -> Vec<Vec<String>> {
    let path = Path::new(ROOT).join("inputs/expected").join(file);
    let text = std::fs::read_to_string(path).expect("the expected outcomes");
    text.lines()
        .skip(1)
        .map(|line| line.split('\t').map(str::to_owned).collect())
        .collect()
}

fn distinct(rows: &[Vec<String>], column: usize) -> usize {
    rows.iter()
        .map(|row| &row[column])
        .collect::<BTreeSet<_>>()
        .len()
}

/// GB 32100-2015, written once more: weights 3ⁱ mod 31 over 31 characters.
fn code_is_valid(code: &str) -> bool {
    const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    let weights = [
        1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28,
    ];
    let values: Option<Vec<usize>> = code.chars().map(|c| ALPHABET.find(c)).collect();
    values.is_some_and(|values| {
        let sum: usize = values
            .iter()
            .zip(weights)
            .map(|(value, weight)| value * weight)
            .sum();
        values.len() == 18 && (sum + values[17]).is_multiple_of(31)
    })
}

#[test]
fn the_samples_are_made_again_byte_for_byte() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = samples(&["inputs"], folder.path());
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let (again, mut committed) = (
        files(&folder.path().join("inputs")),
        files(&Path::new(ROOT).join("inputs")),
    );
    // The generator's own source stands beside what it makes.
    committed.retain(|file, _| !Path::new(file).starts_with("maker"));
    assert_eq!(
        again.keys().collect::<Vec<_>>(),
        committed.keys().collect::<Vec<_>>(),
        "the files of inputs/ are the files that the generator writes"
    );
    for (name, bytes) in &again {
        assert!(committed[name] == *bytes, "{} differs", name.display());
    }
}

#[test]
fn the_cup_has_839_enterprises_and_298_700_workers() {
    let units = units("ankang-cup/名册.xlsx");
    assert_eq!(units.len(), 839);
    let workers: i64 = units
        .iter()
        .map(|row| row[6].parse::<i64>().expect("a headcount"))
        .sum();
    assert_eq!(workers, 298_700);
    assert_eq!(distinct(&units, 3), 8, "counties");
}

#[test]
fn names_and_codes_are_distinct_and_codes_pass_their_check() {
    for roster in [
        "ankang-cup/名册.xlsx",
        "stations/名册.xlsx",
        "problems/名册.xlsx",
    ] {
        let units = units(roster);
        assert_eq!(distinct(&units, 1), units.len(), "names in {roster}");
        assert_eq!(distinct(&units, 2), units.len(), "codes in {roster}");
        for row in &units {
            assert!(code_is_valid(&row[2]), "{roster}: {}", row[2]);
            assert!(row[1].starts_with("示例"), "{roster}: {}", row[1]);
        }
    }
}

#[test]
fn the_check_of_codes_is_able_to_fail() {
    let code = &units("ankang-cup/名册.xlsx")[0][2];
    let other = if code.ends_with('0') { '1' } else { '0' };
    assert!(code_is_valid(code));
    assert!(!code_is_valid(&format!("{}{other}", &code[..17])));
}

#[test]
fn of_75_stations_exactly_48_are_at_three_stars_or_above() {
    assert_eq!(units("stations/名册.xlsx").len(), 75);
    let stations = expected("stations.tsv");
    assert_eq!(stations.len(), 75);
    let high = ["五星级", "四星级", "三星级"];
    assert_eq!(
        stations
            .iter()
            .filter(|row| high.contains(&row[4].as_str()))
            .count(),
        48
    );
}

#[test]
fn the_stories_are_there() {
    let count =
        |rows: &[Vec<String>], status: &str| rows.iter().filter(|row| row[2] == status).count();
    let cup = expected("ankang-cup.tsv");
    assert_eq!(cup.len(), 839);
    let stories = ["absent", "ineligible", "vetoed", "zero", "lowered"].map(|s| count(&cup, s));
    assert_eq!(stories, [1, 1, 2, 1, 2]);
    let first: Vec<_> = cup.iter().filter(|row| row[5] == "1").collect();
    assert_eq!(first.len(), 2, "first place is shared");
    assert!(first.iter().all(|row| row[3] == "99.5"));
    let stations = expected("stations.tsv");
    assert_eq!(
        ["absent", "vetoed", "lowered"].map(|s| count(&stations, s)),
        [1, 1, 1]
    );
    assert_eq!(stations.iter().filter(|row| row[5] == "1").count(), 2);
}

#[test]
fn who_was_not_inspected_stands_in_the_roster_only() {
    let absent = expected("ankang-cup.tsv")
        .into_iter()
        .find(|row| row[2] == "absent");
    let name = absent.expect("one enterprise").swap_remove(0);
    let team = ["东", "南", "西", "北"].map(|team| format!("ankang-cup/检查表-{team}片.xlsx"));
    let mut seen = BTreeSet::new();
    for file in &team {
        seen.extend(
            rows(file, "检查表")
                .into_iter()
                .map(|mut row| row.swap_remove(1)),
        );
    }
    assert!(!seen.contains(&name));
    let units = units("ankang-cup/名册.xlsx");
    let others = units
        .iter()
        .map(|row| &row[1])
        .filter(|other| **other != name);
    for other in others {
        assert!(seen.contains(other), "{other} has a row");
    }
}

#[test]
fn every_problem_is_at_the_cell_that_is_listed() {
    let form = rows("problems/检查表.xlsx", "检查表");
    let list = expected("problems.tsv");
    assert_eq!(list.len(), 14);
    let cells: BTreeSet<_> = list.iter().map(|row| (&row[0], &row[1])).collect();
    assert_eq!(cells.len(), 14, "no two problems share a cell");
    let at = |address: &str| {
        let split = address.find(|c: char| c.is_ascii_digit()).expect("a row");
        let column = address[..split]
            .bytes()
            .fold(0, |n, b| n * 26 + usize::from(b - b'A') + 1);
        let row: usize = address[split..].parse().expect("a row");
        form[row - 1][column - 1].as_str()
    };
    let found: Vec<_> = list
        .iter()
        .filter(|row| row[0] == "检查表.xlsx")
        .map(|row| at(&row[1]))
        .collect();
    assert_eq!(
        found[..11],
        [
            "",
            "5",
            "-1",
            "待定",
            "还行",
            "不涉及",
            "-2",
            "2或3",
            "#DIV/0!",
            "4.5",
            "基本合格"
        ]
    );
    assert!(found[11].starts_with("示列"));
    let twice = form.iter().filter(|row| row[1] == found[12]).count();
    assert_eq!(twice, 2);
}

#[test]
fn more_can_be_made_for_benchmarks_and_repeats_by_seed() {
    let folder = tempfile::tempdir().expect("a folder");
    for (file, seed) in [("a.xlsx", "1"), ("b.xlsx", "1"), ("c.xlsx", "2")] {
        let output = samples(&["cup", "300", file, "--seed", seed], folder.path());
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    let bytes = |file| std::fs::read(folder.path().join(file)).expect("a workbook");
    assert_eq!(bytes("a.xlsx"), bytes("b.xlsx"));
    assert_ne!(bytes("a.xlsx"), bytes("c.xlsx"));
    assert!(
        samples(&["stations", "80", "s.xlsx"], folder.path())
            .status
            .success()
    );
}

#[test]
fn a_count_that_is_no_number_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(
        samples(&["cup", "many", "a.xlsx"], folder.path())
            .status
            .code(),
        Some(2)
    );
}
