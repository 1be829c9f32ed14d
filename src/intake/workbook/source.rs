use std::sync::Arc;

/// The bytes of a workbook: the caller's own, or a copy in which entry names were put right.
#[derive(Clone)]
pub(super) enum Source<'a> {
    Lent(&'a [u8]),
    Mended(Arc<[u8]>),
}

impl AsRef<[u8]> for Source<'_> {
    fn as_ref(&self) -> &[u8] {
        match self {
            Source::Lent(bytes) => bytes,
            Source::Mended(bytes) => bytes,
        }
    }
}
