//! Losses without a reason and 不涉及 without an explanation, where the scheme wants them.

use std::collections::HashSet;

use super::at_name;
use crate::formula::{Ref, Value};
use crate::intake::merge::Merged;
use crate::intake::remark::says_something;
use crate::number::{Decimal, plain};
use crate::problem::{Fault, Place, Problem};
use crate::round::{Finding, Purpose, Round, RowId, SubjectId};
use crate::scheme::{Branch, Criterion, CriterionId, FrameId, Holds, Method, Record, Scheme};
use crate::score::Scorer;

/// What lacks words: the fault, its place where it has one, the item.
type Lack = (Fault, Option<Place>, String);

pub(super) fn check(
    scheme: &Scheme,
    merged: &mut Merged,
    reported: &HashSet<Place>,
    problems: &mut Vec<Problem>,
) {
    if !scheme.reasons && !scheme.explanations {
        return;
    }
    let items = items(scheme);
    for index in 0..merged.round.subjects.len() {
        let subject = SubjectId(u32::try_from(index).unwrap_or(u32::MAX));
        if !merged.round.subjects[index].inspected {
            continue;
        }
        let seeker = Seeker {
            scheme,
            round: &merged.round,
            reported,
        };
        let mut lacks = Vec::new();
        for (frame, items) in &items {
            seeker.items(*frame, items, subject, &mut lacks);
        }
        if scheme.reasons {
            seeker.findings(subject, &mut lacks);
        }
        for (fault, place, criterion) in lacks {
            let mut problem = at_name(merged, subject, fault, Some(criterion));
            if let Some(place) = place {
                problem.place = place;
            }
            problems.push(problem);
            merged.round.subjects[index].faulty = true;
        }
    }
}

/// The items that are filled in, by the frame they are inspected in.
fn items(scheme: &Scheme) -> Vec<(FrameId, Vec<CriterionId>)> {
    let mut frames: Vec<(FrameId, Vec<CriterionId>)> = Vec::new();
    for (index, criterion) in scheme.criteria.iter().enumerate() {
        // What is computed from facts alone has no cell that a reason could stand beside.
        if !criterion.children.is_empty() || criterion.inputs.is_empty() {
            continue;
        }
        let id = CriterionId(u32::try_from(index).unwrap_or(u32::MAX));
        let frame = scheme.column(criterion.inspected).frame;
        match frames.iter_mut().find(|(of, _)| *of == frame) {
            Some((_, items)) => items.push(id),
            None => frames.push((frame, vec![id])),
        }
    }
    frames
}

struct Seeker<'a> {
    scheme: &'a Scheme,
    round: &'a Round,
    /// Cells whose problem is known already.
    reported: &'a HashSet<Place>,
}

impl Seeker<'_> {
    /// The items of one frame, in each of its rows.
    fn items(
        &self,
        frame: FrameId,
        items: &[CriterionId],
        subject: SubjectId,
        lacks: &mut Vec<Lack>,
    ) {
        let (scheme, round) = (self.scheme, self.round);
        // What grows beyond all digits is said where it is scored.
        let rows = Scorer { scheme, round }.rows(frame, subject);
        for (row, values) in rows.unwrap_or_default() {
            for id in items {
                let criterion = scheme.criterion(*id);
                if scheme.explanations
                    && let Some(name) = self.unexplained(row, *id, &values)
                {
                    let fault = Fault::NoExplanation {
                        title: criterion.title.clone(),
                    };
                    let place = round.place_of(round.cell_of(row, name));
                    lacks.push((fault, place, criterion.id.clone()));
                }
                if scheme.reasons
                    && let Some(lost) = self.lost_without_reason(row, *id, &values)
                {
                    let fault = Fault::NoReason {
                        title: criterion.title.clone(),
                        lost: plain(lost),
                    };
                    lacks.push((
                        fault,
                        self.place(row, criterion, &values),
                        criterion.id.clone(),
                    ));
                }
            }
        }
    }

    /// The first cell of an item that is 不涉及 and has no explanation.
    fn unexplained(&self, row: RowId, id: CriterionId, values: &[Value]) -> Option<Ref> {
        let criterion = self.scheme.criterion(id);
        let mut inputs = criterion.inputs.iter().copied();
        let name = inputs.find(|name| self.says_not_applicable(row, *name, values))?;
        let said = self
            .round
            .remarks(self.scheme, row, id, Purpose::NotApplicable);
        said.is_empty().then_some(name)
    }

    /// Whether somebody wrote 不涉及, or left blank what the scheme then takes for it, in an item
    /// that is for this subject.
    fn says_not_applicable(&self, row: RowId, name: Ref, values: &[Value]) -> bool {
        let cell = self.round.cell_of(row, name);
        let Some(input) = self.scheme.column(name).input() else {
            return false;
        };
        if cell.is_unset() {
            return false;
        }
        let value = cell.value(self.round).or_else(|| input.blank.clone());
        let wanted = input
            .when
            .as_ref()
            .is_none_or(|when| when.value(values).is_ok_and(|held| held.holds()));
        wanted && value.is_some_and(|value| value.is_not_applicable())
    }

    /// What an item lost, if neither a remark nor a finding says why.
    fn lost_without_reason(
        &self,
        row: RowId,
        id: CriterionId,
        values: &[Value],
    ) -> Option<Decimal> {
        let criterion = self.scheme.criterion(id);
        let score = values.get(criterion.inspected.index())?.number()?;
        let full = match &criterion.method {
            Some(Method::Deduct { start, .. }) => *start,
            _ => criterion.marks,
        };
        let lost = match criterion.branch {
            Branch::Score => full.checked_sub(score)?,
            Branch::Penalty => score.abs(),
            Branch::Bonus => return None,
        };
        let known =
            lost > Decimal::ZERO && criterion.inputs.iter().all(|name| self.known(row, *name));
        if !known || self.logged(row, criterion, values) {
            return None;
        }
        let said = self.round.remarks(self.scheme, row, id, Purpose::Loss);
        said.is_empty().then_some(lost)
    }

    /// Whether a cell holds what it should, so that a loss can be told from it.
    fn known(&self, row: RowId, name: Ref) -> bool {
        let cell = self.round.cell_of(row, name);
        let blank = self.scheme.column(name).input();
        let blank = blank.is_some_and(|input| input.blank.is_some() || input.when.is_some());
        let bad = cell.is_blank()
            && self
                .round
                .place_of(cell)
                .is_some_and(|place| self.reported.contains(&place));
        !bad && (!cell.is_blank() || blank)
    }

    /// Whether all that costs marks comes from logs, whose lines have reasons of their own.
    fn logged(&self, row: RowId, criterion: &Criterion, values: &[Value]) -> bool {
        let is_logged = |name: &Ref| self.round.cell_of(row, *name).is_logged();
        let costing = costing(criterion, values);
        match costing.as_slice() {
            [] => criterion.inputs.iter().any(is_logged),
            costing => costing.iter().all(is_logged),
        }
    }

    /// The cell that an item's loss is shown at: of several clauses the first that something was
    /// found under.
    fn place(&self, row: RowId, criterion: &Criterion, values: &[Value]) -> Option<Place> {
        let at = |name: &Ref| self.round.place_of(self.round.cell_of(row, *name));
        let costing = costing(criterion, values);
        let mut cells = costing.iter().chain(&criterion.inputs);
        cells.find_map(at).or_else(|| self.row_place(row))
    }

    /// Where a row of a frame was read; nothing for a subject's own, which has its name.
    fn row_place(&self, row: RowId) -> Option<Place> {
        let frame = self.scheme.frames.get(row.frame.index())?;
        let mut columns = frame
            .columns
            .iter()
            .filter(|_| row.frame != FrameId::SUBJECT);
        columns.find_map(|name| self.round.place_of(self.round.cell_of(row, *name)))
    }

    /// Lines of logs that cost marks and say nothing.
    fn findings(&self, subject: SubjectId, lacks: &mut Vec<Lack>) {
        let findings = &self.round.findings;
        let start = findings.partition_point(|finding| finding.subject < subject);
        let own = findings.get(start..).unwrap_or_default();
        for finding in own.iter().take_while(|finding| finding.subject == subject) {
            let said = finding.reason.as_deref().is_some_and(says_something);
            if said || !self.costs(finding) {
                continue;
            }
            let fault = Fault::FindingWithoutReason {
                title: self.scheme.label(finding.input),
                lost: self.price(finding).map(plain),
            };
            let place = self.round.place(finding.record, finding.col);
            let criterion = self.scheme.concerns(finding.input);
            lacks.push((fault, Some(place), criterion));
        }
    }

    /// Whether a finding loses marks; one of a bonus, or of a clause that gains, does not.
    fn costs(&self, finding: &Finding) -> bool {
        let Some(criterion) = self.owner(finding) else {
            return false;
        };
        let gains = match &criterion.method {
            Some(Method::Deduct { clauses, .. }) => {
                let mut clauses = criterion.inputs.iter().zip(clauses);
                clauses.any(|(name, clause)| *name == finding.input && clause.gains)
            }
            _ => false,
        };
        !finding.amount.is_zero() && !gains && criterion.branch != Branch::Bonus
    }

    /// What a finding costs by its clause, before any cap.
    fn price(&self, finding: &Finding) -> Option<Decimal> {
        let input = self.scheme.column(finding.input).input()?;
        match input.holds {
            Holds::Loss { .. } => Some(finding.amount),
            _ => input.each?.checked_mul(finding.amount),
        }
    }

    fn owner(&self, finding: &Finding) -> Option<&Criterion> {
        let mut criteria = self.scheme.criteria.iter();
        criteria.find(|criterion| criterion.inputs.contains(&finding.input))
    }
}

/// The clauses of an item that something was found under, and that cost marks.
fn costing(criterion: &Criterion, values: &[Value]) -> Vec<Ref> {
    let Some(Method::Deduct {
        clauses,
        record: Record::Count,
        ..
    }) = &criterion.method
    else {
        return Vec::new();
    };
    let found = |name: &Ref| {
        let value = values.get(name.index()).and_then(Value::number);
        value.is_some_and(|value| !value.is_zero())
    };
    let costs = criterion.inputs.iter().copied().zip(clauses);
    costs
        .filter(|(name, clause)| !clause.gains && found(name))
        .map(|(name, _)| name)
        .collect()
}
