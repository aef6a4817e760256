//! What was typed into the search, in words.

use super::model::FIRST_YEAR;
use crate::{kernel::text::fold, modules::vehicles::model::year};

/// More words narrow nothing down any more.
const WORDS_MAX: usize = 8;
/// One letter alone would name half of the catalogue.
const LETTERS_MIN: usize = 2;

/// What was typed into the search, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Each as a pattern: it begins a word.
    pub patterns: Vec<String>,
    /// The longest of them, first the very longest, which leaves the fewest; anything at all where there are fewer than three.
    pub longest: [String; 3],
    /// Four digits that may be a year as well as a name (Peugeot 2008).
    pub year: Option<i16>,
}

impl Asked {
    /// `None` for what is too short to look for.
    pub fn read(typed: &str) -> Option<Self> {
        let folded = fold(&typed.chars().take(200).collect::<String>());
        let mut words: Vec<&str> = folded.split_whitespace().take(WORDS_MAX).collect();
        let is_year = |word: &&str| year(word).is_ok_and(|year| (FIRST_YEAR..=2100).contains(&year));
        // A year alone names no car, so it is looked for as a name.
        let place = if words.len() > 1 { words.iter().position(is_year) } else { None };
        let year = place.and_then(|place| year(words.remove(place)).ok());
        if words.iter().map(|word| word.len()).sum::<usize>() < LETTERS_MIN {
            return None;
        }
        // Folded words hold letters and digits only: nothing that a pattern would read otherwise.
        let pattern = |word: &&str| format!("% {word}%");
        let mut by_length = words.clone();
        by_length.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let mut longest = by_length.iter().map(pattern).chain(std::iter::repeat("%".to_owned()));
        let longest = [longest.next()?, longest.next()?, longest.next()?];
        Some(Self { patterns: words.iter().map(pattern).collect(), longest, year })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_becomes_words_and_at_most_one_year() {
        let asked = Asked::read("TOFAŞ  Şahin").unwrap();
        assert_eq!(
            (asked.patterns.as_slice(), asked.year),
            (["% tofas%".to_owned(), "% sahin%".to_owned()].as_slice(), None)
        );
        let asked = Asked::read("passat 1.6 TDI 2015").unwrap();
        let longest = ["% passat%", "% tdi%", "% 1%"];
        assert_eq!(
            (asked.longest.each_ref().map(String::as_str), asked.patterns.len(), asked.year),
            (longest, 4, Some(2015))
        );
        let asked = Asked::read("2008").unwrap();
        assert_eq!(
            (asked.longest.each_ref().map(String::as_str), asked.year),
            (["% 2008%", "%", "%"], None),
            "a model, alone"
        );
        for nothing in ["", "  ", "a", "%_", "1 2016"] {
            assert_eq!(Asked::read(nothing), None, "{nothing}");
        }
        assert_eq!(Asked::read(&"kelime ".repeat(50)).map(|asked| asked.patterns.len()), Some(8));
    }
}
