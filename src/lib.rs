#![warn(missing_docs)]
//! `ankang` scores safety inspections: from a rule file and the inspectors' workbooks to a ranked
//! workbook that anybody can recheck.
//!
//! Data flows one way:
//!
//! ```text
//! rules/*.toml ──► scheme ─┐
//!                          ├─► score ──► rank ──► report ──► result workbook, JSON
//! inputs/*.xlsx ─► intake ─┘
//! ```
//!
//! and so do the modules depend, each only on those above it in this list:
//!
//! - [`number`]: exact decimals, rounding, and the two edges where binary floats appear.
//! - [`problem`]: what is wrong, where, and what to do about it, in Chinese and English.
//! - [`formula`]: one expression tree that is evaluated, written for Excel, and said in words.
//! - [`scheme`]: a rule file read, checked and compiled to a list of columns.
//! - [`round`]: what was read for one round, every value with its cell.
//! - [`score`]: the columns of a subject filled from left to right.
//! - [`rank`]: gates, vetoes, places, ties, awards, rollups.
//! - [`intake`]: workbooks to a round, with problems and repairs.
//! - [`report`]: a standing to the result workbook and JSON, a scheme to the table people know.
//!
//! A subject is a row of a scheme's columns. What is inspected several times for one subject, by round,
//! source or instance, and the lines of a ledger are rows below that row, in a frame of their own
//! ([`scheme::Frame`]), and a [`scheme::Fold`] makes one value of them.
//!
//! From rule file to workbook in a page:
//!
//! ```
//! use ankang::{intake, rank::Standing, report::Report, scheme::Scheme};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let rules = r#"
//! [scheme]
//! id = "demo"
//! title = "示例"
//! version = "1"
//! marks = 10
//! [[section]]
//! id = "1"
//! title = "机构设置"
//! marks = 10
//!   [[section.item]]
//!   id = "1.1"
//!   title = "接待员配备"
//!   marks = 10
//!   deduct = { each = 2, per = "缺1人" }
//! "#;
//! let scheme = Scheme::parse(rules).map_err(|mistakes| format!("{mistakes:?}"))?;
//!
//! // A workbook as an inspector sends it, here made on the spot.
//! let mut workbook = rust_xlsxwriter::Workbook::new();
//! let sheet = workbook.add_worksheet();
//! sheet.write_row(0, 0, ["单位", "接待员配备"])?;
//! sheet.write(1, 0, "甲矿")?.write(1, 1, 3)?;
//! let source = intake::Source { name: "甲.xlsx".into(), bytes: workbook.save_to_buffer()?, roster: false };
//!
//! let reading = intake::read(&scheme, vec![source], &|| {});
//! assert!(reading.problems.is_empty());
//! let standing = Standing::of(&scheme, &reading.round).map_err(|(_, overflow)| overflow)?;
//! assert_eq!(standing.order[0].total.map(|total| total.to_string()), Some("4".into()));
//!
//! let report = Report {
//!     scheme: &scheme,
//!     round: &reading.round,
//!     standing: &standing,
//!     inputs: &reading.inputs,
//!     problems: &reading.problems,
//!     repairs: &reading.repairs,
//!     round_name: None,
//!     draft: false,
//! };
//! # let _ = report;
//! # Ok(())
//! # }
//! ```

#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
pub mod formula;
pub mod intake;
pub mod number;
pub mod problem;
pub mod rank;
pub mod report;
pub mod round;
pub mod scheme;
pub mod score;
