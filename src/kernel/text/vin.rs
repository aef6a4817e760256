//! Chassis numbers (şasi no), ISO 3779.

use crate::kernel::error::Rule;
use std::fmt;

const LENGTH: usize = 17;
/// ISO 3779 and 49 CFR 565: what each place counts; the ninth is the check digit itself.
const WEIGHTS: [u32; LENGTH] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const CHECK_PLACE: usize = 8;

/// Seventeen letters and digits without I, O and Q, in upper-case ASCII.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vin(String);

impl Vin {
    /// Spaces and dashes between the signs are dropped.
    ///
    /// # Errors
    /// [`Rule::Required`] when empty, [`Rule::Vin`] for everything that is no chassis number.
    pub fn parse(text: &str) -> Result<Self, Rule> {
        let packed: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '\u{a0}')).collect();
        if packed.trim().is_empty() {
            return Err(Rule::Required);
        }
        let number = packed.trim().to_ascii_uppercase();
        let fits = number.len() == LENGTH && number.chars().all(|c| value(c).is_some());
        if fits { Ok(Self(number)) } else { Err(Rule::Vin) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Does the ninth sign agree with the others? Only makers for North America have to see to it.
    pub fn check_digit_holds(&self) -> bool {
        let sum: u32 = self.0.chars().zip(WEIGHTS).filter_map(|(sign, weight)| Some(value(sign)? * weight)).sum();
        let expected = match sum % 11 {
            10 => Some('X'),
            digit => char::from_digit(digit, 10),
        };
        self.0.chars().nth(CHECK_PLACE) == expected
    }
}

impl fmt::Display for Vin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a sign counts; nothing for I, O, Q and everything that is neither letter nor digit.
fn value(sign: char) -> Option<u32> {
    match sign {
        '0'..='9' => sign.to_digit(10),
        'A' | 'J' => Some(1),
        'B' | 'K' | 'S' => Some(2),
        'C' | 'L' | 'T' => Some(3),
        'D' | 'M' | 'U' => Some(4),
        'E' | 'N' | 'V' => Some(5),
        'F' | 'W' => Some(6),
        'G' | 'P' | 'X' => Some(7),
        'H' | 'Y' => Some(8),
        'R' | 'Z' => Some(9),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_one_form() {
        for typed in ["1m8gdm9axkp042788", " 1M8GDM9A XKP-042788 "] {
            assert_eq!(Vin::parse(typed).as_ref().map(Vin::as_str), Ok("1M8GDM9AXKP042788"), "{typed}");
        }
        assert_eq!(Vin::parse("  "), Err(Rule::Required));
        for typed in
            ["NM0AXXTTP0KK1234", "NM0AXXTTP0KK123456", "NM0AXXTTPOKK12345", "NM0AXXTTıIQK12345", "🚗M0AXXTTP0KK1234"]
        {
            assert_eq!(Vin::parse(typed), Err(Rule::Vin), "{typed}");
        }
    }

    #[test]
    fn the_check_digit_is_told_apart_from_the_form() {
        let holds = |text: &str| Vin::parse(text).map(|vin| vin.check_digit_holds());
        assert_eq!(holds("1M8GDM9AXKP042788"), Ok(true), "X stands for ten");
        assert_eq!(holds("11111111111111111"), Ok(true));
        assert_eq!(holds("1M8GDM9A1KP042788"), Ok(false));
        assert_eq!(holds("NM435600006A12345"), Ok(false), "European makers are free to count otherwise");
    }
}
