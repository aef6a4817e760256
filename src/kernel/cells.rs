//! Lines of a file for spreadsheets, and what somebody wrote into one.

/// The mark by which spreadsheets know UTF-8.
pub const MARK: char = '\u{feff}';
/// With these a spreadsheet begins to calculate.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];
/// Before a cell it says: this is text.
const QUOTE: char = '\'';

/// One line of the file, every cell quoted.
pub fn line(cells: &[impl AsRef<str>]) -> String {
    let quoted: Vec<String> =
        cells.iter().map(|cell| format!("\"{}\"", harmless(cell.as_ref()).replace('"', "\"\""))).collect();
    format!("{}\r\n", quoted.join(","))
}

/// A cell that a spreadsheet would calculate is made text; so is one that [`written`] would take for such a text.
fn harmless(cell: &str) -> String {
    if cell.starts_with(FORMULA) || is_marked(cell) { format!("{QUOTE}{cell}") } else { cell.to_owned() }
}

/// What a cell of a file says: the mark that [`line`] put before it is gone.
pub fn written(cell: &str) -> &str {
    if is_marked(cell) { cell.strip_prefix(QUOTE).unwrap_or(cell) } else { cell }
}

fn is_marked(cell: &str) -> bool {
    cell.strip_prefix(QUOTE).is_some_and(|rest| rest.starts_with(FORMULA) || rest.starts_with(QUOTE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_cell_is_calculated_or_ends_it() {
        let cells = ["=1+1", "+90", "-1", "@x", "\tx", "\rx", "a\"b,c\nd", "düz"];
        assert_eq!(line(&cells), "\"'=1+1\",\"'+90\",\"'-1\",\"'@x\",\"'\tx\",\"'\rx\",\"a\"\"b,c\nd\",\"düz\"\r\n");
    }

    #[test]
    fn what_was_written_comes_back() {
        for cell in ["", "düz", "=1", "'", "'74", "''74", "'=1", "''=1", "'''", "+ -"] {
            let harmless = harmless(cell);
            assert!(!harmless.starts_with(FORMULA), "{cell}");
            assert_eq!(written(&harmless), cell);
        }
    }
}
