//! `/yonetim`: what waits, a few figures, the last acts.

use super::{address, audit as log};
use crate::{
    kernel::{
        actor::Role,
        error::{AppError, Code},
        lang::Lang,
        number, paths,
    },
    modules::{
        mechanics::{self, MechanicFilter},
        reviews, users, vehicles,
    },
    platform::{
        Scope, Visit,
        audit::{self, AuditFilter},
    },
    say,
    ui::{AttentionCard, ButtonLink, ButtonLook, Empty, Figure, Figures, Go, Page, PageHead, Section, Tone},
};
use leptos::prelude::*;

/// Moderators see the reviews, support the people, finance the orders of adverts, admins everything.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody without a place at the desk.
pub async fn desk(visit: Visit) -> Result<Page, AppError> {
    let person = visit.person()?;
    let admin = person.roles.contains(&Role::Admin);
    let moderates = visit.actor.moderates();
    let lists_people = admin || person.roles.contains(&Role::Support);
    let takes_money = admin || person.roles.contains(&Role::Finance);
    if !moderates && !lists_people && !takes_money {
        return Err(Code::NotFound.into());
    }
    let mut scope = Scope::read(&visit);
    let lang = visit.lang;
    let mut queues = Vec::new();
    let mut figures = Vec::new();
    if moderates {
        let waiting = reviews::service::waiting(&mut scope).await?;
        queues.extend(review_queue(&visit, &waiting));
        queues.extend(reply_queue(lang, &waiting));
        figures.push(Figure::new(
            say!(lang, admin.desk_decided),
            number::count(lang, waiting.approved_today + waiting.hidden_today),
        ));
    }
    if admin {
        queues.extend(mechanic_queue(lang, &mut scope).await?);
        queues.extend(change_queue(lang, &mut scope).await?);
        queues.extend(proposal_queue(lang, &mut scope).await?);
        queues.extend(privacy_queue(&visit, &mut scope).await?);
    }
    if takes_money {
        queues.extend(advert_queue(lang, &mut scope).await?);
    }
    if lists_people {
        let people = users::counts(&mut scope).await?;
        let week = say!(lang, admin.desk_users_week, count = number::count(lang, people.this_week));
        figures.push(Figure::new(say!(lang, admin.desk_users), number::count(lang, people.all)).remark(week));
    }
    let last = if admin { last_acts(lang, &mut scope).await? } else { ().into_any() };
    let queues = if queues.is_empty() {
        view! { <Empty title=say!(lang, admin.desk_clear) line=say!(lang, admin.desk_clear_line) icon="check-check"/> }
            .into_any()
    } else {
        view! { <div class="grid grid-cols-1 md:grid-cols-2 gap-3">{queues}</div> }.into_any()
    };
    let body = view! {
        <PageHead title=say!(lang, admin.desk) line=visit.now.spoken(lang)/>
        <div class="grid grid-cols-1 gap-8">
            <Figures items=figures/>
            <Section title=say!(lang, admin.desk_queues)>{queues}</Section>
            {last}
            {places(lang, [moderates, lists_people, takes_money, admin])}
        </div>
    };
    Ok(Page::new(say!(lang, admin.desk), body).noindex().nav("desk"))
}

fn review_queue(visit: &Visit, waiting: &reviews::Waiting) -> Option<AnyView> {
    let lang = visit.lang;
    let oldest = waiting.oldest_at?;
    let age = reviews::pages::age(lang, visit.now.seconds_since(oldest));
    let title = say!(lang, admin.desk_reviews, count = number::count(lang, waiting.pending));
    let line = say!(lang, admin.desk_oldest, age = age);
    Some(
        view! { <AttentionCard href=paths::ADMIN_REVIEWS title=title line=line icon="message-square-warning"/> }
            .into_any(),
    )
}

fn reply_queue(lang: Lang, waiting: &reviews::Waiting) -> Option<AnyView> {
    let title = say!(lang, reviews.desk_replies, count = number::count(lang, waiting.replies));
    let href = address(paths::ADMIN_REVIEWS, &[("durum", "yanitlar")]);
    let line = say!(lang, reviews.desk_replies_line);
    (waiting.replies > 0)
        .then(|| view! { <AttentionCard href=href title=title line=line icon="message-square-warning"/> }.into_any())
}

/// Counts up to one page of waiting workshops; beyond it says "50+".
async fn mechanic_queue(lang: Lang, scope: &mut Scope) -> Result<Option<AnyView>, AppError> {
    let filter = MechanicFilter { state: "waiting".to_owned(), ..MechanicFilter::default() };
    let waiting = mechanics::admin_list(scope, &filter).await?;
    if waiting.items.is_empty() {
        return Ok(None);
    }
    let count =
        if waiting.next.is_some() { format!("{}+", waiting.items.len()) } else { waiting.items.len().to_string() };
    let title = say!(lang, admin.desk_mechanics, count = count);
    let href = address(paths::ADMIN_MECHANICS, &[("durum", "waiting")]);
    let line = say!(lang, admin.desk_mechanics_line);
    Ok(Some(
        view! { <AttentionCard href=href title=title line=line icon="shield-check" tone=Tone::Accent/> }.into_any(),
    ))
}

/// Verified workshops that send another identity or papers, or that are called otherwise now.
async fn change_queue(lang: Lang, scope: &mut Scope) -> Result<Option<AnyView>, AppError> {
    let filter = MechanicFilter { state: "changed".to_owned(), ..MechanicFilter::default() };
    let changed = mechanics::admin_list(scope, &filter).await?;
    let more = if changed.next.is_some() { "+" } else { "" };
    let title = say!(lang, application.desk_changed, count = format!("{}{more}", changed.items.len()));
    let href = address(paths::ADMIN_MECHANICS, &[("durum", "changed")]);
    let line = say!(lang, application.desk_changed_line);
    Ok((!changed.items.is_empty())
        .then(|| view! { <AttentionCard href=href title=title line=line icon="store" tone=Tone::Accent/> }.into_any()))
}

async fn proposal_queue(lang: Lang, scope: &mut Scope) -> Result<Option<AnyView>, AppError> {
    let waiting = vehicles::count_proposals(scope).await?;
    let title = say!(lang, catalogue.desk_waiting, count = number::count(lang, waiting));
    let line = say!(lang, catalogue.desk_waiting_line);
    Ok((waiting > 0)
        .then(|| view! { <AttentionCard href=paths::ADMIN_PROPOSALS title=title line=line icon="car"/> }.into_any()))
}

/// Requests about personal data, with the age of the oldest; red when the law's thirty days are over.
async fn privacy_queue(visit: &Visit, scope: &mut Scope) -> Result<Option<AnyView>, AppError> {
    let lang = visit.lang;
    let open = users::open_requests(scope).await?;
    let Some(oldest) = open.oldest_at else { return Ok(None) };
    let title = say!(lang, privacy.desk_waiting, count = number::count(lang, open.open));
    let age = reviews::pages::age(lang, visit.now.seconds_since(oldest));
    let line = if open.overdue > 0 {
        say!(lang, privacy.desk_overdue, count = number::count(lang, open.overdue))
    } else {
        say!(lang, admin.desk_oldest, age = age)
    };
    let tone = if open.overdue > 0 { Tone::Error } else { Tone::Accent };
    Ok(Some(
        view! { <AttentionCard href=paths::ADMIN_PRIVACY title=title line=line icon="shield-check" tone=tone/> }
            .into_any(),
    ))
}

async fn advert_queue(lang: Lang, scope: &mut Scope) -> Result<Option<AnyView>, AppError> {
    let waiting = mechanics::adverts::desk::waiting(scope).await?;
    let title = say!(lang, adverts.desk_waiting, count = number::count(lang, waiting));
    let line = say!(lang, adverts.desk_waiting_line);
    Ok((waiting > 0).then(|| {
        view! { <AttentionCard href=paths::ADMIN_ADVERTS title=title line=line icon="megaphone"/> }.into_any()
    }))
}

async fn last_acts(lang: Lang, scope: &mut Scope) -> Result<AnyView, AppError> {
    let lines = audit::list(scope, &AuditFilter::default(), 5).await?;
    if lines.items.is_empty() {
        return Ok(().into_any());
    }
    let all = Go::new(say!(lang, admin.desk_all), paths::ADMIN_AUDIT);
    Ok(view! { <Section title=say!(lang, admin.desk_last) link=all>{log::table(lang, lines.items)}</Section> }
        .into_any())
}

fn places(lang: Lang, [moderates, lists_people, takes_money, admin]: [bool; 4]) -> AnyView {
    let links = [
        (moderates, paths::ADMIN_REVIEWS, say!(lang, reviews.queue_title), "star"),
        (admin, paths::ADMIN_MECHANICS, say!(lang, admin.mechanics), "store"),
        (lists_people, paths::ADMIN_USERS, say!(lang, admin.users), "users"),
        (admin, paths::ADMIN_CATEGORIES, say!(lang, admin.categories), "tags"),
        (admin, paths::ADMIN_CATALOGUE, say!(lang, catalogue.title), "car"),
        (takes_money, paths::ADMIN_ADVERTS, say!(lang, adverts.title), "megaphone"),
        (admin, paths::ADMIN_PRIVACY, say!(lang, privacy.desk_nav), "shield-check"),
        (admin, paths::ADMIN_AUDIT, say!(lang, admin.audit), "scroll-text"),
    ];
    let links: Vec<_> = links
        .into_iter()
        .filter(|(mine, ..)| *mine)
        .map(|(_, href, label, icon)| view! { <ButtonLink href=href label=label icon=icon look=ButtonLook::Line/> })
        .collect();
    view! {
        <Section title=say!(lang, admin.desk_places)>
            <div class="flex flex-wrap gap-2">{links}</div>
        </Section>
    }
    .into_any()
}
