//! The workshop's own pages: profile, services, hours, cars. Plain forms.

mod advert_chart;
mod adverts;
mod application;
mod application_parts;
mod certificates;
mod complete;
mod hours;
mod payout;
mod people;
mod photos;
mod plan;
mod preview;
mod price;
mod profile;
mod raise;
mod seasons;
mod services;
mod table;
mod tablets;
mod team;
mod tester;
mod vehicles;

pub use adverts::{advert_tag, adverts};
pub use application::application;
pub use certificates::{CERTIFICATE_LIMIT, certificate_facts, certificate_upload, certificates};
pub use complete::complete_part;
pub use hours::hours;
pub use payout::payout;
pub use photos::photos;
pub use preview::{preview_post, typed_profile};
pub use price::price;
pub use profile::profile;
pub use raise::raise;
pub use services::services;
pub use table::table;
pub use team::team;
pub use vehicles::vehicles;

use crate::{
    kernel::{
        error::{AppError, Code, Result},
        paths,
    },
    modules::mechanics::{
        policy,
        workshop::{model::MyWorkshop, service},
    },
    platform::{Scope, Visit},
    say,
    ui::{Empty, Go, Notice, Page, PageHead, Tone},
};
use leptos::prelude::*;

/// The workshop of the reader; `None` for a mechanic who hasn't opened one yet.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for people who are no mechanics.
async fn load(scope: &mut Scope) -> Result<Option<MyWorkshop>> {
    match service::mine(scope).await {
        Err(AppError { code: Code::NotFound, .. }) if scope.actor.mechanic_id().is_none() => {
            policy::opener(&scope.actor)?;
            Ok(None)
        }
        found => found.map(Some),
    }
}

/// What stands between a workshop and its customers, if anything does.
fn standing(visit: &Visit, own: &MyWorkshop) -> Option<AnyView> {
    let lang = visit.lang;
    let (tone, title, text) = if own.suspended {
        (Tone::Error, say!(lang, workshop.suspended_title), say!(lang, workshop.suspended_text))
    } else if own.verified {
        return None;
    } else {
        (Tone::Accent, say!(lang, workshop.waiting_title), say!(lang, workshop.waiting_text))
    };
    let act = (!own.suspended && policy::owner(&visit.actor).is_ok())
        .then(|| Go::new(say!(lang, application.title), paths::WORKSHOP_APPLICATION));
    let notice = match act {
        Some(act) => view! { <Notice tone=tone title=title text=text act=act/> }.into_any(),
        None => view! { <Notice tone=tone title=title text=text/> }.into_any(),
    };
    Some(view! { <div class="mb-5">{notice}</div> }.into_any())
}

/// The page of another module about the workshop, before there is one.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for people who are no mechanics.
pub fn open_first(visit: &Visit, title: &'static str, nav: &'static str) -> Result<Page> {
    policy::opener(&visit.actor)?;
    Ok(nothing_yet(visit, title, nav))
}

/// Every page but the profile, before there is a workshop.
fn nothing_yet(visit: &Visit, title: &'static str, nav: &'static str) -> Page {
    let lang = visit.lang;
    let next = Go::new(say!(lang, workshop.open_first_act), paths::WORKSHOP_PROFILE);
    let body = view! {
        <PageHead title=title/>
        <Empty icon="store" title=say!(lang, workshop.open_first) line=say!(lang, workshop.open_first_line) act=next/>
    };
    Page::new(title, body).noindex().nav(nav)
}

/// A page of the workshop: head, standing, sections below each other.
fn page(
    visit: &Visit,
    own: &MyWorkshop,
    title: impl Into<String>,
    line: &'static str,
    nav: &'static str,
    sections: Vec<AnyView>,
) -> Page {
    let sections = view! { <div class="grid grid-cols-1 gap-8 max-w-4xl">{sections}</div> };
    wide_page(visit, own, title.into(), line, nav, sections.into_any())
}

/// The same for what needs the whole width.
fn wide_page(
    visit: &Visit,
    own: &MyWorkshop,
    title: String,
    line: &'static str,
    nav: &'static str,
    content: AnyView,
) -> Page {
    let head = view! { <PageHead title=title.clone() line=line/> };
    let body = view! {
        {head}
        {standing(visit, own)}
        {content}
    };
    Page::new(title, body).noindex().nav(nav)
}
