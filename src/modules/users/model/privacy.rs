//! Inputs of consents, the copy of one's data, requests and deletion.

use crate::kernel::{
    error::{Checks, Result, Rule},
    ids::PrivacyRequestId,
};
use serde::{Deserialize, Serialize};

/// Version of the terms that registration accepts; people who accepted an older one are asked again.
pub const TERMS_VERSION: &str = "2026-11-24";
/// A request or its answer holds at most so many characters.
pub const TEXT_MAX: usize = 4000;
const TEXT_MIN: usize = 10;

/// The optional consents as a form sends them: `true`, or nothing at all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ConsentsInput {
    pub tailored_offers: String,
    pub marketing_email: String,
    pub marketing_sms: String,
    pub marketing_push: String,
}

/// Is the box ticked?
pub fn is_ticked(value: &str) -> bool {
    matches!(value, "true" | "on" | "1")
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AcceptTermsInput {
    /// The version that was shown.
    pub version: String,
    /// Where a plain form goes on to; a path of this site.
    pub next: String,
}

/// The word that was typed to confirm deletion: one's own address.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DeletionInput {
    pub confirm: String,
}

/// The code out of the mailed link.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CancelDeletionInput {
    pub code: String,
}

/// What somebody asks for under the law on personal data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestKind {
    Access,
    Correction,
    Erasure,
    Objection,
    Other,
}

impl RequestKind {
    pub const ALL: [Self; 5] = [Self::Access, Self::Correction, Self::Erasure, Self::Objection, Self::Other];

    /// The word in the database and on the wire.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Access => "access",
            Self::Correction => "correction",
            Self::Erasure => "erasure",
            Self::Objection => "objection",
            Self::Other => "other",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RequestInput {
    pub kind: String,
    pub text: String,
}

impl RequestInput {
    /// # Errors
    /// `invalid` with every refused field.
    pub fn check(&self) -> Result<(RequestKind, String)> {
        let mut checks = Checks::default();
        let kind = checks.keep("kind", RequestKind::parse(&self.kind).ok_or(Rule::UnknownChoice));
        let text = checks.text("text", &self.text, TEXT_MIN, TEXT_MAX);
        checks.done()?;
        Ok((kind.unwrap_or(RequestKind::Other), text))
    }
}

/// An admin's answer to a request.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AnswerInput {
    pub request_id: String,
    /// `answered` or `refused`.
    pub state: String,
    pub answer: String,
}

impl AnswerInput {
    /// # Errors
    /// `invalid` with every refused field.
    pub fn check(&self) -> Result<(PrivacyRequestId, &'static str, String)> {
        let mut checks = Checks::default();
        let id = checks.keep("request_id", self.request_id.parse().map_err(|_| Rule::UnknownChoice));
        let state = match self.state.as_str() {
            "answered" => "answered",
            "refused" => "refused",
            _ => {
                checks.refuse("state", Rule::UnknownChoice);
                ""
            }
        };
        let answer = checks.text("answer", &self.answer, TEXT_MIN, TEXT_MAX);
        match (id, checks.done()) {
            (Some(id), Ok(())) => Ok((id, state, answer)),
            (_, Err(error)) => Err(error),
            (None, Ok(())) => Err(crate::kernel::error::Code::Invalid.into()),
        }
    }
}

/// How far the copy of one's data is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExportState {
    Queued,
    Working,
    Ready,
    Failed,
    Expired,
}

impl ExportState {
    /// The word in the database.
    pub fn parse(word: &str) -> Self {
        match word {
            "queued" => Self::Queued,
            "working" => Self::Working,
            "ready" => Self::Ready,
            "failed" => Self::Failed,
            _ => Self::Expired,
        }
    }
}

/// The copy of one's data, as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportProgress {
    pub id: crate::kernel::ids::ExportId,
    pub state: ExportState,
    pub parts_done: i32,
    pub parts_all: i32,
    /// RFC 3339, as the next one.
    pub requested_at: String,
    pub expires_at: Option<String>,
    pub size_bytes: i64,
}

/// When the account will be gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeletionPlanned {
    /// RFC 3339.
    pub due_at: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused<T>(result: Result<T>) -> Vec<String> {
        result.err().map(|error| error.fields.into_keys().collect()).unwrap_or_default()
    }

    #[test]
    fn every_wrong_field_of_a_request_is_named_at_once() {
        let input = |kind: &str, text: String| RequestInput { kind: kind.into(), text };
        assert_eq!(refused(input("curiosity", "kısa".into()).check()), ["kind", "text"]);
        assert_eq!(refused(input("access", "x".repeat(TEXT_MAX + 1)).check()), ["text"]);
        let (kind, text) = input("erasure", "  Telefonumu silin lütfen. ".into()).check().expect("whole");
        assert_eq!((kind, text.as_str()), (RequestKind::Erasure, "Telefonumu silin lütfen."));
    }

    #[test]
    fn every_wrong_field_of_an_answer_is_named_at_once() {
        assert_eq!(refused(AnswerInput::default().check()), ["answer", "request_id", "state"]);
    }
}
