//! The report.

use super::{Failure, load::Figures};
use std::fmt;

pub struct Table {
    mechanics: usize,
    lines: Vec<[String; 3]>,
    /// What must never be, whatever the machine.
    wrong: Vec<String>,
}

impl Table {
    pub fn new(mechanics: usize) -> Self {
        Self { mechanics, lines: Vec::new(), wrong: Vec::new() }
    }

    pub fn line(&mut self, what: &str, value: impl Into<String>, note: &str) {
        self.lines.push([what.to_owned(), value.into(), note.to_owned()]);
    }

    /// Notes something that makes the whole run fail in the end.
    pub fn wrong(&mut self, what: String) {
        self.wrong.push(what);
    }

    /// # Errors
    /// When something was wrong.
    pub fn verdict(&self) -> Result<(), Failure> {
        if self.wrong.is_empty() { Ok(()) } else { Err(self.wrong.join("; ").into()) }
    }

    pub fn speed(&mut self, what: &str, figures: &Figures) {
        let mut failed = if figures.failed == 0 { String::new() } else { format!(", {} failed", figures.failed) };
        for (status, count) in &figures.refused {
            failed.push_str(&format!(", {count} × status {status}"));
        }
        self.line(
            what,
            format!("{:.0} req/s", figures.per_second),
            &format!("p50 {:.1} ms, p95 {:.1} ms, p99 {:.1} ms{failed}", figures.p50, figures.p95, figures.p99),
        );
    }

    /// How much of the peer's speed the site reaches.
    pub fn ratio(&mut self, what: &str, site: &Figures, peer: &Figures, note: &str) {
        // pgbench tells its speed alone.
        let known = Some(peer.p99).filter(|p99| *p99 > 0.0);
        self.line(
            what,
            format!("{:.0} req/s → {:.2}", peer.per_second, site.per_second / peer.per_second.max(0.001)),
            &known.map_or_else(|| note.to_owned(), |p99| format!("p99 {p99:.1} ms; {note}")),
        );
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = |column: usize| {
            self.lines.iter().filter_map(|line| line.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let (what, value) = (width(0), width(1));
        writeln!(f, "\n{} workshops; → is the site's speed as a share of the peer's\n", self.mechanics)?;
        for [first, second, third] in &self.lines {
            writeln!(f, "  {first:<what$}  {second:<value$}  {third}")?;
        }
        Ok(())
    }
}
