//! Paper: A4 landscape, a title block, repeated header rows, page numbers, signatures.

use rust_xlsxwriter::Worksheet;

use super::error::WorkbookError;
use super::pen::Pen;
use super::plan::Plan;
use super::style::BODY;
use super::width;

const A4: u8 = 9;

/// Sets up the page of a sheet whose header ends at a row (counted from 0).
pub(super) fn set_up(
    pen: &mut Pen<'_>,
    plan: &Plan<'_>,
    header: (u32, u32),
    fit: bool,
) -> Result<(), WorkbookError> {
    let draft = plan.report.draft;
    let sheet = pen.sheet();
    paper(sheet, header)?;
    sheet.set_landscape();
    if fit {
        sheet.set_print_fit_to_pages(1, 0);
    } else {
        sheet.set_print_scale(70);
    }
    if draft {
        sheet.set_header(format!("&R&\"{BODY},加粗\"&14草 稿"));
        sheet.set_tab_color(rust_xlsxwriter::Color::RGB(0x00C0_0000));
    }
    Ok(())
}

/// What every sheet has on paper: A4, narrow margins, repeated header rows, page numbers.
pub(in crate::report) fn paper(
    sheet: &mut Worksheet,
    header: (u32, u32),
) -> Result<(), WorkbookError> {
    sheet
        .set_paper_size(A4)
        .set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3);
    sheet.set_print_center_horizontally(true);
    sheet.set_repeat_rows(header.0, header.1)?;
    sheet.set_footer(format!(
        "&L&\"{BODY},常规\"&9&A&C&\"{BODY},常规\"&9第 &P 页 共 &N 页"
    ));
    Ok(())
}

/// The two lines above a table: the scheme with the round, and a line of the sheet's own.
pub(super) fn title(
    pen: &mut Pen<'_>,
    plan: &Plan<'_>,
    (first, last): (u16, u16),
    heading: &str,
    line: &str,
) -> Result<(), WorkbookError> {
    let round = plan
        .report
        .round_name
        .map_or_else(String::new, |round| format!(" {round}"));
    let title = format!("{}{round} {heading}", plan.scheme.title);
    pen.across(0, first, last, &title, &plan.styles.title)?;
    // The title is set half as large again as the body.
    let room = pen.width_of(first, last) / 1.5;
    let lines = width::lines(&title, room);
    pen.sheet()
        .set_row_height(0, 26.0 * f64::from(lines.min(4)) + 4.0)?;
    let line = if plan.report.draft {
        format!("草稿,不作为正式结果。{line}")
    } else {
        line.to_owned()
    };
    pen.across(1, first, last, &line, &plan.styles.subtitle)?;
    let lines = width::lines(&line, pen.width_of(first, last));
    pen.sheet()
        .set_row_height(1, 17.0 * f64::from(lines.min(6)) + 3.0)?;
    Ok(())
}

/// The line for signatures, two rows below a table.
pub(super) fn signatures(
    pen: &mut Pen<'_>,
    plan: &Plan<'_>,
    row: u32,
    last: u16,
) -> Result<(), WorkbookError> {
    let blank = "_".repeat(12);
    let (who, when) = (
        format!("制表人:{blank}    审核人:{blank}"),
        format!("负责人:{blank}    日期:______年____月____日"),
    );
    let one = format!("{who}    {when}");
    let narrow = width::lines(&one, pen.width_of(0, last)) > 1;
    let line = if narrow {
        format!("{who}\n{when}")
    } else {
        one
    };
    let lines = width::lines(&line, pen.width_of(0, last));
    pen.across(
        row,
        0,
        last,
        &line,
        &plan.styles.signature.clone().set_text_wrap(),
    )?;
    pen.sheet()
        .set_row_height(row, 22.0 * f64::from(lines.max(1)))?;
    Ok(())
}

/// Freezes what is above and left of a cell.
pub(in crate::report) fn freeze(
    pen: &mut Pen<'_>,
    row: u32,
    col: u16,
) -> Result<(), WorkbookError> {
    pen.sheet().set_freeze_panes(row, col)?;
    Ok(())
}

/// Filter buttons on a header row.
pub(super) fn filter(
    pen: &mut Pen<'_>,
    header: u32,
    last_row: u32,
    last: u16,
) -> Result<(), WorkbookError> {
    pen.sheet()
        .autofilter(header, 0, last_row.max(header), last)?;
    Ok(())
}

/// One header row: a name and a width for each column.
pub(super) fn header(
    pen: &mut Pen<'_>,
    plan: &Plan<'_>,
    row: u32,
    names: &[String],
) -> Result<(), WorkbookError> {
    let mut most = 1;
    for (col, name) in names.iter().enumerate() {
        let col = super::pen::index(col);
        pen.text(row, col, name, &plan.styles.head)?;
        most = most.max(width::lines(name, pen.width(col)));
    }
    pen.lines(row, most.max(2))
}
