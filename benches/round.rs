//! A round from bytes to bytes, stage by stage: 839 enterprises (the sample) and 5,000, the most
//! that a workbook with formulas holds. `cargo bench`.
//!
//! The reference for reading is calamine's own stream over the same bytes, measured in the same
//! run.

use std::path::Path;
use std::process::Command;

use ankang::intake::{Reading, Source, read};
use ankang::rank::Standing;
use ankang::report::Report;
use ankang::scheme::{Scheme, Shipped};
use divan::Bencher;

fn main() {
    divan::main();
}

/// How many enterprises a benchmark has.
const SIZES: [usize; 2] = [839, 5_000];

fn scheme() -> Scheme {
    Shipped::find("ankang-cup")
        .and_then(|shipped| shipped.scheme().ok())
        .expect("it reads")
}

/// A workbook of so many enterprises, made once by the generator of the samples.
fn source(size: usize) -> Source {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("cup-{size}.xlsx"));
    if !path.is_file() {
        let made = Command::new(env!("CARGO_BIN_EXE_ankang-samples"))
            .arg("cup")
            .arg(size.to_string())
            .arg(&path)
            .status()
            .expect("the generator runs");
        assert!(made.success());
    }
    Source {
        name: name(&path),
        bytes: std::fs::read(&path).expect("the sample"),
        roster: false,
    }
}

fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn reading(size: usize) -> Reading {
    read(&scheme(), vec![source(size)], &|| {})
}

#[divan::bench]
fn scheme_reads() -> usize {
    scheme().columns.len()
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn reference_calamine_streams(bencher: Bencher<'_, '_>, size: usize) {
    use calamine::{Reader, Xlsx};
    let source = source(size);
    bencher.bench(|| {
        let mut workbook: Xlsx<_> =
            Xlsx::new(std::io::Cursor::new(source.bytes.as_slice())).expect("it opens");
        let mut cells = 0_usize;
        for sheet in workbook.sheet_names() {
            let mut stream = workbook.worksheet_cells_reader(&sheet).expect("a sheet");
            while stream.next_cell().expect("a cell").is_some() {
                cells += 1;
            }
        }
        cells
    });
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn intake_reads(bencher: Bencher<'_, '_>, size: usize) {
    let (scheme, source) = (scheme(), source(size));
    bencher.bench(|| {
        read(&scheme, vec![source.clone()], &|| {})
            .round
            .subjects
            .len()
    });
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn standing_is_decided(bencher: Bencher<'_, '_>, size: usize) {
    let (scheme, reading) = (scheme(), reading(size));
    bencher.bench(|| {
        Standing::of(&scheme, &reading.round)
            .map(|standing| standing.order.len())
            .ok()
    });
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn workbook_is_written(bencher: Bencher<'_, '_>, size: usize) {
    let (scheme, reading) = (scheme(), reading(size));
    let standing = Standing::of(&scheme, &reading.round).expect("no overflow");
    let report = Report {
        scheme: &scheme,
        round: &reading.round,
        standing: &standing,
        inputs: &reading.inputs,
        problems: &reading.problems,
        repairs: &reading.repairs,
        round_name: None,
        draft: false,
    };
    bencher.bench(|| report.workbook().map(|bytes| bytes.len()).ok());
}
