//! Reading a sheet: its encoding, its separator, its columns, then line by line.

use super::finding::Refusal;
use crate::kernel::{
    cells,
    error::{AppError, Result, Rule},
};
use csv::{ReaderBuilder, StringRecord};

pub const MAX_BYTES: usize = 16 * 1024 * 1024;
pub const MAX_LINES: usize = 50_000;
/// In bytes; the longest line that could be right is half of it.
pub const LINE_MAX: usize = 16_000;
/// Headings that are shown as unknown, and how much of each.
const IGNORED_MAX: usize = 20;
const HEADING_MAX: usize = 60;

pub const COLUMNS: [&str; 16] = [
    "variant_id",
    "brand",
    "brand_aliases",
    "model",
    "model_aliases",
    "variant",
    "aliases",
    "generation",
    "year_from",
    "year_to",
    "engine_cc",
    "fuel",
    "power_kw",
    "transmission",
    "body",
    "active",
];
/// By these a variant is told from the others; the cells may be empty, the columns may not be missing.
pub const NEEDED: [&str; 8] =
    ["brand", "model", "variant", "generation", "year_from", "year_to", "fuel", "transmission"];

/// Where each of [`COLUMNS`] stands.
struct Head {
    places: [Option<usize>; COLUMNS.len()],
    width: usize,
}

/// One line of the sheet.
pub struct Cells<'s> {
    head: &'s Head,
    record: &'s StringRecord,
}

impl<'s> Cells<'s> {
    /// `None` when the sheet has no such column.
    pub fn get(&self, column: &str) -> Option<&'s str> {
        let known = COLUMNS.iter().position(|name| *name == column)?;
        let place = self.head.places.get(known).copied().flatten()?;
        self.record.get(place).map(|cell| cells::written(cell.trim()))
    }

    pub fn text(&self, column: &str) -> &'s str {
        self.get(column).unwrap_or_default()
    }
}

/// Hands every line to `take`, with its number in the file, and says which columns mean nothing here.
///
/// # Errors
/// `invalid` on `file`: `required`, `file_too_large`, `not_utf8`, `too_many_lines`.
pub fn each_line(bytes: &[u8], mut take: impl FnMut(i32, Result<Cells<'_>, Refusal>)) -> Result<Vec<String>> {
    let text = text_of(bytes)?;
    let mut reader =
        ReaderBuilder::new().flexible(true).has_headers(false).delimiter(separator(text)).from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    let mut next =
        |record: &mut StringRecord| reader.read_record(record).map_err(|_| AppError::field("file", Rule::NotUtf8));
    if !next(&mut record)? {
        return Err(AppError::field("file", Rule::Required));
    }
    let (head, ignored) = match head(&record) {
        Ok(read) => read,
        Err(refusal) => {
            take(1, Err(refusal));
            return Ok(Vec::new());
        }
    };
    let mut lines = 0;
    while next(&mut record)? {
        // Spreadsheets like to end a file with empty rows.
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        lines += 1;
        if lines > MAX_LINES {
            let limit = i64::try_from(MAX_LINES).ok();
            return Err(AppError::field_with("file", Rule::TooManyLines, limit));
        }
        take(number(text, &record), measured(&head, &record));
    }
    Ok(ignored)
}

fn text_of(bytes: &[u8]) -> Result<&str> {
    if bytes.len() > MAX_BYTES {
        return Err(too_large());
    }
    let text = std::str::from_utf8(bytes).ok().filter(|text| !text.contains('\0'));
    let text = text.ok_or_else(|| AppError::field("file", Rule::NotUtf8))?;
    Ok(text.strip_prefix(cells::MARK).unwrap_or(text))
}

pub fn too_large() -> AppError {
    AppError::field_with("file", Rule::FileTooLarge, i64::try_from(MAX_BYTES / 1024 / 1024).ok())
}

/// Spreadsheets separate with what the country does not write into numbers.
fn separator(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |separator: char| first.matches(separator).count();
    if count(';') > count(',') { b';' } else { b',' }
}

fn head(record: &StringRecord) -> Result<(Head, Vec<String>), Refusal> {
    let names: Vec<String> = record.iter().map(|name| cells::written(name.trim()).to_lowercase()).collect();
    let places = COLUMNS.map(|column| names.iter().position(|name| name == column));
    let missing: Vec<String> =
        NEEDED.iter().filter(|needed| !names.iter().any(|name| name == *needed)).map(ToString::to_string).collect();
    if !missing.is_empty() {
        return Err(Refusal::MissingColumns { names: missing });
    }
    let short = |name: &String| name.chars().filter(|c| !c.is_control()).take(HEADING_MAX).collect::<String>();
    let unknown = names.iter().filter(|name| !name.is_empty() && !COLUMNS.contains(&name.as_str()));
    Ok((Head { places, width: names.len() }, unknown.take(IGNORED_MAX).map(short).collect()))
}

/// The line that a record begins in. Its position is taken before the ends of lines that are skipped on the way to it.
fn number(text: &str, record: &StringRecord) -> i32 {
    let Some(place) = record.position() else { return i32::MAX };
    let rest = usize::try_from(place.byte()).ok().and_then(|start| text.as_bytes().get(start..)).unwrap_or_default();
    let skipped = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n').count();
    i32::try_from(place.line()).unwrap_or(i32::MAX).saturating_add(i32::try_from(skipped).unwrap_or(i32::MAX))
}

fn measured<'s>(head: &'s Head, record: &'s StringRecord) -> Result<Cells<'s>, Refusal> {
    if record.as_slice().len() > LINE_MAX {
        return Err(Refusal::TooLong);
    }
    if record.len() != head.width {
        return Err(Refusal::Width { got: record.len(), expected: head.width });
    }
    Ok(Cells { head, record })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "brand,model,variant,generation,year_from,year_to,fuel,transmission";

    fn read(bytes: &[u8]) -> Result<Vec<(i32, Result<String, Refusal>)>> {
        let mut lines = Vec::new();
        each_line(bytes, |number, cells| {
            lines.push((number, cells.map(|cells| format!("{}|{:?}", cells.text("variant"), cells.get("body")))));
        })?;
        Ok(lines)
    }

    fn rule(bytes: &[u8]) -> Rule {
        read(bytes).unwrap_err().fields["file"].rule
    }

    #[test]
    fn both_separators_the_mark_and_quoted_lines_are_read() {
        let ok = |line, text: &str| (line, Ok(text.to_owned()));
        let comma = format!(
            "\u{feff}{HEAD}\r\nFiat,Egea,\"1.4, \"\"Fire\"\"\n95\",,2016,,petrol,manual\r\n\r\nFiat,Egea,'=2,,2016,,,\r\n"
        );
        assert_eq!(read(comma.as_bytes()).unwrap(), [ok(2, "1.4, \"Fire\"\n95|None"), ok(5, "=2|None")]);
        let semicolon = format!("{};BODY\nFiat;Egea;1,4;;2016;;;;suv\n;;;;;;;;\n", HEAD.replace(',', ";"));
        assert_eq!(read(semicolon.as_bytes()).unwrap(), [ok(2, "1,4|Some(\"suv\")")]);
    }

    #[test]
    fn unknown_columns_are_named_and_needed_ones_asked_for() {
        let ignored = each_line(format!("{HEAD},source,Fiyat\n").as_bytes(), |_, _| ()).unwrap();
        assert_eq!(ignored, ["source", "fiyat"]);
        let missing = read(b"brand,model,variant,year_from,year_to,fuel\nFiat,Egea,1.4,2016,,petrol\n").unwrap();
        let names = ["generation", "transmission"].map(str::to_owned).to_vec();
        assert_eq!(missing, [(1, Err(Refusal::MissingColumns { names }))]);
    }

    #[test]
    fn what_is_no_such_file_is_refused_whole() {
        assert_eq!(rule(b""), Rule::Required);
        assert_eq!(rule("\u{feff}".as_bytes()), Rule::Required);
        assert_eq!(rule(b"brand,model\nCitro\xebn,C3\n"), Rule::NotUtf8);
        assert_eq!(rule(format!("{HEAD}\nFiat,Egea\0,,,,,,\n").as_bytes()), Rule::NotUtf8);
        assert_eq!(rule(&vec![b'a'; MAX_BYTES + 1]), Rule::FileTooLarge);
        let line = "Fiat,Egea,1.4,,2016,,,\n";
        let full = format!("{HEAD}\n{}", line.repeat(MAX_LINES));
        assert_eq!(read(full.as_bytes()).unwrap().len(), MAX_LINES);
        assert_eq!(rule(format!("{full}{line}").as_bytes()), Rule::TooManyLines);
    }

    #[test]
    fn lines_of_another_shape_are_refused_alone() {
        let long = "a".repeat(LINE_MAX);
        let sheet =
            format!("{HEAD}\nFiat,Egea\nFiat,Egea,{long},,2016,,,\nFiat,Egea,1.4,,2016,,,\nFiat,Egea,\"1.4,,2016,,,\n");
        let lines = read(sheet.as_bytes()).unwrap();
        assert_eq!(lines[0], (2, Err(Refusal::Width { got: 2, expected: 8 })));
        assert_eq!(lines[1], (3, Err(Refusal::TooLong)));
        assert_eq!(lines[2], (4, Ok("1.4|None".to_owned())));
        assert_eq!(lines[3], (5, Err(Refusal::Width { got: 3, expected: 8 })), "a quote that never ends");
    }
}
