//! Problems and repairs in JSON.

use serde::Serialize;

use super::Report;
use crate::problem::{Fault, Lang, Place, Problem, Repair};
use crate::scheme::AtLine;

/// A problem (`error`), an open decision (`warning`) or a repair (`notice`).
#[derive(Serialize)]
pub(super) struct Note<'a> {
    code: &'static str,
    severity: &'static str,
    file: Option<String>,
    sheet: Option<String>,
    cell: Option<String>,
    subject: Option<&'a str>,
    criterion: Option<&'a str>,
    message: String,
    help: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<&'a str>,
}

impl<'a> Note<'a> {
    /// What stops a value from counting.
    pub fn problem(problem: &'a Problem, lang: Lang) -> Self {
        Note {
            subject: problem.subject.as_deref(),
            criterion: problem.criterion.as_deref(),
            ..Note::fault(&problem.fault, "error", &problem.place, lang)
        }
    }

    /// What was normalised.
    pub fn repair(repair: &'a Repair, lang: Lang) -> Self {
        Note {
            code: repair.mending.code(),
            severity: "notice",
            subject: repair.subject.as_deref(),
            criterion: repair.criterion.as_deref(),
            message: repair.mending.message(lang).to_owned(),
            help: repair.mending.help(lang).to_owned(),
            before: Some(&repair.before),
            after: Some(&repair.after),
            ..Note::at(&repair.place)
        }
    }

    fn fault(fault: &Fault, severity: &'static str, place: &Place, lang: Lang) -> Self {
        Note {
            code: fault.code(),
            severity,
            message: fault.message(lang),
            help: fault.help(lang),
            ..Note::at(place)
        }
    }

    fn at(place: &Place) -> Self {
        Note {
            code: "",
            severity: "",
            file: place.file.as_deref().map(str::to_owned),
            sheet: place.sheet.as_deref().map(str::to_owned),
            cell: place.cell.map(|cell| cell.to_string()),
            subject: None,
            criterion: None,
            message: String::new(),
            help: String::new(),
            before: None,
            after: None,
        }
    }
}

/// Ties across a quota line that the scheme leaves to people.
pub(super) fn contested<'a>(report: &'a Report<'a>, lang: Lang) -> impl Iterator<Item = Note<'a>> {
    let open = report.contested().into_iter();
    let open = open.filter(|tie| tie.at_line == AtLine::Report);
    open.map(move |tie| {
        let award = match tie.group {
            Some(group) => format!("{}({group})", tie.award),
            None => tie.award.to_owned(),
        };
        let names = tie.names.into_iter().map(str::to_owned).collect();
        let fault = Fault::TieAtQuota { award, names };
        Note::fault(&fault, "warning", &Place::default(), lang)
    })
}

/// Where quota tables and groups do not fit.
pub(super) fn quota_gaps<'a>(report: &'a Report<'a>, lang: Lang) -> impl Iterator<Item = Note<'a>> {
    let gaps = report.quota_gaps().into_iter();
    gaps.map(move |(award, fault)| Note {
        criterion: Some(award),
        ..Note::fault(&fault, "warning", &Place::default(), lang)
    })
}
