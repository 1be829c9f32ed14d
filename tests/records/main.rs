//! Reading what was recorded: rounds, sources and instances, ledgers, checks, and reasons.

mod checks;
mod frames;
mod ledgers;
mod reasons;
mod support;
