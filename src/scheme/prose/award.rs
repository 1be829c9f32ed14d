//! What is said about an award that nobody can have.

use crate::problem::Lang;
use crate::scheme::mistake::Unreachable;

impl Unreachable {
    pub(super) fn message(self, name: &str, lang: Lang) -> String {
        match self {
            Unreachable::NoPlace => lang.pick(
                format!("“{name}”一个名额也没有"),
                format!("\"{name}\" has no place for anybody"),
            ),
            Unreachable::Excluded => lang.pick(
                format!("“{name}”要从某奖项的获得者中产生,又把他们排除在外"),
                format!("\"{name}\" asks for an award and excludes those who have it"),
            ),
            Unreachable::Itself => lang.pick(
                format!("“{name}”不能以自己为条件"),
                format!("\"{name}\" cannot depend on itself"),
            ),
        }
    }

    pub(super) fn help(self, lang: Lang) -> &'static str {
        match self {
            Unreachable::NoPlace => lang.pick(
                "写上大于 0 的名额,或去掉 quota",
                "write a quota above 0, or drop it",
            ),
            Unreachable::Excluded => lang.pick(
                "检查 only-from 和 except,二者只留一个",
                "keep one of only-from and except",
            ),
            Unreachable::Itself => {
                lang.pick("写前面的奖项的名称", "name an award that stands before it")
            }
        }
    }
}
