//! How cells look. Fonts are names only; these come with Windows.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// Body font.
pub(in crate::report) const BODY: &str = "宋体";
const HEADING: &str = "微软雅黑";

/// Height of a line of body text, in points.
pub(in crate::report) const LINE: f64 = 15.0;

/// The formats that several sheets share.
pub(in crate::report) struct Styles {
    /// The title of a sheet.
    pub title: Format,
    /// The line below the title.
    pub subtitle: Format,
    /// A heading between two tables.
    pub section: Format,
    /// A header cell.
    pub head: Format,
    /// A group above header cells.
    pub group: Format,
    /// Left-aligned text.
    pub text: Format,
    /// Left-aligned text that wraps.
    pub wrap: Format,
    /// Centred text and whole numbers.
    pub centre: Format,
    /// The published score.
    pub total: Format,
    /// A score of a section.
    pub score: Format,
    /// A mean.
    pub mean: Format,
    /// A share.
    pub share: Format,
    /// A day.
    pub date: Format,
    /// Any number, as it is.
    pub plain: Format,
    /// A figure that decides between equal totals; one that does not apply is shown as `/`.
    pub key: Format,
    /// Lines for signatures.
    pub signature: Format,
    /// A remark without a border.
    pub remark: Format,
    /// The first three places.
    pub podium: Format,
}

/// A number format with so many decimal places.
fn places(places: u32) -> String {
    if places == 0 {
        "0".to_owned()
    } else {
        format!("0.{}", "0".repeat(places as usize))
    }
}

impl Styles {
    /// Formats for a scheme whose total has so many places.
    pub fn new(total_places: i32) -> Styles {
        let total_places = u32::try_from(total_places).unwrap_or(0);
        let grey = Color::RGB(0x00A6_A6A6);
        let font = Format::new()
            .set_font_name(BODY)
            .set_font_size(11)
            .set_align(FormatAlign::VerticalCenter);
        let cell = font
            .clone()
            .set_border(FormatBorder::Thin)
            .set_border_color(grey);
        let head = cell
            .clone()
            .set_font_name(HEADING)
            .set_font_size(10)
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Center);
        let number = |format: &str| {
            cell.clone()
                .set_align(FormatAlign::Right)
                .set_num_format(format)
        };
        Styles {
            title: font
                .clone()
                .set_font_name(HEADING)
                .set_font_size(16)
                .set_bold()
                .set_align(FormatAlign::Center),
            subtitle: font.clone().set_align(FormatAlign::Center).set_text_wrap(),
            section: font
                .clone()
                .set_font_name(HEADING)
                .set_font_size(12)
                .set_bold(),
            group: head.clone().set_background_color(Color::RGB(0x00BD_D7EE)),
            head: head.set_background_color(Color::RGB(0x00DD_EBF7)),
            text: cell.clone().set_align(FormatAlign::Left),
            wrap: cell.clone().set_align(FormatAlign::Left).set_text_wrap(),
            centre: cell.clone().set_align(FormatAlign::Center),
            total: number(&places(total_places)).set_bold(),
            score: number(&places(total_places.max(2))),
            mean: number(&places(total_places.max(2))),
            share: number("0.00%"),
            date: cell
                .clone()
                .set_align(FormatAlign::Center)
                .set_num_format("yyyy-mm-dd"),
            plain: number("General"),
            key: number("[<-1000000000]\"/\";0.00##"),
            signature: font.clone().set_align(FormatAlign::Left),
            remark: font.set_align(FormatAlign::Left).set_text_wrap(),
            podium: Format::new()
                .set_background_color(Color::RGB(0x00FF_F2CC))
                .set_bold(),
        }
    }
}
