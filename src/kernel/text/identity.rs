//! Turkish identity and tax numbers and bank accounts, each with its check digits.

use crate::kernel::error::Rule;
use serde::{Deserialize, Serialize};

fn digits<const N: usize>(text: &str) -> Option<[u32; N]> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let found: Vec<u32> = text.chars().map(|c| c.to_digit(10)).collect::<Option<_>>()?;
    found.try_into().ok()
}

macro_rules! checked_number {
    ($(#[$doc:meta])* $name:ident, $valid:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// # Errors
            /// [`Rule::UnknownChoice`] when length or check digits do not fit.
            pub fn parse(text: &str) -> Result<Self, Rule> {
                let packed: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase();
                if $valid(&packed) { Ok(Self(packed)) } else { Err(Rule::UnknownChoice) }
            }
            pub fn as_str(&self) -> &str { &self.0 }
        }
    };
}

checked_number!(
    /// Turkish identity number of a person: 11 digits.
    Tckn, tckn_is_valid
);
checked_number!(
    /// Tax number of a company: 10 digits.
    Vkn, vkn_is_valid
);
checked_number!(
    /// Turkish IBAN: `TR` and 24 digits.
    Iban, iban_is_valid
);

fn tckn_is_valid(text: &str) -> bool {
    let Some([a, b, c, d, e, f, g, h, i, tenth, last]) = digits::<11>(text) else { return false };
    // 10·x keeps the difference positive before the remainder: 7·odd − even ≡ 7·odd + 9·even (mod 10).
    let tenth_is_right = ((a + c + e + g + i) * 7 + (b + d + f + h) * 9) % 10 == tenth;
    let sum = a + b + c + d + e + f + g + h + i + tenth;
    a != 0 && tenth_is_right && sum % 10 == last
}

fn vkn_is_valid(text: &str) -> bool {
    let Some(number) = digits::<10>(text) else { return false };
    let Some((check, body)) = number.split_last() else { return false };
    let sum: u32 = body
        .iter()
        .zip((1..=9u32).rev())
        .map(|(digit, place)| {
            let shifted = (digit + place) % 10;
            match (shifted * 2u32.pow(place)) % 9 {
                _ if shifted == 0 => 0,
                0 => 9,
                rest => rest,
            }
        })
        .sum();
    (10 - sum % 10) % 10 == *check
}

fn iban_is_valid(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("TR") else { return false };
    if rest.len() != 24 || !rest.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let (check, account) = rest.split_at(2);
    // ISO 13616: the country and check digits go to the end, letters count from A = 10.
    let remainder =
        format!("{account}2927{check}").bytes().fold(0u32, |rest, b| (rest * 10 + u32::from(b - b'0')) % 97);
    remainder == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_are_checked() {
        for valid in ["10000000146", "17291716060"] {
            assert!(Tckn::parse(valid).is_ok(), "{valid}");
        }
        for wrong in ["12345678901", "01234567890", "1000000014", "1000000014x"] {
            assert!(Tckn::parse(wrong).is_err(), "{wrong}");
        }
        for valid in ["4540536920", "1234567890"] {
            assert!(Vkn::parse(valid).is_ok(), "{valid}");
        }
        assert!(Vkn::parse("4540536921").is_err());
        assert!(Iban::parse("TR18 0006 2001 1900 0006 6723 15").is_ok());
        assert!(Iban::parse("TR180006200119000006672316").is_err());
    }
}
