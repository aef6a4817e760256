//! How hard a password is to guess: zxcvbn, told the words that people here reach for first (their own names, the site,
//! clubs, cities, makes of cars, and what stands in `data/common_words.txt`). What has leaked and is common is known by
//! `data/leaked.bin`, whatever zxcvbn thinks of it.

use super::{
    model::{PASSWORD_MAX, PASSWORD_MIN},
    password,
};
use crate::{
    kernel::{
        error::{Checks, Result, Rule},
        text::fold,
    },
    platform::Wires,
};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// The lowest score that is taken: 10⁸ guesses and more.
pub const SCORE_MIN: u8 = 3;

/// One word a line, the most obvious first; `#` begins a remark.
static COMMON: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("data/common_words.txt").lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
});

/// The first bytes of the SHA-256 of each leaked password, sorted; `data/PROVENANCE.md` says where they come from.
static LEAKED: &[[u8; 6]] = include_bytes!("data/leaked.bin").as_chunks().0;

fn is_leaked(bare: &str) -> bool {
    Sha256::digest(bare).first_chunk().is_some_and(|hash| LEAKED.binary_search(hash).is_ok())
}

/// Turkish letters without their dots and tails; everything else, other scripts included, stays as it is.
fn bare(text: &str) -> String {
    let letter = |letter: char| fold(letter.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(letter);
    text.chars().map(letter).collect()
}

/// Words that its owner would use: address, names, phone number.
fn own_words(about: &[&str]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for text in about {
        words.push((*text).to_owned());
        words.extend(text.split(|letter: char| !letter.is_alphanumeric()).map(ToOwned::to_owned));
    }
    let bare: Vec<String> = words.iter().map(|word| bare(word)).collect();
    words.extend(bare);
    words
}

/// What this password would be guessed with, likeliest first.
fn words(wires: &Wires, about: &[&str]) -> Vec<String> {
    let reference = wires.reference.get();
    let mut words = own_words(about);
    words.extend(COMMON.iter().map(|word| (*word).to_owned()));
    words.extend(reference.provinces.iter().map(|province| province.name.clone()));
    words.extend(reference.brands.iter().map(|brand| brand.name.clone()));
    words.extend(reference.districts.iter().map(|district| district.name.clone()));
    words.retain(|word| word.chars().count() >= 3);
    let bare: Vec<String> = words.iter().map(|word| bare(word).replace(' ', "")).collect();
    words.extend(bare);
    words
}

/// 0 (guessed at once) to 4. `about` are its owner's own words. Takes a place among the hashes: long passwords take a while.
///
/// # Errors
/// `unavailable` when too many wait already.
pub async fn rate(wires: &Wires, password: &str, about: &[&str]) -> Result<u8> {
    let (password, words) = (password.to_owned(), words(wires, about));
    password::queued(move || {
        let bare = bare(&password);
        if is_leaked(&bare) {
            return 0;
        }
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        // Turkish letters are also guessed without their dots and tails.
        let scores = [&password, &bare].map(|text| u8::from(zxcvbn::zxcvbn(text, &words).score()));
        scores.into_iter().min().unwrap_or_default()
    })
    .await
}

/// The rule of every new password: 10 to 256 characters, whatever they are, and hard to guess. Notes what is broken under
/// `field`.
///
/// # Errors
/// `unavailable` when too many wait already.
pub async fn check(wires: &Wires, checks: &mut Checks, field: &str, password: &str, about: &[&str]) -> Result<()> {
    let length = password.chars().count();
    if password.is_empty() {
        checks.refuse(field, Rule::Required);
    } else if length < PASSWORD_MIN {
        checks.refuse_with(field, Rule::TooShort, i64::try_from(PASSWORD_MIN).ok());
    } else if length > PASSWORD_MAX {
        checks.refuse_with(field, Rule::TooLong, i64::try_from(PASSWORD_MAX).ok());
    } else if rate(wires, password, about).await? < SCORE_MIN {
        checks.refuse(field, Rule::PasswordWeak);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_lose_their_dots_and_nothing_else() {
        assert_eq!(bare("Işık #Çağ 7 жук 🐟"), "isik #cag 7 жук 🐟");
    }

    #[test]
    fn more_than_a_hundred_thousand_leaked_passwords_are_known_in_any_case() {
        assert!(LEAKED.len() > 100_000 && LEAKED.is_sorted());
        for leaked in ["1q2w3e4r5t6y", "Galatasaray", "NineInchNails"] {
            assert!(is_leaked(&bare(leaked)), "{leaked}");
        }
        assert!(!is_leaked("denizde-kirmizi-balik"));
    }

    #[test]
    fn the_list_is_read_without_its_remarks() {
        assert_eq!(COMMON.first(), Some(&"şifre"));
        assert!(COMMON.len() > 300 && COMMON.iter().all(|word| !word.starts_with('#')));
    }
}
