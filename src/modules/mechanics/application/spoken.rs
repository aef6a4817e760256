//! What steps, papers and states are called.

use super::model::{DocumentKind, State, Step};
use crate::{kernel::lang::Lang, say};

pub fn step(lang: Lang, step: Step) -> &'static str {
    match step {
        Step::Profile => say!(lang, application.step_profile),
        Step::Identity => say!(lang, application.step_identity),
        Step::Services => say!(lang, application.step_services),
        Step::Hours => say!(lang, application.step_hours),
        Step::Documents => say!(lang, application.step_documents),
    }
}

pub fn document_kind(lang: Lang, kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::TaxPlate => say!(lang, application.kind_tax_plate),
        DocumentKind::Licence => say!(lang, application.kind_licence),
        DocumentKind::Mastery => say!(lang, application.kind_mastery),
        DocumentKind::Registry => say!(lang, application.kind_registry),
        DocumentKind::Premises => say!(lang, application.kind_premises),
        DocumentKind::Other => say!(lang, application.kind_other),
    }
}

pub fn state(lang: Lang, state: State) -> &'static str {
    match state {
        State::Draft => say!(lang, application.state_draft),
        State::Sent => say!(lang, application.state_sent),
        State::Asked => say!(lang, application.state_asked),
        State::Refused => say!(lang, application.state_refused),
        State::Approved => say!(lang, application.state_approved),
    }
}

/// Who did what in the thread.
pub fn act(lang: Lang, act: &str) -> &'static str {
    match act {
        "asked" => say!(lang, application.act_asked),
        "answered" => say!(lang, application.act_answered),
        "approved" => say!(lang, application.act_approved),
        "refused" => say!(lang, application.act_refused),
        "withdrawn" => say!(lang, application.act_withdrawn),
        _ => say!(lang, application.act_sent),
    }
}
