//! `/hesap/favoriler`: the workshops one keeps, the last kept first.

use super::spoken;
use crate::{
    kernel::{error::Result, number, paths, time::Instant},
    modules::mechanics::favourites::{service, store::Favourite},
    platform::{Scope, Visit, reference::Reference},
    say,
    ui::{ButtonLink, ButtonLook, Empty, Go, Page, PageHead, PostButton, ScoreLine, Tag, Tone},
};
use leptos::prelude::*;

pub async fn favourites(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let kept = service::list(&mut Scope::read(&visit)).await?;
    let reference = visit.wires.reference.get();
    let title = say!(lang, mechanics.favourites);
    let body = if kept.is_empty() {
        view! {
            <PageHead title=title/>
            <Empty
                title=say!(lang, mechanics.favourites_none)
                line=say!(lang, mechanics.favourites_none_line)
                icon="heart"
                act=Go::new(say!(lang, search.title), paths::SEARCH)
            />
        }
        .into_any()
    } else {
        let cards: Vec<_> = kept.iter().map(|one| card(&visit, &reference, one)).collect();
        view! {
            <PageHead title=title line=say!(lang, mechanics.favourites_lead)/>
            <ul class="grid grid-cols-1 md:grid-cols-2 gap-4">{cards}</ul>
        }
        .into_any()
    };
    Ok(Page::new(title, body).noindex().nav("favourites"))
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
