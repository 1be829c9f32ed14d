use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// The result of a call into the reader library; `None` if a damaged part made it panic (its
/// arithmetic on cell references is unchecked). What it was working on is not used afterwards.
pub(super) fn caught<T>(call: impl FnOnce() -> T) -> Option<T> {
    Caller::default().caught(call)
}

/// Tells a panic of the caller's own code, which is none of our business, from one of the reader.
#[derive(Default)]
pub(super) struct Caller(Cell<bool>);

impl Caller {
    /// Runs the caller's code.
    pub(super) fn call<T>(&self, call: impl FnOnce() -> T) -> T {
        self.0.set(true);
        let result = call();
        self.0.set(false);
        result
    }

    /// Like [`caught`], but lets panics of the caller's code through.
    pub(super) fn caught<T>(&self, call: impl FnOnce() -> T) -> Option<T> {
        match catch_unwind(AssertUnwindSafe(call)) {
            Ok(result) => Some(result),
            Err(panic) if self.0.get() => resume_unwind(panic),
            Err(_) => None,
        }
    }
}
