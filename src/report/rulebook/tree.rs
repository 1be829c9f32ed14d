//! The tree as blocks of rows.

use super::{Block, Row, Sum};
use crate::number::plain;
use crate::problem::Lang;
use crate::scheme::{Branch, Criterion, CriterionId, Scheme};

/// Sections of the score with 合计 below the last, then bonus and penalty groups.
pub(super) fn blocks(scheme: &Scheme, lang: Lang) -> Vec<Block> {
    let block = |id: &CriterionId| block(scheme, *id, lang);
    let mut blocks: Vec<Block> = scheme.tops.iter().map(block).collect();
    if let Some(last) = blocks.last_mut() {
        last.sums.push(Sum {
            name: lang.pick("合计", "Total"),
            marks: scheme.marks,
            how: {
                let name = &scheme.column(scheme.summary.base).name;
                let base = scheme.base_words(lang);
                let folded = scheme.folded_words(None, lang).into_iter();
                let how: Vec<String> = [base].into_iter().chain(folded).collect();
                let how = how.join(lang.pick("。", ". "));
                format!("{name}{}{how}", lang.pick(":", ": "))
            },
        });
    }
    blocks.extend(scheme.bonuses.iter().chain(&scheme.penalties).map(block));
    blocks
}

fn block(scheme: &Scheme, id: CriterionId, lang: Lang) -> Block {
    let top = scheme.criterion(id);
    let weight = top.weight.map_or_else(String::new, |weight| {
        let weight = plain(weight);
        lang.pick(format!("(权重 {weight})"), format!(" (weight {weight})"))
    });
    let mut rows = Vec::new();
    if top.children.is_empty() {
        // An item right below the whole: its title stands where a section's would.
        rows.push(Row {
            title: String::new(),
            ..row(scheme, id, 0, lang)
        });
    }
    for child in top.children.iter().chain(&top.on_top) {
        below(scheme, *child, 0, lang, &mut rows);
    }
    let sums = (!top.children.is_empty()).then(|| Sum {
        name: lang.pick("小计", "Subtotal"),
        marks: top.marks,
        how: with_note(scheme, scheme.combine_words(top, lang), id, lang),
    });
    Block {
        title: if top.children.is_empty() {
            format!("{}{weight}", top.title)
        } else {
            format!("{} {}{weight}", top.id, top.title)
        },
        rows,
        sums: sums.into_iter().collect(),
    }
}

fn below(scheme: &Scheme, id: CriterionId, depth: usize, lang: Lang, rows: &mut Vec<Row>) {
    let criterion = scheme.criterion(id);
    rows.push(row(scheme, id, depth, lang));
    for child in criterion.children.iter().chain(&criterion.on_top) {
        below(scheme, *child, depth + 1, lang, rows);
    }
}

fn row(scheme: &Scheme, id: CriterionId, depth: usize, lang: Lang) -> Row {
    let criterion = scheme.criterion(id);
    let parent = !criterion.children.is_empty();
    let method = if parent {
        let weight = criterion
            .children
            .iter()
            .any(|child| scheme.criterion(*child).weight.is_some());
        let mut said = scheme.combine_words(criterion, lang);
        if weight {
            let weights = criterion.children.iter().map(|child| {
                let child = scheme.criterion(*child);
                format!(
                    "{} {}",
                    child.id,
                    child.weight.map(plain).unwrap_or_default()
                )
            });
            let weights = weights.collect::<Vec<_>>().join(lang.pick("、", ", "));
            said.push_str(&lang.pick(format!(";权重:{weights}"), format!("; weights: {weights}")));
        }
        said
    } else {
        scheme.method_words(criterion, lang)
    };
    Row {
        id: criterion.id.clone(),
        title: title(scheme, criterion, lang),
        depth,
        marks: criterion.marks,
        method: with_note(scheme, method, id, lang),
        parent,
    }
}

/// A title that says what an item on top of a section does.
fn title(scheme: &Scheme, criterion: &Criterion, lang: Lang) -> String {
    let parent = criterion.parent.map(|parent| scheme.criterion(parent));
    let on_top = parent.is_some_and(|parent| parent.branch == Branch::Score);
    match criterion.branch {
        Branch::Bonus if on_top => {
            format!("{}{}", lang.pick("加分:", "Bonus: "), criterion.title)
        }
        Branch::Penalty if on_top => {
            format!("{}{}", lang.pick("扣分:", "Penalty: "), criterion.title)
        }
        _ => criterion.title.clone(),
    }
}

/// A method with everything else that is said of the criterion behind it, and its clause in words.
fn with_note(scheme: &Scheme, said: String, id: CriterionId, lang: Lang) -> String {
    let also = scheme.also_words(id, lang).into_iter();
    let note = scheme.criterion(id).note.clone();
    let all: Vec<String> = [said].into_iter().chain(also).chain(note).collect();
    all.join(lang.pick("。", ". "))
}
