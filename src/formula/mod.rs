//! The expression tree and its three readings.
//!
//! A method, a section's sum, a veto's condition and a grade are all one [`Expr`]. The same tree is
//! *evaluated* in exact decimals ([`Expr::value`]), *written* as a live Excel formula
//! ([`Expr::excel`]) and *said* in words ([`Expr::words`]). Three renderings of one thing cannot
//! drift apart.
//!
//! Conditions in a rule file are written in the spreadsheet's own formula language with Chinese
//! names in place of cell addresses; [`compile`] reads them against a [`Scope`] of known names.
//!
//! # 不涉及 (not applicable)
//!
//! It follows a spreadsheet cell that holds the text `/`:
//! arithmetic with it is 不涉及; a comparison with it does not hold; `SUM`, `MIN`, `MAX`,
//! `AVERAGE` and `COUNT` pass over *names* that are 不涉及. Division by zero is 不涉及, too.

mod asked;
pub mod bounds;
mod call;
mod compile;
mod dates;
pub mod direction;
mod excel;
mod expr;
mod function;
mod lexer;
mod mistake;
mod parser;
mod value;
mod words;

pub use compile::{Meaning, Scope, compile, compile_any};
pub use excel::{Cells, NOT_APPLICABLE};
pub use expr::{Expr, Operator, Quorum, Ref};
pub use function::Function;
pub use mistake::{Mistake, MistakeKind};
pub use value::{Overflow, Type, Value};
