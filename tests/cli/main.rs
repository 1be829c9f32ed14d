//! The command line as its users meet it: a file for each part.

mod areas;
mod args;
mod json;
mod rules;
mod schema;
mod score;
mod support;
