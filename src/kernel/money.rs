//! Money in kuruş. Prices shown to consumers include KDV.

use serde::{Deserialize, Serialize};
use std::{fmt, iter::Sum, ops::Add};

/// An amount in kuruş (1 ₺ = 100 kuruş). Shown the Turkish way: `₺1.250`, `₺1.250,50`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "ssr", derive(sqlx::Type), sqlx(transparent))]
pub struct Money(pub i64);

impl Money {
    /// Reads what people type: `1250`, `1.250`, `1.250,50`, `₺ 1250,5`. `None` for anything else or a negative amount.
    pub fn parse(text: &str) -> Option<Self> {
        let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != '₺').collect();
        let (lira, kurus) = text.split_once(',').unwrap_or((&text, ""));
        let lira: String = lira.chars().filter(|c| *c != '.').collect();
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if lira.is_empty() || lira.len() > 12 || kurus.len() > 2 || !digits(&lira) || !digits(kurus) {
            return None;
        }
        let kurus = format!("{kurus:0<2}");
        Some(Self(lira.parse::<i64>().ok()? * 100 + kurus.parse::<i64>().ok()?))
    }

    /// The number without the sign, as it stands in an input: `1250` or `1250,50`.
    pub fn plain(self) -> String {
        let (lira, kurus) = (self.0 / 100, self.0 % 100);
        if kurus == 0 { lira.to_string() } else { format!("{lira},{kurus:02}") }
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (lira, kurus) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        let sign = if self.0 < 0 { "−" } else { "" };
        write!(f, "{sign}₺{}", thousands(lira))?;
        if kurus == 0 { Ok(()) } else { write!(f, ",{kurus:02}") }
    }
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self(0), Add::add)
    }
}

/// Groups digits with dots: `87420` → `87.420`.
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_shown_the_turkish_way() {
        assert_eq!(Money(125_000).to_string(), "₺1.250");
        assert_eq!(Money(125_050).to_string(), "₺1.250,50");
        assert_eq!(Money(99).to_string(), "₺0,99");
        assert_eq!(Money(12_345_678_900).to_string(), "₺123.456.789");
    }

    #[test]
    fn typed_amounts_are_read() {
        for (text, kurus) in [("1250", 125_000), ("1.250", 125_000), ("₺ 1.250,5", 125_050), ("0,99", 99)] {
            assert_eq!(Money::parse(text), Some(Money(kurus)), "{text}");
        }
        for text in ["", "-5", "12,345", "abc", "1e9", "9999999999999"] {
            assert_eq!(Money::parse(text), None, "{text}");
        }
    }
}
