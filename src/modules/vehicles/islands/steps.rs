//! The steps of choosing a car: what was picked so far, what comes next, under which address. The same for the page, which
//! answers each step anew, and for the island, which stays on the screen.

use serde::{Deserialize, Serialize};

/// One thing to pick: how the address names it (slug, id or year), its name, and what tells it apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    pub key: String,
    pub name: String,
    pub detail: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Brand,
    Model,
    Year,
    Car,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picked {
    pub brand: Option<Choice>,
    pub model: Option<Choice>,
    pub year: Option<Choice>,
}

impl Picked {
    pub const fn step(&self) -> Step {
        match (&self.brand, &self.model, &self.year) {
            (None, _, _) => Step::Brand,
            (_, None, _) => Step::Model,
            (_, _, None) => Step::Year,
            _ => Step::Car,
        }
    }

    /// With the answer to the current step. The last step is answered by a form.
    #[must_use]
    pub fn with(mut self, choice: Choice) -> Self {
        match self.step() {
            Step::Brand => self.brand = Some(choice),
            Step::Model => self.model = Some(choice),
            Step::Year => self.year = Some(choice),
            Step::Car => {}
        }
        self
    }

    /// As it was before the question of `step` was answered.
    #[must_use]
    pub fn back_to(mut self, step: Step) -> Self {
        if matches!(step, Step::Brand) {
            self.brand = None;
        }
        if matches!(step, Step::Brand | Step::Model) {
            self.model = None;
        }
        if !matches!(step, Step::Car) {
            self.year = None;
        }
        self
    }

    /// What was picked, each with the question it answers.
    pub fn answers(&self) -> Vec<(Step, Choice)> {
        [(Step::Brand, &self.brand), (Step::Model, &self.model), (Step::Year, &self.year)]
            .into_iter()
            .filter_map(|(step, choice)| choice.clone().map(|choice| (step, choice)))
            .collect()
    }

    /// The query of the page that stands at this step, as pairs.
    pub fn pairs(&self, next: &str) -> Vec<(&'static str, String)> {
        let named = [("marka", &self.brand), ("model", &self.model), ("yil", &self.year)];
        let mut pairs: Vec<_> =
            named.into_iter().filter_map(|(name, choice)| choice.as_ref().map(|c| (name, c.key.clone()))).collect();
        if !next.is_empty() {
            pairs.push(("next", next.to_owned()));
        }
        pairs
    }

    /// The address of the page that stands at this step.
    pub fn address(&self, place: &str, next: &str) -> String {
        let query: Vec<String> =
            self.pairs(next).into_iter().map(|(name, value)| format!("{name}={}", escape(&value))).collect();
        if query.is_empty() { place.to_owned() } else { format!("{place}?{}", query.join("&")) }
    }
}

/// Percent-encodes for a query; the library for it is only on the server.
fn escape(text: &str) -> String {
    use std::fmt::Write;
    text.bytes().fold(String::with_capacity(text.len()), |mut escaped, byte| {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            // Writing to a String never fails.
            let _ = write!(escaped, "%{byte:02X}");
        }
        escaped
    })
}

/// Every word of the picker in the reader's language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PickerWords {
    /// Names of the four steps, and their questions.
    pub steps: [String; 4],
    pub questions: [String; 4],
    pub find_brand: String,
    pub find_model: String,
    pub find: String,
    pub none_found: String,
    pub shown: String,
    pub change: String,
    pub loading: String,
    pub offline: String,
    pub variant: String,
    pub no_variants: String,
    pub plate: String,
    pub plate_hint: String,
    pub km: String,
    pub km_hint: String,
    pub save: String,
    pub refused: String,
    /// Codes of the catalogue (fuel, gearbox, body) with their words.
    pub codes: Vec<(String, String)>,
}

/// Whatever the catalogue lists: a brand, a model, a year or a variant.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    pub id: String,
    pub slug: String,
    pub name: String,
    pub fuel: String,
    pub transmission: String,
    pub body: String,
    pub generation: String,
}

crate::wire! {
    Choice { key, name, detail }
    Picked { brand, model, year }
    PickerWords {
        steps, questions, find_brand, find_model, find, none_found, shown, change, loading, offline, variant, no_variants, plate,
        plate_hint, km, km_hint, save, refused, codes
    }
    Entry { id, slug, name, fuel, transmission, body, generation }
}

impl PickerWords {
    pub fn question(&self, step: Step) -> String {
        self.questions.get(step as usize).cloned().unwrap_or_default()
    }

    /// What tells a variant apart: `benzin · manuel · sedan, hatchback · II`.
    pub fn detail(&self, fuel: &str, transmission: &str, body: &str, generation: &str) -> String {
        let word = |code: &str| self.codes.iter().find(|(known, _)| known == code).map(|(_, word)| word.as_str());
        let bodies: Vec<&str> = body.split(';').filter_map(word).collect();
        let parts =
            [word(fuel).unwrap_or_default(), word(transmission).unwrap_or_default(), &bodies.join(", "), generation];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(key: &str) -> Choice {
        Choice { key: key.into(), name: key.into(), detail: String::new() }
    }

    #[test]
    fn three_answers_lead_to_the_last_step() {
        let mut picked = Picked::default();
        for (step, key) in [(Step::Brand, "fiat"), (Step::Model, "m1"), (Step::Year, "2019")] {
            assert_eq!(picked.step(), step);
            picked = picked.with(choice(key));
        }
        assert_eq!(picked.step(), Step::Car);
        assert_eq!(picked.clone().with(choice("x")), picked);
        assert_eq!(picked.answers().len(), 3);
    }

    #[test]
    fn going_back_forgets_what_came_after() {
        let picked = Picked::default().with(choice("fiat")).with(choice("m1")).with(choice("2019"));
        assert_eq!(picked.clone().back_to(Step::Brand), Picked::default());
        assert_eq!(picked.clone().back_to(Step::Model), Picked::default().with(choice("fiat")));
        assert_eq!(picked.clone().back_to(Step::Year).step(), Step::Year);
        assert_eq!(picked.clone().back_to(Step::Car), picked);
    }

    #[test]
    fn every_step_has_an_address_that_keeps_the_way_back() {
        let picked = Picked::default().with(choice("fiat")).with(choice("m1"));
        assert_eq!(picked.address("/yeni", ""), "/yeni?marka=fiat&model=m1");
        assert_eq!(picked.address("/yeni", "/usta/a?b=1&c"), "/yeni?marka=fiat&model=m1&next=%2Fusta%2Fa%3Fb%3D1%26c");
        assert_eq!(Picked::default().address("/yeni", ""), "/yeni");
    }

    #[test]
    fn twins_are_told_apart_by_words() {
        let words = PickerWords {
            codes: vec![("petrol".into(), "benzin".into()), ("sedan".into(), "sedan".into())],
            ..PickerWords::default()
        };
        assert_eq!(words.detail("petrol", "", "sedan;unknown", "II"), "benzin · sedan · II");
    }
}
