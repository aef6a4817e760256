//! The sign of a car brand, or a badge with its first letters when there's no free drawing of it.

use crate::ui::asset;
use crate::ui::live::{IntoPart, Part};
use leptos::prelude::*;

/// Brands with a file in `public/brands/`, by slug.
const DRAWN: [&str; 35] = [
    "audi",
    "bmw",
    "cadillac",
    "chevrolet",
    "chrysler",
    "citroen",
    "dacia",
    "ds",
    "fiat",
    "ford",
    "honda",
    "hyundai",
    "infiniti",
    "jeep",
    "kia",
    "lada",
    "maserati",
    "mazda",
    "mg",
    "mini",
    "mitsubishi",
    "nissan",
    "opel",
    "peugeot",
    "porsche",
    "renault",
    "seat",
    "skoda",
    "smart",
    "subaru",
    "suzuki",
    "tesla",
    "toyota",
    "volkswagen",
    "volvo",
];

/// The brand's sign as decoration beside its written name.
#[component]
pub fn BrandSign(#[prop(into)] slug: String, #[prop(into)] name: String) -> Part {
    if DRAWN.contains(&slug.as_str()) {
        let href = format!("{}#b", asset(&format!("brands/{slug}.svg")));
        view! {
            <svg class="size-7 shrink-0 fill-current" viewBox="0 0 24 24" aria-hidden="true">
                <use href=href></use>
            </svg>
        }
        .part()
    } else {
        // No Unicode tables here, as this goes to the browser, which also knows the capitals of the page's language.
        let letters: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || !c.is_ascii()).take(2).collect();
        view! {
            <span class="grid place-items-center size-7 shrink-0 rounded-full bg-sunken text-muted text-2xs font-bold uppercase" aria-hidden="true">
                {letters}
            </span>
        }
        .part()
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_listed_brand_has_its_file() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("public/brands");
        for slug in super::DRAWN {
            assert!(folder.join(format!("{slug}.svg")).is_file(), "{slug}");
        }
    }
}
