//! `/`: what, where, which car; what it costs; who is good; how it goes.

use super::{
    card::Cards,
    search_form::{SearchForm, near, own_cars, own_places, place_chips},
    spoken,
};
use crate::{
    kernel::{error::Result, lang::Lang, money::Money, number, paths},
    modules::mechanics::{
        search::{self, Asked, Facts, Hit, SearchFilter, store::Faces},
        seen,
    },
    platform::{
        Scope, Visit,
        reference::{Reference, Service},
    },
    say,
    ui::{
        Art, ButtonLink, ButtonLook, Facade, Feature, Go, Icon, Page, Picture, PlateView, Section, SeenList, Tag,
        TextLink, Tone,
    },
};
use leptos::prelude::*;

const TILES: usize = 12;
const BEST: usize = 4;
/// Of the workshops that somebody looked at.
const SEEN: i64 = 4;

pub async fn home(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let mut scope = Scope::read(&visit);
    let (cars, places) = (own_cars(&mut scope).await?, own_places(&mut scope).await?);
    let facts = search::facts(&mut scope).await?;
    let best = search::search(&mut scope, &SearchFilter { limit: BEST, ..SearchFilter::default() }).await?.items;
    let seen = seen::service::list(&mut scope, SEEN).await?;
    let shown: Vec<_> = best.iter().chain(&seen).map(|hit| hit.id).collect();
    let faces = search::store::faces(&mut scope, &shown).await?;
    let reference = visit.wires.reference.get();
    let asked = Asked::default();
    let form = SearchForm { lang, reference: &reference, asked: &asked, cars: &cars, chosen_car: None, suggests: true };
    let body = view! {
        {hero(lang, &facts)}
        <div class="wrap relative -mt-2 lg:-mt-[4.75rem] max-lg:bg-gradient-to-b max-lg:from-hero max-lg:from-[3.5rem] max-lg:to-page max-lg:to-[3.5rem]">
            <div class="bg-surface border border-line rounded-[1.125rem] shadow-float p-4 md:p-5" role="search">
                {form.view()}
                {below_form(lang, &asked, visit.actor.person().is_none())}
                {place_chips(lang, &reference, &asked, &places)}
            </div>
        </div>
        {reasons(lang)}
        {tiles(lang, &reference, &facts)}
        {row(&visit, &reference, (&seen, &faces), Go::new(say!(lang, search.seen), paths::FAVOURITES))}
        {visit.actor.person().is_none().then(|| seen_here(lang))}
        {row(&visit, &reference, (&best, &faces), Go::new(say!(lang, home.best), paths::SEARCH))}
        {steps(lang)}
        {for_mechanics(lang)}
        {provinces(lang, &reference, &facts)}
    };
    let title = say!(lang, common.tagline);
    Ok(Page::new(title, body)
        .describe(say!(lang, home.description))
        .canonical(paths::HOME)
        .open_graph(super::open_graph(&visit, title, say!(lang, home.description), paths::HOME, None)))
}

/// Numbers only where there are any: an empty marketplace boasts of nothing.
fn hero(lang: Lang, facts: &Facts) -> AnyView {
    let mut points = Vec::new();
    if facts.total > 0 {
        let total = number::count(lang, facts.total);
        points.push(say!(lang, home.point_verified, count = total.as_str()));
        let provinces = facts.by_province.len();
        points.push(say!(lang, home.point_provinces, count = provinces));
    }
    points.push(say!(lang, home.point_price).to_owned());
    view! {
        <section class="bg-hero text-hero-ink relative overflow-hidden">
            <div class="wrap grid lg:grid-cols-[1.05fr_1fr] gap-x-12 items-end">
                <div class="pt-10 pb-8 md:pt-16 lg:pb-36">
                    <h1 class="text-4xl sm:text-5xl lg:text-6xl font-extrabold tracking-[-.03em]">{say!(lang, home.hero)}</h1>
                    <p class="mt-4 text-base md:text-lg max-w-[34rem] opacity-90">{say!(lang, home.hero_line)}</p>
                    <ul class="mt-6 flex flex-wrap gap-x-6 gap-y-2 text-sm font-medium">
                        {points.into_iter().map(|point| view! { <li class="flex items-center gap-2 num"><Icon name="check" class="size-4 text-accent"/>{point}</li> }).collect_view()}
                    </ul>
                </div>
                <div class="hidden lg:block self-end pt-8 lg:mb-[4.5rem] max-w-[36rem] justify-self-end w-full">
                    <Art picture=Picture::Hero alt=say!(lang, home.hero_alt)/>
                </div>
            </div>
        </section>
    }
    .into_any()
}

fn below_form(lang: Lang, asked: &Asked, guest: bool) -> AnyView {
    view! {
        <div class="mt-4 pt-2 -mb-1.5 md:-mb-2.5 border-t border-line flex items-center gap-x-5 gap-y-0 flex-wrap text-sm">
            {near(lang, asked)}
            <span class="text-muted max-sm:w-full">{say!(lang, home.unsure)}</span>
            <a class="link-p inline-flex items-center min-h-11" href=paths::SERVICES>{say!(lang, home.all_services)}</a>
            <a class="link-p inline-flex items-center min-h-11" href=paths::CAR_NEW>{say!(lang, home.add_car)}</a>
            {guest.then(|| view! { <a class="link-p inline-flex items-center min-h-11" href=paths::GUEST>{say!(lang, guests.begin)}</a> })}
        </div>
    }
    .into_any()
}

fn reasons(lang: Lang) -> AnyView {
    let reasons = [
        ("shield-check", say!(lang, home.reason_verified), say!(lang, home.reason_verified_line)),
        ("receipt-text", say!(lang, home.reason_price), say!(lang, home.reason_price_line)),
        ("calendar-check", say!(lang, home.reason_slot), say!(lang, home.reason_slot_line)),
        ("star", say!(lang, home.reason_review), say!(lang, home.reason_review_line)),
    ];
    view! {
        <section class="wrap mt-10 md:mt-14" aria-labelledby="neden">
            <h2 class="sr-only" id="neden">{say!(lang, home.reasons)}</h2>
            <ul class="grid sm:grid-cols-2 lg:grid-cols-4 gap-x-8 gap-y-6">
                {reasons.into_iter().map(|(icon, title, line)| view! { <li><Feature title=title line=line icon=icon/></li> }).collect_view()}
            </ul>
        </section>
    }
    .into_any()
}

/// One service of each category that somebody offers, in the order of the taxonomy.
fn offered<'a>(reference: &'a Reference, facts: &Facts) -> Vec<(&'a Service, Money, &'a str)> {
    reference
        .categories
        .iter()
        .filter(|category| category.is_active)
        .filter_map(|category| {
            reference.services_of(category.id).find_map(|service| {
                let from = facts.services.get(&service.id)?.from_kurus?;
                Some((service, Money(from), category.icon.as_str()))
            })
        })
        .take(TILES)
        .collect()
}

fn tiles(lang: Lang, reference: &Reference, facts: &Facts) -> Option<AnyView> {
    let tiles: Vec<_> = offered(reference, facts)
        .into_iter()
        .enumerate()
        .map(|(place, (service, from, icon))| {
            let href = Asked { service: service.slug.clone(), ..Asked::default() }.href();
            let line = format!("{} · {}", from.spoken(lang), spoken::duration(lang, service.typical_minutes));
            view! {
                <li class=if place < 8 { "" } else { "max-md:hidden" }>
                    <a href=href class="panel group flex max-md:flex-col md:items-center gap-3 md:gap-4 p-3.5 md:p-4 h-full">
                        <span class="grid place-items-center size-11 rounded-field bg-sunken text-primary-ink group-hover:bg-primary group-hover:text-primary-content transition shrink-0">
                            <Icon name=super::category_icon(icon) class="size-[1.375rem]"/>
                        </span>
                        <span class="min-w-0">
                            <b class="block font-semibold leading-snug">{service.name(lang).to_owned()}</b>
                            <span class="block text-xs text-muted num mt-0.5">{line}</span>
                        </span>
                    </a>
                </li>
            }
        })
        .collect();
    (!tiles.is_empty()).then(|| {
        let link = Go::new(say!(lang, home.all_services), paths::SERVICES);
        view! {
            <Section title=say!(lang, home.services) link=link id="hizmetler" class="wrap mt-14 md:mt-20">
                <ul class="grid grid-cols-2 md:grid-cols-3 xl:grid-cols-4 gap-2.5 md:gap-3">{tiles}</ul>
            </Section>
        }
        .into_any()
    })
}

/// What a visitor's browser remembers by itself.
fn seen_here(lang: Lang) -> AnyView {
    let (note, forget) = (say!(lang, search.seen_here_note), say!(lang, search.seen_forget));
    view! { <SeenList title=say!(lang, search.seen_here) note=note forget=forget/> }.into_any()
}

/// Workshops side by side below a heading, and where there are more of them.
fn row(visit: &Visit, reference: &Reference, (hits, faces): (&[Hit], &Faces), about: Go) -> Option<AnyView> {
    let lang = visit.lang;
    let cards = Cards {
        lang,
        now: visit.now,
        reference,
        price_note: say!(lang, search.lowest_price),
        booking_query: "",
        asked_query: "",
        from_centre: false,
        compared_by: None,
        faces,
    };
    let list: Vec<_> = hits.iter().map(|hit| cards.upright(hit)).collect();
    let link = Go::new(say!(lang, home.see_all), about.href);
    (!list.is_empty()).then(|| {
        view! {
            <Section title=about.label link=link class="wrap mt-14 md:mt-20">
                <ul class="scroll-x flex lg:grid lg:grid-cols-4 gap-3 md:gap-4 -mx-4 px-4 md:mx-0 md:px-0 pb-2">{list}</ul>
            </Section>
        }
        .into_any()
    })
}

fn steps(lang: Lang) -> AnyView {
    let scene = "rounded-box bg-sunken border border-line p-4 h-44 grid content-center gap-2";
    let first = view! {
        <div class=scene aria-hidden="true">
            <div class="panel px-4 py-3 flex items-center gap-3 text-sm"><PlateView number="34 ABC 123" word=""/></div>
            <div class="panel px-4 py-3 flex items-center gap-3 text-sm ml-6">
                <Icon name="wrench" class="size-4 text-primary-ink"/>
                <span>{say!(lang, home.step_1_picture)}</span>
            </div>
        </div>
    }
    .into_any();
    let second = view! {
        <div class=scene aria-hidden="true">
            <div class="grid grid-cols-3 gap-2">
                {[540, 675, 870].into_iter().map(|minute| view! { <span class="slot slot-sm bg-surface">{spoken::clock(lang, minute)}</span> }).collect_view()}
            </div>
            <span class="btn btn-accent justify-self-center mt-2">{say!(lang, mechanics.book)}</span>
        </div>
    }
    .into_any();
    let third = view! {
        <div class=scene aria-hidden="true">
            <div class="panel px-4 py-4 grid gap-2 justify-items-start">
                <Tag label=say!(lang, home.step_3_picture) tone=Tone::Success icon="check"/>
                <span class="inline-flex">{(0..5).map(|_| view! { <Icon name="star-full" class="size-5 text-star"/> }).collect_view()}</span>
            </div>
        </div>
    }
    .into_any();
    let steps = [
        (first, say!(lang, home.step_1), say!(lang, home.step_1_line)),
        (second, say!(lang, home.step_2), say!(lang, home.step_2_line)),
        (third, say!(lang, home.step_3), say!(lang, home.step_3_line)),
    ];
    view! {
        <section id="nasil" class="mt-14 md:mt-20 bg-surface border-y border-line">
            <div class="wrap py-12 md:py-16">
                <h2 class="text-xl md:text-2xl mb-8">{say!(lang, home.steps)}</h2>
                <ol class="grid lg:grid-cols-3 gap-10 lg:gap-8">
                    {steps.into_iter().zip(1..).map(|((scene, title, line), number)| view! {
                        <li>
                            {scene}
                            <h3 class="mt-5 text-lg flex gap-3"><span class="num text-primary-ink">{number}</span>{title}</h3>
                            <p class="text-muted mt-1.5 text-sm md:text-base">{line}</p>
                        </li>
                    }).collect_view()}
                </ol>
            </div>
        </section>
    }
    .into_any()
}

fn for_mechanics(lang: Lang) -> AnyView {
    view! {
        <section class="wrap mt-14 md:mt-20">
            <div class="panel overflow-hidden grid md:grid-cols-[1.2fr_1fr]">
                <div class="p-6 md:p-10">
                    <h2 class="text-xl md:text-2xl">{say!(lang, home.mechanics)}</h2>
                    <p class="text-muted mt-2 max-w-md">{say!(lang, home.mechanics_line)}</p>
                    <div class="mt-6 flex flex-wrap gap-3">
                        <ButtonLink href=paths::BECOME_MECHANIC label=say!(lang, home.join)/>
                        <ButtonLink href=paths::RANKING_RULES label=say!(lang, common.ranking_rules) look=ButtonLook::Quiet/>
                    </div>
                </div>
                <div class="h-52 md:h-auto relative overflow-hidden"><Facade name=say!(lang, home.your_sign) seed=44 wide=true class="md:absolute md:inset-0"/></div>
            </div>
        </section>
    }
    .into_any()
}

fn provinces(lang: Lang, reference: &Reference, facts: &Facts) -> Option<AnyView> {
    let mut here: Vec<_> =
        reference.provinces.iter().filter(|province| facts.by_province.contains_key(&province.id)).collect();
    here.sort_by_key(|province| std::cmp::Reverse(province.population));
    let link = |province: &&crate::platform::reference::Province| {
        view! { <li><a class="inline-flex items-center min-h-11 md:min-h-9 hover:underline" href=paths::landing_province(&province.slug)>{province.name.clone()}</a></li> }
    };
    let list = "grid grid-cols-2 sm:grid-cols-4 lg:grid-cols-7 gap-x-6 text-sm text-muted";
    let first: Vec<_> = here.iter().take(21).map(link).collect();
    let rest: Vec<_> = here.iter().skip(21).map(link).collect();
    (!first.is_empty()).then(|| {
        view! {
            <section class="wrap mt-14 md:mt-20">
                <h2 class="text-base mb-2">{say!(lang, home.provinces)}</h2>
                <ul class=list>{first}</ul>
                {(!rest.is_empty()).then(|| view! {
                    <details class="faq mt-1">
                        <summary class="link-p text-sm inline-flex items-center gap-2 min-h-11">
                            {say!(lang, home.all_provinces)}
                            <Icon name="chevron-down" class="size-4 chev"/>
                        </summary>
                        <ul class=list>{rest}</ul>
                    </details>
                })}
                <p class="mt-2"><TextLink href=paths::SEARCH label=say!(lang, home.see_all)/></p>
            </section>
        }
        .into_any()
    })
}
