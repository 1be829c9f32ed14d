pub mod formula;
pub mod number;
pub mod problem;
pub mod rank;
pub mod report;
pub mod round;
pub mod scheme;
pub mod score;
