//! Pages of `mechanics`: home, search, profile; and the workshop's own.

pub mod share;
pub mod workshop;

mod application_shared;
mod card;
mod choose_car;
mod compare;
mod documents;
mod favourites;
mod filters;
mod filters_map;
mod home;
mod invitation;
mod landing;
mod map_pin;
mod photo_files;
mod pins;
mod profile;
mod profile_badges;
mod profile_cars;
mod profile_data;
mod profile_hours;
mod profile_photos;
mod search;
mod search_form;
mod search_news;
mod services;
mod spoken;
mod structured;
mod tablet;
mod texts;
mod why;

pub use application_shared::{application_thread, document_beside, document_row, identity_facts};
pub use choose_car::choose_car;
pub use compare::compare;
pub use documents::{DOCUMENT_LIMIT, document_download, document_upload};
pub use favourites::favourites;
pub use filters_map::map as search_map;
pub use home::home;
pub use invitation::invitation;
pub use landing::landing;
pub use map_pin::{PinForm, pin_fields, pin_post};
pub use photo_files::{PHOTOS_LIMIT, photo_file, photo_upload};
pub use profile::{ProfileParts, profile};
pub use search::{find, search};
pub use search_news::search_news;
pub use services::services;
pub use spoken::promise as promise_words;
pub use tablet::{pin_part, tablet};
pub use texts::{become_mechanic, data_sources, how_it_works, kvkk, privacy, ranking_rules, review_rules, terms};
pub use why::why;
pub use workshop::{CERTIFICATE_LIMIT, certificate_upload, preview_post, typed_profile};

use crate::{
    kernel::{lang::Lang, paths},
    platform::Visit,
    ui::OpenGraph,
};

/// How a page of ours looks when somebody shares it; with a picture of its own when it is one that [`share`] draws.
fn open_graph(visit: &Visit, title: &str, description: &str, path: &str, drawn: Option<&str>) -> OpenGraph {
    let picture = match (drawn, visit.lang) {
        (Some(path), Lang::Tr) => paths::shared_picture(path),
        (Some(path), lang) => format!("{}?lang={}", paths::shared_picture(path), lang.code()),
        (None, _) => crate::ui::asset("og.png"),
    };
    OpenGraph {
        title: title.to_owned(),
        description: description.to_owned(),
        image: Some(visit.absolute(&picture)),
        url: visit.absolute(path),
    }
}

/// The icon of a category by the name kept in the database; admins may type any name, the sprite holds these.
fn category_icon(name: &str) -> &'static str {
    const ICONS: [&str; 21] = [
        "droplets",
        "cog",
        "disc-3",
        "circle-dot",
        "move-horizontal",
        "settings-2",
        "zap",
        "snowflake",
        "thermometer",
        "wind",
        "fuel",
        "flame",
        "battery-charging",
        "paintbrush",
        "car-front",
        "spray-can",
        "scan-search",
        "clipboard-check",
        "truck",
        "key-round",
        "armchair",
    ];
    ICONS.into_iter().find(|icon| *icon == name).unwrap_or("wrench")
}
