//! Number plates.

use crate::kernel::error::Rule;
use serde::{Deserialize, Serialize};
use std::fmt;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlateClass {
    /// 01–81, then 1 letter & 4–5 digits, 2 letters & 3–4, or 3 letters & 2–3; no Q W X, not all zeros.
    Civil,
    /// Official, diplomatic, temporary and M series: accepted as they are written.
    Special,
}

/// A plate in its normal form: upper-case ASCII, single spaces, `34 ABC 123`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Plate(String);

impl Plate {
    /// Reads `34abc123`, `34 abc 123`, `34-ABC-123`; `i` and `ı` are `I`.
    ///
    /// # Errors
    /// [`Rule::Required`] when empty, [`Rule::Plate`] when no Turkish plate looks like this.
    pub fn parse(text: &str) -> Result<Self, Rule> {
        if text.trim().is_empty() {
            return Err(Rule::Required);
        }
        let mut packed = String::with_capacity(9);
        for c in text.trim().chars() {
            match c {
                ' ' | '-' | '.' | '\u{a0}' => {}
                'i' | 'ı' => packed.push('I'),
                c if c.is_ascii_alphanumeric() => packed.push(c.to_ascii_uppercase()),
                _ => return Err(Rule::Plate),
            }
        }
        civil(&packed).or_else(|| special(&packed)).map(Self).ok_or(Rule::Plate)
    }

    pub fn class(&self) -> PlateClass {
        if civil(&self.0.replace(' ', "")).is_some() { PlateClass::Civil } else { PlateClass::Special }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Plate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Splits `34ABC123` into province, letters, digits.
fn parts(packed: &str) -> Option<(&str, &str, &str)> {
    let (province, rest) = packed.split_at_checked(2)?;
    let letters_end = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
    let (letters, digits) = rest.split_at_checked(letters_end)?;
    let province_is_known =
        matches!(province.parse::<u8>(), Ok(1..=81)) && province.bytes().all(|b| b.is_ascii_digit());
    (province_is_known && digits.bytes().all(|b| b.is_ascii_digit())).then_some((province, letters, digits))
}

fn civil(packed: &str) -> Option<String> {
    let (province, letters, digits) = parts(packed)?;
    let fits = matches!((letters.len(), digits.len()), (1, 4..=5) | (2, 3..=4) | (3, 2..=3));
    let letters_are_turkish = letters.bytes().all(|b| b.is_ascii_uppercase() && !b"QWX".contains(&b));
    let some_digit = digits.bytes().any(|b| b != b'0');
    (fits && letters_are_turkish && some_digit).then(|| format!("{province} {letters} {digits}"))
}

/// `34 0001`, `06 A 0123 12`-like official and temporary plates: a province and 3–7 letters or digits with a digit among them.
fn special(packed: &str) -> Option<String> {
    let (province, rest) = packed.split_at_checked(2)?;
    let province_is_known =
        matches!(province.parse::<u8>(), Ok(1..=81)) && province.bytes().all(|b| b.is_ascii_digit());
    let digits = rest.bytes().filter(u8::is_ascii_digit).count();
    let letters = rest.len() - digits;
    // Official plates are all digits; diplomatic ones carry CC, CD, CM or a single letter; M series starts with MA…MZ.
    let known_series = letters == 0 && (3..=6).contains(&digits)
        || (["CC", "CD", "CM"].iter().any(|series| rest.starts_with(series))
            && letters == 2
            && (1..=4).contains(&digits))
        || (rest.starts_with('M') && letters == 2 && (1..=4).contains(&digits))
        || (letters == 1 && (6..=7).contains(&digits));
    let letters_lead = rest.bytes().take(letters).all(|b| b.is_ascii_uppercase());
    let some_digit = rest.bytes().any(|b| b.is_ascii_digit() && b != b'0');
    if !(province_is_known && known_series && letters_lead && some_digit) {
        return None;
    }
    let (head, tail) = rest.split_at_checked(letters)?;
    Some(if head.is_empty() { format!("{province} {tail}") } else { format!("{province} {head} {tail}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plates_have_one_normal_form() {
        for (typed, normal) in [
            ("34 abc 123", "34 ABC 123"),
            ("34abc123", "34 ABC 123"),
            ("06-iz-1453", "06 IZ 1453"),
            ("06 ız 1453", "06 IZ 1453"),
            ("01 A 12345", "01 A 12345"),
            ("81 ZZZ 01", "81 ZZZ 01"),
        ] {
            let plate = Plate::parse(typed);
            assert_eq!(plate.as_ref().map(Plate::as_str), Ok(normal), "{typed}");
            assert_eq!(plate.map(|p| p.class()), Ok(PlateClass::Civil), "{typed}");
        }
        assert_eq!(Plate::parse("06 0042").map(|p| p.class()), Ok(PlateClass::Special));
    }

    #[test]
    fn what_is_no_plate_is_refused() {
        for text in [
            "00 ABC 123",
            "82 ABC 123",
            "34 QAB 12",
            "34 ABC 000",
            "34 ABCD 12",
            "34 A 123",
            "34 ŞA 123",
            "34",
            "34 ABC 123; drop",
        ] {
            assert_eq!(Plate::parse(text), Err(Rule::Plate), "{text}");
        }
    }
}
