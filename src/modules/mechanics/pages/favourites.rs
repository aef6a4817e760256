//! `/hesap/favoriler`: the workshops one keeps, the last kept first.

use super::spoken;
use crate::{
    kernel::{error::Result, lang::Lang, number, paths, time::Instant},
    modules::mechanics::{
        favourites::{service, store::Favourite},
        saved::{self, service::Saved},
        search::Hit,
        seen::{self, service::SEEN_MAX},
    },
    platform::{Scope, Visit, reference::Reference},
    say,
    ui::{ButtonLink, ButtonLook, Empty, Go, Page, PageHead, Panel, PostButton, ScoreLine, Section, Tag, Tone},
};
use leptos::prelude::*;

pub async fn favourites(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let mut scope = Scope::read(&visit);
    let kept = service::list(&mut scope).await?;
    let searches = saved::service::list(&mut scope).await?;
    let seen = seen::service::list(&mut scope, SEEN_MAX).await?;
    let reference = visit.wires.reference.get();
    let title = say!(lang, mechanics.favourites);
    let below = view! { {searches_part(lang, &reference, &searches)} {seen_part(&visit, &reference, &seen)} };
    let body = if kept.is_empty() {
        view! {
            <PageHead title=title/>
            <Empty
                title=say!(lang, mechanics.favourites_none)
                line=say!(lang, mechanics.favourites_none_line)
                icon="heart"
                act=Go::new(say!(lang, search.title), paths::SEARCH)
            />
            {below}
        }
        .into_any()
    } else {
        let cards: Vec<_> = kept.iter().map(|one| card(&visit, &reference, one)).collect();
        view! {
            <PageHead title=title line=say!(lang, mechanics.favourites_lead)/>
            <ul class="grid grid-cols-1 md:grid-cols-2 gap-4">{cards}</ul>
            {below}
        }
        .into_any()
    };
    Ok(Page::new(title, body).noindex().nav("favourites"))
}

/// Saved searches, each leading to itself.
fn searches_part(lang: Lang, reference: &Reference, saved: &[Saved]) -> Option<AnyView> {
    if saved.is_empty() {
        return None;
    }
    let rows: Vec<_> = saved
        .iter()
        .map(|one| {
            let filters = one.asked.filters_on();
            let more = (filters > 0)
                .then(|| view! { <span class="text-sm text-muted num">{say!(lang, search.saved_filters, count = filters)}</span> });
            view! {
                <li class="flex items-center justify-between gap-4 py-2">
                    <span class="min-w-0">
                        <a class="font-semibold hover:underline underline-offset-4 inline-flex items-center min-h-11" href=one.asked.href()>
                            {super::search::heading(lang, reference, &one.filter)}
                        </a>
                        " " {more}
                    </span>
                    <div class="flex flex-wrap justify-end">
                        {news_button(lang, one)}
                        <PostButton
                            action=paths::api("mechanics/remove_search")
                            label=say!(lang, common.remove)
                            values=vec![("search_id", one.id.to_string())]
                            look=ButtonLook::Quiet
                        />
                    </div>
                </li>
            }
        })
        .collect();
    Some(
        view! {
            <div class="mt-8">
                <Section title=say!(lang, search.saved)>
                    <Panel class="panel px-4 md:px-5"><ul class="divide-y divide-line">{rows}</ul></Panel>
                    <p class="text-sm text-muted mt-2">{say!(lang, search.news_note)}</p>
                </Section>
            </div>
        }
        .into_any(),
    )
}

/// Lets a search tell of new workshops, or not any more.
fn news_button(lang: Lang, one: &Saved) -> AnyView {
    let (label, look) = if one.tells {
        (say!(lang, search.news_off), ButtonLook::Soft)
    } else {
        (say!(lang, search.news_on), ButtonLook::Quiet)
    };
    let values = vec![("search_id", one.id.to_string()), ("tells", (!one.tells).to_string())];
    view! { <PostButton action=paths::api("mechanics/tell_search") label=label values=values look=look icon="bell"/> }
        .into_any()
}

/// Workshops that were looked at lately, with the way to forget them.
fn seen_part(visit: &Visit, reference: &Reference, seen: &[Hit]) -> Option<AnyView> {
    let lang = visit.lang;
    if seen.is_empty() {
        return None;
    }
    let rows: Vec<_> = seen
        .iter()
        .map(|hit| {
            let district = reference.district(hit.district_id).map_or("", |district| district.name.as_str());
            let province = reference.province(hit.province_id).map_or("", |province| province.name.as_str());
            view! {
                <li class="flex flex-wrap items-center justify-between gap-x-4 py-2">
                    <a class="font-semibold hover:underline underline-offset-4 inline-flex items-center min-h-11" href=paths::mechanic(&hit.slug)>
                        {hit.name.clone()}
                    </a>
                    <span class="text-sm text-muted">{format!("{district}, {province}")}</span>
                </li>
            }
        })
        .collect();
    Some(
        view! {
            <div class="mt-8">
                <Section title=say!(lang, search.seen)>
                    <Panel class="panel px-4 md:px-5"><ul class="divide-y divide-line">{rows}</ul></Panel>
                    <div class="mt-2 flex flex-wrap items-center justify-between gap-x-4">
                        <p class="text-sm text-muted">{say!(lang, search.seen_note)}</p>
                        <PostButton
                            action=paths::api("mechanics/forget_seen")
                            label=say!(lang, search.seen_forget)
                            values=Vec::new()
                            look=ButtonLook::Quiet
                        />
                    </div>
                </Section>
            </div>
        }
        .into_any(),
    )
}

fn card(visit: &Visit, reference: &Reference, one: &Favourite) -> AnyView {
    let lang = visit.lang;
    let district = reference.district(one.district_id).map_or("", |district| district.name.as_str());
    let province = reference.province(one.province_id).map_or("", |province| province.name.as_str());
    let score = (one.review_count > 0).then(|| {
        let (score, count) = (spoken::score(lang, one.score), number::count(lang, one.review_count));
        let sentence = say!(lang, mechanics.score_sentence, score = score.as_str(), count = count.as_str());
        view! { <ScoreLine score=score.clone() count=count sentence=sentence/> }
    });
    let name = if one.is_public {
        view! { <a class="hover:underline underline-offset-4" href=paths::mechanic(&one.slug)>{one.name.clone()}</a> }
            .into_any()
    } else {
        one.name.clone().into_any()
    };
    let values = vec![("mechanic_id", one.id.to_string())];
    view! {
        <li class="panel p-4 md:p-5 flex flex-col">
            <h2 class="text-base font-bold leading-snug">{name}</h2>
            <p class="text-sm text-muted mt-1 flex flex-wrap items-center gap-x-2.5 gap-y-0.5">
                {score} <span>{format!("{district}, {province}")}</span>
            </p>
            <p class="text-sm mt-2">{when(visit, one)}</p>
            <div class="mt-auto pt-4 flex flex-wrap gap-2">
                {one.is_public.then(|| view! { <ButtonLink href=paths::book(&one.slug) label=say!(lang, mechanics.book)/> })}
                <PostButton
                    action=paths::api("mechanics/remove_favourite")
                    label=say!(lang, mechanics.let_go)
                    values=values
                    look=ButtonLook::Quiet
                />
            </div>
        </li>
    }
    .into_any()
}

fn when(visit: &Visit, one: &Favourite) -> AnyView {
    let lang = visit.lang;
    let first = |at: Instant| {
        let (day, time) = (spoken::day(lang, visit.now, at), at.clock(lang));
        view! { {say!(lang, mechanics.first_slot_hour)} " " <b class="num">{format!("{day} {time}")}</b> }.into_any()
    };
    match one.next_slot_at.filter(|_| one.is_public) {
        Some(at) => first(at),
        None if one.is_public => say!(lang, mechanics.no_slot).into_any(),
        None => view! { <Tag label=say!(lang, mechanics.favourite_closed) tone=Tone::Plain/> }.into_any(),
    }
}
