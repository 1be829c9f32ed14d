use crate::answer::{Answer, EXAM, PATROL, REPORTS};
use crate::random::Random;
use crate::ratio::Ratio;
use crate::rule::{By, Kind, Leaf, Loss, Method, Quotient, Rule, Under};

/// Answers for every criterion as an inspector might find them at a unit that does well in
/// `quality` of a thousand cases.
pub fn sample(rule: &Rule, random: &mut Random, quality: i64, attribute: i64) -> Vec<Answer> {
    let answer = |leaf| match rule.groups[leaf_group(leaf)].kind {
        Kind::Section => section(leaf, random, quality, attribute),
        Kind::Bonus => bonus(leaf, random),
        Kind::Penalty => penalty(leaf, random, quality),
    };
    rule.leaves.iter().map(answer).collect()
}

/// Answers that lose nothing and gain no bonus.
pub fn flawless(rule: &Rule, attribute: i64) -> Vec<Answer> {
    let mut random = Random::new(0);
    let answer = |leaf: &Leaf| match (&leaf.method, rule.groups[leaf.group].kind) {
        (Method::Choice(choices), Kind::Bonus) => Answer::Choice(choices.len() - 1),
        (_, Kind::Bonus | Kind::Penalty) => Answer::Counts(vec![0]),
        (Method::Value { inputs, value, .. }, _) if value.under != Under::Attribute => {
            Answer::Inputs(vec![
                if inputs.len() == 1 { 10_000 } else { 3_600 };
                inputs.len()
            ])
        }
        _ => known(leaf, &mut random, 1000, attribute),
    };
    rule.leaves.iter().map(answer).collect()
}

fn leaf_group(leaf: &Leaf) -> usize {
    leaf.group
}

fn section(leaf: &Leaf, random: &mut Random, quality: i64, attribute: i64) -> Answer {
    // A finding that is left out in a log means “nothing found”, so it cannot say 不涉及.
    let absent = if leaf.often_not_applicable { 80 } else { 2 };
    if leaf.may_not_apply && !leaf.may_be_blank && random.chance(absent) {
        return Answer::NotApplicable;
    }
    known(leaf, random, quality, attribute)
}

fn known(leaf: &Leaf, random: &mut Random, quality: i64, attribute: i64) -> Answer {
    match &leaf.method {
        Method::Award => Answer::Marks(leaf.marks - 50 * random.failures(leaf.marks / 50, quality)),
        Method::Pass => Answer::Yes(random.chance(quality)),
        Method::Choice(choices) => Answer::Choice(index(random.failures(count(choices), quality))),
        Method::Counter { each, cap } => {
            let need = (cap + each - 1) / each;
            let missed = random.failures(need, quality);
            let more = if missed == 0 { random.below(3) } else { 0 };
            Answer::Counts(vec![need - missed + more])
        }
        Method::Deduct(clauses) => {
            let found = |clause: &Loss| occurrences(clause, clauses.len(), random, quality);
            Answer::Counts(clauses.iter().map(found).collect())
        }
        Method::Value { value, by, .. } => {
            Answer::Inputs(value_inputs(value, by, random, quality, attribute))
        }
        Method::Formula { text, .. } => Answer::Inputs(formula_inputs(text, random, quality)),
    }
}

fn occurrences(clause: &Loss, clauses: usize, random: &mut Random, quality: i64) -> i64 {
    if clause.all {
        return i64::from(random.chance((1000 - quality) / 25));
    }
    let trials = (clause.cap / clause.each / count_of(clauses)).clamp(1, 12);
    random.failures(trials, quality)
}

fn value_inputs(
    value: &Quotient,
    by: &By,
    random: &mut Random,
    quality: i64,
    attribute: i64,
) -> Vec<i64> {
    let above = matches!(by, By::Steps { above: true, .. });
    match value.under {
        Under::Nothing if random.chance(quality) => vec![9_500 + 10 * random.below(51)],
        Under::Nothing => vec![7_000 + 10 * random.below(250)],
        Under::Attribute if above => {
            let trials = attribute / 400 + 1;
            vec![100 * random.failures(trials, quality)]
        }
        Under::Attribute => {
            let each = enough(by) - 2 * random.failures(3, quality);
            vec![100 * (attribute * each.max(1) + random.below(attribute))]
        }
        Under::Input(under) => {
            let of = if random.chance(30) {
                0
            } else {
                6 + random.below(60)
            };
            let few = 1 + of * (1000 - quality) / 1500;
            let short = if random.chance(quality - 60) {
                0
            } else {
                1 + random.below(few)
            };
            let mut inputs = vec![0; 2];
            inputs[under] = 100 * of;
            inputs[value.over] = 100 * (of - short).max(0);
            inputs
        }
    }
}

/// The whole number from which a value earns full marks.
fn enough(by: &By) -> i64 {
    let from = match by {
        By::Bands(bands) => bands.first().and_then(|band| band.0),
        By::Steps { target, .. } => Some(*target),
    };
    from.unwrap_or(Ratio::ZERO).round_half_up(0) / 100
}

fn formula_inputs(text: &str, random: &mut Random, quality: i64) -> Vec<i64> {
    match text {
        PATROL => {
            let rounds = 4 - random.failures(4, quality);
            let closed = 4 - random.failures(4, quality) + random.below(3);
            vec![100 * rounds, 100 * closed]
        }
        EXAM => vec![9_200 + 10 * random.below(60) - 150 * random.failures(12, quality)],
        REPORTS => {
            let missing = random.failures(3, quality);
            vec![100 * missing, 10_000 - 50 * random.failures(30, quality)]
        }
        _ => unreachable!("a new formula in a rule file needs its inputs here"),
    }
}

fn bonus(leaf: &Leaf, random: &mut Random) -> Answer {
    match &leaf.method {
        Method::Choice(choices) => {
            let last = choices.len() - 1;
            let lucky = random.chance(90);
            let at = random.below(20);
            Answer::Choice(if !lucky {
                last
            } else {
                last.saturating_sub(if at > 3 { 1 } else { 2 })
            })
        }
        _ => Answer::Counts(vec![if random.chance(100) {
            1 + random.below(2)
        } else {
            0
        }]),
    }
}

fn penalty(leaf: &Leaf, random: &mut Random, quality: i64) -> Answer {
    let most = match &leaf.method {
        Method::Counter { each, .. } => (leaf.marks / each).min(3),
        _ => 1,
    };
    let found = random.chance((1000 - quality) / 5);
    Answer::Counts(vec![if found { 1 + random.below(most) } else { 0 }])
}

fn count(choices: &[(String, i64)]) -> i64 {
    count_of(choices.len() - 1)
}

fn count_of(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

fn index(number: i64) -> usize {
    usize::try_from(number).unwrap_or(0)
}
