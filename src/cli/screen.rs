//! Standard output and standard error: colours only on a terminal, closed pipes without a fuss.

use std::io::{self, BufWriter, Write};

use anstream::AutoStream;

use super::exit::{Failure, words};
use crate::problem::{Fault, Lang};

/// Where texts go, and in which language.
pub(super) struct Screen {
    /// The language of messages.
    pub lang: Lang,
    /// Whether standard output is taken by JSON, so that texts for people go to standard error.
    pub piped: bool,
}

impl Screen {
    pub fn new(lang: Lang) -> Self {
        Screen { lang, piped: false }
    }

    /// Prints what was asked for.
    pub fn out(&mut self, text: &str) -> Result<(), Failure> {
        if self.piped {
            self.err(text);
            return Ok(());
        }
        let result = AutoStream::auto(io::stdout()).write_all(text.as_bytes());
        self.told(result)
    }

    /// Prints a message. Where even that is impossible there is nobody to tell.
    pub fn err(&mut self, text: &str) {
        let _ = AutoStream::auto(io::stderr()).write_all(text.as_bytes());
    }

    /// Prints bytes for another program.
    pub fn raw(
        &mut self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Failure> {
        let mut out = BufWriter::new(io::stdout().lock());
        let result = write(&mut out).and_then(|()| out.flush());
        self.told(result)
    }

    /// Flushes what was printed.
    pub fn finish(&mut self) -> Result<(), Failure> {
        self.told(io::stdout().flush())
    }

    /// A reader that went away has read enough; anything else is an error.
    fn told(&self, result: io::Result<()>) -> Result<(), Failure> {
        match result {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                let file = self.lang.pick("标准输出", "standard output").to_owned();
                Err(Fault::CannotWrite {
                    file,
                    detail: words(&error, self.lang),
                }
                .into())
            }
            _ => Ok(()),
        }
    }
}
