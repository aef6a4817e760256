//! What adverts and their parts are called.

use super::{
    model::{Reach, State},
    store::Advert,
};
use crate::{
    kernel::{ids::CategoryId, lang::Lang, time::Day},
    platform::reference::Reference,
    say,
};

pub fn state(lang: Lang, state: State) -> &'static str {
    match state {
        State::AwaitingPayment => say!(lang, adverts.awaiting_payment),
        State::AwaitingApproval => say!(lang, adverts.awaiting_approval),
        State::Scheduled => say!(lang, adverts.scheduled),
        State::Running => say!(lang, adverts.running),
        State::Paused => say!(lang, adverts.paused),
        State::Ended => say!(lang, adverts.ended),
        State::Refused => say!(lang, adverts.refused),
        State::Cancelled => say!(lang, adverts.cancelled),
        State::Stopped => say!(lang, adverts.stopped),
    }
}

pub fn reach(lang: Lang, reach: Reach) -> &'static str {
    match reach {
        Reach::Province => say!(lang, adverts.reach_province),
        Reach::District => say!(lang, adverts.reach_district),
    }
}

/// `Çankaya, Ankara`, or `Ankara` for the whole province.
pub fn place(reference: &Reference, province: i16, district: Option<i32>) -> String {
    let province = reference.province(province).map_or("", |province| province.name.as_str());
    match district.and_then(|id| reference.district(id)) {
        Some(district) => format!("{}, {province}", district.name),
        None => province.to_owned(),
    }
}

pub fn work(lang: Lang, reference: &Reference, category: Option<CategoryId>) -> String {
    match category {
        Some(id) => reference.category(id).map_or("", |category| category.name(lang)).to_owned(),
        None => say!(lang, adverts.every_category).to_owned(),
    }
}

pub fn days(lang: Lang, first: Day, last: Day) -> String {
    format!("{} – {}", first.spoken_with_year(lang), last.spoken_with_year(lang))
}

/// `Çankaya, Ankara · Fren · 1 Aralık 2026 – 7 Aralık 2026`.
pub fn line(lang: Lang, reference: &Reference, advert: &Advert) -> String {
    format!(
        "{} · {} · {}",
        place(reference, advert.province_id, advert.district_id),
        work(lang, reference, advert.category_id),
        days(lang, advert.first_on, advert.last_on)
    )
}
