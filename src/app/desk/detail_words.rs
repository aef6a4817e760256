//! Codes that the audit log keeps as values, in the words of the pages they come from.

use crate::{
    kernel::{
        actor::{Post, Role},
        lang::Lang,
    },
    modules::{
        mechanics::{
            application::{
                model::{DocumentKind, State, Step},
                spoken as papers,
            },
            certificates::{model::CertificateKind, spoken as certificates},
            staff::mails::post_name,
        },
        reviews::{
            model::RuleId,
            pages::{rule_name, signal_name},
            signals::Signal,
            status::Status,
        },
        users::pages::{request_kind, request_state, role_name},
    },
    say,
};

/// `None` for a value that is no code, or one that this release no longer writes.
pub fn word(lang: Lang, key: &str, code: &str) -> Option<&'static str> {
    match key {
        "role" => Role::parse(code).map(|role| role_name(lang, role)),
        "post" => Post::parse(code).map(|post| post_name(lang, post)),
        "decision" => decision(lang, code),
        "rule" => RuleId::parse(code).map(|rule| rule_name(lang, rule)),
        "from" => Status::parse(code).map(|status| review_state(lang, status)),
        "signals" => Signal::parse(code).map(|signal| signal_name(lang, signal)),
        "kind" => kind(lang, code),
        "changed" => identity_field(lang, code).or_else(|| kind(lang, code)),
        "missing" => Step::ALL.into_iter().find(|step| step.word() == code).map(|step| papers::step(lang, step)),
        "application" => State::parse(code).map(|state| papers::state(lang, state)),
        "state" => Some(request_state(lang, code).0),
        _ => None,
    }
}

fn decision(lang: Lang, code: &str) -> Option<&'static str> {
    match code {
        "approve" => Some(say!(lang, reviews.approve)),
        "hide" => Some(say!(lang, reviews.hide)),
        _ => None,
    }
}

fn review_state(lang: Lang, status: Status) -> &'static str {
    match status {
        Status::Pending => say!(lang, reviews.state_pending),
        Status::Published => say!(lang, reviews.state_published),
        Status::Hidden => say!(lang, reviews.state_hidden),
    }
}

/// Of a paper, a certificate, or a request about one's own data.
fn kind(lang: Lang, code: &str) -> Option<&'static str> {
    let paper = DocumentKind::parse(code).map(|kind| papers::document_kind(lang, kind));
    let certificate = || CertificateKind::parse(code).map(|kind| certificates::kind(lang, kind));
    let request = || ["access", "correction", "erasure", "objection"].contains(&code).then(|| request_kind(lang, code));
    paper.or_else(certificate).or_else(request)
}

fn identity_field(lang: Lang, code: &str) -> Option<&'static str> {
    Some(match code {
        "kind" => say!(lang, application.kind),
        "title" => say!(lang, application.legal_title),
        "tax_number" => say!(lang, application.tax_number),
        "tax_office" => say!(lang, application.tax_office),
        "mersis" => say!(lang, application.mersis),
        _ => return None,
    })
}
