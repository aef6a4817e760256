//! E-mail addresses and phone numbers.

use crate::kernel::error::Rule;
use serde::{Deserialize, Serialize};

/// An e-mail address in ASCII lower case (never Turkish folding: `INFO@` is `info@`, not `ınfo@`).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Email(String);

impl Email {
    /// # Errors
    /// [`Rule::Required`] when empty, [`Rule::Email`] when it is not `local@domain.tld` in printable ASCII, at most 254 characters.
    pub fn parse(text: &str) -> Result<Self, Rule> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Rule::Required);
        }
        let (local, domain) = text.rsplit_once('@').ok_or(Rule::Email)?;
        let local_is_fine = !local.is_empty()
            && local.len() <= 64
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..")
            && local.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&b));
        let labels: Vec<&str> = domain.split('.').collect();
        let domain_is_fine = labels.len() >= 2
            && labels.iter().all(|label| {
                !label.is_empty()
                    && label.len() <= 63
                    && !label.starts_with('-')
                    && !label.ends_with('-')
                    && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            });
        if text.len() > 254 || !local_is_fine || !domain_is_fine {
            return Err(Rule::Email);
        }
        Ok(Self(text.to_ascii_lowercase()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A Turkish mobile number in E.164: `+905XXXXXXXXX`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Phone(String);

impl Phone {
    /// Accepts `0532…`, `532…`, `90532…`, `+90532…` with spaces, dashes and brackets.
    ///
    /// # Errors
    /// [`Rule::Required`] when empty, else [`Rule::Phone`].
    pub fn parse(text: &str) -> Result<Self, Rule> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Rule::Required);
        }
        let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '(' | ')' | '.' | '/')).collect();
        let digits = digits.strip_prefix('+').unwrap_or(&digits);
        let digits = digits.strip_prefix("00").unwrap_or(digits);
        let digits = digits.strip_prefix("90").unwrap_or(digits);
        let digits = digits.strip_prefix('0').unwrap_or(digits);
        if digits.len() == 10 && digits.starts_with('5') && digits.bytes().all(|b| b.is_ascii_digit()) {
            Ok(Self(format!("+90{digits}")))
        } else {
            Err(Rule::Phone)
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// `+905321234567` → `0532 123 45 67`; anything else stays as it is.
pub fn spoken_phone(e164: &str) -> String {
    match e164.strip_prefix("+90") {
        Some(n) if n.len() == 10 && n.is_ascii() => {
            let (a, rest) = n.split_at(3);
            let (b, rest) = rest.split_at(3);
            let (c, d) = rest.split_at(2);
            format!("0{a} {b} {c} {d}")
        }
        _ => e164.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_phone_however_it_is_typed() {
        for text in ["0532 123 45 67", "532-123-4567", "90 532 1234567", "+90 (532) 123 45 67", "00905321234567"] {
            assert_eq!(Phone::parse(text).as_ref().map(Phone::as_str), Ok("+905321234567"), "{text}");
        }
        for text in ["0212 123 45 67", "532123456", "05321234567x", "+1 532 123 4567 8"] {
            assert_eq!(Phone::parse(text), Err(Rule::Phone), "{text}");
        }
        assert_eq!(spoken_phone("+905321234567"), "0532 123 45 67");
    }

    #[test]
    fn addresses_fold_in_ascii() {
        assert_eq!(Email::parse(" INFO@Example.COM ").as_ref().map(Email::as_str), Ok("info@example.com"));
        for text in ["a@b", "@b.co", "a b@c.co", "a@-b.co", "ışık@b.co", "a..b@c.co", "a@b.co\0", "<x>@b.co"] {
            assert_eq!(Email::parse(text), Err(Rule::Email), "{text:?}");
        }
    }
}
