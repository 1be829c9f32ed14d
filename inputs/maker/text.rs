//! How the rule file is written, as far as the samples need it.

use serde::Deserialize;
use toml::Value;

/// The whole file.
#[derive(Deserialize)]
pub struct File {
    pub scheme: Scheme,
    pub numbers: Numbers,
    #[serde(default)]
    pub fact: Vec<Fact>,
    pub section: Vec<Node>,
    #[serde(default)]
    pub bonus: Vec<Node>,
    #[serde(default)]
    pub penalty: Vec<Node>,
    pub total: Total,
    pub grade: Vec<Grade>,
}

/// `[scheme]`.
#[derive(Deserialize)]
pub struct Scheme {
    pub title: String,
    pub marks: f64,
}

/// `[numbers]`.
#[derive(Deserialize)]
pub struct Numbers {
    pub places: u32,
}

/// `[total]`.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Total {
    pub bonus_cap: f64,
}

/// `[[fact]]`.
#[derive(Deserialize, Clone)]
pub struct Fact {
    pub name: String,
    #[serde(default, rename = "type")]
    pub kind: Option<String>,
}

/// `[[grade]]`.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Grade {
    pub name: String,
    pub at_least: Option<f64>,
}

/// A part, section or item.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Node {
    pub id: String,
    pub title: String,
    pub marks: Option<f64>,
    pub cap: Option<f64>,
    #[serde(default)]
    pub aliases: Vec<String>,
    pub note: Option<String>,
    pub blank: Option<String>,
    #[serde(default = "yes")]
    pub not_applicable: bool,
    pub record: Option<String>,
    #[serde(default)]
    pub pass: bool,
    #[serde(default)]
    pub choice: Vec<Choice>,
    pub counter: Option<Counter>,
    pub deduct: Option<Deduct>,
    #[serde(default)]
    pub inputs: Vec<Input>,
    pub value: Option<String>,
    pub steps: Option<Steps>,
    #[serde(default)]
    pub bands: Vec<Band>,
    pub formula: Option<String>,
    #[serde(default)]
    pub item: Vec<Node>,
}

fn yes() -> bool {
    true
}

/// One choice.
#[derive(Deserialize)]
pub struct Choice {
    pub is: String,
    pub marks: f64,
}

/// `counter = { … }`.
#[derive(Deserialize)]
pub struct Counter {
    pub each: f64,
    pub cap: Option<f64>,
}

/// `deduct`, with one clause or several.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum Deduct {
    One(Clause),
    Several(Vec<Clause>),
}

/// One clause of `deduct`.
#[derive(Deserialize)]
pub struct Clause {
    pub each: Option<f64>,
    #[serde(default)]
    pub all: bool,
    pub per: String,
    pub name: Option<String>,
    pub cap: Option<f64>,
}

/// One input of an item.
#[derive(Deserialize)]
pub struct Input {
    pub name: String,
    #[serde(default, rename = "type")]
    pub kind: Option<String>,
}

/// `steps = { … }`.
#[derive(Deserialize)]
pub struct Steps {
    pub target: Value,
    pub every: Value,
    pub deduct: f64,
    pub side: Option<String>,
    pub partial: Option<String>,
    pub cap: Option<f64>,
    pub cliff: Option<Cliff>,
}

/// Where a loss stops growing by steps.
#[derive(Deserialize)]
pub struct Cliff {
    pub at: Value,
    pub deduct: f64,
}

/// One band.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Band {
    pub at_least: Option<Value>,
    pub marks: f64,
}
