//! Pages of `reviews`, and the parts other pages show.

mod parts;
mod profile;
mod queue;
mod queue_rows;
mod unanswered;
mod workshop;
mod write;

pub use profile::on_profile;
pub use queue::{admin_queue, age};
pub use unanswered::unanswered_part;
pub use workshop::workshop;
pub use write::write;

use super::{model::RuleId, signals::Signal};
use crate::kernel::{
    ids::{AppointmentId, ReviewId},
    lang::Lang,
    paths,
};
use crate::say;

/// Where the form of a visit stands; text that cannot be an id leads to the list.
pub(super) fn write_path(appointment: &str) -> String {
    appointment.parse::<AppointmentId>().map_or_else(|_| paths::APPOINTMENTS.to_owned(), paths::review_new)
}

/// Back to the same place of the desk, which then offers to take `decided` back.
pub(super) fn after_decision(back: &str, decided: ReviewId) -> String {
    let back = paths::own_path(back, paths::ADMIN_REVIEWS);
    let (address, fragment) = back.split_once('#').unwrap_or((&back, ""));
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    if path != paths::ADMIN_REVIEWS {
        return after_decision(paths::ADMIN_REVIEWS, decided);
    }
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(form_urlencoded::parse(query.as_bytes()).filter(|(key, _)| key != "karar"))
        .append_pair("karar", &decided.to_string())
        .finish();
    let fragment = if fragment.is_empty() { String::new() } else { format!("#{fragment}") };
    format!("{path}?{query}{fragment}")
}

/// The published name of a rule.
pub fn rule_name(lang: Lang, rule: RuleId) -> &'static str {
    match rule {
        RuleId::KisiselVeri => say!(lang, reviews.rule_personal),
        RuleId::Hakaret => say!(lang, reviews.rule_insult),
        RuleId::Reklam => say!(lang, reviews.rule_advert),
        RuleId::KonuDisi => say!(lang, reviews.rule_off_topic),
        RuleId::Sahte => say!(lang, reviews.rule_fake),
    }
}

/// What a signal says of a text.
pub fn signal_name(lang: Lang, signal: Signal) -> &'static str {
    match signal {
        Signal::Phone => say!(lang, reviews.signal_phone),
        Signal::Iban => say!(lang, reviews.signal_iban),
        Signal::Link => say!(lang, reviews.signal_link),
        Signal::Profanity => say!(lang, reviews.signal_profanity),
        Signal::Shouting => say!(lang, reviews.signal_shouting),
        Signal::Short => say!(lang, reviews.signal_short),
        Signal::Burst => say!(lang, reviews.signal_burst),
        Signal::SameText => say!(lang, reviews.signal_same_text),
        Signal::Hasty => say!(lang, reviews.signal_hasty),
    }
}

/// Names of the five dimensions, in their order.
fn dimension_names(lang: Lang) -> [&'static str; 5] {
    [
        say!(lang, reviews.quality),
        say!(lang, reviews.price),
        say!(lang, reviews.punctuality),
        say!(lang, reviews.communication),
        say!(lang, reviews.cleanliness),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_desk_keeps_its_place_after_a_decision() {
        let id: ReviewId = "0190f0a0-0000-7000-8000-000000000001".parse().expect("an id");
        let at = |back: &str| after_decision(back, id);
        assert_eq!(at("/yonetim/yorumlar?sinyal=phone#y-2"), format!("/yonetim/yorumlar?sinyal=phone&karar={id}#y-2"));
        assert_eq!(
            at("/yonetim/yorumlar?karar=eski&durum=hidden"),
            format!("/yonetim/yorumlar?durum=hidden&karar={id}")
        );
        for foreign in ["https://evil.test/", "//evil.test", "/hesap", ""] {
            assert_eq!(at(foreign), format!("/yonetim/yorumlar?karar={id}"), "{foreign}");
        }
    }

    #[test]
    fn only_an_id_leads_to_a_form() {
        assert_eq!(write_path("../../x"), paths::APPOINTMENTS);
    }
}
