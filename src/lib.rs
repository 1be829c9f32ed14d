pub mod number;
pub mod problem;
