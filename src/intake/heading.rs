//! What a heading means: the words of a scheme, and those that every table has.

use std::collections::HashMap;

use super::remark;
use super::value::key;
use crate::formula::Ref;
use crate::number::Decimal;
use crate::round::Purpose;
use crate::scheme::{Criterion, CriterionId, Frame, Owner, Scheme};

/// What stands below a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Target {
    /// The subject's name.
    Subject,
    /// Its code.
    Code,
    /// Values of a column of the scheme.
    Column(Ref),
    /// What tells the rows of a subject apart, by number in the vocabulary.
    Label(u16),
    /// The clause of a finding.
    Clause,
    /// Marks lost by a finding.
    Loss,
    /// Occurrences of a finding.
    Times,
    /// Why marks were lost.
    Reason,
    /// Why something does not apply.
    Explanation,
    /// Either of the two, for what the headings name.
    Remark(Purpose, CriterionId),
    /// The check team or inspector.
    Team,
    /// The day of the check.
    Date,
    /// Something that is computed or only for people: serial numbers, subtotals, remarks.
    Ignored,
}

/// Headings and their meanings.
pub(super) struct Vocabulary {
    columns: HashMap<String, Vec<Ref>>,
    groups: HashMap<String, Vec<CriterionId>>,
    owners: HashMap<Ref, CriterionId>,
    subject: String,
    /// Headings of what tells the rows of a subject apart.
    labels: HashMap<String, u16>,
    /// The names of the frames they are for.
    frames: Vec<String>,
    /// For each criterion, itself and all criteria above it.
    lines: Vec<Vec<CriterionId>>,
}

const SUBJECTS: &[&str] = &[
    "单位",
    "单位名称",
    "参评单位",
    "被检查单位",
    "受检单位",
    "被检单位",
    "参赛单位",
    "参评单位名称",
    "企业",
    "企业名称",
    "参赛企业",
    "站名",
    "站点",
    "名称",
];
const CODES: &[&str] = &[
    "统一社会信用代码",
    "社会信用代码",
    "信用代码",
    "单位代码",
    "编码",
    "代码",
    "单位编号",
];
const CLAUSES: &[&str] = &[
    "条款",
    "检查条款",
    "扣分条款",
    "检查项目",
    "扣分项目",
    "项目",
    "指标",
    "条款编号",
    "评分项目",
];
const LOSSES: &[&str] = &["扣分", "扣分值", "扣减分数", "扣分数", "应扣分"];
const TIMES: &[&str] = &["次数", "扣次", "处数", "人次", "数量", "起数"];
const TEAMS: &[&str] = &["检查组", "检查人", "检查人员", "检查来源", "检查员"];
const DATES: &[&str] = &["日期", "检查日期", "检查时间", "时间"];
const IGNORED: &[&str] = &[
    "序号",
    "编号",
    "备注",
    "小计",
    "合计",
    "总计",
    "总分",
    "得分",
    "总得分",
    "名次",
    "排名",
    "等级",
    "星级",
    "评语",
    "签字",
    "整改期限",
    "联系人",
    "电话",
    "联系电话",
    "平均分",
    "加分",
    "扣分合计",
    "加分合计",
];

impl Vocabulary {
    pub fn of(scheme: &Scheme) -> Vocabulary {
        let mut vocabulary = Vocabulary {
            columns: HashMap::new(),
            groups: HashMap::new(),
            owners: HashMap::new(),
            subject: key(&scheme.subject),
            labels: HashMap::new(),
            frames: Vec::new(),
            lines: Vec::new(),
        };
        for frame in &scheme.frames {
            if frame.label.is_some() {
                vocabulary.add_label(frame);
            }
        }
        for (index, criterion) in scheme.criteria.iter().enumerate() {
            let id = CriterionId(u32::try_from(index).unwrap_or(u32::MAX));
            let mut line = criterion
                .parent
                .map(|parent| vocabulary.lines[parent.index()].clone())
                .unwrap_or_default();
            line.push(id);
            vocabulary.lines.push(line);
            for heading in headings(criterion) {
                vocabulary.groups.entry(heading).or_default().push(id);
            }
            if let [input] = criterion.inputs.as_slice() {
                headings(criterion)
                    .into_iter()
                    .for_each(|heading| vocabulary.add(heading, *input));
            }
        }
        for (index, column) in scheme.columns.iter().enumerate() {
            let Some(input) = column.input() else {
                continue;
            };
            if matches!(column.owner, Owner::Subject | Owner::Label | Owner::Entry) {
                continue;
            }
            let name = Ref(u32::try_from(index).unwrap_or(u32::MAX));
            if let Owner::Input(id) | Owner::Score(id) = column.owner {
                vocabulary.owners.insert(name, id);
                let criterion = scheme.criterion(id);
                for prefix in headings(criterion) {
                    vocabulary.add(format!("{prefix}{}", key(&column.name)), name);
                }
            }
            vocabulary.add(key(&column.name), name);
            for heading in &input.headings {
                vocabulary.add(key(heading), name);
            }
        }
        vocabulary
    }

    /// The headings of a ledger, and of nothing else.
    pub fn ledger(scheme: &Scheme, frame: &Frame) -> Vocabulary {
        let mut vocabulary = Vocabulary {
            columns: HashMap::new(),
            groups: HashMap::new(),
            owners: HashMap::new(),
            subject: key(&scheme.subject),
            labels: HashMap::new(),
            frames: Vec::new(),
            lines: Vec::new(),
        };
        for name in &frame.columns {
            let column = scheme.column(*name);
            let Some(input) = column.input() else {
                continue;
            };
            vocabulary.add(key(&column.name), *name);
            for heading in &input.headings {
                vocabulary.add(key(heading), *name);
            }
        }
        vocabulary
    }

    /// Frames of one name share a heading: 检查来源 stands for every criterion that has several.
    fn add_label(&mut self, frame: &Frame) {
        let known = self.frames.iter().position(|name| *name == frame.name);
        let at = known.unwrap_or_else(|| {
            self.frames.push(frame.name.clone());
            self.frames.len() - 1
        });
        let at = u16::try_from(at).unwrap_or(u16::MAX);
        for heading in std::iter::once(&frame.name).chain(&frame.aliases) {
            self.labels.entry(key(heading)).or_insert(at);
        }
    }

    /// The names of frames whose rows a label tells apart.
    pub fn frames(&self) -> &[String] {
        &self.frames
    }

    fn add(&mut self, heading: String, name: Ref) {
        let names = self.columns.entry(heading).or_default();
        if !names.contains(&name) {
            names.push(name);
        }
    }

    /// Whether a text is a heading for the subject's name.
    pub fn is_subject(&self, text: &str) -> bool {
        let text = undecorated(&key(text));
        text == self.subject
            || text == format!("{}名称", self.subject)
            || SUBJECTS.contains(&text.as_str())
    }

    /// The clause that a log names: an input by any of its headings.
    pub fn clause(&self, text: &str) -> Option<Ref> {
        match self.columns_of(text).next()? {
            [name] if self.owners.contains_key(name) => Some(*name),
            _ => None,
        }
    }

    /// The clauses of a criterion that has several, where a log names only the criterion.
    pub fn several(&self, scheme: &Scheme, text: &str) -> Option<String> {
        let ids = variants(text)
            .into_iter()
            .find_map(|text| self.groups.get(&text))?;
        let inputs = ids.iter().flat_map(|id| &scheme.criterion(*id).inputs);
        let names: Vec<&str> = inputs
            .filter(|name| {
                scheme
                    .column(**name)
                    .input()
                    .is_some_and(|input| input.each.is_some())
            })
            .map(|name| &*scheme.column(*name).name)
            .collect();
        (names.len() > 1).then(|| names.join("、"))
    }

    /// Headings of clauses, for suggestions.
    pub fn clauses(&self, scheme: &Scheme) -> Vec<String> {
        scheme
            .columns
            .iter()
            .filter(|column| column.input().is_some_and(|input| input.each.is_some()))
            .map(|column| column.name.to_string())
            .collect()
    }

    /// What a column means whose header cells read, from the top down, like this.
    pub fn meaning(&self, parts: &[String]) -> Option<Target> {
        let all: Vec<&String> = parts.iter().collect();
        let words: Vec<&String> = parts.iter().filter(|part| !is_marks(part)).collect();
        // `6` below a title states its marks; `1.2` alone is the number of an item.
        self.last_known(&words).or_else(|| self.last_known(&all))
    }

    /// The meaning of the lowest part that has one.
    fn last_known(&self, parts: &[&String]) -> Option<Target> {
        let mut known = parts.iter().enumerate().rev();
        known.find_map(|(index, part)| self.word(part, &parts[..index]))
    }

    /// What one header cell means, below those above it.
    fn word(&self, part: &str, above: &[&String]) -> Option<Target> {
        let whole = key(part);
        if !self.columns.contains_key(&whole)
            && let Some((prefix, purpose)) = remark::split(&whole)
            && let Some(item) = self.item(&prefix, above)
        {
            return Some(Target::Remark(purpose, item));
        }
        let mut columns = self.columns_of(part);
        if let Some(name) = columns.find_map(|names| self.narrowed(names, above)) {
            return Some(Target::Column(name));
        }
        let text = undecorated(&whole);
        if let Some(target) = self.remark(&text, above) {
            return Some(target);
        }
        if let Some(label) = self.labels.get(&text) {
            return Some(Target::Label(*label));
        }
        if self.is_subject(part) {
            return Some(Target::Subject);
        }
        let lists: [(&[&str], Target); 7] = [
            (CODES, Target::Code),
            (CLAUSES, Target::Clause),
            (LOSSES, Target::Loss),
            (TIMES, Target::Times),
            (TEAMS, Target::Team),
            (DATES, Target::Date),
            (IGNORED, Target::Ignored),
        ];
        let common = lists
            .into_iter()
            .find(|(words, _)| words.contains(&text.as_str()));
        // 得分 below an item is the item's own column: the part above it decides.
        let item_above = above.iter().any(|part| {
            variants(part)
                .iter()
                .any(|text| self.columns.contains_key(text))
        });
        match common {
            Some((_, Target::Ignored | Target::Loss | Target::Times)) if item_above => None,
            Some((_, target)) => Some(target),
            // A section's own heading stands over a subtotal.
            None if above.is_empty()
                && variants(part)
                    .iter()
                    .any(|text| self.groups.contains_key(text)) =>
            {
                Some(Target::Ignored)
            }
            None => None,
        }
    }

    /// What a word for reasons or explanations means below other headings: it belongs to the
    /// nearest of them that names something of the scheme.
    fn remark(&self, text: &str, above: &[&String]) -> Option<Target> {
        let purpose = remark::purpose(text)?;
        let mut nearest = above.iter().enumerate().rev();
        let item = nearest.find_map(|(index, part)| self.item(part, &above[..index]));
        match (item, purpose) {
            (Some(item), _) => Some(Target::Remark(purpose, item)),
            (None, Purpose::Loss) => Some(Target::Reason),
            (None, Purpose::NotApplicable) => Some(Target::Explanation),
            (None, Purpose::Either) => None,
        }
    }

    /// The item, or the node with several, that a heading names.
    fn item(&self, text: &str, above: &[&String]) -> Option<CriterionId> {
        let mut columns = self.columns_of(text);
        if let Some(name) = columns.find_map(|names| self.narrowed(names, above)) {
            return self.owners.get(&name).copied();
        }
        // Without its number: `1.2 制度` is not believed where 制度 is 1.1.
        let whole = key(text);
        let bare = undecorated(&whole);
        let ids = self.groups.get(&whole).or_else(|| self.groups.get(&bare))?;
        match ids.as_slice() {
            [id] => Some(*id),
            _ => None,
        }
    }

    /// The columns a heading can mean. A number in front of a title must be that title's own:
    /// `1.2 制度` is not believed where 制度 is 1.1.
    fn columns_of<'v>(&'v self, text: &str) -> impl Iterator<Item = &'v [Ref]> + use<'v> {
        let whole = key(text);
        variants(text).into_iter().filter_map(move |variant| {
            let names = self.columns.get(&variant)?;
            let number = whole.split(variant.as_str()).next().unwrap_or_default();
            let number = number.trim_end_matches(['.', '、', ',', ')']);
            let other = self.groups.get(number).is_some_and(|ids| {
                !names.iter().any(|name| {
                    let line = self
                        .owners
                        .get(name)
                        .and_then(|id| self.lines.get(id.index()));
                    line.is_some_and(|line| ids.iter().any(|id| line.contains(id)))
                })
            });
            (!other).then_some(names.as_slice())
        })
    }

    /// The one column meant among several of a name, by the headings above it.
    fn narrowed(&self, names: &[Ref], above: &[&String]) -> Option<Ref> {
        if let [name] = names {
            return Some(*name);
        }
        let over: Vec<CriterionId> = above
            .iter()
            .flat_map(|part| variants(part))
            .filter_map(|text| self.groups.get(&text))
            .flatten()
            .copied()
            .collect();
        let below = |name: &&Ref| {
            let line = self
                .owners
                .get(name)
                .and_then(|id| self.lines.get(id.index()));
            line.is_some_and(|line| over.iter().any(|id| line.contains(id)))
        };
        let mut fitting = names.iter().filter(below);
        match (fitting.next(), fitting.next()) {
            (Some(name), None) => Some(*name),
            _ => None,
        }
    }
}

/// The headings of a criterion: title, id, both together, aliases.
fn headings(criterion: &Criterion) -> Vec<String> {
    let title = key(&criterion.title);
    let id = key(&criterion.id);
    let mut headings = vec![format!("{id}{title}"), title, id];
    headings.extend(criterion.aliases.iter().map(|alias| key(alias)));
    headings
}

/// A heading as it is, without its marks, and without its number.
fn variants(text: &str) -> Vec<String> {
    let whole = key(text);
    let bare = undecorated(&whole);
    let unnumbered = bare
        .trim_start_matches(|c: char| c.is_ascii_digit() || ".、,)".contains(c))
        .to_owned();
    let mut variants = vec![whole];
    for variant in [bare, unnumbered] {
        if !variant.is_empty() && !variants.contains(&variant) {
            variants.push(variant);
        }
    }
    variants
}

/// A heading without marks or units at its end: `组织领导(7分)`, `出勤率(%)`.
fn undecorated(text: &str) -> String {
    let mut bare = text;
    while let Some(open) = bare.strip_suffix(')').and_then(|inside| inside.rfind('(')) {
        if open == 0 {
            break;
        }
        bare = &bare[..open];
    }
    bare.trim_end_matches([':', ',']).to_owned()
}

/// Whether a header cell only states marks or a unit: `6`, `6分`, `(满分10分)`, `标准分`, `%`.
pub(super) fn is_marks(text: &str) -> bool {
    let text = key(text);
    let digits = digits_of_marks(&text);
    digits.is_empty() || crate::number::parse(digits).is_some()
}

/// The full marks that a header cell states: all of it, or in brackets at its end (`制度(20分)`).
pub(super) fn stated_marks(text: &str) -> Option<Decimal> {
    let text = key(text);
    if is_marks(&text) {
        return crate::number::parse(digits_of_marks(&text));
    }
    let (_, inside) = text.strip_suffix(')')?.rsplit_once('(')?;
    let said = inside.ends_with('分') || inside.starts_with("满分");
    said.then(|| crate::number::parse(digits_of_marks(inside)))
        .flatten()
}

/// What is left of stated marks without the words around them.
fn digits_of_marks(text: &str) -> &str {
    let text = text.trim_matches(['(', ')', ':', '%']);
    let text = ["满分分值为", "满分为", "满分", "标准分", "分值", "应得分"]
        .iter()
        .find_map(|prefix| text.strip_prefix(prefix))
        .unwrap_or(text);
    let text = text.trim_matches([':', '(', ')']);
    text.strip_suffix('分').unwrap_or(text)
}
