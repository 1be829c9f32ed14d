pub mod formula;
pub mod number;
pub mod problem;
pub mod round;
pub mod scheme;
pub mod score;
