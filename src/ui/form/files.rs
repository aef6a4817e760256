//! The field that takes files.

use super::FormState;
use super::frame::field_id;
use crate::ui::live::{IntoPart, Part};
use leptos::prelude::*;

const PICTURES: &str = "image/jpeg,image/png,image/webp";
const PAPERS: &str = "application/pdf,image/jpeg,image/png,image/webp";

/// A field of a `multipart` form; a browser never fills it again. Each line of its complaint stands on a line of its own.
#[derive(Debug, Clone)]
pub struct FileField {
    id: String,
    name: String,
    label: String,
    hint: String,
    error: Option<String>,
    accept: &'static str,
    multiple: bool,
}

pub fn file_field(state: &FormState, name: &str, label: impl Into<String>, hint: impl Into<String>) -> FileField {
    FileField {
        id: field_id(name),
        name: name.to_owned(),
        label: label.into(),
        hint: hint.into(),
        error: state.error(name).map(str::to_owned),
        accept: PICTURES,
        multiple: false,
    }
}

impl FileField {
    /// Takes PDFs beside pictures.
    pub fn papers(mut self) -> Self {
        self.accept = PAPERS;
        self
    }

    pub fn multiple(mut self) -> Self {
        self.multiple = true;
        self
    }

    pub fn view(self) -> Part {
        let (hint_id, error_id) = (format!("{}-hint", self.id), format!("{}-error", self.id));
        let invalid = self.error.as_ref().map(|_| "true");
        let described = if invalid.is_some() { format!("{hint_id} {error_id}") } else { hint_id.clone() };
        let error = self.error.map(|error| {
            view! { <p class="text-xs text-error-ink mt-1.5 whitespace-pre-line break-words" id=error_id>{error}</p> }
        });
        view! {
            <div>
                <label class="lab" for=self.id.clone()>{self.label}</label>
                <input
                    class="inp py-2.5"
                    id=self.id
                    name=self.name
                    type="file"
                    accept=self.accept
                    multiple=self.multiple
                    required
                    aria-invalid=invalid
                    aria-describedby=described
                />
                <p class="hint" id=hint_id>{self.hint}</p>
                {error}
            </div>
        }
        .part()
    }
}
