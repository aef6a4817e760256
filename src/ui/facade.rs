//! Drawings: the shop front of a workshop without photographs, cars, and the pieces of `/art.svg`.
//!
//! A shop front is one of six buildings in one of ten colour sets, chosen by a seed, with the workshop's own sign.

use crate::ui::asset;
use leptos::prelude::*;

/// A number that stays the same for the same text (FNV-1a), to choose colours and buildings by.
#[must_use]
pub fn seed_of(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Capitals the Turkish way: i → İ, ı → I.
#[must_use]
pub fn turkish_upper(text: &str) -> String {
    text.chars().flat_map(|letter| if letter == 'i' { 'İ' } else { letter }.to_uppercase()).collect()
}

/// What fits on the sign above the door: whole words, at most 16 letters.
fn sign_text(name: &str) -> String {
    const FITS: usize = 16;
    let mut sign = String::new();
    for word in name.split_whitespace() {
        let wanted = sign.chars().count() + usize::from(!sign.is_empty()) + word.chars().count();
        if !sign.is_empty() && wanted > FITS {
            break;
        }
        if !sign.is_empty() {
            sign.push(' ');
        }
        sign.extend(word.chars().take(FITS));
    }
    turkish_upper(sign.trim_end_matches(['-', '&', ',', '.']).trim_end())
}

fn sign_size(sign: &str) -> &'static str {
    match sign.chars().count() {
        0..=11 => "17",
        12..=14 => "15",
        _ => "13.5",
    }
}

fn colours(seed: u32) -> &'static str {
    match seed % 10 {
        0 => "shop-a",
        1 => "shop-b",
        2 => "shop-c",
        3 => "shop-d",
        4 => "shop-e",
        5 => "shop-f",
        6 => "shop-g",
        7 => "shop-h",
        8 => "shop-i",
        _ => "shop-j",
    }
}

/// The front of a workshop. `wide` allows buildings with several doors; narrow boxes want the single one in the middle.
#[component]
pub fn Facade(
    #[prop(into)] name: String,
    /// Decides colours and building; the same seed draws the same shop.
    seed: u32,
    #[prop(optional)] wide: bool,
    /// What the drawing shows, for screen readers; without it the drawing is decoration.
    #[prop(optional, into)]
    alt: Option<String>,
    #[prop(default = "")] class: &'static str,
) -> AnyView {
    let building = if wide { seed / 10 % 6 + 1 } else { seed / 10 % 3 + 1 };
    let sign = sign_text(&name);
    let role = alt.as_ref().map(|_| "img");
    let hidden = alt.is_none().then_some("true");
    view! {
        <svg
            class=format!("photo {} {class}", colours(seed))
            viewBox="0 0 400 300"
            preserveAspectRatio="xMidYMid slice"
            role=role
            aria-label=alt
            aria-hidden=hidden
        >
            <use href=format!("{}#shop-{building}", asset("art.svg"))></use>
            <text class="shop-sign" font-size=sign_size(&sign)>{sign.clone()}</text>
        </svg>
    }
    .into_any()
}

/// The shape of a car's drawing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CarShape {
    #[default]
    Sedan,
    Hatch,
    Suv,
    Van,
    Pickup,
    Moto,
}

/// A car as decoration; its colour follows the seed.
#[component]
pub fn CarView(
    #[prop(optional)] shape: CarShape,
    seed: u32,
    #[prop(default = "w-28 shrink-0")] class: &'static str,
) -> AnyView {
    let id = match shape {
        CarShape::Sedan => "car-sedan",
        CarShape::Hatch => "car-hatch",
        CarShape::Suv => "car-suv",
        CarShape::Van => "car-van",
        CarShape::Pickup => "car-pickup",
        CarShape::Moto => "moto",
    };
    let colour = match seed % 8 {
        0 => "car-1",
        1 => "car-2",
        2 => "car-3",
        3 => "car-4",
        4 => "car-5",
        5 => "car-6",
        6 => "car-7",
        _ => "car-8",
    };
    view! {
        <svg class=format!("{class} {colour}") viewBox="0 0 120 44" aria-hidden="true">
            <use href=format!("{}#{id}", asset("art.svg"))></use>
        </svg>
    }
    .into_any()
}

/// The larger drawings of `/art.svg`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picture {
    Hero,
    NotFound,
    Broken,
    EmptyGarage,
    EmptyCalendar,
    EmptySearch,
    EmptyMessages,
    EmptyList,
    EmptyStar,
    PhotoLift,
    PhotoDisc,
    PhotoTools,
    PhotoEngine,
}

impl Picture {
    fn id_and_box(self) -> (&'static str, &'static str) {
        const EMPTY: &str = "0 0 200 120";
        const PHOTO: &str = "0 0 400 300";
        match self {
            Self::Hero => ("hero", "0 0 640 460"),
            Self::NotFound => ("not-found", "0 0 480 340"),
            Self::Broken => ("broken", "0 0 480 340"),
            Self::EmptyGarage => ("empty-garage", EMPTY),
            Self::EmptyCalendar => ("empty-calendar", EMPTY),
            Self::EmptySearch => ("empty-search", EMPTY),
            Self::EmptyMessages => ("empty-messages", EMPTY),
            Self::EmptyList => ("empty-list", EMPTY),
            Self::EmptyStar => ("empty-star", EMPTY),
            Self::PhotoLift => ("photo-lift", PHOTO),
            Self::PhotoDisc => ("photo-disc", PHOTO),
            Self::PhotoTools => ("photo-tools", PHOTO),
            Self::PhotoEngine => ("photo-engine", PHOTO),
        }
    }
}

/// A larger drawing; without `alt` it's decoration.
#[component]
pub fn Art(
    picture: Picture,
    #[prop(optional, into)] alt: Option<String>,
    #[prop(default = "w-full h-auto")] class: &'static str,
) -> AnyView {
    let (id, view_box) = picture.id_and_box();
    let role = alt.as_ref().map(|_| "img");
    let hidden = alt.is_none().then_some("true");
    view! {
        <svg class=class viewBox=view_box preserveAspectRatio="xMidYMid slice" role=role aria-label=alt aria-hidden=hidden>
            <use href=format!("{}#{id}", asset("art.svg"))></use>
        </svg>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::{Picture, sign_text, turkish_upper};

    #[test]
    fn signs_use_turkish_capitals() {
        assert_eq!(turkish_upper("ışık iyi usta"), "IŞIK İYİ USTA");
    }

    #[test]
    fn a_long_name_is_cut_between_words() {
        assert_eq!(sign_text("Şahin Kardeşler Oto Servis"), "ŞAHİN KARDEŞLER");
        assert_eq!(sign_text("Özen Hibrit & EV"), "ÖZEN HİBRİT & EV");
        assert_eq!(sign_text("Gürbüz Otomotiv & Lastik"), "GÜRBÜZ OTOMOTİV");
        assert_eq!(sign_text(""), "");
    }

    #[test]
    fn every_drawing_is_in_the_sprite() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let sprite = std::fs::read_to_string(root.join("public/art.svg")).unwrap();
        let pictures = [
            Picture::Hero,
            Picture::NotFound,
            Picture::Broken,
            Picture::EmptyGarage,
            Picture::EmptyCalendar,
            Picture::EmptySearch,
            Picture::EmptyMessages,
            Picture::EmptyList,
            Picture::EmptyStar,
            Picture::PhotoLift,
            Picture::PhotoDisc,
            Picture::PhotoTools,
            Picture::PhotoEngine,
        ];
        let ids = pictures.map(|picture| picture.id_and_box().0);
        let others = ["shop-1", "shop-6", "car-sedan", "car-hatch", "car-suv", "car-van", "car-pickup", "moto", "sign"];
        for id in ids.iter().chain(&others) {
            assert!(sprite.contains(&format!("id=\"{id}\"")), "{id}");
        }
    }
}
