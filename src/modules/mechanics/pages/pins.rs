//! The map of what the list shows, one pin for each card, drawn when it is asked for.

use super::search::place_name;
use crate::{
    kernel::{ids::AdvertId, lang::Lang},
    modules::mechanics::search::{Asked, Hit, SearchFilter},
    platform::{Visit, reference::Reference},
    say,
    ui::{Icon, Pin, PinMap, Spot},
};
use leptos::prelude::*;

/// Wider than this in degrees, provinces are named instead of districts.
const OF_A_COUNTRY: f64 = 3.0;

/// Where the card with this number stands.
pub fn card_id(number: usize) -> String {
    format!("kart-{number}")
}

/// The link to the map with pins, and its place.
pub fn link(lang: Lang, asked: &Asked) -> AnyView {
    let href = format!("{}#harita", asked.on(|asked| "1".clone_into(&mut asked.pins)).href());
    view! {
        <a class="btn btn-line w-full mt-3" href=href><Icon name="map-pin" class="size-4"/>{say!(lang, search.pins_show)}</a>
    }
    .into_any()
}

/// The cards of a page on a map; each pin leads to its card.
pub fn panel(
    visit: &Visit,
    reference: &Reference,
    asked: &Asked,
    filter: &SearchFilter,
    cards: &[(Option<AdvertId>, &Hit)],
) -> AnyView {
    let lang = visit.lang;
    let pins: Vec<Pin> = cards
        .iter()
        .zip(1..)
        .map(|((_, hit), number)| Pin {
            number,
            lat: hit.lat,
            lon: hit.lon,
            name: hit.name.clone(),
            href: format!("#{}", card_id(number)),
        })
        .collect();
    let spots = spots(reference, &pins);
    let server = visit.wires.config.map.tiles.as_ref();
    let place = place_name(reference, filter).unwrap_or_else(|| say!(lang, search.everywhere).to_owned());
    let label = say!(lang, search.pins_label, place = place.as_str());
    let provinces = reference.provinces.iter().map(|province| format!("{:02}", province.id)).collect();
    let back = format!("{}#liste", asked.on(|asked| asked.pins.clear()).href());
    view! {
        <aside class="max-xl:mt-10 xl:sticky xl:top-20" aria-labelledby="harita">
            <div class="panel p-4">
                <h2 class="text-base mb-2 scroll-mt-20" id="harita">{say!(lang, search.pins)}</h2>
                <PinMap
                    pins=pins
                    spots=spots
                    provinces=provinces
                    tiles_at=server.map(|server| server.template.clone())
                    label=label
                />
                {server.map(|server| view! { <p class="text-2xs text-muted mt-1">{server.credit.clone()}</p> })}
                <p class="text-xs text-muted mt-2">{say!(lang, search.pins_note)}</p>
                <div class="flex flex-wrap gap-x-5 text-sm">
                    <a class="link-p inline-flex items-center min-h-11 xl:hidden" href="#liste">{say!(lang, search.pins_list)}</a>
                    <a class="link-p inline-flex items-center min-h-11" href=back>{say!(lang, search.pins_hide)}</a>
                </div>
            </div>
        </aside>
    }
    .into_any()
}

/// Names around the pins, the largest places first.
fn spots(reference: &Reference, pins: &[Pin]) -> Vec<Spot> {
    let span = |of: fn(&Pin) -> f64| {
        let (low, high) = pins.iter().map(of).fold((f64::MAX, f64::MIN), |(low, high), at| (low.min(at), high.max(at)));
        high - low
    };
    names(reference, span(|pin| pin.lon).max(span(|pin| pin.lat)) > OF_A_COUNTRY)
}

/// Names to find one's way by, the largest places first: of provinces, or of districts.
pub fn names(reference: &Reference, is_wide: bool) -> Vec<Spot> {
    let mut spots: Vec<(i32, Spot)> = if is_wide {
        let provinces = reference.provinces.iter();
        provinces.map(|one| (one.population, Spot { name: one.name.clone(), lat: one.lat, lon: one.lon })).collect()
    } else {
        let districts = reference.districts.iter();
        districts.map(|one| (one.population, Spot { name: one.name.clone(), lat: one.lat, lon: one.lon })).collect()
    };
    spots.sort_by_key(|(people, _)| std::cmp::Reverse(*people));
    spots.into_iter().map(|(_, spot)| spot).collect()
}
