//! What is said about a mistake in a formula.

use crate::formula::{MistakeKind as Formula, Type};
use crate::problem::Lang;

fn kind(kind: Type, lang: Lang) -> &'static str {
    match kind {
        Type::Number => lang.pick("数", "number"),
        Type::Text => lang.pick("文字", "text"),
        Type::Bool => lang.pick("条件(是/否)", "condition (yes/no)"),
        Type::Date => lang.pick("日期", "date"),
    }
}

pub(super) fn did_you_mean(nearest: Option<&String>, lang: Lang) -> String {
    nearest.map_or_else(String::new, |nearest| {
        lang.pick(
            format!("是不是“{nearest}”?"),
            format!("did you mean \"{nearest}\"?"),
        )
    })
}

pub(super) fn formula_message(formula: &Formula, lang: Lang) -> String {
    let zh = lang == Lang::Zh;
    match formula {
        Formula::Empty => lang.pick("公式是空的", "the formula is empty").to_owned(),
        Formula::BadNumber(digits) => {
            if zh {
                format!("“{digits}”不是数")
            } else {
                format!("\"{digits}\" is no number")
            }
        }
        Formula::OpenText => lang
            .pick("引号没有配对", "a quote is not closed")
            .to_owned(),
        Formula::OpenName => lang
            .pick("方括号没有配对", "a square bracket is not closed")
            .to_owned(),
        Formula::StrangeCharacter(c) => {
            if zh {
                format!("公式里不能用“{c}”")
            } else {
                format!("\"{c}\" has no meaning in a formula")
            }
        }
        Formula::Unexpected { found } if found.is_empty() => lang
            .pick("公式没有写完", "the formula ends too early")
            .to_owned(),
        Formula::Unexpected { found } => {
            if zh {
                format!("这里不应有“{found}”")
            } else {
                format!("\"{found}\" is not expected here")
            }
        }
        Formula::Unclosed => lang
            .pick("括号没有配对", "a bracket is not closed")
            .to_owned(),
        Formula::TooDeep => lang
            .pick(
                "公式太长或括号层数太多",
                "the formula is too long or nested too deeply",
            )
            .to_owned(),
        Formula::UnknownName { name, .. } => {
            if zh {
                format!("不认识的名称“{name}”")
            } else {
                format!("unknown name \"{name}\"")
            }
        }
        Formula::UnknownFunction { name, .. } => {
            if zh {
                format!("没有函数“{name}”")
            } else {
                format!("there is no function \"{name}\"")
            }
        }
        Formula::Arity {
            function,
            least,
            most,
            found,
        } => {
            let count = if least == most {
                least.to_string()
            } else {
                format!("{least}–{most}")
            };
            if zh {
                format!("{function} 要 {count} 个参数,这里有 {found} 个")
            } else {
                format!("{function} takes {count} arguments, here are {found}")
            }
        }
        Formula::ListMisplaced { name } => {
            if zh {
                format!("“{name}”是一组数,这里要一个数")
            } else {
                format!("\"{name}\" is a list, and one value is wanted here")
            }
        }
        Formula::ListWanted { function } => {
            if zh {
                format!("{function} 的第一个参数应当是一组数的名称")
            } else {
                format!("the first argument of {function} is the name of a list")
            }
        }
        Formula::BadCondition => lang
            .pick(
                "这不是能用在这些值上的条件",
                "this is no condition on these values",
            )
            .to_owned(),
        Formula::NoSuchDate => lang.pick("没有这一天", "there is no such day").to_owned(),
        Formula::WrongType { wanted, found } => {
            let (wanted, found) = (kind(*wanted, lang), kind(*found, lang));
            if zh {
                format!("这里应当是{wanted},却是{found}")
            } else {
                format!("a {wanted} is wanted here, this is a {found}")
            }
        }
    }
}

pub(super) fn formula_help(formula: &Formula, lang: Lang) -> String {
    match formula {
        Formula::UnknownName { nearest, .. } | Formula::UnknownFunction { nearest, .. } if nearest.is_some() => {
            did_you_mean(nearest.as_ref(), lang)
        }
        Formula::UnknownName { .. } => lang
            .pick("可用:本项的 inputs、[[fact]]、名册属性;在判定条件里还有各项目的标题、[编号] 和 总分", "known: the item's inputs, facts, roster attributes; in decisions also titles, [ids] and 总分")
            .to_owned(),
        Formula::UnknownFunction { .. } => lang
            .pick("函数同 Excel:AND OR NOT IF IFS CHOOSE MIN MAX SUM AVERAGE MEDIAN COUNT COUNTIF LARGE SMALL ROUND ROUNDUP ROUNDDOWN INT ABS DATE EDATE YEAR", "functions are Excel's: AND OR NOT IF IFS CHOOSE MIN MAX SUM AVERAGE MEDIAN COUNT COUNTIF LARGE SMALL ROUND ROUNDUP ROUNDDOWN INT ABS DATE EDATE YEAR")
            .to_owned(),
        Formula::WrongType { wanted: Type::Bool, .. } => {
            lang.pick("条件要有比较,例如 总分 >= 90", "a condition compares, for example 总分 >= 90").to_owned()
        }
        Formula::WrongType { found: Type::Bool, .. } => {
            lang.pick("是/否项直接写名称,不必写 = \"是\"", "a yes-or-no stands alone, without = \"是\"").to_owned()
        }
        Formula::ListMisplaced { .. } | Formula::ListWanted { .. } => lang
            .pick("一组数写在函数里,例如 MIN(各部分)、LARGE(各部分, 2)、COUNTIF(各部分, \">=90\")", "lists stand in functions: MIN(各部分), LARGE(各部分, 2), COUNTIF(各部分, \">=90\")")
            .to_owned(),
        Formula::BadCondition => lang
            .pick("例如 \">=90\"、\"<60%\"、\"=0\"、\"合格\"、\"<>合格\";文字只能比相等,不用 * 和 ?", "for example \">=90\", \"<60%\", \"=0\", \"合格\", \"<>合格\"; text is equal or not, without * and ?")
            .to_owned(),
        Formula::NoSuchDate => lang.pick("按 DATE(年, 月, 日) 写,年份 1900–9999", "write DATE(year, month, day), years 1900 to 9999").to_owned(),
        Formula::WrongType { .. } => lang.pick("数不加引号,文字加引号", "numbers without quotes, text with them").to_owned(),
        _ => lang
            .pick("写法同 Excel 公式,用名称代替单元格,例如 AND(总分 >= 90, 死亡人数 = 0)", "as in Excel, with names for cells: AND(总分 >= 90, 死亡人数 = 0)")
            .to_owned(),
    }
}
