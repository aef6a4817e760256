//! Money in kuruş. Prices shown to consumers include KDV.

use super::{lang::Lang, number::grouped};
use serde::{Deserialize, Serialize};
use std::{iter::Sum, ops::Add};

/// An amount in kuruş (1 ₺ = 100 kuruş). It has no `Display`: how it is written depends on the reader, see [`Money::spoken`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "ssr", derive(sqlx::Type), sqlx(transparent))]
pub struct Money(pub i64);

impl Money {
    /// Reads what people type: `1250`, `1.250`, `1.250,50`, `₺ 1250,5`, and the English `1,250.50`. A mark before the last
    /// one or two digits starts the kuruş, whatever mark it is. `None` for anything else or a negative amount.
    pub fn parse(text: &str) -> Option<Self> {
        let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != '₺').collect();
        let last_mark = text.rfind([',', '.']).filter(|place| (1..=3).contains(&(text.len() - place)));
        let (lira, kurus) = match last_mark.and_then(|place| text.split_at_checked(place)) {
            Some((lira, rest)) => (lira, rest.get(1..)?),
            None => (text.as_str(), ""),
        };
        // Of the two marks only the one that isn't used for the kuruş groups thousands; a comma alone never does.
        let group = if text.get(lira.len()..)?.starts_with('.') { ',' } else { '.' };
        let lira: String = lira.chars().filter(|c| *c != group).collect();
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if lira.is_empty() || lira.len() > 12 || !digits(&lira) || !digits(kurus) {
            return None;
        }
        let kurus = format!("{kurus:0<2}");
        Some(Self(lira.parse::<i64>().ok()? * 100 + kurus.parse::<i64>().ok()?))
    }

    /// `₺1.250`, `₺1.250,50` in Turkish; `₺1,250`, `₺1,250.50` in English.
    pub fn spoken(self, lang: Lang) -> String {
        let (lira, kurus) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        let sign = if self.0 < 0 { "−" } else { "" };
        let lira = grouped(lang, lira);
        if kurus == 0 {
            format!("{sign}₺{lira}")
        } else {
            format!("{sign}₺{lira}{}{kurus:02}", lang.decimal_mark())
        }
    }

    /// The number without the sign, as it stands in an input: `1250` or `1250,50`.
    pub fn plain(self) -> String {
        let (lira, kurus) = (self.0 / 100, self.0 % 100);
        if kurus == 0 { lira.to_string() } else { format!("{lira},{kurus:02}") }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_written_as_the_reader_writes() {
        for (kurus, turkish, english) in [
            (125_000, "₺1.250", "₺1,250"),
            (125_050, "₺1.250,50", "₺1,250.50"),
            (99, "₺0,99", "₺0.99"),
            (-45_000, "−₺450", "−₺450"),
            (12_345_678_900, "₺123.456.789", "₺123,456,789"),
        ] {
            assert_eq!(
                (Money(kurus).spoken(Lang::Tr).as_str(), Money(kurus).spoken(Lang::En).as_str()),
                (turkish, english)
            );
        }
    }

    #[test]
    fn typed_amounts_are_read() {
        for (text, kurus) in [
            ("1250", 125_000),
            ("1.250", 125_000),
            ("₺ 1.250,5", 125_050),
            ("0,99", 99),
            ("1,250.50", 125_050),
            ("1250.5", 125_050),
            ("1.250.000", 125_000_000),
        ] {
            assert_eq!(Money::parse(text), Some(Money(kurus)), "{text}");
        }
        for text in ["", "-5", "12,345", ",50", "1.250.50", "1,250,50", "abc", "1e9", "9999999999999"] {
            assert_eq!(Money::parse(text), None, "{text}");
        }
    }
}
