//! Numbers as the reader's language writes them: `85.000` and `4,8` in Turkish, `85,000` and `4.8` in English.

use super::lang::Lang;

impl Lang {
    /// What stands between groups of three digits.
    pub const fn group_mark(self) -> char {
        match self {
            Self::Tr => '.',
            Self::En => ',',
        }
    }

    /// What stands before the decimals.
    pub const fn decimal_mark(self) -> char {
        match self {
            Self::Tr => ',',
            Self::En => '.',
        }
    }
}

/// Groups digits: `87420` → `87.420`.
pub fn grouped(lang: Lang, number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(lang.group_mark());
        }
        grouped.push(digit);
    }
    grouped
}

/// How many there are. Less than none is none.
pub fn count(lang: Lang, number: impl Into<i64>) -> String {
    grouped(lang, u64::try_from(number.into()).unwrap_or_default())
}

/// One decimal: `4,9` in Turkish, `4.9` in English.
pub fn decimal(lang: Lang, number: f64) -> String {
    format!("{number:.1}").replace('.', lang.decimal_mark().encode_utf8(&mut [0; 4]))
}

/// Two decimals: `4,86` in Turkish, `4.86` in English.
pub fn hundredths(lang: Lang, number: f64) -> String {
    format!("{number:.2}").replace('.', lang.decimal_mark().encode_utf8(&mut [0; 4]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_language() {
        assert_eq!((count(Lang::Tr, 1_234_567), count(Lang::En, 85_000)), ("1.234.567".into(), "85,000".into()));
        assert_eq!((count(Lang::En, 999), count(Lang::Tr, -1)), ("999".into(), "0".into()));
        assert_eq!((decimal(Lang::Tr, 4.86), decimal(Lang::En, 4.0)), ("4,9".into(), "4.0".into()));
        assert_eq!((hundredths(Lang::Tr, 4.864), hundredths(Lang::En, 0.0)), ("4,86".into(), "0.00".into()));
    }
}
