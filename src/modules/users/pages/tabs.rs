//! The tabs over all pages of a person's settings.

use crate::{
    kernel::{lang::Lang, paths},
    say,
    ui::{Tab, Tabs},
};
use leptos::prelude::*;

pub fn settings_tabs(lang: Lang, here: &str) -> AnyView {
    let items = [
        (paths::SETTINGS, say!(lang, account.profile)),
        (paths::SECURITY, say!(lang, account.security)),
        (paths::INVOICES, say!(lang, customers.invoices)),
        (paths::PLACES, say!(lang, places.title)),
        (paths::MY_PRIVACY, say!(lang, privacy.title)),
    ]
    .map(|(path, name)| Tab::new(name, path.to_owned(), here == path))
    .to_vec();
    view! { <Tabs name=say!(lang, auth.settings) items=items/> }.into_any()
}
