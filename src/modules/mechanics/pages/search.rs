//! `/usta-bul`: the list, what narrows it down, and the map.

use super::{
    card::{Cards, LIST},
    filters::Filters,
    pins,
    search_form::{SearchForm, chosen_car, near, own_cars, own_places, place_chips, settled},
    spoken,
};
use crate::{
    kernel::{
        error::{Checks, Result},
        ids::AdvertId,
        lang::Lang,
        paths, words,
    },
    modules::{
        customers::Place,
        mechanics::{
            adverts::showing::{self, Shown},
            search::{self, Asked, Facets, Hit, SearchFilter, SearchResult, Wanted, store::Faces},
        },
        vehicles::Car,
    },
    platform::{Scope, Visit, reference::Reference},
    say,
    ui::{
        ButtonLink, ButtonLook, Empty, Go, Icon, Notice, Page, Pager, PagerWords, Picture, PostButton, SearchSummary,
        TextLink, Tone,
        form::{Form, Submit, hidden_plain},
    },
};
use leptos::prelude::*;
use std::sync::Arc;

/// Everything the page shows, read from the database.
pub struct Found {
    filter: SearchFilter,
    complaints: Vec<String>,
    result: SearchResult,
    adverts: Vec<Shown>,
    facets: Arc<Facets>,
    /// For the map.
    provinces: Arc<Vec<(i32, i64)>>,
    cars: Vec<Car>,
    chosen_car: Option<String>,
    places: Vec<Place>,
    faces: Faces,
}

/// Asks the database what the page shows.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn find(scope: &mut Scope, lang: Lang, asked: &Asked) -> Result<Found> {
    let mut checks = Checks::default();
    let filter = search::resolve(scope, asked, &mut checks).await?;
    let complaints = complaints(lang, checks);
    let mut result = search::search(scope, &filter).await?;
    let mut adverts = showing::choose(scope, &filter, result.items.len()).await?;
    let shown = adverts.iter_mut().map(|advert| &mut advert.hit).chain(&mut result.items).collect();
    let faces = search::faces(scope, shown).await?;
    let facets = search::facets(scope, &filter).await?;
    let provinces = search::by_province(scope, &filter).await?;
    let chosen_car = chosen_car(scope, asked, filter.car).await?;
    Ok(Found {
        filter,
        complaints,
        result,
        adverts,
        facets,
        provinces,
        cars: own_cars(scope).await?,
        chosen_car,
        places: own_places(scope).await?,
        faces,
    })
}

/// One sentence for each word of the address that wasn't understood.
fn complaints(lang: Lang, checks: Checks) -> Vec<String> {
    let Err(mut error) = checks.done() else { return Vec::new() };
    words::speak(&mut error, lang);
    error
        .fields
        .keys()
        .map(|name| match name.as_str() {
            "service" | "category" => say!(lang, search.unknown_service),
            "il" | "ilce" => say!(lang, search.unknown_place),
            "vehicle" | "variant" => say!(lang, search.unknown_car),
            "lat" | "lon" | "radius_km" => say!(lang, search.unknown_position),
            "after" => say!(lang, search.unknown_page),
            _ => say!(lang, search.unknown_filter),
        })
        .map(ToOwned::to_owned)
        .collect()
}

pub async fn search(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let reference = visit.wires.reference.get();
    let asked = settled(&reference, Asked::read(visit.params()));
    let found = find(&mut Scope::read(&visit), lang, &asked).await?;
    showing::note_shown(&visit, &found.adverts).await;
    let heading = heading(lang, &reference, &found.filter);
    let body = body(&visit, &reference, &asked, &found, &heading);
    let narrowed = plain(&asked).pairs().len() > 1 || !asked.after.is_empty() || !asked.text.is_empty();
    let page = Page::new(heading.clone(), body)
        .nav("search")
        .frames()
        .describe(say!(lang, search.description, heading = heading.as_str()))
        .search(summary(lang, &reference, &asked, &found));
    // Landing pages are for finding; combinations of filters are for people.
    Ok(if narrowed { page.noindex() } else { page.canonical(canonical(&asked)) })
}

/// Opens the search form.
const CHANGE: &str = "degistir";

/// What, where and which car, for the header; a tap opens the form.
fn summary(lang: Lang, reference: &Reference, asked: &Asked, found: &Found) -> SearchSummary {
    let own = found.cars.iter().find(|car| car.id.to_string() == asked.vehicle).map(|car| car.plate.clone());
    let parts = [
        Some(what(lang, reference, &found.filter.wanted).unwrap_or_else(|| say!(lang, search.title).to_owned())),
        Some(place_name(reference, &found.filter).unwrap_or_else(|| say!(lang, search.everywhere).to_owned())),
        own.or_else(|| found.chosen_car.clone()),
    ];
    let href = asked.with(|_| ()).href();
    let joint = if href.contains('?') { '&' } else { '?' };
    SearchSummary {
        parts: parts.into_iter().flatten().collect(),
        href: format!("{href}{joint}{CHANGE}=1#arama"),
        change: say!(lang, search.change).to_owned(),
    }
}

fn canonical(asked: &Asked) -> String {
    plain(asked).href()
}

/// The search without the way it is shown.
fn plain(asked: &Asked) -> Asked {
    asked.with(|asked| {
        asked.sort.clear();
        asked.pins.clear();
    })
}

/// `Ankara’da ön fren balata değişimi`.
pub fn heading(lang: Lang, reference: &Reference, filter: &SearchFilter) -> String {
    let what = what(lang, reference, &filter.wanted);
    let place = place_name(reference, filter).map(|name| spoken::inside(lang, &name));
    // A position is near also without a border around it: the list then starts with the nearest.
    match (what, place, filter.origin.is_some()) {
        (Some(what), Some(place), _) => say!(lang, search.heading_both, what = what.as_str(), place = place.as_str()),
        (Some(what), None, true) => say!(lang, search.heading_near_what, what = what.as_str()),
        (Some(what), None, false) => what,
        (None, Some(place), _) => say!(lang, search.heading_place, place = place.as_str()),
        (None, None, true) => say!(lang, search.heading_near).to_owned(),
        (None, None, false) => say!(lang, search.heading).to_owned(),
    }
}

fn what(lang: Lang, reference: &Reference, wanted: &Wanted) -> Option<String> {
    match wanted {
        Wanted::Anything => None,
        Wanted::Service(id) => reference.service(*id).map(|service| service.name(lang).to_owned()),
        Wanted::Category(id, _) => reference.category(*id).map(|category| category.name(lang).to_owned()),
        Wanted::Text(text, _) | Wanted::Name(text) => Some(say!(lang, search.quoted, text = text.as_str())),
    }
}

pub fn place_name(reference: &Reference, filter: &SearchFilter) -> Option<String> {
    filter
        .district()
        .and_then(|id| reference.district(id))
        .map(|district| district.name.clone())
        .or_else(|| filter.province().and_then(|id| reference.province(id)).map(|province| province.name.clone()))
}

fn body(visit: &Visit, reference: &Reference, asked: &Asked, found: &Found, heading: &str) -> AnyView {
    let lang = visit.lang;
    let filters =
        Filters { lang, reference, asked, filter: &found.filter, facets: &found.facets, provinces: &found.provinces };
    let form =
        SearchForm { lang, reference, asked, cars: &found.cars, chosen_car: found.chosen_car.clone(), suggests: false };
    let cards = showing::mixed(&found.adverts, &found.result.items, &asked.seen);
    let map = if asked.pins.is_empty() || cards.is_empty() {
        filters.map_panel((!cards.is_empty()).then(|| pins::link(lang, asked)))
    } else {
        pins::panel(visit, reference, asked, &found.filter, &cards)
    };
    let notices: Vec<_> =
        found.complaints.iter().cloned().map(|text| view! { <Notice text=text tone=Tone::Accent/> }).collect();
    view! {
        <div class="wrap lg:max-w-[92rem] pt-4 md:pt-6">
            <details class="panel mb-4 faq" id="arama" open=visit.param(CHANGE).is_some()>
                <summary class="flex items-center gap-3 px-3.5 min-h-14">
                    <Icon name="search" class="size-5 text-primary-ink"/>
                    <span class="min-w-0">
                        <b class="block text-sm font-semibold truncate">{heading.to_owned()}</b>
                        <span class="block text-xs text-muted truncate">{say!(lang, search.change)}</span>
                    </span>
                    <Icon name="chevron-down" class="size-4 chev text-muted ml-auto shrink-0"/>
                </summary>
                <div class="px-3.5 pb-4">{form.view()}</div>
            </details>
            <div class="lg:grid lg:grid-cols-[15rem_minmax(0,1fr)] xl:grid-cols-[15rem_minmax(0,1fr)_24rem] gap-8 items-start">
                {filters.panel()}
                <div class="min-w-0">
                    <h1 class="text-xl md:text-2xl leading-tight">{heading.to_owned()}</h1>
                    {lead(lang, found)}
                    <div class="grid gap-2 mt-3 empty:hidden">{notices}</div>
                    {near(lang, asked)}
                    {place_chips(lang, reference, asked, &found.places)}
                    {filters.bar()}
                    {results(visit, reference, asked, found, &cards)}
                </div>
                {map}
            </div>
        </div>
    }
    .into_any()
}

/// How many there are, and for which car.
fn lead(lang: Lang, found: &Found) -> Option<AnyView> {
    if let Wanted::Name(_) = found.filter.wanted {
        return None;
    }
    let count = spoken::mechanics(lang, found.facets.here.total);
    let rest = if found.facets.here.total == 0 {
        say!(lang, search.found_none)
    } else if found.filter.car.is_some() {
        say!(lang, search.for_your_car)
    } else {
        say!(lang, search.all_verified)
    };
    Some(view! { <p class="text-sm text-muted mt-1.5"><b class="text-base-content font-semibold num">{count}</b> " " {rest}</p> }.into_any())
}

fn results(
    visit: &Visit,
    reference: &Reference,
    asked: &Asked,
    found: &Found,
    shown: &[(Option<AdvertId>, &Hit)],
) -> AnyView {
    let lang = visit.lang;
    if found.result.items.is_empty() {
        return empty(visit, asked, found);
    }
    let note = price_note(lang, reference, &found.filter.wanted);
    let query = asked.with(|asked| asked.pins.clear()).query();
    let asked_query = if query.is_empty() { String::new() } else { format!("?{query}") };
    let booking = booking_query(reference, &found.filter, asked);
    let cards = Cards {
        lang,
        now: visit.now,
        reference,
        price_note: &note,
        booking_query: &booking,
        asked_query: &asked_query,
        from_centre: asked.lat.is_empty(),
        compared_by: Some(COMPARED),
        faces: &found.faces,
    };
    let with_province = found.filter.province().is_none();
    let has_pins = !asked.pins.is_empty();
    let list: Vec<_> = shown
        .iter()
        .zip(1..)
        .map(|(&(advert, hit), number)| cards.wide(hit, with_province, advert, has_pins.then_some(number)))
        .collect();
    let seen = if asked.after.is_empty() { showing::slugs(&found.adverts) } else { asked.seen.clone() };
    let next =
        found.result.next.clone().map(|after| asked.with(|asked| (asked.after, asked.seen) = (after, seen)).href());
    let paid = (!found.adverts.is_empty()).then(|| view! { {say!(lang, adverts.mark_title)} " " });
    let first = (!asked.after.is_empty()).then(|| asked.with(|_| ()).href());
    let words = PagerWords {
        name: say!(lang, search.pages).to_owned(),
        previous: say!(lang, search.first_page).to_owned(),
        next: say!(lang, common.next).to_owned(),
    };
    let name = match &found.filter.wanted {
        Wanted::Text(text, _) => Some(asked.with(|asked| {
            asked.name.clone_from(text);
            asked.text.clear();
        })),
        _ => None,
    };
    view! {
        <ol id="liste" class=LIST>{list}</ol>
        {comparing(lang, reference, &found.filter)}
        {name.map(|name| view! { <p class="mt-4"><TextLink href=name.href() label=say!(lang, search.look_in_names, text = name.name.as_str())/></p> })}
        <p class="text-xs text-muted mt-4">{paid}{say!(lang, search.ranking_note)} " " <TextLink href=paths::RANKING_RULES label=say!(lang, common.ranking_rules)/></p>
        {keeping(visit, asked)}
        <Pager previous=first next=next words=words/>
    }
    .into_any()
}

/// Saves this search for another time; visitors sign in first and come back.
fn keeping(visit: &Visit, asked: &Asked) -> Option<AnyView> {
    let (lang, query) = (visit.lang, asked.with(|_| ()).query());
    if query.is_empty() {
        return None;
    }
    let button = if visit.actor.customer_id().is_some() {
        let values = vec![("query", query)];
        view! {
            <PostButton
                action=paths::api("mechanics/save_search")
                label=say!(lang, search.save)
                values=values
                look=ButtonLook::Quiet
                icon="heart"
            />
        }
        .into_any()
    } else if visit.actor.person().is_none() {
        let href = format!("{}?next={}", paths::SIGN_IN, paths::encoded(&asked.with(|_| ()).href()));
        view! { <ButtonLink href=href label=say!(lang, search.save) look=ButtonLook::Quiet icon="heart"/> }.into_any()
    } else {
        return None;
    };
    Some(view! { <p class="mt-2 -ml-3">{button}</p> }.into_any())
}

/// Names the form of [`comparing`] to the boxes on the cards.
const COMPARED: &str = "kiyas";

/// Leads on with the ticked ones; in sight as soon as there is one.
fn comparing(lang: Lang, reference: &Reference, filter: &SearchFilter) -> AnyView {
    let service = match &filter.wanted {
        Wanted::Service(id) => reference.service(*id).map(|service| hidden_plain("hizmet", service.slug.clone())),
        _ => None,
    };
    view! {
        <Form id=COMPARED action=paths::COMPARE get=true label=say!(lang, compare.title) class="compare">
            {service} <span hidden data-most=super::compare::MOST></span>
            <Submit label=say!(lang, compare.act) icon="list-checks"/>
        </Form>
    }
    .into_any()
}

/// What a price on a card stands for.
pub fn price_note(lang: Lang, reference: &Reference, wanted: &Wanted) -> String {
    match wanted {
        Wanted::Service(id) if reference.service(*id).is_some() => say!(lang, search.price_of_service),
        Wanted::Category(..) | Wanted::Text(..) => say!(lang, search.price_of_several),
        _ => say!(lang, search.lowest_price),
    }
    .to_owned()
}

/// The service and car of the search go along to the booking page.
pub fn booking_query(reference: &Reference, filter: &SearchFilter, asked: &Asked) -> String {
    let service = match &filter.wanted {
        Wanted::Service(id) => reference.service(*id).map(|service| ("hizmet", service.slug.clone())),
        _ => None,
    };
    let car = (!asked.vehicle.is_empty() && filter.car.is_some()).then(|| ("arac", asked.vehicle.clone()));
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(service.into_iter().chain(car)).finish();
    if query.is_empty() { query } else { format!("?{query}") }
}

fn empty(visit: &Visit, asked: &Asked, found: &Found) -> AnyView {
    let lang = visit.lang;
    let wider = asked.unfiltered();
    let services = || (say!(lang, search.empty_words), Go::new(say!(lang, search.see_services), paths::SERVICES));
    let (line, act) = if let Wanted::Name(_) = found.filter.wanted {
        // No service was understood: neither the place nor a filter is to blame.
        services()
    } else if asked.filters_on() > 0 {
        (say!(lang, search.empty_filters), Go::new(say!(lang, search.clear_filters), wider.href()))
    } else if found.filter.province().is_some() || found.filter.radius_m().is_some() {
        let everywhere = wider.with(|asked| {
            for word in [&mut asked.il, &mut asked.ilce, &mut asked.lat, &mut asked.lon, &mut asked.radius_km] {
                word.clear();
            }
        });
        (say!(lang, search.empty_place), Go::new(say!(lang, search.look_everywhere), everywhere.href()))
    } else {
        services()
    };
    // Who has no account yet may say what they need all the same.
    let guest = visit.actor.person().is_none().then(|| {
        let href = format!("{}?{}", paths::GUEST, asked.query());
        view! { <p class="text-sm text-center mt-3"><TextLink href=href label=say!(lang, guests.begin)/></p> }
    });
    view! {
        <Empty title=say!(lang, search.empty) line=line picture=Picture::EmptySearch act=act/>
        {guest}
    }
    .into_any()
}
