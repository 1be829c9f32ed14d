//! From the raw rule file to the compiled scheme.

mod award;
mod combine;
mod decide;
mod frame;
mod gather;
mod guard;
mod leaf;
mod ledger;
mod node;
mod quota;
mod reach;
mod rollup;
mod sane;
mod scope;
mod summary;
mod veto;

use std::collections::BTreeMap;

pub(crate) use decide::NO_GRADE;
use sha2::{Digest, Sha256};
use toml::de::DeTable;

use super::award::GroupColumn;
use super::frame::{Frame, FrameId};
use super::mistake::{Mistake, MistakeKind, Wanted};
use super::model::{
    Column, Combine, Content, Criterion, CriterionId, Holds, Input, NoRecord, Owner, Scheme,
};
use super::raw::{Blank, Decide, Kind, Level, RawFile};
use super::read::{At, Mistakes, Span, Table};
use crate::formula::{Expr, Ref, Type, Value};
use crate::number::{Decimal, Mode, Rounding};

impl Scheme {
    /// Reads, checks and compiles the text of a rule file.
    ///
    /// # Errors
    /// Every mistake found, in the order of the text.
    pub fn parse(text: &str) -> Result<Scheme, Vec<Mistake>> {
        let (document, errors) = DeTable::parse_recoverable(text);
        if !errors.is_empty() {
            return Err(errors
                .iter()
                .map(|error| syntax_mistake(text, error))
                .collect());
        }
        let mut mistakes = Mistakes::default();
        let table = Table::of(document.get_ref(), 0..0);
        let raw = RawFile::from_table(&table, &mut mistakes);
        let mut scheme = raw.as_ref().and_then(|raw| build(text, raw, &mut mistakes));
        if let (Some(raw), Some(scheme), true) = (&raw, &mut scheme, mistakes.0.is_empty()) {
            let found = sane::check(raw, scheme);
            mistakes.0.extend(found.mistakes);
            scheme.cautions = found.cautions;
        }
        let mut mistakes = mistakes.0;
        mistakes.sort_by_key(|mistake| (mistake.span.start, mistake.span.end));
        mistakes.dedup();
        match scheme {
            Some(scheme) if mistakes.is_empty() => Ok(scheme),
            _ => Err(mistakes),
        }
    }
}

/// A syntax error of TOML. The one that everybody makes first, a Chinese key, is told apart.
fn syntax_mistake(text: &str, error: &toml::de::Error) -> Mistake {
    let span = error.span().unwrap_or(0..0);
    let line_start = text
        .get(..span.start)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |at| at + 1);
    let line = text
        .get(line_start..)
        .and_then(|rest| rest.lines().next())
        .unwrap_or_default();
    let key = line.split('=').next().unwrap_or_default().trim();
    let chinese_key =
        line.contains('=') && !key.starts_with(['"', '\'', '#', '[']) && !key.is_ascii();
    if chinese_key {
        let start = line_start + line.find(key).unwrap_or_default();
        return Mistake {
            span: start..start + key.len(),
            kind: MistakeKind::ChineseKey,
        };
    }
    Mistake {
        span,
        kind: MistakeKind::Syntax {
            detail: error.message().to_owned(),
        },
    }
}

/// What is being built, and what was wrong so far.
struct Builder<'a> {
    text: &'a str,
    mistakes: &'a mut Mistakes,
    rounding: Rounding,
    /// Totals are multiples of this, where the scheme says so.
    unit: Option<Decimal>,
    decide: Decide,
    frames: Vec<Frame>,
    /// The frame whose columns are being built.
    frame: FrameId,
    columns: Vec<Column>,
    criteria: Vec<Criterion>,
    /// Id of each criterion and where it was written.
    ids: BTreeMap<String, Span>,
    /// Criteria whose marks are known to be wrong, and what their children make; zero: nothing is
    /// known of them.
    doubtful: BTreeMap<CriterionId, Decimal>,
    /// The subject's name.
    subject: Ref,
    attributes: Vec<Ref>,
    facts: Vec<Ref>,
    convert: Vec<Level>,
    /// What sheets keyed by an attribute's values are asked for.
    group_columns: Vec<GroupColumn>,
}

/// What a node hands down to the nodes below it.
#[derive(Clone)]
struct Inherited {
    blank: Blank,
    clamp: bool,
    not_applicable: bool,
    /// For whom it is inspected.
    when: Option<Expr>,
}

fn build(text: &str, raw: &RawFile, mistakes: &mut Mistakes) -> Option<Scheme> {
    let head = &raw.scheme.value;
    let numbers = raw.numbers.as_ref();
    let mode = numbers
        .and_then(|n| n.rounding.as_ref())
        .map_or(Mode::HalfUp, |mode| mode.value.into());
    let places = numbers.and_then(|n| n.places.as_ref());
    let places = places
        .and_then(|places| whole(places, 0, 12, mistakes))
        .unwrap_or(2);
    let unit = numbers.and_then(|n| n.step.as_ref());
    let unit = unit.filter(|step| {
        let positive = step.value > Decimal::ZERO;
        if !positive {
            let wanted = Wanted::Positive;
            mistakes.add(step.span.clone(), MistakeKind::WrongKind { wanted });
        }
        positive
    });
    // Multiples of 0.5 have one place, of 0.25 two.
    let places = unit.map_or(places, |unit| {
        i32::try_from(unit.value.scale()).unwrap_or(places)
    });
    let missing = raw.missing.as_ref();
    let inherited = Inherited {
        blank: missing.and_then(|m| m.blank).unwrap_or(Blank::Problem),
        clamp: missing.and_then(|m| m.clamp).unwrap_or(false),
        not_applicable: missing.and_then(|m| m.not_applicable).unwrap_or(true),
        when: None,
    };
    let convert = missing
        .map(|m| m.convert.clone())
        .filter(|levels| !levels.is_empty());

    let mut builder = Builder {
        text,
        mistakes,
        rounding: Rounding { mode, places },
        unit: unit.map(|unit| unit.value),
        decide: numbers.and_then(|n| n.decide).unwrap_or(Decide::Rounded),
        frames: vec![frame::subjects()],
        frame: FrameId::SUBJECT,
        columns: Vec::new(),
        criteria: Vec::new(),
        ids: BTreeMap::new(),
        doubtful: BTreeMap::new(),
        attributes: Vec::new(),
        facts: Vec::new(),
        subject: Ref(0),
        convert: convert.unwrap_or_else(|| vec![Level::Total]),
        group_columns: Vec::new(),
    };
    builder.subject();
    builder.roster(raw);
    builder.ledgers(raw);
    builder.facts(raw);
    let trees = builder.trees(raw, &inherited);
    let scopes = builder.named(&trees.tops);
    let above = builder.summary(raw, &trees, &scopes);
    let gates = builder.gates(raw, &above.scope);
    let decided = above.scope.with_total(above.summary.decides);
    let ranking = builder.ranking(raw, &decided, above.summary.grade);
    let awards = builder.awards(raw, &decided, above.summary.grade);
    let rollups = builder.rollups(raw, &decided, above.summary.grade);

    let checks = builder.checks(raw);
    let Builder {
        frames,
        columns,
        criteria,
        subject: name,
        attributes,
        facts,
        rounding,
        group_columns,
        ..
    } = builder;
    Some(Scheme {
        id: head.id.value.clone(),
        title: head.title.value.clone(),
        version: head.version.value.clone(),
        subject: head
            .subject
            .as_ref()
            .map_or_else(|| "单位".to_owned(), |at| at.value.clone()),
        marks: head.marks.value,
        combine: head.combine.as_ref().map_or(Combine::Sum, |at| at.value),
        conversion: trees.conversion,
        basis: head.basis.clone(),
        note: head.note.clone(),
        sha256: hex(&Sha256::digest(text.as_bytes())),
        rounding,
        unit: unit.map(|unit| unit.value),
        no_record: missing
            .and_then(|m| m.no_record)
            .unwrap_or(NoRecord::Absent),
        reasons: missing.and_then(|m| m.reasons).unwrap_or(false),
        explanations: missing.and_then(|m| m.explanations).unwrap_or(false),
        frames,
        columns,
        name,
        attributes,
        facts,
        criteria,
        tops: trees.tops,
        bonuses: trees.bonuses,
        penalties: trees.penalties,
        summary: above.summary,
        checks,
        gates,
        vetoes: above.vetoes,
        grades: above.grades,
        ranking,
        awards,
        rollups,
        group_columns,
        cautions: Vec::new(),
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A whole number within limits.
fn whole(number: &At<Decimal>, low: i32, high: i32, mistakes: &mut Mistakes) -> Option<i32> {
    let value = i32::try_from(number.value.trunc()).ok();
    let value =
        value.filter(|value| number.value.fract().is_zero() && (low..=high).contains(value));
    if value.is_none() {
        mistakes.add(
            number.span.clone(),
            MistakeKind::WrongKind {
                wanted: Wanted::Whole,
            },
        );
    }
    value
}

impl Builder<'_> {
    /// The next column's reference.
    fn push(&mut self, column: Column) -> Ref {
        let name = Ref(u32::try_from(self.columns.len()).unwrap_or(u32::MAX));
        if let Some(frame) = self.frames.get_mut(column.frame.index()) {
            frame.columns.push(name);
        }
        self.columns.push(column);
        name
    }

    fn computed(&mut self, name: &str, owner: Owner, kind: Type, expr: Expr, applies: bool) -> Ref {
        let content = Content::Computed(expr);
        self.push(Column {
            name: name.into(),
            owner,
            frame: self.frame,
            kind,
            unit: None,
            applies,
            content,
        })
    }

    fn read(&mut self, name: &str, owner: Owner, unit: Option<String>, input: Input) -> Ref {
        let kind = match input.holds {
            Holds::Choice(_) | Holds::Text => Type::Text,
            Holds::YesNo => Type::Bool,
            Holds::Date => Type::Date,
            _ => Type::Number,
        };
        let applies = !input.not_applicable
            && input.blank != Some(Value::NotApplicable)
            && input.when.is_none();
        self.push(Column {
            name: name.into(),
            owner,
            frame: self.frame,
            kind,
            unit,
            applies,
            content: Content::Read(input),
        })
    }

    fn applies(&self, name: Ref) -> bool {
        self.columns
            .get(name.index())
            .is_some_and(|column| column.applies)
    }

    /// Line of the rule file, counted from 1.
    fn line(&self, span: &Span) -> usize {
        self.text
            .get(..span.start)
            .map_or(1, |before| before.matches('\n').count() + 1)
    }

    /// The subject's name, for conditions that compare it.
    fn subject(&mut self) {
        let input = Input {
            holds: Holds::Text,
            blank: None,
            not_applicable: false,
            when: None,
            clamp: false,
            headings: Vec::new(),
            each: None,
        };
        self.subject = self.read("单位", Owner::Subject, None, input);
    }

    fn roster(&mut self, raw: &RawFile) {
        let Some(roster) = &raw.roster else { return };
        for attribute in &roster.attributes {
            let holds = holds(attribute.kind.unwrap_or(Kind::Text));
            let required = attribute.required.unwrap_or(false);
            let input = Input {
                holds,
                blank: if required {
                    None
                } else {
                    Some(Value::NotApplicable)
                },
                not_applicable: !required,
                when: None,
                clamp: false,
                headings: attribute.aliases.clone(),
                each: None,
            };
            self.refuse_second_name(&attribute.name);
            let name = self.read(
                &attribute.name.value,
                Owner::Attribute,
                attribute.unit.clone(),
                input,
            );
            self.attributes.push(name);
        }
    }

    /// Facts and attributes share one space of names.
    fn refuse_second_name(&mut self, name: &At<String>) {
        if self
            .columns
            .iter()
            .any(|column| *column.name == *name.value)
        {
            let kind = MistakeKind::DuplicateName {
                name: name.value.clone(),
            };
            self.mistakes.add(name.span.clone(), kind);
        }
    }
}

/// What an input of a kind may hold.
fn holds(kind: Kind) -> Holds {
    match kind {
        Kind::Number => Holds::Number,
        Kind::Signed => Holds::Signed,
        Kind::Count => Holds::Count,
        Kind::Percent => Holds::Percent,
        Kind::Text => Holds::Text,
        Kind::YesNo => Holds::YesNo,
        Kind::Date => Holds::Date,
    }
}

/// What a blank counts as, for an input of this kind; `Err` where the two do not go together.
fn filling(blank: Blank, holds: &Holds) -> Result<Option<Value>, MistakeKind> {
    let level = |wanted: &dyn Fn(Decimal) -> bool| match holds {
        Holds::Choice(levels) => {
            let level = levels.iter().find(|(_, marks)| wanted(*marks));
            level.map(|(word, _)| Value::Text(word.as_str().into()))
        }
        _ => None,
    };
    let filled = match (blank, holds) {
        (Blank::Problem, _) => return Ok(None),
        (Blank::NotApplicable, _) => Some(Value::NotApplicable),
        (Blank::Full, Holds::Marks { full }) => Some(Value::Number(*full)),
        (Blank::Full, Holds::Loss { .. } | Holds::Count) => Some(Value::Number(Decimal::ZERO)),
        (Blank::Zero, Holds::Marks { .. } | Holds::Loss { .. } | Holds::Count) => {
            Some(Value::Number(Decimal::ZERO))
        }
        (Blank::Zero, Holds::Number | Holds::Signed | Holds::Percent) => {
            Some(Value::Number(Decimal::ZERO))
        }
        // Never handed in: later than any day it could be due.
        (Blank::Zero, Holds::Date) => Some(Value::Date(jiff::civil::Date::constant(9999, 12, 31))),
        (Blank::Full | Blank::Zero, Holds::YesNo) => Some(Value::Bool(blank == Blank::Full)),
        (Blank::Zero, Holds::Choice(_)) => level(&|marks| marks.is_zero()),
        _ => None,
    };
    filled.map(Some).ok_or(MistakeKind::BlankDoesNotFit)
}
