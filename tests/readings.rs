//! The three readings of every computed column of the shipped schemes, as snapshots to be read.

use std::fmt::Write;

use ankang::formula::{Cells, Ref, Type};
use ankang::problem::{CellRef, Lang};
use ankang::scheme::{Owner, SHIPPED, Scheme};

/// Columns side by side in row 5.
struct Side<'a>(&'a Scheme);

impl Cells for Side<'_> {
    fn address(&self, name: Ref) -> String {
        format!(
            "{}5",
            CellRef::letters(u16::try_from(name.0).unwrap_or(u16::MAX))
        )
    }
    fn applies(&self, name: Ref) -> bool {
        self.0.column(name).applies
    }
    fn yes_no(&self, name: Ref) -> bool {
        self.0.column(name).kind == Type::Bool
    }
}

#[test]
fn every_column_is_written_and_said() {
    for shipped in SHIPPED {
        let scheme = shipped
            .scheme()
            .unwrap_or_else(|_| panic!("{} reads", shipped.id));
        let mut text = String::new();
        for (index, column) in (0..).zip(&scheme.columns) {
            let address = Side(&scheme).address(Ref(index));
            if column.owner == Owner::Subject {
                continue;
            }
            let Some(expr) = column.formula() else {
                let _ = writeln!(text, "{address} {}", scheme.label(Ref(index)));
                continue;
            };
            let words = expr.words(&|name| scheme.label(name), Lang::Zh);
            let _ = writeln!(
                text,
                "{address} {}\n    ={}\n    {words}",
                column.name,
                expr.excel(&Side(&scheme))
            );
        }
        insta::assert_snapshot!(shipped.id, text);
    }
}
