//! Inputs of the desk: filters of the list of people, and what is decided about one of them.

use crate::kernel::{
    actor::{Kind, Role},
    error::{AppError, Checks, Code, Result, Rule},
    ids::UserId,
};
use serde::{Deserialize, Serialize};

pub const REASON_MIN: usize = 5;
pub const REASON_MAX: usize = 500;
pub const NOTE_MAX: usize = 2000;
/// Nobody takes it back: the reason is to be understood years later.
pub const MERGE_REASON_MIN: usize = 10;

/// Filters of the list of people, as they stand in the address; empty ones let everybody through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserFilter {
    /// Part of a name, an address or a number, or a whole plate.
    pub text: String,
    /// `customer`, `mechanic`, `admin`.
    pub kind: String,
    /// A word of [`Role`].
    pub role: String,
    /// `active` or `suspended`.
    pub state: String,
    /// The e-mail address is `verified` or `unverified`.
    pub email: String,
    /// A second factor: `yes` or `no`.
    pub factor: String,
    /// Here since that day or later, as `2026-11-24`.
    pub since: String,
    /// Id of the last row seen.
    pub after: String,
}

impl UserFilter {
    /// Names of the filters in the address, in order.
    pub const NAMES: [&str; 8] = ["ara", "tur", "rol", "durum", "eposta", "iki-adim", "kayit", "sonra"];

    /// Reads the filters; what no filter knows is left out.
    pub fn read(param: impl Fn(&str) -> Option<String>) -> Self {
        let text = |name: &str| param(name).unwrap_or_default();
        let one_of =
            |name: &str, known: &[&str]| param(name).filter(|word| known.contains(&word.as_str())).unwrap_or_default();
        Self {
            text: text("ara").chars().take(100).collect(),
            kind: param("tur").filter(|word| Kind::parse(word).is_some()).unwrap_or_default(),
            role: param("rol").filter(|word| Role::parse(word).is_some()).unwrap_or_default(),
            state: one_of("durum", &["active", "suspended"]),
            email: one_of("eposta", &["verified", "unverified"]),
            factor: one_of("iki-adim", &["yes", "no"]),
            since: text("kayit"),
            after: text("sonra"),
        }
    }

    /// Names of the filters that are set.
    pub fn used(&self) -> Vec<&'static str> {
        self.pairs().into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, _)| name).collect()
    }

    /// The query that [`UserFilter::read`] reads.
    pub fn pairs(&self) -> [(&'static str, &str); 8] {
        let values =
            [&self.text, &self.kind, &self.role, &self.state, &self.email, &self.factor, &self.since, &self.after];
        let mut values = values.into_iter();
        Self::NAMES.map(|name| (name, values.next().map_or("", String::as_str)))
    }
}

/// The digits of a phone number as people type a part of it, without the country and the leading zero; `None` when this
/// is no number.
pub fn phone_part(text: &str) -> Option<String> {
    if text.chars().any(|c| !(c.is_ascii_digit() || " +-().".contains(c))) {
        return None;
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let plus = text.trim_start().starts_with('+');
    let bare = digits.strip_prefix("00").unwrap_or(&digits);
    let international = plus || bare.len() < digits.len() || bare.len() > 10;
    let national = if international { bare.strip_prefix("90").unwrap_or(bare) } else { bare };
    let national = national.strip_prefix('0').unwrap_or(national);
    (national.len() >= 3).then(|| national.to_owned())
}

/// A person the desk acts on.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonInput {
    pub user_id: String,
    /// What the person, or the log, is told; not every act asks for it.
    pub reason: String,
}

/// A role to give or take.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RoleInput {
    pub user_id: String,
    /// A word of [`Role`].
    pub role: String,
}

/// The account that is emptied, the one that stays, and why they are one person's.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MergeInput {
    pub user_id: String,
    pub into_id: String,
    pub reason: String,
    /// `true`: read that nobody takes it back.
    pub agreed: String,
}

impl MergeInput {
    /// # Errors
    /// `not_found` for what are no ids, `invalid` for a reason that is too short or too long and without consent.
    pub fn check(&self) -> Result<(UserId, UserId, String)> {
        let (from, into) = (user_id(&self.user_id)?, user_id(&self.into_id)?);
        let mut checks = Checks::default();
        let reason = checks.text("reason", &self.reason, MERGE_REASON_MIN, REASON_MAX);
        checks.require("agreed", self.agreed == "true", Rule::MustAccept);
        checks.done()?;
        Ok((from, into, reason))
    }
}

/// A note about a person.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct NoteInput {
    pub user_id: String,
    pub text: String,
}

/// The id out of a form or an address.
///
/// # Errors
/// `not_found` for what is no id.
pub fn user_id(text: &str) -> Result<UserId> {
    text.parse().map_err(|_| AppError::new(Code::NotFound))
}

/// # Errors
/// `invalid` for a reason that is too short or too long.
pub fn reason(text: &str) -> Result<String> {
    let mut checks = Checks::default();
    let reason = checks.text("reason", text, REASON_MIN, REASON_MAX);
    checks.done()?;
    Ok(reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_number_is_found_however_it_is_typed() {
        for typed in ["0532 123", "532123", "+90 532 123", "0090 532-123", "(0532) 123"] {
            assert_eq!(phone_part(typed).as_deref(), Some("532123"), "{typed}");
        }
        assert_eq!(phone_part("905321234567").as_deref(), Some("5321234567"));
        assert_eq!((phone_part("34 ABC 123"), phone_part("05"), phone_part("")), (None, None, None));
    }

    #[test]
    fn filters_are_read_as_they_are_written() {
        let filter = UserFilter {
            text: "ışık".into(),
            kind: "customer".into(),
            role: "support".into(),
            state: "suspended".into(),
            email: "verified".into(),
            factor: "no".into(),
            since: "2026-11-24".into(),
            after: "x".into(),
        };
        let pairs = filter.pairs().map(|(name, value)| (name, value.to_owned()));
        let param = |name: &str| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| value.clone());
        assert_eq!(UserFilter::read(param), filter);
        assert_eq!(UserFilter::read(|_| Some("\'; drop".into())).state, "");
    }
}
