//! The server draws islands but never acts in them; here is only what lets them compile.

use super::Refusal;
use leptos::ev::{Event, SubmitEvent};

#[derive(Clone, Debug, Default)]
pub struct Fields {
    _nothing: (),
}

impl Fields {
    pub fn of_form(_: &SubmitEvent) -> Option<Self> {
        None
    }

    pub fn around(_: &Event) -> Option<Self> {
        None
    }

    #[must_use]
    pub fn with(self, _: &str, _: &str) -> Self {
        self
    }

    pub fn value(&self, _: &str) -> String {
        String::new()
    }
}

/// # Errors
/// Always: nothing is asked here.
pub async fn get<T>(_: &str, _: Fields) -> Result<T, Refusal> {
    Err(Refusal::default())
}

/// # Errors
/// Always: nothing is asked here.
pub async fn post<T>(_: &str, _: Fields) -> Result<T, Refusal> {
    Err(Refusal::default())
}
