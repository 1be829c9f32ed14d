use super::ticks::ticked;

/// Reads a folded word as yes or no. `None` in the middle where a form's boxes are all empty.
pub(super) fn yes_no(word: &str) -> Option<Option<bool>> {
    if let Some(truth) = truth(word) {
        return Some(Some(truth));
    }
    let boxes = ticked(word)?;
    let mut answers = boxes.iter().map(|(label, on)| Some((truth(label)?, *on)));
    let (first, second) = (answers.next()??, answers.next()??);
    if answers.next().is_some() || first.0 == second.0 {
        return None;
    }
    match (first.1, second.1) {
        (true, false) => Some(Some(first.0)),
        (false, true) => Some(Some(second.0)),
        (false, false) => Some(None),
        (true, true) => None,
    }
}

fn truth(word: &str) -> Option<bool> {
    Some(match word {
        "√" | "✓" | "✔" | "☑" | "🗹" | "是" | "有" | "合格" | "达标" | "符合" | "对" | "y"
        | "yes" | "true" | "t" | "1" => true,
        "×" | "✗" | "✘" | "✕" | "✖" | "x" | "╳" | "□" | "☐" | "否" | "无" | "没有" | "不合格"
        | "不达标" | "不符合" | "错" | "n" | "no" | "false" | "f" | "0" => false,
        _ => return None,
    })
}
