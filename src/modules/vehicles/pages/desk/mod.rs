//! The desk of the catalogue: brands, models and variants, doubles that become one, the catalogue as a file, and what people
//! propose.

mod browse;
mod forms;
mod merge;
mod proposals;
mod sheet;
mod sheets;
mod variant;

pub use browse::catalogue;
pub use proposals::proposals;
pub use sheet::sheet;
pub use sheets::{SHEET_LIMIT, catalogue_csv, sheet_upload, sheets};

use crate::{
    kernel::{lang::Lang, paths},
    say,
    ui::{Pager, PagerWords},
};
use leptos::prelude::*;

/// What `?yeni=` asks for.
const NEW_BRAND: &str = "marka";
const NEW_MODEL: &str = "model";
const NEW_VARIANT: &str = "arac";

/// The desk with these parameters.
fn place(pairs: &[(&str, &str)]) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs.iter().filter(|(_, value)| !value.is_empty()))
        .finish();
    if query.is_empty() { paths::ADMIN_CATALOGUE.to_owned() } else { format!("{}?{query}", paths::ADMIN_CATALOGUE) }
}

/// Turns the pages of a list: on after the last row, which `?sonra=` names, or back to the start; `address` takes that name.
fn turn(lang: Lang, after: &str, next: Option<&str>, address: impl Fn(&str) -> String) -> AnyView {
    let words = PagerWords {
        name: say!(lang, admin.pages).to_owned(),
        previous: say!(lang, admin.first_page).to_owned(),
        next: say!(lang, common.next).to_owned(),
    };
    let first = (!after.is_empty()).then(|| address(""));
    view! { <Pager previous=first next=next.map(address) words=words/> }.into_any()
}

fn letters(limit: usize) -> u32 {
    u32::try_from(limit).unwrap_or(u32::MAX)
}
