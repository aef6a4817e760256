//! `/usta/{slug}`: who it is, what it costs, when it is open, where it is; slots and reviews come ready-made from above.

use super::{
    profile_badges::badges,
    profile_cars::supported_cars,
    profile_data::json_ld,
    profile_hours::hours,
    profile_photos::{gallery, pictures},
    spoken, structured,
};
use crate::{
    kernel::{lang::Lang, number, paths, text::spoken_phone},
    modules::mechanics::{Offer, PriceKind, profile::PublicMechanic, sitemap::short_slug},
    platform::{Visit, reference::Reference},
    say,
    ui::{
        Avatar, AvatarSize, Breadcrumb, ButtonLink, ButtonLook, Facts, Fold, Go, Icon, Notice, Page, Panel, PostButton,
        Province, ProvinceMap, Remark, ScoreLine, Section, SeenNote, Tags, Tone,
    },
};
use leptos::prelude::*;

/// What the modules above add to the page.
pub struct ProfileParts {
    /// The next free times: beside the page on desks, in it on phones.
    pub slots_beside: AnyView,
    pub slots_within: AnyView,
    /// What its visits say about it.
    pub figures: AnyView,
    /// Summary and list of reviews.
    pub reviews: AnyView,
    /// Shown to its owner with what is typed and not saved.
    pub is_draft: bool,
}

pub fn profile(visit: &Visit, mechanic: &PublicMechanic, parts: ProfileParts) -> Page {
    let lang = visit.lang;
    let reference = visit.wires.reference.get();
    let cars = supported_cars(lang, &reference, mechanic);
    let path = paths::mechanic(&mechanic.slug);
    let town = format!("{}, {}", mechanic.district.name, mechanic.province.name);
    let count = mechanic.offers.len();
    let description =
        say!(lang, mechanics.description, name = mechanic.name.as_str(), place = town.as_str(), count = count);
    let json_ld = json_ld(visit, mechanic);
    let own_way: Vec<_> = way(mechanic)
        .into_iter()
        .map(|go| (go.label, go.href))
        .chain([(mechanic.name.clone(), path.clone())])
        .collect();
    let body = view! {
        <div class="wrap pt-3 md:pt-5">
            <Breadcrumb name=say!(lang, mechanics.place) way=way(mechanic) here=mechanic.name.clone()/>
            {preview(lang, mechanic, parts.is_draft)}
            {pictures(lang, mechanic)}
        </div>
        <div class="wrap lg:grid lg:grid-cols-[minmax(0,1fr)_23.5rem] gap-12 items-start mt-5 md:mt-8">
            <div class="min-w-0">
                {head(lang, mechanic, visit.param(KEEP).is_some())}
                <section class="lg:hidden mt-8" aria-labelledby="bos-saatler">
                    <h2 class="text-lg mb-1" id="bos-saatler">{say!(lang, mechanics.free_times)}</h2>
                    {parts.slots_within}
                </section>
                {badges(lang, &reference, mechanic)}
                {gallery(lang, mechanic)}
                {offers(lang, &reference, mechanic)}
                {cars}
                <div class="mt-12 grid md:grid-cols-2 gap-x-8 gap-y-10">
                    {hours(visit, mechanic)}
                    {place(lang, &reference, mechanic)}
                </div>
                {parts.figures}
                {parts.reviews}
            </div>
            <aside class="hidden lg:block sticky top-24" aria-label=say!(lang, mechanics.book)>{box_beside(lang, mechanic, parts.slots_beside)}</aside>
        </div>
        {mechanic.is_public().then(|| bar_below(visit, mechanic))}
        {(visit.actor.person().is_none() && mechanic.is_public()).then(|| view! {
            <SeenNote slug=mechanic.slug.clone() name=mechanic.name.clone() place=town.clone()/>
        })}
    };
    let title = format!("{} · {}", mechanic.name, mechanic.district.name);
    if parts.is_draft || !mechanic.is_public() {
        return Page::new(title, body).nav("search").noindex();
    }
    Page::new(title.clone(), body)
        .nav("search")
        .describe(description.clone())
        .canonical(path.clone())
        .json_ld(json_ld)
        .json_ld(structured::breadcrumb(visit, &own_way))
        .open_graph(super::open_graph(visit, &title, &description, &path, Some(&path)))
}

/// What only admins, or the owner, see before everybody does, marked as such.
fn preview(lang: Lang, mechanic: &PublicMechanic, is_draft: bool) -> Option<AnyView> {
    (is_draft || !mechanic.is_public()).then(|| {
        let (title, text) = if is_draft {
            (say!(lang, gallery.draft_title), say!(lang, gallery.draft_text))
        } else {
            (say!(lang, mechanics.preview_title), say!(lang, mechanics.preview_text))
        };
        view! { <div class="my-3"><Notice title=title text=text tone=Tone::Accent/></div> }.into_any()
    })
}

fn way(mechanic: &PublicMechanic) -> Vec<Go> {
    let province = &mechanic.province;
    let district = paths::landing(&province.slug, short_slug(&mechanic.district.slug, &province.slug));
    vec![
        Go::new(province.name.clone(), paths::landing_province(&province.slug)),
        Go::new(mechanic.district.name.clone(), district),
    ]
}

fn score_line(lang: Lang, mechanic: &PublicMechanic) -> Option<AnyView> {
    let score = spoken::score(lang, mechanic.score);
    let count = number::count(lang, mechanic.review_count);
    let sentence = say!(lang, mechanics.score_sentence, score = score.as_str(), count = count.as_str());
    (mechanic.review_count > 0)
        .then(|| view! { <ScoreLine score=score.clone() count=count sentence=sentence/> }.into_any())
}

fn head(lang: Lang, mechanic: &PublicMechanic, is_keeping: bool) -> AnyView {
    let open = match mechanic.today.filter(|_| mechanic.open_now) {
        Some(hours) => {
            let closing = spoken::clock(lang, hours.closes_min);
            (say!(lang, mechanics.open_until, time = closing.as_str()), Tone::Success, Some("clock"))
        }
        None => (say!(lang, mechanics.closed_now).to_owned(), Tone::Plain, Some("clock")),
    };
    let booking = if mechanic.books_instantly { say!(lang, search.instant) } else { say!(lang, mechanics.on_approval) };
    let mut tags = vec![open, (booking.to_owned(), Tone::Plain, Some("zap"))];
    if mechanic.is_public() {
        tags.insert(0, (say!(lang, mechanics.verified).to_owned(), Tone::Primary, Some("badge-check")));
    }
    if mechanic.claims_too_much {
        tags.push((say!(lang, certificates.unproved).to_owned(), Tone::Error, Some("triangle-alert")));
    }
    if mechanic.is_demo {
        tags.push((say!(lang, mechanics.demo).to_owned(), Tone::Line, None));
    }
    let done = (mechanic.completed_count > 0)
        .then(|| view! { <p class="text-sm text-muted mt-3 num">{say!(lang, mechanics.completed, count = number::count(lang, mechanic.completed_count))}</p> });
    let story = (!mechanic.story.is_empty()).then(|| {
        view! {
            <div class="mt-6 flex gap-4">
                <Avatar name=mechanic.owner_name.clone() size=AvatarSize::Large/>
                <div class="min-w-0">
                    <p class="font-semibold">{mechanic.owner_name.clone()}</p>
                    <p class="text-muted mt-1 max-w-[40rem] whitespace-pre-line break-words">{mechanic.story.clone()}</p>
                </div>
            </div>
        }
    });
    view! {
        <h1 class="text-2xl md:text-3xl font-extrabold tracking-tight">{mechanic.name.clone()}</h1>
        <p class="mt-2 mb-3 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm md:text-base">
            {score_line(lang, mechanic)}
            <span class="text-muted">{format!("{}, {}", mechanic.district.name, mechanic.province.name)}</span>
        </p>
        <div class="flex flex-wrap items-center gap-x-4 gap-y-3"><Tags items=tags/>{keep(lang, mechanic)}</div>
        {(is_keeping && mechanic.is_kept == Some(false)).then(|| view! {
            <div class="mt-3"><Notice text=say!(lang, mechanics.keep_now) tone=Tone::Accent/></div>
        })}
        {done}
        {story}
    }
    .into_any()
}

/// In the address of who wanted to keep the workshop and had to sign in first.
const KEEP: &str = "favori";

/// Into the reader's favourites, or out of them; visitors sign in first and come back here.
fn keep(lang: Lang, mechanic: &PublicMechanic) -> Option<AnyView> {
    if !mechanic.is_public() {
        return None;
    }
    let page = paths::mechanic(&mechanic.slug);
    let values = vec![("mechanic_id", mechanic.id.to_string()), ("next", page.clone())];
    let (action, label, look) = match mechanic.is_kept {
        Some(false) => ("mechanics/add_favourite", say!(lang, mechanics.keep), ButtonLook::Line),
        Some(true) => ("mechanics/remove_favourite", say!(lang, mechanics.let_go), ButtonLook::Soft),
        None => {
            let back = paths::encoded(&format!("{page}?{KEEP}=1"));
            let href = format!("{}?next={back}&{KEEP}=1", paths::SIGN_IN);
            return Some(
                view! { <ButtonLink href=href label=say!(lang, mechanics.keep) look=ButtonLook::Line icon="heart"/> }
                    .into_any(),
            );
        }
    };
    Some(view! { <PostButton action=paths::api(action) label=label values=values look=look icon="heart"/> }.into_any())
}

/// Offers by category, in the order of the taxonomy; the first categories stand open.
fn offers(lang: Lang, reference: &Reference, mechanic: &PublicMechanic) -> AnyView {
    let depends = mechanic.offers.iter().any(|offer| offer.price_range().is_some());
    let mut groups: Vec<(String, Vec<&Offer>)> = Vec::new();
    for offer in &mechanic.offers {
        let category = reference.service(offer.service_id).and_then(|service| reference.category(service.category_id));
        let name = category.map(|category| category.name(lang).to_owned()).unwrap_or_default();
        match groups.last_mut() {
            Some((last, offers)) if *last == name => offers.push(offer),
            _ => groups.push((name, vec![offer])),
        }
    }
    let groups: Vec<_> = groups
        .into_iter()
        .enumerate()
        .map(|(place, (name, offers))| {
            let title = format!("{name} ({})", offers.len());
            let rows: Vec<_> = offers.into_iter().map(|offer| row(lang, reference, mechanic, offer)).collect();
            view! { <Fold title=title open={place < 2}><ul class="panel overflow-hidden">{rows}</ul></Fold> }
        })
        .collect();
    view! {
        <Section title=say!(lang, mechanics.offers) id="hizmetler" class="mt-10">
            {groups}
            <div class="mt-3 grid gap-2">
                <Remark text=say!(lang, mechanics.price_note)/>
                {depends.then(|| view! { <Remark text=say!(lang, prices.depends_note) icon="car"/> })}
            </div>
        </Section>
    }
    .into_any()
}

fn row(lang: Lang, reference: &Reference, mechanic: &PublicMechanic, offer: &Offer) -> AnyView {
    let kind = match offer.price_kind {
        PriceKind::Fixed => say!(lang, mechanics.price_fixed),
        PriceKind::From => say!(lang, mechanics.price_from),
        PriceKind::Inspection => say!(lang, mechanics.price_inspection),
    };
    let (price, kind) = match offer.price_range() {
        Some((low, high)) => {
            (say!(lang, prices.range, low = low.spoken(lang), high = high.spoken(lang)), say!(lang, prices.depends))
        }
        None if offer.price.0 == 0 => (say!(lang, mechanics.free).to_owned(), kind),
        None => (offer.price.spoken(lang), kind),
    };
    let promise = spoken::promise(lang, offer.promise).map(|promise| format!(" · {promise}"));
    let slug = reference.service(offer.service_id).map(|service| service.slug.clone()).unwrap_or_default();
    let href = format!("{}?hizmet={slug}", paths::book(&mechanic.slug));
    view! {
        <li class="grid grid-cols-[1fr_auto] md:grid-cols-[minmax(0,1fr)_auto_auto] gap-x-6 gap-y-1 items-center px-4 md:px-5 py-3.5 border-b border-line last:border-0">
            <div class="min-w-0">
                <h3 class="text-base font-semibold leading-snug">{offer.name(lang).to_owned()}</h3>
                <p class="text-xs text-muted num mt-0.5">{spoken::duration(lang, offer.minutes)} {promise}</p>
            </div>
            <div class="text-right num leading-tight">
                <b class="font-bold">{price}</b>
                <span class="block text-2xs text-muted">{kind}</span>
            </div>
            {mechanic.is_public().then(|| view! {
                <a class="btn btn-soft-p max-md:col-span-2" href=href>
                    {say!(lang, mechanics.book)}
                    <span class="sr-only">": " {offer.name(lang).to_owned()}</span>
                </a>
            })}
        </li>
    }
    .into_any()
}

fn place(lang: Lang, reference: &Reference, mechanic: &PublicMechanic) -> AnyView {
    let shapes = reference
        .provinces
        .iter()
        .map(|province| Province {
            plate: format!("{:02}", province.id),
            name: province.name.clone(),
            chosen: province.id == mechanic.province.id,
            ..Province::default()
        })
        .collect();
    let phone = mechanic.phone.clone().map(|phone| {
        view! {
            <a class="btn btn-line w-full mt-3" href=format!("tel:{phone}")>
                <Icon name="phone" class="size-4"/>
                <span class="num">{spoken_phone(&phone)}</span>
            </a>
        }
    });
    let label = say!(lang, mechanics.map, place = mechanic.province.name.as_str());
    let address = mechanic.address.clone();
    let estate = (!mechanic.estate.is_empty()).then(|| view! { <p class="mt-1">{mechanic.estate.clone()}</p> });
    let visits = mechanic
        .visits_within_km
        .map(|km| view! { <p class="mt-2 font-semibold">{say!(lang, mechanics.visits, km = km)}</p> });
    let way = directions(lang, mechanic.lat, mechanic.lon);
    view! {
        <Section title=say!(lang, mechanics.where_it_is)>
            <Panel class="panel overflow-hidden">
                <div class="p-3 bg-sunken"><ProvinceMap provinces=shapes label=label/></div>
                <div class="p-4 text-sm">
                    <p>{address}</p>
                    {estate}
                    {visits}
                    {way}
                    {phone}
                </div>
            </Panel>
        </Section>
    }
    .into_any()
}

/// The way there, by whichever map the visitor uses: only the one that is tapped learns of it.
fn directions(lang: Lang, lat: f64, lon: f64) -> AnyView {
    let to = format!("{lat:.5},{lon:.5}");
    let outside = |name: &'static str, href: String| {
        view! {
            <li>
                <a class="flex items-center min-h-11 link-p" href=href target="_blank" rel="noopener noreferrer">{name}</a>
            </li>
        }
    };
    view! {
        <details class="faq mt-3">
            <summary class="btn btn-line w-full">
                <Icon name="navigation" class="size-4"/>
                {say!(lang, mechanics.directions)}
            </summary>
            <ul class="pt-2 px-1">
                <li>
                    <a class="flex items-center min-h-11 link-p" href=format!("geo:{to}?q={to}")>{say!(lang, mechanics.map_on_phone)}</a>
                </li>
                {outside("Google Maps", format!("https://www.google.com/maps/dir/?api=1&destination={to}"))}
                {outside("Apple Maps", format!("https://maps.apple.com/?daddr={to}"))}
                {outside("OpenStreetMap", format!("https://www.openstreetmap.org/directions?to={to}"))}
            </ul>
        </details>
    }
    .into_any()
}

fn lowest(lang: Lang, mechanic: &PublicMechanic) -> Option<String> {
    mechanic.offers.iter().map(|offer| offer.price).min().map(|price| price.spoken(lang))
}

fn box_beside(lang: Lang, mechanic: &PublicMechanic, slots: AnyView) -> AnyView {
    let price = lowest(lang, mechanic).map(|price| {
        view! {
            <div>
                <span class="text-xs text-muted block">{say!(lang, search.lowest_price)}</span>
                <b class="num text-2xl font-extrabold tracking-tight">{price}</b>
                " "
                <span class="text-sm text-muted">{say!(lang, common.vat_included)}</span>
            </div>
        }
    });
    let facts = vec![(say!(lang, mechanics.booking).to_owned(), view! { {if mechanic.books_instantly { say!(lang, search.instant) } else { say!(lang, mechanics.on_approval) }} }.into_any())];
    view! {
        <div class="panel shadow-lift p-5">
            <div class="flex items-baseline justify-between gap-3">{price} <span class="text-sm">{score_line(lang, mechanic)}</span></div>
            <Facts items=facts/>
            <div class="mt-4">{slots}</div>
            {mechanic.is_public().then(|| view! {
                <a class="btn btn-accent btn-lg w-full mt-4" href=paths::book(&mechanic.slug)>{say!(lang, mechanics.book)}</a>
            })}
        </div>
    }
    .into_any()
}

/// Phones: the act at the thumb.
fn bar_below(visit: &Visit, mechanic: &PublicMechanic) -> AnyView {
    let lang = visit.lang;
    let slot = match mechanic.next_slot_at {
        Some(at) => format!("{} {}", say!(lang, mechanics.first_slot), spoken::when(lang, visit.now, at)),
        None => say!(lang, mechanics.no_slot).to_owned(),
    };
    view! {
        <div class="h-20 lg:hidden"></div>
        <div class="lg:hidden fixed bottom-0 inset-x-0 z-40 bg-surface shadow-up px-4 py-3 flex items-center gap-4 pb-[calc(.75rem+env(safe-area-inset-bottom))]">
            <div class="leading-tight min-w-0">
                {lowest(lang, mechanic).map(|price| view! { <b class="num text-lg font-bold">{price}</b> })}
                <span class="block text-xs text-muted truncate num">{slot}</span>
            </div>
            <a class="btn btn-accent btn-lg ml-auto" href=paths::book(&mechanic.slug)>{say!(lang, mechanics.book)}</a>
        </div>
    }
    .into_any()
}
