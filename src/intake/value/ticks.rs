/// A form's boxes: which labels are ticked. `None` if the text is not made of boxes and labels,
/// each box before its label or each behind it.
///
/// Takes a folded word: `□是☑否`, `是√否□`, `是(√)否()`.
pub(super) fn ticked(word: &str) -> Option<Vec<(String, bool)>> {
    let mut word = word.replace("()", "□").replace("[]", "□");
    for mark in ['√', '✓', '✔', '☑'] {
        word = word
            .replace(&format!("({mark})"), "☑")
            .replace(&format!("[{mark}]"), "☑");
    }
    let before = word.chars().next().and_then(tick).is_some();
    let mut boxes = Vec::new();
    let mut labels = vec![String::new()];
    for c in word.chars() {
        match tick(c) {
            Some(ticked) => {
                boxes.push(ticked);
                labels.push(String::new());
            }
            None => labels.last_mut()?.push(c),
        }
    }
    let spare = if before {
        labels.remove(0)
    } else {
        labels.pop()?
    };
    let complete = spare.is_empty()
        && boxes.len() >= 2
        && labels.len() == boxes.len()
        && labels.iter().all(|label| !label.is_empty());
    complete.then(|| labels.into_iter().zip(boxes).collect())
}

fn tick(c: char) -> Option<bool> {
    match c {
        '☑' | '√' | '✓' | '✔' | '■' | '🗹' => Some(true),
        '□' | '☐' | '▢' | '◻' => Some(false),
        _ => None,
    }
}
