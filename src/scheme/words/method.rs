//! 评分办法: how an item is scored, in words.

use crate::formula::Ref;
use crate::number::{Decimal, plain};
use crate::problem::Lang;
use crate::scheme::{
    Branch, Clause, Criterion, Holds, Method, Partial, Record, Scheme, Side, Steps, Target,
};

impl Scheme {
    /// How an item is scored: `缺1人扣2分;扣完为止`. Empty for a criterion with children.
    #[must_use]
    pub fn method_words(&self, item: &Criterion, lang: Lang) -> String {
        let Some(method) = &item.method else {
            return String::new();
        };
        let said = match method {
            Method::Marks => by_judgement(item, lang),
            Method::Deduct {
                clauses,
                record,
                largest,
                start,
                up_to,
            } => {
                let said = self.deduct_words(item, clauses, *record, lang);
                format!("{said}{}", limits(item, *largest, (*start, *up_to), lang))
            }
            Method::Pass => pass(item, lang),
            Method::Choice(levels) => {
                let levels = levels.iter().map(|(word, marks)| {
                    // Without the colon a level called 没有 would deny its own marks.
                    let word = lang.pick(format!("{word}:"), word.clone());
                    gains(item, &word, *marks, lang)
                });
                levels.collect::<Vec<_>>().join(lang.pick(",", ", "))
            }
            Method::Counter { each, per, cap } => {
                let (verb, sign) = gain(item);
                let cap = plain(*cap);
                let one = gains(item, occurrence(per.as_deref(), lang), *each, lang);
                lang.pick(
                    format!("{one},最多{verb}{cap}分"),
                    format!("{one}, at most {sign}{cap}"),
                )
            }
            Method::Steps(steps) => {
                let figure = self.figure_words(item, lang);
                let percent = self.reads_share(item);
                let target = match &steps.target {
                    Target::Fixed(target) => shown(*target, percent),
                    Target::Computed(target) => {
                        target.words(&|name| self.column(name).name.to_string(), lang)
                    }
                };
                format!("{figure}{}", stepwise(steps, &target, percent, lang))
            }
            Method::Late { due, each, cap } => {
                let due = due.words(&|name| self.column(name).name.to_string(), lang);
                let (each, cap) = (plain(*each), plain(*cap));
                lang.pick(
                    format!("{due}前完成得满分,每迟1天扣{each}分,最多扣{cap}分"),
                    format!("full marks by {due}, −{each} a day after it, at most −{cap}"),
                )
            }
            Method::Line { zero, full } => {
                let figure = self.figure_words(item, lang);
                let percent = self.reads_share(item);
                let (zero, full) = (shown(*zero, percent), shown(*full, percent));
                let marks = plain(item.marks);
                lang.pick(
                    format!("{figure}{zero}得0分,{full}得{marks}分,中间按比例"),
                    format!("{figure}{zero}: 0, {full}: {marks}, in proportion between"),
                )
            }
            Method::Bands(bands) => {
                let percent = self.reads_share(item);
                let bands = bands
                    .iter()
                    .map(|(band, marks)| gains(item, &band.words_in(percent, lang), *marks, lang));
                let bands: Vec<String> = bands.collect();
                let figure = self.figure_words(item, lang);
                format!("{figure}{}", bands.join(lang.pick(";", "; ")))
            }
            // The formula says its rounding itself.
            Method::Formula => return self.formula_words(item, lang),
        };
        format!("{said}{}", self.rounded_words(item, lang))
    }

    /// The clause that an input counts the occurrences of: `缺1人扣2分,最多扣4分`. `None` where
    /// nothing is counted.
    #[must_use]
    pub fn clause_words(&self, item: &Criterion, input: Ref, lang: Lang) -> Option<String> {
        match item.method.as_ref()? {
            Method::Deduct { clauses, .. } => {
                let position = item.inputs.iter().position(|name| *name == input)?;
                self.clause(item, clauses, position, lang)
            }
            Method::Counter { each, per, .. } => {
                Some(gains(item, occurrence(per.as_deref(), lang), *each, lang))
            }
            _ => None,
        }
    }

    fn deduct_words(
        &self,
        item: &Criterion,
        clauses: &[Clause],
        record: Record,
        lang: Lang,
    ) -> String {
        let mut said: Vec<String> = (0..clauses.len())
            .filter_map(|position| self.clause(item, clauses, position, lang))
            .collect();
        let marks = plain(item.marks);
        if clauses.iter().any(|clause| clause.each.is_some()) {
            said.push(match item.branch {
                Branch::Penalty => {
                    lang.pick(format!("最多扣{marks}分"), format!("at most −{marks}"))
                }
                Branch::Score | Branch::Bonus => lang.pick("扣完为止", "never below 0").to_owned(),
            });
        }
        let recorded = match record {
            Record::Count => None,
            Record::Loss => Some(lang.pick("填扣掉的分", "the marks lost are recorded")),
            Record::Score => Some(lang.pick("填扣后的得分", "the marks left are recorded")),
        };
        said.extend(recorded.map(str::to_owned));
        said.join(lang.pick(";", "; "))
    }

    /// One of an item's clauses: `缺1人扣2分,最多扣4分`; `现场存在重大隐患,本项不得分`.
    fn clause(
        &self,
        item: &Criterion,
        clauses: &[Clause],
        position: usize,
        lang: Lang,
    ) -> Option<String> {
        let clause = clauses.get(position)?;
        let cap = clause.cap.map_or_else(String::new, |cap| {
            let cap = plain(cap);
            lang.pick(format!(",最多扣{cap}分"), format!(", at most −{cap}"))
        });
        let cap = match clause.extra.map(plain) {
            Some(extra) => lang.pick(
                format!("{cap},每次另从上级追加扣{extra}分"),
                format!("{cap}, and −{extra} from the level above"),
            ),
            None => cap,
        };
        let marks = plain(item.marks);
        if let Some((from, to)) = clause.range {
            let (per, from, to) = (
                occurrence(clause.per.as_deref(), lang),
                plain(from),
                plain(to),
            );
            return Some(lang.pick(
                format!("{per}视情节扣{from}至{to}分{cap}"),
                format!("{per}: −{from} to −{to} by severity{cap}"),
            ));
        }
        if let (Some(each), true) = (clause.each, clause.gains) {
            let (per, each) = (occurrence(clause.per.as_deref(), lang), plain(each));
            let cap = clause.cap.map(plain).map_or_else(String::new, |cap| {
                lang.pick(format!(",最多加{cap}分"), format!(", at most +{cap}"))
            });
            return Some(lang.pick(
                format!("{per}加{each}分{cap}"),
                format!("{per}: +{each}{cap}"),
            ));
        }
        Some(match (clause.each, item.branch) {
            (Some(each), _) => {
                let (per, each) = (occurrence(clause.per.as_deref(), lang), plain(each));
                lang.pick(
                    format!("{per}扣{each}分{cap}"),
                    format!("{per}: −{each}{cap}"),
                )
            }
            (None, branch) => {
                // A clause of several has a column, which names what was found.
                let input = item.inputs.get(position).filter(|_| clauses.len() > 1);
                let name = input.map(|input| &*self.column(*input).name);
                let per = clause.per.as_deref().or(name);
                let per = per.unwrap_or(lang.pick("出现", "found"));
                if branch == Branch::Penalty {
                    lang.pick(format!("{per},扣{marks}分"), format!("{per}: −{marks}"))
                } else {
                    lang.pick(
                        format!("{per},本项不得分{cap}"),
                        format!("{per}: nothing is left{cap}"),
                    )
                }
            }
        })
    }

    /// What the marks are read off, where it is not the item's own cell: `以“整改数 ÷ 隐患数”计:`.
    fn figure_words(&self, item: &Criterion, lang: Lang) -> String {
        let words = match (item.figure, item.inputs.first()) {
            (Some(figure), _) => self
                .column(figure)
                .formula()
                .map(|formula| formula.words(&|name| self.column(name).name.to_string(), lang)),
            (None, Some(input)) => {
                let name = &self.column(*input).name;
                (**name != *item.title).then(|| name.to_string())
            }
            (None, None) => None,
        };
        words.map_or_else(String::new, |words| {
            lang.pick(format!("以“{words}”计:"), format!("by \"{words}\": "))
        })
    }

    /// `得分 = 巡视次数 × 0.5,不超过 3`.
    fn formula_words(&self, item: &Criterion, lang: Lang) -> String {
        let Some(formula) = self.column(item.inspected).formula() else {
            return String::new();
        };
        let words = formula.words(&|name| self.column(name).name.to_string(), lang);
        lang.pick(format!("得分 = {words}"), format!("score = {words}"))
    }

    /// Whether the figure an item's marks are read off is a share, said in percent.
    fn reads_share(&self, item: &Criterion) -> bool {
        let figure = item.figure.or(item.inputs.first().copied());
        figure.is_some_and(|figure| {
            let column = self.column(figure);
            let percent = column
                .input()
                .is_some_and(|input| input.holds == Holds::Percent);
            percent || column.unit.as_deref() == Some("%")
        })
    }
}

/// What one occurrence is called.
fn occurrence(per: Option<&str>, lang: Lang) -> &str {
    per.unwrap_or(lang.pick("1次", "each"))
}

/// What something brings: `齐全得3分`, in a bonus branch 加, in a penalty branch 扣.
fn gains(item: &Criterion, what: &str, marks: Decimal, lang: Lang) -> String {
    let (verb, sign) = gain(item);
    if marks.is_zero() {
        return lang.pick(format!("{what}不{verb}分"), format!("{what}: 0"));
    }
    let marks = plain(marks);
    lang.pick(
        format!("{what}{verb}{marks}分"),
        format!("{what}: {sign}{marks}"),
    )
}

/// What marks do in a branch.
fn gain(item: &Criterion) -> (&'static str, &'static str) {
    match item.branch {
        Branch::Score => ("得", ""),
        Branch::Bonus => ("加", "+"),
        Branch::Penalty => ("扣", "−"),
    }
}

fn by_judgement(item: &Criterion, lang: Lang) -> String {
    let marks = plain(item.marks);
    match item.branch {
        Branch::Score => lang.pick(
            format!("满分{marks}分,按检查情况评分"),
            format!("0 to {marks}, as inspected"),
        ),
        Branch::Bonus => lang.pick(
            format!("最多加{marks}分,按实际情况评定"),
            format!("up to +{marks}, as judged"),
        ),
        Branch::Penalty => lang.pick(
            format!("最多扣{marks}分,按实际情况评定"),
            format!("up to −{marks}, as judged"),
        ),
    }
}

fn pass(item: &Criterion, lang: Lang) -> String {
    let marks = plain(item.marks);
    match item.branch {
        Branch::Score => lang.pick(
            format!("符合得{marks}分,不符合不得分"),
            format!("met: {marks}, not met: 0"),
        ),
        Branch::Bonus => lang.pick(format!("符合加{marks}分"), format!("met: +{marks}")),
        Branch::Penalty => lang.pick(format!("不符合扣{marks}分"), format!("not met: −{marks}")),
    }
}

/// A figure as it is written: a share in percent.
fn shown(value: Decimal, percent: bool) -> String {
    match value.checked_mul(Decimal::ONE_HUNDRED) {
        Some(hundredfold) if percent => format!("{}%", plain(hundredfold)),
        _ => plain(value),
    }
}

/// `;只扣最大的一条;从80分起,最高100分`.
fn limits(
    item: &Criterion,
    largest: bool,
    (start, up_to): (Decimal, Decimal),
    lang: Lang,
) -> String {
    let mut said = String::new();
    if largest {
        said.push_str(lang.pick(";几条中只扣最大的一条", "; only the largest loss counts"));
    }
    if start != item.marks {
        let start = plain(start);
        said.push_str(&lang.pick(format!(";从{start}分起算"), format!("; starts at {start}")));
    }
    if start != item.marks || up_to != item.marks {
        let up_to = plain(up_to);
        said.push_str(&lang.pick(format!(";最高{up_to}分"), format!("; at most {up_to}")));
    }
    said
}

/// `目标100%,每低1%扣0.5分,不满1%的按1%扣`.
fn stepwise(steps: &Steps, target: &str, percent: bool, lang: Lang) -> String {
    let shown = |value| shown(value, percent);
    let every = shown(steps.every);
    let deduct = plain(steps.deduct);
    let (side, below) = match steps.side {
        Side::Below => ("低", "below"),
        Side::Above => ("高", "above"),
    };
    let mut said = lang.pick(
        format!("目标{target},每{side}{every}扣{deduct}分"),
        format!("target {target}, −{deduct} for each {every} {below} it"),
    );
    said.push_str(&match steps.partial {
        Partial::Full => lang.pick(
            format!(",不满{every}的按{every}扣"),
            ", a step begun counts whole".to_owned(),
        ),
        Partial::None => lang.pick(
            format!(",不满{every}的不扣"),
            ", a step begun does not count".to_owned(),
        ),
        Partial::Exact => lang.pick(
            format!(",不满{every}的按比例扣"),
            ", a step begun counts by its share".to_owned(),
        ),
    });
    if let Some(cap) = steps.cap.map(plain) {
        said.push_str(&lang.pick(format!(",最多扣{cap}分"), format!(", at most −{cap}")));
    }
    if let Some((at, deduct)) = steps.cliff {
        let (at, deduct) = (shown(at), plain(deduct));
        said.push_str(&lang.pick(
            format!(";{side}于{at}扣{deduct}分"),
            format!("; {below} {at}: −{deduct}"),
        ));
    }
    said
}
