//! What `score` and `check` begin with: files to a reading.

use super::exit::Failure;
use super::files::{self, Chosen};
use super::progress::Progress;
use super::screen::Screen;
use crate::intake::{self, Reading};
use crate::scheme::Scheme;

/// Reads the chosen files under a scheme.
pub(super) fn read(
    scheme: &Scheme,
    chosen: &[Chosen],
    screen: &Screen,
) -> Result<Reading, Failure> {
    let sources = files::read(chosen, screen.lang)?;
    let progress = Progress::new(sources.len(), screen.lang.pick("读取", "reading"));
    Ok(intake::read(scheme, sources, &|| progress.step()))
}
