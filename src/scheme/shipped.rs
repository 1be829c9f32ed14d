use super::Scheme;
use super::mistake::Mistake;

/// A scheme that is inside the program.
#[derive(Debug, Clone, Copy)]
pub struct Shipped {
    /// Its id, which `ankang score` accepts in place of a path.
    pub id: &'static str,
    /// File name in `rules/`.
    pub file: &'static str,
    /// The text of the file.
    pub text: &'static str,
}

/// The schemes of `rules/` by id.
macro_rules! shipped {
    ($($id:literal,)*) => {
        &[$(Shipped {
            id: $id,
            file: concat!($id, ".toml"),
            text: include_str!(concat!("../../rules/", $id, ".toml")),
        },)*]
    };
}

/// Every scheme that is inside the program.
pub const SHIPPED: &[Shipped] = shipped! {
    "ankang-cup",
    "ankang-cup-special",
    "bargaining-quality",
    "coal-standard-2020",
    "jgj59-2011",
    "knowledge-contest",
    "labour-race-500",
    "safety-month",
    "skills-contest",
    "skills-contest-individual",
    "station-star",
    "ventilation-2013",
    "warehouse-1000",
    "workers-home-star",
};

/// The shipped scheme that examples of commands name.
pub const EXAMPLE: &str = "station-star";

impl Shipped {
    /// The shipped scheme of an id.
    #[must_use]
    pub fn find(id: &str) -> Option<&'static Shipped> {
        SHIPPED.iter().find(|shipped| shipped.id == id)
    }

    /// Reads it.
    ///
    /// # Errors
    /// Never for a released program: a test parses them all.
    pub fn scheme(&self) -> Result<Scheme, Vec<Mistake>> {
        Scheme::parse(self.text)
    }
}
