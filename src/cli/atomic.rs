//! Files appear whole or not at all: written beside their place, synced, renamed.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, Once, PoisonError};

use tempfile::{Builder, NamedTempFile};

use super::exit::words;
use super::target::{Target, folder};
use crate::problem::{Fault, Lang};

/// A file that is written but not yet in its place. Dropped without [`Staged::commit`], it is gone.
pub(super) struct Staged {
    temporary: NamedTempFile,
    target: Target,
}

/// Writes beside the target.
pub(super) fn stage(
    target: Target,
    lang: Lang,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<Staged, Fault> {
    clean_up_when_stopped();
    match staged(&target.path, write) {
        Ok(temporary) => Ok(Staged { temporary, target }),
        Err(error) => Err(cannot(&target.path, &error, lang)),
    }
}

fn staged(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".ankang-").suffix(".tmp");
    // As any other new file: what the user's mask allows, not private to the user.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let temporary = builder.tempfile_in(folder(path))?;
    pending(|paths| paths.push(temporary.path().to_owned()));
    let mut out = BufWriter::new(temporary.as_file());
    write(&mut out)?;
    out.flush()?;
    drop(out);
    temporary.as_file().sync_all()?;
    Ok(temporary)
}

impl Staged {
    /// Puts the file into its place.
    pub fn commit(self, lang: Lang) -> Result<(), Fault> {
        let Target { path, replaces } = self.target;
        let temporary = self.temporary.path().to_owned();
        let moved = if replaces {
            self.temporary.persist(&path)
        } else {
            self.temporary.persist_noclobber(&path).or_else(|failed| {
                // Some file systems cannot refuse to overwrite by themselves.
                let taken = failed.error.kind() == io::ErrorKind::AlreadyExists || path.exists();
                if taken {
                    Err(failed)
                } else {
                    failed.file.persist(&path)
                }
            })
        };
        pending(|paths| paths.retain(|pending| *pending != temporary));
        match moved {
            Ok(_) => {
                // The name is in its folder; where folders cannot be synced there is nothing to do.
                let _ = File::open(folder(&path)).and_then(|folder| folder.sync_all());
                Ok(())
            }
            Err(failed) if failed.error.kind() == io::ErrorKind::AlreadyExists => {
                Err(Fault::WouldOverwrite {
                    file: path.display().to_string(),
                })
            }
            Err(failed) => Err(cannot(&path, &failed.error, lang)),
        }
    }
}

fn cannot(path: &Path, error: &io::Error, lang: Lang) -> Fault {
    Fault::CannotWrite {
        file: path.display().to_string(),
        detail: words(error, lang),
    }
}

/// Does something with the list of files that are not in their places yet.
fn pending(change: impl FnOnce(&mut Vec<PathBuf>)) {
    static PENDING: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());
    change(&mut PENDING.lock().unwrap_or_else(PoisonError::into_inner));
}

/// Ctrl-C, or being told to end, removes what is half written.
fn clean_up_when_stopped() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // Without a handler the system ends the program all the same.
        let _ = ctrlc::set_handler(|| {
            pending(|paths| {
                for path in paths.drain(..) {
                    let _ = std::fs::remove_file(path);
                }
                std::process::exit(130);
            });
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_when_writing_fails() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let target = Target {
            path: folder.path().join("a.xlsx"),
            replaces: false,
        };
        let failed = stage(target, Lang::Zh, |out| {
            out.write_all(b"half")?;
            Err(io::ErrorKind::StorageFull.into())
        });
        assert!(failed.is_err_and(|fault| fault.message(Lang::Zh).contains("磁盘已满")));
        assert_eq!(folder.path().read_dir()?.count(), 0);
        Ok(())
    }

    #[test]
    fn a_file_that_appeared_meanwhile_stays() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("a.xlsx");
        let target = Target {
            path: path.clone(),
            replaces: false,
        };
        let staged = stage(target, Lang::Zh, |out| out.write_all(b"new"));
        std::fs::write(&path, "theirs")?;
        assert!(staged.and_then(|staged| staged.commit(Lang::Zh)).is_err());
        assert_eq!(std::fs::read_to_string(&path)?, "theirs");
        assert_eq!(folder.path().read_dir()?.count(), 1);
        Ok(())
    }
}
