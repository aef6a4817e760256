//! The pictures of a profile: photos with a large view each, or the drawn front in their place.

use crate::{
    kernel::{lang::Lang, number, paths},
    modules::mechanics::{gallery::store::Photo, profile::PublicMechanic},
    platform::media::{Size, THUMB_SIDE},
    say,
    ui::{Art, Dialog, Facade, Picture, Section, seed_of},
};
use leptos::prelude::*;

/// Tiles at the top of the page.
const TILES: usize = 5;

/// The top of the page.
pub fn pictures(lang: Lang, mechanic: &PublicMechanic) -> AnyView {
    let count = mechanic.photos.len();
    if count == 0 {
        return drawn(lang, mechanic);
    }
    let tiles = mechanic.photos.iter().zip(1..).take(TILES).map(|(photo, place)| {
        let class = tile_class(place, count.min(TILES));
        view! { <div class=class>{opener(lang, mechanic, photo, place, true)}</div> }
    });
    let more = (count > 1).then(|| {
        let beside = if repeats(mechanic) { "md:hidden" } else { "" };
        view! {
            <a class=format!("btn btn-line absolute right-3 bottom-3 {beside}") href="#fotograflar">
                {say!(lang, gallery.all, count = number::count(lang, i64::try_from(count).unwrap_or_default()))}
            </a>
        }
    });
    let large =
        mechanic.photos.iter().zip(1..).map(|(photo, place)| large(lang, mechanic, photo, place)).collect_view();
    view! {
        <div class="relative grid grid-cols-4 grid-rows-2 gap-2 h-56 md:h-[24rem] max-md:-mx-4 overflow-hidden md:rounded-[1.125rem]">
            {tiles.collect_view()}
            {more}
        </div>
        {large}
    }
    .into_any()
}

/// The drawn front in the place of photographs.
fn drawn(lang: Lang, mechanic: &PublicMechanic) -> AnyView {
    let side = [Picture::PhotoLift, Picture::PhotoDisc, Picture::PhotoTools, Picture::PhotoEngine];
    view! {
        <div class="relative grid grid-cols-4 grid-rows-2 gap-2 h-56 md:h-[24rem] max-md:-mx-4 overflow-hidden md:rounded-[1.125rem]">
            <div class="col-span-4 md:col-span-2 row-span-2 relative">
                <Facade
                    name=mechanic.name.clone()
                    seed=seed_of(&mechanic.slug)
                    wide=true
                    alt=say!(lang, mechanics.facade_alt, name = mechanic.name.as_str())
                    class="absolute inset-0"
                />
            </div>
            {side.into_iter().map(|picture| view! { <div class="hidden md:block relative overflow-hidden"><Art picture=picture class="photo"/></div> }).collect_view()}
        </div>
    }
    .into_any()
}

/// On desks up to four stand beside the cover and fill the other half, however many there are.
const fn tile_class(place: usize, count: usize) -> &'static str {
    match (place, count) {
        (1, 1) => "col-span-4 row-span-2 relative",
        (1, _) => "col-span-4 md:col-span-2 row-span-2 relative",
        (_, 2) => "hidden md:block md:col-span-2 md:row-span-2 relative",
        (_, 3) | (2, 4) => "hidden md:block md:col-span-2 relative",
        _ => "hidden md:block relative",
    }
}

/// Does the list below say nothing that desks do not see at the top already?
fn repeats(mechanic: &PublicMechanic) -> bool {
    mechanic.photos.len() <= TILES && mechanic.photos.iter().all(|photo| photo.caption.is_empty())
}

/// All photos with their captions.
pub fn gallery(lang: Lang, mechanic: &PublicMechanic) -> Option<AnyView> {
    if mechanic.photos.len() < 2 {
        return None;
    }
    let tiles = mechanic.photos.iter().zip(1..).map(|(photo, place)| {
        let caption = (!photo.caption.is_empty())
            .then(|| view! { <p class="text-sm text-muted mt-1 break-words">{photo.caption.clone()}</p> });
        view! {
            <li class="min-w-0">
                {opener(lang, mechanic, photo, place, false)}
                {caption}
            </li>
        }
    });
    let tiles = tiles.collect_view();
    let class = if repeats(mechanic) { "mt-10 md:hidden" } else { "mt-10" };
    Some(
        view! {
            <Section title=say!(lang, gallery.title) id="fotograflar" class=class>
                <ul class="grid grid-cols-2 sm:grid-cols-3 gap-3">{tiles}</ul>
            </Section>
        }
        .into_any(),
    )
}

fn what(lang: Lang, mechanic: &PublicMechanic, photo: &Photo, place: usize) -> String {
    if photo.caption.is_empty() {
        return say!(lang, gallery.alt, name = mechanic.name.as_str(), number = place);
    }
    photo.caption.clone()
}

/// A photo that opens its large view: at the top it fills its tile, in the list all have one shape. The cover is what readers
/// wait for; the others come when they are near.
fn opener(lang: Lang, mechanic: &PublicMechanic, photo: &Photo, place: usize, is_top: bool) -> AnyView {
    let is_cover = is_top && place == 1;
    let (frame, class) = if is_top {
        ("absolute inset-0 cursor-zoom-in", "size-full object-cover")
    } else {
        ("block w-full cursor-zoom-in", "w-full aspect-[4/3] object-cover rounded-field bg-sunken")
    };
    let what = what(lang, mechanic, photo, place);
    let small = paths::workshop_photo(&photo.name(Size::Small));
    let sources = is_cover.then(|| {
        let large = paths::workshop_photo(&photo.name(Size::Large));
        format!("{small} {}w, {large} {}w", small_width(photo), photo.width)
    });
    view! {
        <button
            type="button"
            class=frame
            popovertarget=format!("foto-{place}")
            aria-haspopup="dialog"
            aria-label=say!(lang, gallery.enlarge, what = what.as_str())
        >
            <img
                class=class
                src=small
                srcset=sources
                sizes=is_cover.then_some("(width >= 48rem) 50vw, 100vw")
                alt=""
                width=photo.width.to_string()
                height=photo.height.to_string()
                loading=(!is_cover).then_some("lazy")
                fetchpriority=is_cover.then_some("high")
            />
        </button>
    }
    .into_any()
}

/// The width of the small one, as it was drawn.
fn small_width(photo: &Photo) -> i32 {
    let side = i32::try_from(THUMB_SIDE).unwrap_or(i32::MAX);
    let longer = photo.width.max(photo.height).max(1);
    if longer <= side { photo.width } else { photo.width * side / longer }
}

fn large(lang: Lang, mechanic: &PublicMechanic, photo: &Photo, place: usize) -> AnyView {
    let what = what(lang, mechanic, photo, place);
    let src = paths::workshop_photo(&photo.name(Size::Large));
    let (width, height) = (photo.width.to_string(), photo.height.to_string());
    view! {
        <Dialog id=format!("foto-{place}") title=what.clone() close=say!(lang, common.close) wide=true>
            <img
                class="w-full h-auto max-h-[75dvh] object-contain"
                src=src
                alt=what
                width=width
                height=height
                loading="lazy"
            />
        </Dialog>
    }
    .into_any()
}
