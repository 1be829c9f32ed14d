//! The result workbook.

use rust_xlsxwriter::{DocProperties, Workbook, XlsxError};

use super::{MARK, Report};

impl Report<'_> {
    /// The bytes of the result workbook.
    ///
    /// # Errors
    /// Those of the workbook writer.
    pub fn workbook(&self) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        workbook.set_properties(&DocProperties::new().set_custom_property(MARK, &*self.scheme.version));
        workbook.add_worksheet().set_name("排名")?;
        workbook.save_to_buffer()
    }
}
