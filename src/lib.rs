pub mod intake;
pub mod number;
pub mod problem;
