use std::io::{Read, Seek};

use calamine::{Cell, DataRef, XlsxCellFormulaMetadataRecord, XlsxCellReader, XlsxError};

type Next<T> = Result<Option<T>, XlsxError>;

/// A cell as one of the reader's passes gives it. None of the passes tells everything at once.
pub(super) trait Fetched<'s>: Sized {
    fn next<RS: Read + Seek>(reader: &mut XlsxCellReader<'s, RS>) -> Next<Self>;
    fn cell(&self) -> ((u32, u32), &DataRef<'s>);

    fn style(&self) -> usize {
        0
    }

    fn has_formula(&self) -> bool {
        false
    }
}

/// Values only: the fastest.
impl<'s> Fetched<'s> for Cell<DataRef<'s>> {
    #[inline]
    fn next<RS: Read + Seek>(reader: &mut XlsxCellReader<'s, RS>) -> Next<Self> {
        reader.next_cell()
    }

    #[inline]
    fn cell(&self) -> ((u32, u32), &DataRef<'s>) {
        (self.get_position(), self.get_value())
    }
}

/// Values and number formats.
impl<'s> Fetched<'s> for (Cell<DataRef<'s>>, usize) {
    #[inline]
    fn next<RS: Read + Seek>(reader: &mut XlsxCellReader<'s, RS>) -> Next<Self> {
        reader.next_cell_with_style_id()
    }

    #[inline]
    fn cell(&self) -> ((u32, u32), &DataRef<'s>) {
        self.0.cell()
    }

    #[inline]
    fn style(&self) -> usize {
        self.1
    }
}

/// Values, and whether there is a formula.
pub(super) type WithFormula<'s> = XlsxCellFormulaMetadataRecord<'s>;

impl<'s> Fetched<'s> for WithFormula<'s> {
    #[inline]
    fn next<RS: Read + Seek>(reader: &mut XlsxCellReader<'s, RS>) -> Next<Self> {
        reader.next_cell_with_formula_metadata()
    }

    #[inline]
    fn cell(&self) -> ((u32, u32), &DataRef<'s>) {
        (self.pos, &self.value)
    }

    #[inline]
    fn has_formula(&self) -> bool {
        self.formula.is_some()
    }
}
