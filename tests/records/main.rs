//! Reading what was recorded: rounds, sources and instances, ledgers, checks, and reasons.

mod checks;
mod explanations;
mod frames;
mod headings;
mod ledgers;
mod names;
mod reasons;
mod support;
