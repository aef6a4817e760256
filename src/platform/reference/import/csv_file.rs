//! Reading one CSV text row by row; what cannot be read is refused with its line.

use super::report::{ImportError, Refused};
use csv::StringRecord;
use std::{collections::HashMap, str::FromStr};

/// The fields of one row, by column name.
pub struct Fields<'r> {
    columns: &'r StringRecord,
    record: &'r StringRecord,
}

impl<'r> Fields<'r> {
    /// A field that may be empty; a missing column counts as empty.
    pub fn optional(&self, column: &str) -> Option<&'r str> {
        let place = self.columns.iter().position(|name| name == column)?;
        self.record.get(place).map(str::trim).filter(|text| !text.is_empty())
    }

    pub fn text(&self, column: &str) -> Result<&'r str, String> {
        self.optional(column).ok_or_else(|| format!("{column} is missing"))
    }

    pub fn number<N: FromStr>(&self, column: &str) -> Result<N, String> {
        let text = self.text(column)?;
        text.parse().map_err(|_| format!("{column} `{text}` is no such number"))
    }

    pub fn optional_number<N: FromStr>(&self, column: &str) -> Result<Option<N>, String> {
        self.optional(column).map(|_| self.number(column)).transpose()
    }

    /// A word out of a closed list; an empty field is the empty word.
    pub fn one_of(&self, column: &str, known: &[&str]) -> Result<&'r str, String> {
        match self.optional(column) {
            None => Ok(""),
            Some(word) if known.contains(&word) => Ok(word),
            Some(word) => Err(format!("{column} `{word}` is unknown")),
        }
    }
}

/// Reads every row with `read`, which gives the row and its natural key; a key that stood before is refused.
pub fn rows<T>(
    file: &'static str,
    text: &str,
    refused: &mut Vec<Refused>,
    mut read: impl FnMut(&Fields<'_>) -> Result<(String, T), String>,
) -> Result<Vec<T>, ImportError> {
    let unreadable = |cause| ImportError::File { file, cause };
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let columns = reader.headers().map_err(unreadable)?.clone();
    let (mut rows, mut seen) = (Vec::new(), HashMap::new());
    for record in reader.records() {
        let record = record.map_err(unreadable)?;
        let line = record.position().map_or(0, csv::Position::line);
        let outcome = if record.len() == columns.len() {
            read(&Fields { columns: &columns, record: &record })
        } else {
            Err(format!("{} fields instead of {}", record.len(), columns.len()))
        };
        let outcome = outcome.and_then(|(key, row)| match seen.insert(key, line) {
            None => Ok(row),
            Some(before) => Err(format!("the same stands in line {before}")),
        });
        match outcome {
            Ok(row) => rows.push(row),
            Err(reason) => refused.push(Refused { file, line, reason }),
        }
    }
    Ok(rows)
}
