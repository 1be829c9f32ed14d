use crate::answer::Answer;
use crate::random::Random;
use crate::rule::Rule;
use crate::sample::{flawless, sample};
use crate::score::{Score, score};
use crate::unit::Unit;

/// One unit and all that was found there.
#[derive(Debug, Clone)]
pub struct Record {
    pub unit: Unit,
    pub answers: Vec<Answer>,
    /// In the order of the rule; yes is 1.
    pub facts: Vec<i64>,
    pub remark: String,
    pub score: Score,
    /// Whether any row of any workbook speaks of it.
    pub inspected: bool,
}

impl Record {
    /// A unit with findings drawn at random.
    pub fn draw(rule: &Rule, unit: Unit, quality: i64, random: &mut Random) -> Self {
        let answers = sample(rule, random, quality, unit.attribute);
        Self::of(rule, unit, answers)
    }

    /// A unit with nothing to complain of.
    pub fn flawless(rule: &Rule, unit: Unit) -> Self {
        let answers = flawless(rule, unit.attribute);
        Self::of(rule, unit, answers)
    }

    fn of(rule: &Rule, unit: Unit, answers: Vec<Answer>) -> Self {
        let score = score(rule, &answers, unit.attribute);
        let facts = vec![0; rule.facts.len()];
        Self {
            unit,
            answers,
            facts,
            remark: String::new(),
            score,
            inspected: true,
        }
    }

    /// Changes the answer to one criterion.
    pub fn set(&mut self, rule: &Rule, id: &str, answer: Answer) {
        if let Some(at) = rule.leaves.iter().position(|leaf| leaf.id == id) {
            self.answers[at] = answer;
            self.score = score(rule, &self.answers, self.unit.attribute);
        }
    }

    /// Sets a fact.
    pub fn fact(&mut self, rule: &Rule, name: &str, value: i64) {
        if let Some(at) = rule.facts.iter().position(|fact| fact.name == name) {
            self.facts[at] = value;
        }
    }
}

/// How well a unit does, in a thousand: most do well, a few do not.
pub fn quality(random: &mut Random) -> i64 {
    let usual = 1000 - random.below(70) - random.below(60) - random.below(50);
    match random.below(1000) {
        0..8 => usual - 380 - random.below(80),
        8..90 => usual - 60 - random.below(140),
        _ => usual,
    }
}
