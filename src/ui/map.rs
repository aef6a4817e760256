//! The map of the 81 provinces, drawn from the cached `/map.svg`; the darker, the more.

use crate::ui::asset;
use leptos::prelude::*;

/// Where a place lies on the map. It is drawn with equal steps for equal degrees; a degree of longitude is as long as at 39° north.
/// The figures are fitted to the outlines: no border is off by more than a quarter of a unit, which is 500 metres.
pub fn on_map(lat: f64, lon: f64) -> (f64, f64) {
    (51.814 * lon - 1326.44, 2813.69 - 66.6755 * lat)
}

/// The place of a point of the map: [`on_map`] the other way round.
pub fn off_map(x: f64, y: f64) -> (f64, f64) {
    ((2813.69 - y) / 66.6755, (x + 1326.44) / 51.814)
}

/// One province on the map.
#[derive(Debug, Clone, Default)]
pub struct Province {
    /// Plate number with two digits ("34").
    pub plate: String,
    pub name: String,
    /// Where its shape leads; without it the shape is only coloured.
    pub href: Option<String>,
    /// How much there is, from 0 (nothing) to 4.
    pub level: u8,
    pub chosen: bool,
}

fn shade(province: &Province) -> Option<&'static str> {
    match (province.chosen, province.level) {
        (true, _) => Some("on"),
        (_, 0 | 1) => None,
        (_, 2) => Some("d2"),
        (_, 3) => Some("d3"),
        _ => Some("d4"),
    }
}

/// Shapes are shortcuts for the pointer; the same places stand as a list of links beside the map,
/// so the drawing stays out of the keyboard's way.
#[component]
pub fn ProvinceMap(
    provinces: Vec<Province>,
    /// What the map shows, for screen readers.
    #[prop(into)]
    label: String,
    /// Stands in a frame: links lead on in the page around it.
    #[prop(optional)]
    framed: bool,
    #[prop(default = "trmap w-full h-auto")] class: &'static str,
) -> AnyView {
    // A drawing that holds links is a group of them; one without is a picture.
    let role = if provinces.iter().any(|p| p.href.is_some()) { "group" } else { "img" };
    let target = framed.then_some("_top");
    let file = asset("map.svg");
    let shapes: Vec<_> = provinces
        .into_iter()
        .map(|province| {
            let outline = format!("{file}#il-{}", province.plate);
            // Most have no shade, and an empty attribute each would be a good part of the page.
            let shape = match shade(&province) {
                Some(shade) => view! { <use href=outline class=shade></use> }.into_any(),
                None => view! { <use href=outline></use> }.into_any(),
            };
            match province.href {
                None => shape,
                Some(href) => view! {
                    <a href=href target=target tabindex="-1">
                        <title>{province.name}</title>
                        {shape}
                    </a>
                }
                .into_any(),
            }
        })
        .collect();
    view! {
        <svg class=class viewBox="0 0 1000 430" role=role aria-label=label>
            {shapes}
        </svg>
    }
    .into_any()
}
