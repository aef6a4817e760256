//! Inputs and answers of reviews, and their checks.

use super::status::{Decision, Status};
use crate::kernel::{
    error::{AppError, Checks, Code, Result, Rule},
    ids::{AppointmentId, ReviewId},
};
use serde::{Deserialize, Serialize};

pub const TEXT_MAX: usize = 2000;
pub const REPLY_MAX: usize = 1000;
/// Days after the visit in which it can be reviewed.
pub const WINDOW_DAYS: i64 = 90;

/// The five dimensions in the order everybody sees them; also the names of form fields and columns.
pub const DIMENSIONS: [&str; 5] = ["quality", "price", "punctuality", "communication", "cleanliness"];

/// A review as it is typed; stars are 1 to 5.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct WriteInput {
    pub appointment_id: String,
    pub quality: String,
    pub price: String,
    pub punctuality: String,
    pub communication: String,
    pub cleanliness: String,
    pub text: String,
}

/// One to five in each dimension, in the order of [`DIMENSIONS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stars(pub [i16; 5]);

/// A review whose fields all hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub appointment_id: AppointmentId,
    pub stars: Stars,
    pub text: String,
}

/// What became of a written review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    pub id: ReviewId,
    pub status: Status,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReplyInput {
    pub review_id: String,
    pub text: String,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ModerateInput {
    pub review_id: String,
    /// `approve` or `hide`.
    pub decision: String,
    /// Id of a rule; needed to hide.
    pub rule: String,
    /// Where a plain form goes on to; a path of this site.
    pub back: String,
}

/// A decision whose fields all hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub review_id: ReviewId,
    pub decision: Decision,
    /// Always there when hiding.
    pub rule: Option<RuleId>,
}

/// A published review, as everybody sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PublicReview {
    pub id: ReviewId,
    /// First name and the initial of the last one.
    pub author: String,
    pub vehicle: String,
    pub services: String,
    pub quality: i16,
    pub price: i16,
    pub punctuality: i16,
    pub communication: i16,
    pub cleanliness: i16,
    pub overall: f32,
    pub text: String,
    pub reply: Option<String>,
    /// RFC 3339.
    pub visited_at: String,
    /// RFC 3339.
    pub created_at: String,
}

/// Why a review may be hidden. The list is closed and published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RuleId {
    KisiselVeri,
    Hakaret,
    Reklam,
    KonuDisi,
    Sahte,
}

impl RuleId {
    pub const ALL: [Self; 5] = [Self::KisiselVeri, Self::Hakaret, Self::Reklam, Self::KonuDisi, Self::Sahte];

    /// The word in the database and on the wire.
    pub const fn word(self) -> &'static str {
        match self {
            Self::KisiselVeri => "kisisel-veri",
            Self::Hakaret => "hakaret",
            Self::Reklam => "reklam",
            Self::KonuDisi => "konu-disi",
            Self::Sahte => "sahte",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.word() == word)
    }
}

impl Stars {
    pub fn overall(self) -> f32 {
        self.0.iter().map(|&stars| f32::from(stars)).sum::<f32>() / 5.0
    }

    /// All five the same, at one end.
    pub fn extreme(self) -> bool {
        self.0 == [1; 5] || self.0 == [5; 5]
    }
}

impl WriteInput {
    /// # Errors
    /// `not_found` for an id that cannot be one, `invalid` with every refused field.
    pub fn check(&self) -> Result<Draft> {
        let appointment_id = self.appointment_id.parse().map_err(|_| AppError::new(Code::NotFound))?;
        let mut checks = Checks::default();
        let typed = [&self.quality, &self.price, &self.punctuality, &self.communication, &self.cleanliness];
        let mut stars = [0; 5];
        for ((name, typed), place) in DIMENSIONS.iter().zip(typed).zip(&mut stars) {
            *place = checks.keep(name, star(typed)).unwrap_or_default();
        }
        let text = checks.text("text", &self.text, 0, TEXT_MAX);
        checks.done()?;
        Ok(Draft { appointment_id, stars: Stars(stars), text })
    }
}

fn star(typed: &str) -> std::result::Result<i16, Rule> {
    match typed.trim() {
        "" => Err(Rule::Required),
        typed => match typed.parse::<i16>() {
            Ok(stars @ 1..=5) => Ok(stars),
            Ok(_) => Err(Rule::OutOfRange),
            Err(_) => Err(Rule::NotANumber),
        },
    }
}

impl ReplyInput {
    /// # Errors
    /// `not_found` for an id that cannot be one, `invalid` for the text.
    pub fn check(&self) -> Result<(ReviewId, String)> {
        let id = self.review_id.parse().map_err(|_| AppError::new(Code::NotFound))?;
        let mut checks = Checks::default();
        let text = checks.text("text", &self.text, 2, REPLY_MAX);
        checks.done()?;
        Ok((id, text))
    }
}

impl ModerateInput {
    /// # Errors
    /// `not_found` for an id that cannot be one, `invalid` for the decision or its rule.
    pub fn check(&self) -> Result<Verdict> {
        let review_id = self.review_id.parse().map_err(|_| AppError::new(Code::NotFound))?;
        let mut checks = Checks::default();
        let decision = checks.keep("decision", Decision::parse(&self.decision).ok_or(Rule::UnknownChoice));
        let rule = match (decision, self.rule.as_str()) {
            (Some(Decision::Hide), "") => {
                checks.refuse("rule", Rule::Required);
                None
            }
            (Some(Decision::Hide), word) => checks.keep("rule", RuleId::parse(word).ok_or(Rule::UnknownChoice)),
            _ => None,
        };
        checks.done()?;
        let decision = decision.ok_or_else(|| AppError::field("decision", Rule::Required))?;
        Ok(Verdict { review_id, decision, rule })
    }
}

/// `Elif Nur Yıldız` → `Elif Y.`; a single name stays.
pub fn author_name(full_name: &str) -> String {
    let mut words = full_name.split_whitespace();
    let first = words.next().unwrap_or_default();
    let initial = words.next_back().and_then(|word| word.chars().next());
    match initial {
        Some('i') => format!("{first} İ."),
        Some(letter) => format!("{first} {}.", letter.to_uppercase()),
        None => first.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0190f0a0-0000-7000-8000-000000000001";

    fn input() -> WriteInput {
        WriteInput {
            appointment_id: ID.into(),
            quality: "5".into(),
            price: "4".into(),
            punctuality: "5".into(),
            communication: "5".into(),
            cleanliness: "4".into(),
            text: " Temiz iş. ".into(),
        }
    }

    fn refused<T>(result: Result<T>) -> Vec<String> {
        result.err().map(|error| error.fields.into_keys().collect()).unwrap_or_default()
    }

    #[test]
    fn a_whole_review_passes() {
        let draft = input().check().expect("a whole review");
        assert_eq!((draft.stars, draft.text.as_str()), (Stars([5, 4, 5, 5, 4]), "Temiz iş."));
        assert!((draft.stars.overall() - 4.6).abs() < 1e-6);
    }

    #[test]
    fn every_missing_star_is_named_at_once() {
        let empty = WriteInput { appointment_id: ID.into(), ..WriteInput::default() };
        assert_eq!(refused(empty.check()), ["cleanliness", "communication", "price", "punctuality", "quality"]);
        assert_eq!(refused(WriteInput { price: "6".into(), ..input() }.check()), ["price"]);
        assert_eq!(refused(WriteInput { price: "0".into(), ..input() }.check()), ["price"]);
        assert_eq!(refused(WriteInput { price: "iyi".into(), ..input() }.check()), ["price"]);
    }

    #[test]
    fn texts_have_limits_in_letters() {
        assert!(WriteInput { text: "ş".repeat(TEXT_MAX), ..input() }.check().is_ok());
        assert_eq!(refused(WriteInput { text: "ş".repeat(TEXT_MAX + 1), ..input() }.check()), ["text"]);
        let reply = |text: String| ReplyInput { review_id: ID.into(), text }.check();
        assert_eq!(refused(reply("ş".repeat(REPLY_MAX + 1))), ["text"]);
        assert_eq!(refused(reply(String::new())), ["text"]);
    }

    #[test]
    fn hiding_needs_a_rule_of_the_list() {
        let input = |decision: &str, rule: &str| ModerateInput {
            review_id: ID.into(),
            decision: decision.into(),
            rule: rule.into(),
            ..ModerateInput::default()
        };
        assert_eq!(refused(input("hide", "").check()), ["rule"]);
        assert_eq!(refused(input("hide", "keyfi").check()), ["rule"]);
        assert_eq!(refused(input("delete", "sahte").check()), ["decision"]);
        assert_eq!(input("hide", "sahte").check().map(|v| v.rule), Ok(Some(RuleId::Sahte)));
        assert_eq!(input("approve", "sahte").check().map(|v| v.rule), Ok(None));
    }

    #[test]
    fn authors_are_shown_by_first_name_and_initial() {
        assert_eq!(author_name("Elif Nur Yıldız"), "Elif Y.");
        assert_eq!(author_name("Işık ilhan"), "Işık İ.");
        assert_eq!(author_name("  Hasan "), "Hasan");
        assert_eq!(author_name(""), "");
    }
}
