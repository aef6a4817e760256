//! How the list is asked for, and what it tells.

pub use super::inputs::NoteInput;
use crate::kernel::{
    error::{Checks, Code, Result},
    ids::CustomerId,
    money::Money,
    text::fold,
    time::Instant,
};
use uuid::Uuid;

pub const NOTE_MAX: usize = 1000;
/// Letters of a search that count.
const ASKED_MAX: usize = 60;

/// What the list begins with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    #[default]
    LastVisit,
    Visits,
    Spent,
}

impl Order {
    pub const ALL: [Self; 3] = [Self::LastVisit, Self::Visits, Self::Spent];

    /// The word in the address.
    pub const fn word(self) -> &'static str {
        match self {
            Self::LastVisit => "son",
            Self::Visits => "ziyaret",
            Self::Spent => "harcama",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.word() == word)
    }
}

/// Which customers, in which order, after which one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// As it was typed.
    pub text: String,
    pub order: Order,
    pub after: Option<After>,
}

impl Asked {
    /// Whatever cannot be read counts as not asked for.
    pub fn read(text: &str, order: &str, after: &str) -> Self {
        Self {
            text: text.trim().chars().take(ASKED_MAX).collect(),
            order: Order::parse(order).unwrap_or_default(),
            after: After::parse(after),
        }
    }

    /// A name as it is found, and a plate: whatever stands between its letters is left out.
    pub fn patterns(&self) -> Option<(String, String)> {
        let folded = fold(&self.text);
        (!folded.is_empty()).then(|| (format!("%{folded}%"), format!("%{}%", folded.replace(' ', ""))))
    }
}

/// The last one seen: what it was sorted by, and who it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct After {
    pub sorted_by: i64,
    pub id: Uuid,
}

impl After {
    pub fn parse(text: &str) -> Option<Self> {
        let (sorted_by, id) = text.split_once('_')?;
        Some(Self { sorted_by: sorted_by.parse().ok()?, id: id.parse().ok()? })
    }

    pub fn word(sorted_by: i64, id: CustomerId) -> String {
        format!("{sorted_by}_{id}")
    }
}

/// A customer of a workshop, as it knows them from their visits there.
#[derive(Clone, Debug)]
pub struct Client {
    pub id: CustomerId,
    /// As on their last visit.
    pub name: String,
    pub phone: Option<String>,
    /// The latest ones first.
    pub plates: Vec<String>,
    pub visits: i64,
    pub no_shows: i64,
    pub spent: Money,
    pub last_at: Option<Instant>,
    pub next_at: Option<Instant>,
}

impl Client {
    /// What the list goes by; whoever never came has been there at the beginning of time.
    pub fn sorted_by(&self, order: Order) -> i64 {
        match order {
            Order::LastVisit => self.last_at.map_or(0, |at| at.0.as_second()),
            Order::Visits => self.visits,
            Order::Spent => self.spent.0,
        }
    }
}

/// A car that a customer came with.
#[derive(Clone, Debug)]
pub struct ClientCar {
    pub plate: String,
    pub label: String,
}

impl NoteInput {
    /// # Errors
    /// `not_found` for what is no id, `invalid` for a text that is too long.
    pub fn check(&self) -> Result<(CustomerId, String)> {
        let id = self.customer_id.parse().map_err(|_| Code::NotFound)?;
        let mut checks = Checks::default();
        let text = checks.text("text", &self.text, 0, NOTE_MAX);
        checks.done()?;
        Ok((id, text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_not_asked_for() {
        assert_eq!(Asked::read(" ", "bahşiş", "x_y"), Asked::default());
        assert_eq!(Asked::default().patterns(), None);
        let asked = Asked::read("34 abc-123", "harcama", "-5_0190b1a0-0000-7000-8000-000000000001");
        assert_eq!(asked.patterns(), Some(("%34 abc 123%".to_owned(), "%34abc123%".to_owned())));
        let after = asked.after.expect("a place in the list");
        assert_eq!(After::parse(&After::word(after.sorted_by, after.id.into())), Some(after));
        assert_eq!(Asked::read(&"x".repeat(ASKED_MAX + 1), "", "").text.len(), ASKED_MAX);
        for order in Order::ALL {
            assert_eq!(Order::parse(order.word()), Some(order));
        }
    }

    #[test]
    fn a_note_has_a_limit() {
        let id = "0190b1a0-0000-7000-8000-000000000001";
        let check = |length: usize| NoteInput { customer_id: id.into(), text: "x".repeat(length) }.check().is_ok();
        assert!(check(0) && check(NOTE_MAX) && !check(NOTE_MAX + 1));
    }
}
