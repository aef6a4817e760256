//! What an import did.

use std::fmt;

/// Rows of one table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub added: i64,
    pub changed: i64,
    pub unchanged: i64,
    /// Differ from the file because an administrator edited them.
    pub kept: i64,
}

/// What the upsert of one table answers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written {
    pub added: i64,
    pub changed: i64,
    pub kept: i64,
}

impl Tally {
    pub(super) fn of(given: usize, written: &Written) -> Self {
        let Written { added, changed, kept } = *written;
        let given = i64::try_from(given).unwrap_or(i64::MAX);
        Self { added, changed, kept, unchanged: given - added - changed - kept }
    }
}

/// A row that did not go in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub file: &'static str,
    pub line: u64,
    pub reason: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    pub tables: Vec<(&'static str, Tally)>,
    pub refused: Vec<Refused>,
    /// Sets whose files are those of the last import.
    pub skipped: Vec<&'static str>,
}

impl ImportReport {
    pub fn table(&self, name: &str) -> Tally {
        self.tables.iter().find(|(table, _)| *table == name).map(|(_, tally)| *tally).unwrap_or_default()
    }

    /// Did it change anything?
    pub fn wrote(&self) -> bool {
        self.tables.iter().any(|(_, tally)| tally.added + tally.changed > 0)
    }
}

impl fmt::Display for ImportReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.tables.is_empty() {
            return write!(f, "reference data is up to date");
        }
        write!(f, "reference data:")?;
        for (table, tally) in &self.tables {
            let Tally { added, changed, unchanged, kept } = tally;
            write!(f, "\n  {table:<20} {added:>6} added {changed:>6} changed {unchanged:>6} unchanged")?;
            if *kept > 0 {
                write!(f, " {kept:>6} kept as edited")?;
            }
        }
        for Refused { file, line, reason } in &self.refused {
            write!(f, "\n  refused: {file} line {line}: {reason}")?;
        }
        Ok(())
    }
}

#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("the database refused the reference data: {0}")]
    Database(#[from] sqlx::Error),
    #[error("{file} cannot be read: {cause}")]
    File { file: &'static str, cause: csv::Error },
    #[error("a row could not be handed over: {0}")]
    Json(#[from] serde_json::Error),
}
