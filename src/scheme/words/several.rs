//! What is inspected several times, for whom, and what conditions do to a score, in words.

use crate::formula::Ref;
use crate::number::plain;
use crate::problem::Lang;
use crate::scheme::{
    Content, Criterion, CriterionId, Dimension, Fold, Frame, GuardEffect, How, MissingLabel, Owner,
    Scheme,
};

impl Scheme {
    /// Everything that is said of a criterion besides its method: for whom it is, how several
    /// inspections become one, key items, guards, what lies on top. Each a sentence without its stop.
    #[must_use]
    pub fn also_words(&self, id: CriterionId, lang: Lang) -> Vec<String> {
        let criterion = self.criterion(id);
        let say = |name: Ref| self.column(name).name.to_string();
        let mut said = Vec::new();
        if let Some(when) = &criterion.when {
            let when = when.words(&say, lang);
            said.push(lang.pick(format!("只适用于:{when}"), format!("only where {when}")));
        }
        said.extend(self.key_words(criterion, lang));
        for guard in &criterion.guards {
            let (when, then) = (guard.when.words(&say, lang), guard.then.words(lang));
            said.push(lang.pick(format!("{when}时{then}"), format!("where {when}: {then}")));
            said.extend(guard.note.clone());
        }
        if criterion.beyond {
            let beyond = lang.pick(
                "加分后可以超过标准分",
                "bonuses may lift it above its marks",
            );
            said.push(beyond.to_owned());
        }
        said.extend(self.folded_words(Some(id), lang));
        said
    }

    fn key_words(&self, criterion: &Criterion, lang: Lang) -> Vec<String> {
        let mut said = Vec::new();
        if criterion.key {
            let parent = criterion.parent.map(|parent| &self.criterion(parent).title);
            let parent = parent.map_or(lang.pick("全部", "the whole"), |title| title.as_str());
            said.push(lang.pick(
                format!("保证项目:得0分则“{parent}”得0分"),
                format!("a key item: at 0 \"{parent}\" is 0"),
            ));
        }
        if let Some(below) = criterion.key_below.map(plain) {
            said.push(lang.pick(
                format!("保证项目小计低于{below}分得0分,有不涉及的按得分率比"),
                format!(
                    "0 where its key items make less than {below}, by rate where one does not apply"
                ),
            ));
        }
        said
    }

    /// How what is inspected several times becomes one, for a criterion or for the whole:
    /// `按工作面分别检查,取平均`.
    #[must_use]
    pub fn folded_words(&self, criterion: Option<CriterionId>, lang: Lang) -> Vec<String> {
        let folds = self.folds_of(criterion);
        folds
            .map(|(frame, fold)| several(frame, fold, lang))
            .collect()
    }
}

impl Scheme {
    /// The full marks of the whole: `100 分`; where rounds are added up, those of one round.
    #[must_use]
    pub fn marks_words(&self, lang: Lang) -> String {
        let marks = plain(self.marks);
        let mut sums = self
            .folds_of(None)
            .filter(|(_, fold)| fold.gather.how == How::Sum);
        match sums.next() {
            Some((frame, _)) => {
                let name = &frame.name;
                lang.pick(
                    format!("每个{name}满分 {marks} 分,各{name}相加"),
                    format!("{marks} for each {name}, added up"),
                )
            }
            None => lang.pick(format!("满分 {marks} 分"), format!("full marks {marks}")),
        }
    }
}

impl GuardEffect {
    /// What follows, in words.
    #[must_use]
    pub fn words(self, lang: Lang) -> String {
        match self {
            GuardEffect::Zero => lang.pick("得0分", "it is 0").to_owned(),
            GuardEffect::Softer { deduct, cap } => {
                let mut said = Vec::new();
                if !deduct.is_zero() {
                    let deduct = plain(deduct);
                    said.push(lang.pick(format!("再扣{deduct}分"), format!("−{deduct}")));
                }
                if let Some(cap) = cap.map(plain) {
                    said.push(lang.pick(format!("最多得{cap}分"), format!("at most {cap}")));
                }
                said.join(lang.pick(",", ", "))
            }
        }
    }
}

fn several(frame: &Frame, fold: &Fold, lang: Lang) -> String {
    let name = &frame.name;
    let gather = &fold.gather;
    let mut said = vec![match frame.dimension {
        Dimension::Round => lang.pick(
            format!("每个{name}检查一次"),
            format!("once for each {name}"),
        ),
        Dimension::Source => lang.pick(format!("按{name}各评一次"), format!("once by each {name}")),
        _ => lang.pick(format!("按{name}分别检查"), format!("for each {name}")),
    }];
    if gather.drop_lowest > 0 || gather.drop_highest > 0 {
        let (low, high) = (gather.drop_lowest, gather.drop_highest);
        said.push(match (high, low) {
            (_, 0) => lang.pick(
                format!("去掉{high}个最高分"),
                format!("without the {high} highest"),
            ),
            (0, _) => lang.pick(
                format!("去掉{low}个最低分"),
                format!("without the {low} lowest"),
            ),
            _ => lang.pick(
                format!("去掉{high}个最高分和{low}个最低分"),
                format!("without the {high} highest and the {low} lowest"),
            ),
        });
    }
    if let Some(best) = gather.best {
        said.push(lang.pick(
            format!("只取最好的{best}个"),
            format!("only the best {best}"),
        ));
    }
    said.push(way(&gather.how, lang));
    if frame.at_least > 0 {
        let least = frame.at_least;
        said.push(lang.pick(format!("至少{least}个"), format!("at least {least}")));
    }
    match frame.missing {
        MissingLabel::Skip => {}
        MissingLabel::Zero => {
            said.push(
                lang.pick("缺的按0分计", "a missing one counts as zero")
                    .to_owned(),
            );
        }
        MissingLabel::Problem => {
            said.push(lang.pick("不得缺", "none may be missing").to_owned());
        }
    }
    said.join(lang.pick(",", ", "))
}

fn way(how: &How, lang: Lang) -> String {
    let fixed = |zh: &str, en: &str| lang.pick(zh.to_owned(), en.to_owned());
    match how {
        How::Sum => fixed("相加", "added up"),
        How::Mean => fixed("取平均", "their mean counts"),
        How::Min => fixed("取最低", "the lowest counts"),
        How::Max => fixed("取最高", "the highest counts"),
        How::AtHighest => fixed("取最近一行", "the latest line counts"),
        How::Median => fixed("取中位数", "their median counts"),
        How::Latest => fixed("取最后一次", "the last counts"),
        How::Prefer(order) => {
            let order = order.join(lang.pick("、", ", "));
            lang.pick(
                format!("依次取{order}中第一个有的"),
                format!("the first there is of {order}"),
            )
        }
        How::Weighted { weights, otherwise } => {
            let mut shares: Vec<String> = weights
                .iter()
                .map(|(label, weight)| format!("{label} {}", plain(*weight)))
                .collect();
            shares.extend(otherwise.map(|weight| {
                let weight = plain(weight);
                lang.pick(format!("其余合计 {weight}"), format!("all others {weight}"))
            }));
            let shares = shares.join(lang.pick("、", ", "));
            lang.pick(
                format!("按权重合成({shares})"),
                format!("by weight ({shares})"),
            )
        }
        How::Count => fixed("计个数", "their number"),
        How::Spread => fixed("最高与最低之差", "highest less lowest"),
        How::Streak(until) => {
            let until = plain(*until);
            lang.pick(
                format!("到{until}为止连续的个数"),
                format!("how many in a row up to {until}"),
            )
        }
    }
}

impl Scheme {
    /// How a column that is not read comes about: its formula, or how it is gathered.
    #[must_use]
    pub fn column_words(&self, name: Ref, lang: Lang) -> String {
        let say = |name: Ref| self.column(name).name.to_string();
        match &self.column(name).content {
            Content::Computed(formula) => formula.words(&say, lang),
            Content::Read(_) => String::new(),
            Content::Folded(fold) => self.gathered_words(fold, lang),
        }
    }

    fn gathered_words(&self, fold: &Fold, lang: Lang) -> String {
        let Some(frame) = self.frames.get(fold.frame.index()) else {
            return String::new();
        };
        let line = self.column_words(fold.of, lang);
        let name = &frame.name;
        let mut how = way(&fold.gather.how, lang);
        if let Some(best) = fold.gather.best {
            how = lang.pick(
                format!("只取最大的{best}个,{how}"),
                format!("only the largest {best}, {how}"),
            );
        }
        if line.is_empty() {
            return lang.pick(format!("各{name}{how}"), format!("each {name}, {how}"));
        }
        lang.pick(
            format!("“{name}”逐行 {line},{how}"),
            format!("{line} in each line of \"{name}\", {how}"),
        )
    }
}

impl Scheme {
    /// Facts and measures that are computed or gathered, ledgers they come from, and checks of the
    /// data; a line each.
    #[must_use]
    pub fn fact_words(&self, lang: Lang) -> Vec<String> {
        let mut lines = Vec::new();
        for frame in &self.frames {
            if frame.dimension == Dimension::Ledger {
                let columns = frame.columns.iter().map(|name| self.column(*name));
                let columns = columns.filter(|column| column.owner == Owner::Entry);
                let columns: Vec<&str> = columns.map(|column| &*column.name).collect();
                let columns = columns.join(lang.pick("、", ", "));
                let name = &frame.name;
                let must = match frame.missing {
                    MissingLabel::Problem => lang.pick(",必须给出", ", must be given"),
                    _ => "",
                };
                lines.push(lang.pick(
                    format!("台账“{name}”:{columns}{must}"),
                    format!("ledger \"{name}\": {columns}{must}"),
                ));
            }
        }
        for (index, column) in (0..).zip(&self.columns) {
            let told = matches!(column.owner, Owner::Fact | Owner::Measure);
            if told && column.input().is_none() {
                let words = self.column_words(Ref(index), lang);
                lines.push(format!("{} = {words}", column.name));
            }
        }
        let say = |name: Ref| self.column(name).name.to_string();
        for check in &self.checks {
            let must = check.must.words(&say, lang);
            let title = &check.title;
            lines.push(lang.pick(
                format!("核对“{title}”:应当 {must}"),
                format!("check \"{title}\": {must}"),
            ));
        }
        lines
    }
}
