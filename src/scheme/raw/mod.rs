//! The rule file as it is written, key by key, before anything is checked against anything else.

mod award;
mod decide;
mod fact;
mod file;
mod fold;
mod method;
mod node;
mod numbers;
mod rollup;

pub use award::{AtLine, PlaceRounding};
pub(super) use award::{RawAward, RawQuota};
pub use decide::Ties;
pub(super) use decide::{Cap, RawCap, RawGrade, RawThen, RawVeto, Then};
pub(super) use fact::{Kind, RawFact, RawMeasure};
pub(super) use file::RawFile;
pub(super) use fold::{RawFold, RawHow, RawMissingLabel};
pub use method::{Partial, Record, Side};
pub(super) use method::{RawBand, RawClause, RawInput, RawSteps, RawTarget};
pub use node::{Combine, Conversion};
pub(super) use node::{RawConvert, RawGuard, RawGuardThen, RawNode};
pub use numbers::NoRecord;
pub(super) use numbers::{Blank, Decide, Level};
pub use rollup::Of;
pub(super) use rollup::{RawFigure, RawRollup};

use super::read::At;
use crate::number::Decimal;

type Text = At<String>;
type Number = At<Decimal>;
