//! `/atolye/randevular?durum=…`: all appointments of the workshop, by state.

use super::{
    desk::{lacks_workshop, no_workshop},
    mine::pager,
    parts::rows,
};
use crate::{
    kernel::{
        error::{AppError, Result},
        lang::Lang,
        page, paths,
    },
    modules::appointments::{
        service,
        status::{Side, Status},
        store::{Cursor, ListFilter},
    },
    platform::{Scope, Visit},
    say,
    ui::{Empty, Page, PageHead, Picture, Tab, Tabs},
};
use leptos::prelude::*;

const PAGE: usize = 30;

/// Turkish words of the states in the address.
const STATES: [(Status, &str); 6] = [
    (Status::Requested, "bekleyen"),
    (Status::Confirmed, "onayli"),
    (Status::Completed, "tamamlanan"),
    (Status::Cancelled, "iptal"),
    (Status::Declined, "reddedilen"),
    (Status::NoShow, "gelmeyen"),
];

/// # Errors
/// `unauthenticated` for visitors, `not_found` for people without a workshop.
pub async fn workshop_list(visit: Visit) -> Result<Page, AppError> {
    if lacks_workshop(&visit) {
        return Ok(no_workshop(&visit, "appointments"));
    }
    let (lang, now) = (visit.lang, visit.now);
    let word = visit.param("durum").unwrap_or_default();
    let status = STATES.iter().find(|(_, known)| *known == word).map(|(status, _)| *status);
    let before = visit.param("once").and_then(|text| Cursor::parse(&text));
    let mut scope = Scope::read(&visit);
    let limit = i64::try_from(PAGE + 1).unwrap_or_default();
    let found = service::workshop_list(&mut scope, ListFilter { status, before }, limit).await?;
    let found = page::Page::cut(found, PAGE, Cursor::of);
    let title = say!(lang, appointments.title);
    let list = if found.items.is_empty() {
        view! { <Empty title=say!(lang, appointments.list_empty_title) line=say!(lang, appointments.list_empty_line) picture=Picture::EmptyCalendar/> }.into_any()
    } else {
        rows(lang, &found.items, Side::Mechanic, now)
    };
    let body = view! {
        <PageHead title=title/>
        <Tabs name=say!(lang, appointments.states) items=tabs(lang, status)/>
        {list}
        {pager(lang, &address(status), before.is_some(), found.next)}
    };
    Ok(Page::new(title, body).noindex().fresh().nav("appointments"))
}

fn address(status: Option<Status>) -> String {
    match STATES.iter().find(|(known, _)| Some(*known) == status) {
        Some((_, word)) => format!("{}?durum={word}", paths::WORKSHOP_APPOINTMENTS),
        None => paths::WORKSHOP_APPOINTMENTS.to_owned(),
    }
}

fn tabs(lang: Lang, current: Option<Status>) -> Vec<Tab> {
    let all = Tab::new(say!(lang, common.all), address(None), current.is_none());
    let own = STATES
        .iter()
        .map(|(status, _)| Tab::new(name(lang, *status), address(Some(*status)), current == Some(*status)));
    std::iter::once(all).chain(own).collect()
}

fn name(lang: Lang, status: Status) -> &'static str {
    match status {
        Status::Requested => say!(lang, appointments.status_requested),
        Status::Confirmed => say!(lang, appointments.status_confirmed),
        Status::Declined => say!(lang, appointments.status_declined),
        Status::Cancelled => say!(lang, appointments.status_cancelled),
        Status::Completed => say!(lang, appointments.status_completed),
        Status::NoShow => say!(lang, appointments.status_no_show),
    }
}
