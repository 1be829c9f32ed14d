use crate::problem::{Fault, Mending};
use crate::number::Decimal;
use super::workbook::Raw;
pub enum Expect<'a> { Marks { full: Decimal }, Loss { full: Decimal }, Count, Percent, Number, Choice(&'a [String]), YesNo, Text, Date }
#[derive(Debug,Clone,PartialEq)]
pub enum Datum { Number(Decimal), Text(String), Bool(bool), Date(jiff::civil::Date), NotApplicable, Blank }
pub struct Reading { pub datum: Datum, pub mendings: Vec<Mending> }
pub fn read(_raw: Option<&Raw>, _e: &Expect) -> Result<Reading, Fault> { todo!() }
pub fn shown(_raw: &Raw) -> String { todo!() }
pub fn name(_t: &str) -> String { todo!() }
pub fn key(_t: &str) -> String { todo!() }
