use std::panic::{AssertUnwindSafe, catch_unwind};

/// The result of a call into the reader library; `None` if a damaged part made it panic (its
/// arithmetic on cell references is unchecked). What it was working on is not used afterwards.
pub(super) fn caught<T>(call: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(call)).ok()
}
