use jiff::ToSpan;
use jiff::civil::{Date, date};

/// The last day a spreadsheet knows, 9999-12-31.
const LAST: f64 = 2_958_465.0;

/// The day of a serial number; its fraction, the time of day, is dropped. `None` for times
/// without a day, for the 29 February 1900 that never was, and beyond the year 9999.
pub(in crate::intake) fn day(serial: f64, from_1904: bool) -> Option<Date> {
    if !(0.0..=LAST).contains(&serial) {
        return None;
    }
    let days = serial as i32;
    let start = match (from_1904, days) {
        (true, _) => date(1904, 1, 1),
        (false, 1..=59) => date(1899, 12, 31),
        (false, 61..) => date(1899, 12, 30),
        (false, _) => return None,
    };
    start.checked_add(days.days()).ok()
}

/// A time of day or a duration as the cell shows it, `36:05:00`.
pub(super) fn clock(serial: f64) -> String {
    let seconds = (serial.abs().min(LAST) * 86_400.0).round() as u64;
    let sign = if serial < 0.0 { "-" } else { "" };
    format!(
        "{sign}{}:{:02}:{:02}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    )
}
