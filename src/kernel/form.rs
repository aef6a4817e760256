//! What a form knows about itself: what was typed, what was wrong with it, and one sentence about the whole.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The values and complaints a form is drawn with. Names are the bare ones (`email`), without the `input[…]` wrapping.
///
/// After a refusal the server hands back the typed values (never secrets) together with the complaints, so nobody types twice.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormState {
    pub values: BTreeMap<String, Vec<String>>,
    pub errors: BTreeMap<String, String>,
    pub message: Option<String>,
}

impl FormState {
    /// The first value under `name`, or the empty string.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        self.values(name).first().map_or("", String::as_str)
    }

    /// Every value under `name`, in the order it was typed.
    #[must_use]
    pub fn values(&self, name: &str) -> &[String] {
        self.values.get(name).map_or(&[], Vec::as_slice)
    }

    /// The complaint about one field, already a sentence for the reader.
    #[must_use]
    pub fn error(&self, name: &str) -> Option<&str> {
        self.errors.get(name).map(String::as_str)
    }

    /// Whether `value` is among the chosen ones: for radios, checkboxes and options.
    #[must_use]
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.values(name).iter().any(|v| v == value)
    }

    /// Whether there is anything to complain about.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.message.is_some() || !self.errors.is_empty()
    }

    /// Starts a field with `value` unless something was typed already, so a refused form keeps what its user wrote.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.values.entry(name.into()).or_insert_with(|| vec![value.into()]);
        self
    }

    /// Like [`with`](Self::with), for fields that hold several values.
    #[must_use]
    pub fn with_all<V: Into<String>>(mut self, name: impl Into<String>, values: impl IntoIterator<Item = V>) -> Self {
        self.values.entry(name.into()).or_insert_with(|| values.into_iter().map(Into::into).collect());
        self
    }

    /// Adds a complaint about one field.
    #[must_use]
    pub fn with_error(mut self, name: impl Into<String>, sentence: impl Into<String>) -> Self {
        self.errors.insert(name.into(), sentence.into());
        self
    }

    /// Sets the sentence about the whole form.
    #[must_use]
    pub fn with_message(mut self, sentence: impl Into<String>) -> Self {
        self.message = Some(sentence.into());
        self
    }
}

crate::wire! { FormState { values, errors, message } }

#[cfg(test)]
mod tests {
    use super::FormState;

    #[test]
    fn an_absent_field_reads_as_empty() {
        let state = FormState::default();
        assert_eq!(state.value("email"), "");
        assert!(state.values("email").is_empty());
        assert_eq!(state.error("email"), None);
        assert!(!state.is_refused());
    }

    #[test]
    fn typed_values_win_over_starting_values() {
        let typed = FormState::default().with("city", "Bursa");
        assert_eq!(typed.with("city", "İzmir").value("city"), "Bursa");
    }

    #[test]
    fn several_values_are_all_found() {
        let state = FormState::default().with_all("services", ["a", "b"]);
        assert!(state.has("services", "b"));
        assert!(!state.has("services", "c"));
    }
}
