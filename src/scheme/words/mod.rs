//! A compiled scheme in words, Chinese and English, each thing said in one place: forms, results
//! and the terminal all take their texts from here.

mod decide;
mod method;
mod node;
mod numbers;
mod rollup;
mod several;
