//! Exact decimal numbers: the only kind of number a score is made of.
//!
//! Everything here is [`Decimal`] (96-bit integer with a decimal scale of 0–28). The operators of
//! `Decimal` panic on overflow, so the engine uses only the `checked_*` methods; binary floats
//! appear at the two edges alone: a cell as it was stored in a workbook ([`from_cell`]) and a
//! cached result as it is written into one ([`to_cell`]).

mod cell;
mod rounding;
mod text;

pub use cell::{from_cell, to_cell};
pub use rounding::{Mode, Rounding, settle};
pub use rust_decimal::Decimal;
pub use text::{parse, plain};
