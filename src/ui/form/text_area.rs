//! A field of several lines.
//!
//! Surprise: server rendering does **not** escape the child of a `<textarea>`, and `prop:value` writes nothing there.
//! So the text goes through [`escape_text`] and is set as inner HTML; a browser reads it back letter by letter.

use super::FormState;
use super::frame::{Frame, frame_methods};
use crate::ui::live::{IntoPart, Part};
use leptos::prelude::*;

/// Starts a field of several lines.
pub fn text_area(state: &FormState, name: &str, label: impl Into<String>) -> TextArea {
    TextArea {
        value: state.value(name).to_owned(),
        frame: Frame::new(state, name, label),
        rows: 4,
        placeholder: None,
        minlength: None,
        maxlength: None,
    }
}

/// A field of several lines under construction; end with [`view`](TextArea::view).
#[derive(Debug, Clone)]
#[must_use]
pub struct TextArea {
    frame: Frame,
    value: String,
    rows: u32,
    placeholder: Option<String>,
    minlength: Option<u32>,
    maxlength: Option<u32>,
}

frame_methods!(TextArea);

impl TextArea {
    pub fn rows(mut self, rows: u32) -> Self {
        self.rows = rows;
        self
    }
    pub fn placeholder(mut self, text: impl Into<String>) -> Self {
        self.placeholder = Some(text.into());
        self
    }
    pub fn minlength(mut self, letters: u32) -> Self {
        self.minlength = Some(letters);
        self
    }
    pub fn maxlength(mut self, letters: u32) -> Self {
        self.maxlength = Some(letters);
        self
    }

    #[must_use]
    pub fn view(self) -> Part {
        view! {
            <div>
                {self.frame.label_view()}
                <textarea
                    class="inp min-h-24 py-3"
                    id=self.frame.id.clone()
                    name=self.frame.wire_name()
                    rows=self.rows.to_string()
                    placeholder=self.placeholder.clone()
                    minlength=self.minlength.map(|n| n.to_string())
                    maxlength=self.maxlength.map(|n| n.to_string())
                    required=self.frame.required
                    disabled=self.frame.disabled
                    aria-invalid=self.frame.invalid()
                    aria-describedby=self.frame.described_by()
                    inner_html=escape_text(&self.value)
                ></textarea>
                {self.frame.below_view()}
            </div>
        }
        .part()
    }
}

/// Text as the content of a `<textarea>`: no letter of it can end the element or start another.
fn escape_text(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    // A parser drops one line break right after the opening tag; a second one keeps the user's own.
    if text.starts_with('\n') || text.starts_with("\r\n") {
        safe.push('\n');
    }
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::escape_text;

    #[test]
    fn text_cannot_leave_its_field() {
        assert_eq!(
            escape_text("</textarea><script>alert(1)</script>"),
            "&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;"
        );
    }

    #[test]
    fn written_entities_stay_as_they_were_typed() {
        assert_eq!(escape_text("&lt; & ₺"), "&amp;lt; &amp; ₺");
    }

    #[test]
    fn a_leading_line_break_survives_the_parser() {
        assert_eq!(escape_text("\nilk satır"), "\n\nilk satır");
    }

    #[test]
    fn a_hostile_value_is_drawn_harmless() {
        use super::super::FormState;
        use leptos::prelude::*;
        let hostile = "</textarea><script>alert(1)</script>";
        let state = FormState::default().with("note", hostile);
        let html = super::text_area(&state, "note", "Not").view().to_html();
        assert!(!html.contains("<script"), "{html}");
        assert_eq!(html.matches("</textarea>").count(), 1, "{html}");
        assert!(html.contains("&lt;/textarea&gt;&lt;script&gt;"), "{html}");
    }
}
