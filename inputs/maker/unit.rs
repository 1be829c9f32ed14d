use crate::code;
use crate::names;
use crate::random::Random;

/// A unit of the roster.
#[derive(Debug, Clone)]
pub struct Unit {
    pub name: String,
    pub code: String,
    pub county: usize,
    /// 行业 of an enterprise, 所属企业 of a station.
    pub kind: &'static str,
    /// 职工人数 of an enterprise, 群监员人数 of a station: the number that quotients divide by.
    pub attribute: i64,
    /// Enterprises: whether it has a union.
    pub union: bool,
}

/// Makes units one after the other; names and codes never repeat.
#[derive(Default)]
pub struct Units {
    made: u64,
    by_county: [u64; names::COUNTIES.len()],
}

impl Units {
    /// The next enterprise.
    pub fn enterprise(&mut self, random: &mut Random) -> Unit {
        let county = names::county(random);
        let (name, kind) = names::enterprise(county, self.count(county));
        let size = match random.below(100) {
            0..8 => 900 + random.below(2600),
            8..40 => 250 + random.below(500),
            _ => 25 + random.below(225),
        };
        self.made += 1;
        let code = code::fictional("91", county, self.made);
        Unit {
            name,
            code,
            county,
            kind,
            attribute: size,
            union: true,
        }
    }

    /// The next station.
    pub fn station(&mut self, random: &mut Random) -> Unit {
        let county = names::county(random);
        let name = names::station(county, self.count(county));
        self.made += 1;
        let code = code::fictional("81", county, 1_000_000 + self.made);
        let kind = *random.pick(&names::OWNERS);
        Unit {
            name,
            code,
            county,
            kind,
            attribute: 6 + random.below(30),
            union: true,
        }
    }

    fn count(&mut self, county: usize) -> u64 {
        let number = self.by_county[county];
        self.by_county[county] += 1;
        number
    }
}

/// Stretches the sizes so that they come to exactly `sum`, none of them below 12.
pub fn stretch(units: &mut [Unit], sum: i64) {
    let raw: i64 = units.iter().map(|unit| unit.attribute).sum();
    for unit in units.iter_mut() {
        unit.attribute = (unit.attribute * sum / raw).max(12);
    }
    let mut missing = sum - units.iter().map(|unit| unit.attribute).sum::<i64>();
    while missing != 0 {
        for unit in units.iter_mut().filter(|unit| unit.attribute > 100) {
            let step = missing.signum();
            unit.attribute += step;
            missing -= step;
        }
    }
}
