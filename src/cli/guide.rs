//! The short guide that `ankang` alone prints.

use super::exit::{Exit, Failure};
use super::screen::Screen;
use crate::scheme::EXAMPLE;

const ZH: &str = "\
ankang 按评分方案读取检查工作簿,打分、排名,写出可复核的结果工作簿。

三步用起来:
  1. 选方案    ankang rules list
               列出内置的评分方案;也可以用自己写的方案文件
  2. 先核对    ankang check {id} 检查表文件夹
               一次列出所有问题:哪个文件、哪张表、哪个格,怎么改
  3. 再评分    ankang score {id} 检查表文件夹 -o 结果.xlsx
               没有问题才写出结果;加 --draft 可先出草稿

原始工作簿只读不改;已有的文件,只要不是本程序生成的,绝不覆盖。
详细说明:ankang --help,或 ankang help score
English: ankang --lang en
";

const EN: &str = "\
ankang reads inspectors' workbooks under a scheme, scores and ranks them, and writes a result
workbook that can be rechecked.

Three steps:
  1. Choose a scheme   ankang rules list
                       the schemes inside the program; a scheme file of your own will do, too
  2. Check             ankang check {id} FOLDER
                       every problem at once: which file, sheet and cell, and what to do
  3. Score             ankang score {id} FOLDER -o RESULT.xlsx
                       writes a result when there are no problems; --draft writes one anyway

Inputs are only read. A file that this program did not make is never overwritten.
More: ankang --help, or ankang help score
";

pub(super) fn run(screen: &mut Screen) -> Result<Exit, Failure> {
    let guide = screen.lang.pick(ZH, EN).replace("{id}", EXAMPLE);
    screen.out(&guide)?;
    Ok(Exit::Done)
}
