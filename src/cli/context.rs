//! What `score` and `check` begin with: files to a reading.

use super::exit::Failure;
use super::files::{self, Chosen, Contents};
use super::progress::Progress;
use super::screen::Screen;
use crate::intake::{self, Reading};
use crate::scheme::Scheme;

/// Reads the chosen files under a scheme.
pub(super) fn read(
    scheme: &Scheme,
    chosen: &[Chosen],
    round: Option<&str>,
    screen: &mut Screen,
) -> Result<Reading, Failure> {
    let Contents { sources, results } = files::read(chosen, screen.lang)?;
    for result in results {
        screen.err(&screen.lang.pick(
            format!("跳过 {result}:它是本程序生成的结果或评分表\n"),
            format!("{result} passed over: a result or a printed scheme made by this program\n"),
        ));
    }
    let progress = Progress::new(sources.len(), screen.lang.pick("读取", "reading"));
    Ok(intake::read_round(scheme, sources, round, &|| {
        progress.step();
    }))
}
