//! Columns as wide as what stands in them.

use crate::output::printable;

/// On which side a column is flush.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

/// A table with a head, each line after this indentation.
pub(super) fn table(indent: &str, head: &[(&str, Side)], rows: &[Vec<String>]) -> String {
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| printable(cell)).collect()).collect();
    let titles: Vec<String> = head.iter().map(|(title, _)| (*title).to_owned()).collect();
    let width = |at: usize| {
        let cells = std::iter::once(&titles).chain(&rows).filter_map(|row| row.get(at));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(head).zip(&widths).map(|((cell, (_, side)), width)| match side {
            Side::Left => format!("{cell:<width$}"),
            Side::Right => format!("{cell:>width$}"),
        });
        let text = cells.collect::<Vec<_>>().join("  ");
        format!("{indent}{}\n", text.trim_end())
    };
    std::iter::once(&titles).chain(&rows).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let head = [("name", Side::Left), ("count", Side::Right), ("", Side::Left)];
        let rows = [vec!["a longer one".to_owned(), "1".to_owned(), String::new()]];
        assert_eq!(table("  ", &head, &rows), "  name          count\n  a longer one      1\n");
    }
}
