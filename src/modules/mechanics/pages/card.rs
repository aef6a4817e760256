//! A workshop in a list: the wide card of results, the upright one of the home page.

use super::spoken;
use crate::{
    kernel::{lang::Lang, money::Money, paths, time::Instant},
    modules::mechanics::search::Hit,
    platform::reference::Reference,
    say,
    ui::{Facade, Icon, ScoreLine, Tags, Tone, seed_of},
};
use leptos::prelude::*;

/// What every card of a list shares.
#[derive(Clone, Copy)]
pub struct Cards<'a> {
    pub lang: Lang,
    pub now: Instant,
    pub reference: &'a Reference,
    /// What stands below the price: the service, or "lowest price".
    pub price_note: &'a str,
    /// Added to the address of booking: `?hizmet=…`.
    pub booking_query: &'a str,
}

impl Cards<'_> {
    fn place(&self, hit: &Hit, with_province: bool) -> String {
        let district = self.reference.district(hit.district_id).map_or("", |district| district.name.as_str());
        let province = self.reference.province(hit.province_id).map_or("", |province| province.name.as_str());
        let name = if with_province { format!("{district}, {province}") } else { district.to_owned() };
        match hit.distance_km {
            Some(km) => format!("{} · {name}", spoken::distance(self.lang, km)),
            None => name,
        }
    }

    fn score(&self, hit: &Hit) -> Option<AnyView> {
        let lang = self.lang;
        let score = spoken::score(lang, hit.score);
        let sentence = say!(lang, mechanics.score_sentence, score = score.as_str(), count = hit.review_count);
        (hit.review_count > 0)
            .then(|| view! { <ScoreLine score=score.clone() count=hit.review_count.to_string() sentence=sentence/> }.into_any())
    }

    fn tags(&self, hit: &Hit) -> Vec<(String, Tone, Option<&'static str>)> {
        let lang = self.lang;
        let mut tags = vec![(say!(lang, mechanics.verified).to_owned(), Tone::Primary, Some("badge-check"))];
        if hit.open_now {
            tags.push((say!(lang, search.open_now).to_owned(), Tone::Success, None));
        }
        if hit.books_instantly {
            tags.push((say!(lang, search.instant).to_owned(), Tone::Plain, None));
        }
        if hit.is_demo {
            tags.push((say!(lang, common.demo).to_owned(), Tone::Line, None));
        }
        tags
    }

    fn price(&self, hit: &Hit) -> Option<String> {
        hit.price.map(|kurus| Money(kurus).to_string())
    }

    /// A result of the search page.
    pub fn wide(&self, hit: &Hit, with_province: bool) -> AnyView {
        let lang = self.lang;
        let href = paths::mechanic(&hit.slug);
        let book = format!("{}{}", paths::book(&hit.slug), self.booking_query);
        let slot = match hit.next_slot_at {
            Some(at) => view! {
                <p class="text-xs mb-1.5">
                    <span class="text-muted">{say!(lang, mechanics.first_slot)}</span> " "
                    <b class="font-semibold">{spoken::day(lang, self.now, at)}</b>
                </p>
                <a class="slot slot-sm z-1 min-w-16" href=book.clone()>{at.clock(lang)}</a>
            }
            .into_any(),
            None => view! { <p class="text-xs text-muted">{say!(lang, mechanics.no_slot)}</p> }.into_any(),
        };
        view! {
            <li>
                <article class="panel panel-hover relative overflow-hidden sm:grid sm:grid-cols-[13.5rem_minmax(0,1fr)]">
                    <div class="relative aspect-[16/9] sm:aspect-auto overflow-hidden">
                        <Facade name=hit.name.clone() seed=seed_of(&hit.slug) class="absolute inset-0"/>
                    </div>
                    <div class="p-4 md:p-5 min-w-0">
                        <h2 class="text-base md:text-[1.0625rem] font-bold leading-snug">
                            <a class="hover:underline underline-offset-4 after:absolute after:inset-0 after:rounded-box" href=href>{hit.name.clone()}</a>
                        </h2>
                        <p class="text-sm mt-1 mb-2.5 flex flex-wrap items-center gap-x-2.5 gap-y-0.5">
                            {self.score(hit)}
                            <span class="text-muted num">{self.place(hit, with_province)}</span>
                        </p>
                        <Tags items=self.tags(hit)/>
                        <div class="mt-3.5 pt-3.5 border-t border-line flex items-end gap-4 justify-between">
                            <div class="min-w-0">{slot}</div>
                            {self.price(hit).map(|price| view! {
                                <div class="leading-tight text-right">
                                    <b class="num text-lg font-bold">{price}</b>
                                    <span class="text-2xs text-muted block">{self.price_note.to_owned()}</span>
                                </div>
                            })}
                        </div>
                    </div>
                </article>
            </li>
        }
        .into_any()
    }

    /// One of a row of four on the home page.
    pub fn upright(&self, hit: &Hit) -> AnyView {
        let (lang, now) = (self.lang, self.now);
        let slot = hit.next_slot_at.map(|at| {
            view! {
                <span class="tag tag-s num"><Icon name="calendar-check" class="size-3.5"/>{spoken::when(lang, now, at)}</span>
            }
        });
        view! {
            <li class="w-[17rem] lg:w-auto shrink-0 snap-start">
                <a class="panel block overflow-hidden h-full" href=paths::mechanic(&hit.slug)>
                    <div class="aspect-[16/10] overflow-hidden"><Facade name=hit.name.clone() seed=seed_of(&hit.slug) wide=true/></div>
                    <div class="p-4">
                        <h3 class="text-base font-semibold leading-snug">{hit.name.clone()}</h3>
                        <div class="mt-1 text-sm">{self.score(hit)}</div>
                        <p class="text-sm text-muted mt-1 num">{self.place(hit, true)}</p>
                        <div class="mt-3 pt-3 border-t border-line flex items-end justify-between gap-2">
                            <span class="min-w-0">{slot}</span>
                            {self.price(hit).map(|price| view! {
                                <span class="text-right leading-tight">
                                    <b class="block num text-[1.0625rem]">{price}</b>
                                    <span class="text-2xs text-muted">{self.price_note.to_owned()}</span>
                                </span>
                            })}
                        </div>
                    </div>
                </a>
            </li>
        }
        .into_any()
    }
}
