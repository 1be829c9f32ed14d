pub mod formula;
pub mod number;
pub mod problem;
