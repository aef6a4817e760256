//! A workshop in a list: the wide card of results, the upright one of the home page.

use super::spoken;
use crate::{
    kernel::{ids::AdvertId, lang::Lang, money::Money, number, paths, time::Instant},
    modules::mechanics::{
        certificates,
        search::{Hit, store::Faces},
    },
    platform::reference::Reference,
    say,
    ui::{Facade, Icon, ScoreLine, Tags, Tone, seed_of},
};
use leptos::prelude::*;

/// The list around [`Cards::wide`]. Twenty cards repeat every word of theirs, so their styles hang on the list, in the style sheet.
pub const LIST: &str = "hits";

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
    /// The search whose list this is, `?il=…`: each card can tell how it fits. Empty for lists that no search made.
    pub asked_query: &'a str,
    /// Distances are measured from the middle of the place that was named, not from where the reader stands.
    pub from_centre: bool,
    /// The form that compares the ticked ones, where there is one.
    pub compared_by: Option<&'static str>,
    /// Covers and certificates of the workshops of the list.
    pub faces: &'a Faces,
}

/// The address, with the advert that leads to it.
fn opened_from(path: String, advert: Option<AdvertId>) -> String {
    match advert {
        Some(id) => paths::from_advert(&path, id),
        None => path,
    }
}

impl Cards<'_> {
    fn place(&self, hit: &Hit, with_province: bool) -> String {
        let district = self.reference.district(hit.district_id).map_or("", |district| district.name.as_str());
        let province = self.reference.province(hit.province_id).map_or("", |province| province.name.as_str());
        let name = if with_province { format!("{district}, {province}") } else { district.to_owned() };
        match hit.distance_km.map(|km| spoken::distance(self.lang, km)) {
            Some(away) if self.from_centre => {
                format!("{} · {name}", say!(self.lang, search.from_centre, distance = away))
            }
            Some(away) => format!("{away} · {name}"),
            None => name,
        }
    }

    fn score(&self, hit: &Hit) -> Option<AnyView> {
        let lang = self.lang;
        let score = spoken::score(lang, hit.score);
        let count = number::count(lang, hit.review_count);
        let sentence = say!(lang, mechanics.score_sentence, score = score.as_str(), count = count.as_str());
        (hit.review_count > 0)
            .then(|| view! { <ScoreLine score=score.clone() count=count sentence=sentence/> }.into_any())
    }

    /// The cover photo, or the drawn front of who has none.
    fn picture(&self, hit: &Hit, wide: bool) -> AnyView {
        match self.faces.get(&hit.id).and_then(|face| face.cover.as_deref()) {
            Some(cover) => view! {
                <img class="absolute inset-0 size-full object-cover" src=paths::workshop_photo(cover) alt="" loading="lazy"/>
            }
            .into_any(),
            None => {
                view! { <Facade name=hit.name.clone() seed=seed_of(&hit.slug) wide=wide class="cover"/> }.into_any()
            }
        }
    }

    fn tags(&self, hit: &Hit) -> Vec<(String, Tone, Option<&'static str>)> {
        let lang = self.lang;
        let mut tags = vec![(say!(lang, mechanics.verified).to_owned(), Tone::Primary, Some("badge-check"))];
        let kinds = self.faces.get(&hit.id).map_or(&[][..], |face| &face.certificates);
        tags.extend(kinds.iter().map(|(kind, brand)| {
            (certificates::spoken::name(lang, self.reference, kind, *brand), Tone::Primary, Some("award"))
        }));
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

    /// What stands below the price: whether it depends on the car, or is the price of the car that was named.
    fn note(&self, hit: &Hit) -> String {
        let depends = hit.price_depends.then(|| say!(self.lang, prices.depends));
        let own = hit.price_for_car.then(|| say!(self.lang, prices.for_car));
        [Some(self.price_note), depends, own].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    fn price(&self, hit: &Hit) -> Option<String> {
        hit.price.map(|kurus| Money(kurus).spoken(self.lang))
    }

    /// Where this time is booked.
    fn book(&self, hit: &Hit, at: Instant, advert: Option<AdvertId>) -> String {
        let joint = if self.booking_query.is_empty() { "?" } else { "&" };
        let path = format!("{}{}{joint}saat={}", paths::book(&hit.slug), self.booking_query, at.local());
        opened_from(path, advert)
    }

    fn why(&self, hit: &Hit) -> Option<AnyView> {
        (!self.asked_query.is_empty()).then(|| {
            let href = format!("{}{}", paths::why(&hit.slug), self.asked_query);
            view! { <i><a href=href>{say!(self.lang, why.link)}</a></i> }.into_any()
        })
    }

    fn tick(&self, hit: &Hit) -> Option<AnyView> {
        let form = self.compared_by?;
        Some(
            view! {
                <label><input type="checkbox" class="checkbox" name="usta" value=hit.slug.clone() form=form/>{say!(self.lang, compare.pick)}</label>
            }
            .into_any(),
        )
    }

    /// A result of the search page; one that is paid for says so, and one that stands on a map has its number there.
    pub fn wide(&self, hit: &Hit, with_province: bool, advert: Option<AdvertId>, pin: Option<usize>) -> AnyView {
        let lang = self.lang;
        let href = opened_from(paths::mechanic(&hit.slug), advert);
        let mark = advert.map(|_| {
            view! { " " <span class="tag tag-line" title=say!(lang, adverts.mark_title)>{say!(lang, adverts.mark)}</span> }
        });
        let kept = if hit.next_slots.is_empty() { hit.next_slot_at.as_slice() } else { hit.next_slots.as_slice() };
        let times: Vec<_> =
            kept.iter().map(|at| view! { <a href=self.book(hit, *at, advert)>{at.clock(lang)}</a> }).collect();
        let slot = match hit.next_slot_at {
            Some(at) => view! {
                <p>{format!("{} ", say!(lang, mechanics.first_slot_hour))}<b>{spoken::day(lang, self.now, at)}</b></p>
                <div>{times}</div>
            }
            .into_any(),
            None => view! { <p>{say!(lang, mechanics.no_slot)}</p> }.into_any(),
        };
        view! {
            <li id=pin.map(super::pins::card_id)>
                <article>
                    <div>{self.picture(hit, false)}</div>
                    <div>
                        <h2>{pin.map(|number| view! { <span class="tag tag-p num">{number}</span> " " })}<a href=href>{hit.name.clone()}</a>{mark}</h2>
                        <p>{self.score(hit)}<small>{self.place(hit, with_province)}</small></p>
                        <Tags items=self.tags(hit)/>
                        {self.why(hit)}
                        {self.tick(hit)}
                        <footer>
                            <div>{slot}</div>
                            {self.price(hit).map(|price| view! { <p><b>{price}</b>{self.note(hit)}</p> })}
                        </footer>
                    </div>
                </article>
            </li>
        }
        .into_any()
    }

    /// One of a row of four on the home page.
    pub fn upright(&self, hit: &Hit) -> AnyView {
        let (lang, now) = (self.lang, self.now);
        let demo = hit.is_demo.then(|| view! { <span class="tag tag-line">{say!(lang, common.demo)}</span> });
        let slot = hit.next_slot_at.map(|at| {
            view! {
                <span class="tag tag-s num"><Icon name="calendar-check" class="size-3.5"/>{spoken::when(lang, now, at)}</span>
            }
        });
        view! {
            <li class="w-[17rem] lg:w-auto shrink-0 snap-start">
                <a class="panel block overflow-hidden h-full" href=paths::mechanic(&hit.slug)>
                    <div class="aspect-[16/10] overflow-hidden relative">{self.picture(hit, true)}</div>
                    <div class="p-4">
                        <h3 class="text-base font-semibold leading-snug">{hit.name.clone()}</h3>
                        <div class="mt-1 text-sm">{self.score(hit)}</div>
                        <p class="text-sm text-muted mt-1 num">{self.place(hit, true)} " " {demo}</p>
                        <div class="mt-3 pt-3 border-t border-line flex items-end justify-between gap-2">
                            <span class="min-w-0">{slot}</span>
                            {self.price(hit).map(|price| view! {
                                <span class="text-right leading-tight">
                                    <b class="block num text-[1.0625rem]">{price}</b>
                                    <span class="text-2xs text-muted">{self.note(hit)}</span>
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
