//! Rounding, what blanks and 不涉及 count as, and the limits of the total.

use super::Number;
use crate::number::Mode;
use crate::scheme::read::{At, table, words};

table! {
    struct RawNumbers {
        /// 总分的小数位数,0 到 12,不写是 2。Decimal places of the total, 0 to 12; 2 unless said.
        "places" => places: Option<Number>,
        /// 怎样取整,不写是四舍五入。How the total is rounded; half-up unless said.
        "rounding" => rounding: Option<At<RawMode>>,
        /// 修约到这个数的倍数,如 0.5;不写按小数位数。Rounded to multiples of this, such as 0.5.
        "step" => step: Option<Number>,
        /// 排名和等级看修约后的总分还是修约前的,不写是修约后。Whether ranks and grades look at the rounded total or the exact one; rounded unless said.
        "decide" => decide: Option<Decide>,
    }
}

words! {
    /// Which total ranks and grades look at.
    enum Decide {
        /// 修约后的(公布的)总分。The rounded total, as it is published.
        "rounded" => Rounded,
        /// 修约前的总分。The total before rounding.
        "exact" => Exact,
    }
}

words! {
    /// Rounding modes as a rule file names them.
    enum RawMode {
        /// 四舍五入。Half away from zero.
        "half-up" => HalfUp,
        /// 四舍六入五成双。Half to even (GB/T 8170).
        "half-even" => HalfEven,
        /// 截尾。Cut off.
        "down" => Down,
        /// 进位。Away from zero.
        "up" => Up,
    }
}

impl From<RawMode> for Mode {
    fn from(mode: RawMode) -> Self {
        match mode {
            RawMode::HalfUp => Mode::HalfUp,
            RawMode::HalfEven => Mode::HalfEven,
            RawMode::Down => Mode::Down,
            RawMode::Up => Mode::Up,
        }
    }
}

table! {
    struct RawMissing {
        /// 空白格算什么,不写是问题。What a blank cell counts as; a problem unless said.
        "blank" => blank: Option<Blank>,
        /// 不涉及在哪几级按比例折算成满分,不写是 total。Levels at which 不涉及 is converted to full marks; total unless said.
        "convert" => convert: Vec<Level>,
        /// 超出范围的数是否收回到范围内并记为修正,不写是 false(报问题)。Whether values beyond their limits are brought back and listed as repairs; false unless said.
        "clamp" => clamp: Option<bool>,
        /// 名册里没有检查记录的单位算什么,不写是未参评。What a subject without a record is; absent unless said.
        "no-record" => no_record: Option<NoRecord>,
        /// 是否可以填不涉及,不写是 true;可以在个别项目上另写(白名单)。Whether 不涉及 is allowed; items can say otherwise (a whitelist).
        "not-applicable" => not_applicable: Option<bool>,
        /// 每一处失分是否都要写原因,不写是 false。Whether every loss needs a reason; false unless said.
        "reasons" => reasons: Option<bool>,
        /// 每一处不涉及是否都要写说明,不写是 false。Whether every 不涉及 needs an explanation; false unless said.
        "explanations" => explanations: Option<bool>,
    }
}

words! {
    /// What a blank cell counts as.
    enum Blank {
        /// 是问题,要人补填。A problem: somebody must fill it in.
        "problem" => Problem,
        /// 算满分,没有扣分。Full marks (no loss).
        "full" => Full,
        /// 算填了 0。Nothing.
        "zero" => Zero,
        /// 算不涉及。Not applicable (不涉及).
        "not-applicable" => NotApplicable,
    }
}

words! {
    /// The levels of the tree at which 不涉及 can be converted.
    enum Level {
        /// 带下级的小项。Items with sub-points of their own.
        "item" => Item,
        /// 大项和部分。Sections and parts.
        "section" => Section,
        /// 总分。The whole.
        "total" => Total,
    }
}

words! {
    /// What a roster subject without any record is.
    enum NoRecord {
        /// 未检查,列为未参评。Not inspected.
        "absent" => Absent,
        /// 查了,没有发现问题。Inspected without a finding (a log that only holds losses).
        "full" => Full,
    }
}

table! {
    struct RawTotal {
        /// 加分合计的上限。The most that all bonus groups give together.
        "bonus-cap" => bonus_cap: Option<Number>,
        /// 加分后总分可否超过满分,不写是 false。Whether the total may exceed full marks; false unless said.
        "beyond" => beyond: Option<bool>,
        /// 总分的下限,不写是 0。The least the total can be; 0 unless said.
        "floor" => floor: Option<Number>,
        /// 加分是否另行公布、不计入总分,不写是 false。Whether bonuses are reported apart and not added; false unless said.
        "apart" => apart: Option<bool>,
    }
}
