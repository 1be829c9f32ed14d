use std::sync::Arc;

/// Index of a subject in [`Round::subjects`](super::Round::subjects).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SubjectId(pub u32);

impl SubjectId {
    /// As an index.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What is ranked (参评单位).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Its name, cleaned.
    pub name: Arc<str>,
    /// 统一社会信用代码 or another code.
    pub code: Option<Arc<str>>,
    /// Whether anything was recorded for it: a row of a check sheet, a finding.
    pub inspected: bool,
    /// Whether one of its values has a problem, so that it cannot be scored.
    pub faulty: bool,
}

impl Subject {
    /// What subjects of equal standing are put in order by: code, then name.
    pub(crate) fn order(&self) -> (Option<&str>, &str) {
        (self.code.as_deref(), &self.name)
    }
}
