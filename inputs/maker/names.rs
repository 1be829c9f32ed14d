//! Invented names: every unit begins with 示例, and so that nobody mistakes one for a real place,
//! the counties belong to a city of that name.

use crate::random::Random;

/// The counties of the city 示例市, with the share of a thousand enterprises that lies in each.
pub const COUNTIES: [(&str, i64); 8] = [
    ("东岭区", 180),
    ("南屿区", 160),
    ("北沅区", 150),
    ("西汀县", 130),
    ("青榆县", 120),
    ("白砚县", 100),
    ("岚溪县", 90),
    ("松陂县", 70),
];

/// Trades, each with three words for what the enterprise makes or does.
pub const TRADES: [(&str, [&str; 3]); 10] = [
    ("机械制造", ["机械", "机电设备", "精密铸造"]),
    ("建筑施工", ["建设工程", "路桥工程", "安装工程"]),
    ("化工", ["化工", "涂料", "精细化学品"]),
    ("纺织服装", ["纺织", "针织", "服饰"]),
    ("食品加工", ["食品", "粮油", "饮料"]),
    ("交通运输", ["运输", "公交", "物流"]),
    ("建材", ["水泥制品", "玻璃", "新型建材"]),
    ("电力热力", ["热力", "供电服务", "能源"]),
    ("商贸流通", ["商贸", "百货", "农资"]),
    ("电子信息", ["电子", "光电", "通信器材"]),
];

const FIRST: [&str; 50] = [
    "云", "禾", "朴", "岫", "泓", "砺", "澄", "苇", "杉", "桐", "野", "屿", "岑", "汀", "榆", "槐",
    "霁", "岚", "竹", "稷", "筑", "砚", "溪", "潭", "芦", "棠", "枫", "柏", "檀", "荻", "蓝", "晴",
    "朝", "暮", "远", "恒", "望", "归", "拾", "初", "素", "简", "知", "予", "可", "亦", "若", "如",
    "似", "未",
];
const SECOND: [&str; 50] = [
    "川", "垣", "谷", "洲", "峤", "原", "坡", "塘", "渡", "桥", "亭", "台", "井", "巷", "陌", "畦",
    "圃", "林", "石", "泉", "湾", "浦", "岸", "崖", "坞", "庐", "舍", "垄", "田", "麓", "渚", "汐",
    "澜", "涧", "峪", "岭", "坪", "埠", "堰", "墩", "里", "门", "关", "驿", "屯", "寨", "围", "塬",
    "淀", "泊",
];
const FORMS: [&str; 3] = ["有限公司", "股份有限公司", "厂"];

/// How many names a county has before they are numbered.
const NAMES: u64 = 50 * 50 * 30 * 3;

/// A county, by its share.
pub fn county(random: &mut Random) -> usize {
    let mut at = random.below(1000);
    COUNTIES
        .iter()
        .position(|(_, share)| {
            at -= share;
            at < 0
        })
        .unwrap_or(0)
}

/// The `number`th enterprise of a county: its name and its trade. Names never repeat.
pub fn enterprise(county: usize, number: u64) -> (String, &'static str) {
    // A step that shares no factor with NAMES visits every name once before any comes again.
    let at = (number % NAMES + 9_341 * (county as u64 + 1)) * 71_993 % NAMES;
    let (first, at) = (FIRST[(at % 50) as usize], at / 50);
    let (form, at) = (FORMS[(at % 3) as usize], at / 3);
    let (second, at) = (SECOND[(at % 50) as usize], at / 50);
    let (word, at) = ((at % 3) as usize, at / 3);
    let trade = TRADES[(at % 10) as usize];
    let stem: String = COUNTIES[county].0.chars().take(2).collect();
    let branch = match number / NAMES {
        0 => String::new(),
        again => format!("第{}分公司", again + 1),
    };
    (
        format!("示例{stem}{first}{second}{}{form}{branch}", trade.1[word]),
        trade.0,
    )
}

/// Groups that own the mines.
pub const OWNERS: [&str; 4] = ["示例岭煤集团", "示例沅煤集团", "示例榆煤集团", "县属煤矿"];

/// The `number`th station of a county.
pub fn station(county: usize, number: u64) -> String {
    let stem: String = COUNTIES[county].0.chars().take(2).collect();
    let at = (number + 313 * county as u64) * 71 % 2500;
    let (first, second) = (FIRST[(at % 50) as usize], SECOND[(at / 50) as usize]);
    let again = match number / 2500 {
        0 => String::new(),
        again => format!("{}号井", again + 1),
    };
    format!("示例{stem}{first}{second}煤矿{again}工作站")
}

#[cfg(test)]
mod tests {
    use super::enterprise;
    use std::collections::HashSet;

    #[test]
    fn names_do_not_repeat_even_beyond_the_last_combination() {
        let names: HashSet<String> = (0..230_000).map(|number| enterprise(0, number).0).collect();
        assert_eq!(names.len(), 230_000);
    }
}
