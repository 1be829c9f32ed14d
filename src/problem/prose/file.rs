use crate::problem::{FileKind, Lang};

impl FileKind {
    pub(super) fn message(self, lang: Lang) -> &'static str {
        match self {
            FileKind::Empty => lang.pick("文件是空的", "the file is empty"),
            FileKind::Encrypted => {
                lang.pick("文件有打开密码", "the file is protected by a password")
            }
            FileKind::Xls => lang.pick(
                "这是旧版 .xls 工作簿,不能直接读取",
                "this is an old .xls workbook, which cannot be read as it is",
            ),
            FileKind::Ods => lang.pick(
                "这是 .ods 工作簿,不能直接读取",
                "this is an .ods workbook, which cannot be read as it is",
            ),
            FileKind::Html => lang.pick(
                "文件其实是网页,只是用了工作簿的文件名",
                "the file is a web page under a workbook's name",
            ),
            FileKind::Text => lang.pick(
                "文件是纯文本或 CSV,不是工作簿",
                "the file is plain text or CSV, not a workbook",
            ),
            FileKind::Zip => lang.pick(
                "文件是压缩包,里面没有工作簿的内容",
                "the file is an archive without a workbook in it",
            ),
            FileKind::Broken => lang.pick("文件已损坏或不完整", "the file is broken or incomplete"),
            FileKind::Other => lang.pick("文件不是工作簿", "the file is not a workbook"),
        }
    }

    pub(super) fn help(self, lang: Lang) -> &'static str {
        match self {
            FileKind::Empty | FileKind::Broken => lang.pick(
                "请向填报单位重新索取;能打开的话,另存为 .xlsx 后再试",
                "ask for the file again; if it opens, save it as .xlsx and try again",
            ),
            FileKind::Encrypted => lang.pick(
                "请用 WPS 或 Excel 打开,去掉打开密码后保存",
                "open it in WPS or Excel, remove the password and save it",
            ),
            FileKind::Zip => lang.pick(
                "请先解压,再给出里面的工作簿",
                "unpack it and give the workbooks in it",
            ),
            FileKind::Xls | FileKind::Ods | FileKind::Html | FileKind::Text => lang.pick(
                "请用 WPS 或 Excel 打开,另存为 .xlsx",
                "open it in WPS or Excel and save it as .xlsx",
            ),
            FileKind::Other => lang.pick(
                "请给出 .xlsx 或 .xlsm 工作簿",
                "give a workbook: .xlsx or .xlsm",
            ),
        }
    }
}
