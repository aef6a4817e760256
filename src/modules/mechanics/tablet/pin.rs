//! What a PIN must be, and what of it is hashed.

use crate::{
    kernel::{
        error::{AppError, Code, FieldError, Rule},
        ids::UserId,
        lang::Lang,
    },
    platform::{config::ServerConfig, keyed},
    say,
};
use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD as BASE64};

/// Fewest and most digits.
const DIGITS: std::ops::RangeInclusive<usize> = 4..=6;
/// Four digits that read as a year of birth.
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2029;

/// Refuses what is no PIN, and what others would try first.
///
/// # Errors
/// `invalid` (`pin`).
pub fn check(lang: Lang, pin: &str, phone: &str) -> Result<(), AppError> {
    if pin.is_empty() {
        return Err(AppError::field("pin", Rule::Required));
    }
    let message = if !DIGITS.contains(&pin.len()) || !pin.bytes().all(|byte| byte.is_ascii_digit()) {
        say!(lang, tablet.pin_shape)
    } else if is_guessed_first(pin) || phone.contains(pin) {
        say!(lang, tablet.pin_weak)
    } else {
        return Ok(());
    };
    let error = FieldError { rule: Rule::PasswordWeak, limit: None, message: message.to_owned() };
    Err(AppError { fields: [("pin".to_owned(), error)].into(), ..AppError::new(Code::Invalid) })
}

/// One digit or pair over and over, digits in a row, a year of birth.
fn is_guessed_first(pin: &str) -> bool {
    let digits: Vec<i16> = pin.bytes().map(|byte| i16::from(byte - b'0')).collect();
    let pairs = || digits.iter().zip(digits.iter().skip(1));
    let steps_by = |step: i16| pairs().all(|(a, b)| (a + step).rem_euclid(10) == *b);
    let repeats = |length: usize| digits.iter().zip(digits.iter().skip(length)).all(|(a, b)| a == b);
    let halves = digits.len() == 6 && repeats(3);
    let year = pin.len() == 4 && pin.parse().is_ok_and(|year: u32| YEARS.contains(&year));
    steps_by(1) || steps_by(-1) || repeats(1) || repeats(2) || halves || year
}

/// The text that is hashed slowly: so few digits are tried out in no time by whoever has the hashes, so it takes the key of
/// the site, too. Another person's hash is another even for the same digits.
pub fn seasoned(server: &ServerConfig, user: UserId, pin: &str) -> String {
    BASE64.encode(keyed::hash(server, "pin", &format!("{user}\0{pin}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pins_that_are_guessed_first_are_refused() {
        for weak in [
            "0000", "1111", "1234", "4321", "9876", "7890", "123456", "654321", "1212", "343434", "123123", "1987",
            "2001",
        ] {
            assert!(check(Lang::Tr, weak, "").is_err(), "{weak}");
        }
        for good in ["4271", "2580", "90417", "381926"] {
            assert!(check(Lang::Tr, good, "+905321234567").is_ok(), "{good}");
        }
        assert!(check(Lang::Tr, "4567", "+905321234567").is_err(), "their own number");
        for shape in ["", "123", "1234567", "12a4", "١٢٣٤", " 427"] {
            assert!(check(Lang::Tr, shape, "").is_err(), "{shape}");
        }
    }
}
