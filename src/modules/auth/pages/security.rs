//! `/hesap/ayarlar/guvenlik`: every way in and every device, one part per noun.

use crate::{
    kernel::{error::Result, paths},
    modules::users::settings_tabs,
    platform::Visit,
    say,
    ui::{Page, PageHead},
};
use leptos::prelude::*;

/// # Errors
/// `unauthenticated` for visitors.
pub async fn security(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let email = visit.person()?.email.clone();
    let parts: Vec<AnyView> = vec![super::sessions::part(&visit).await?];
    let body = view! {
        <PageHead title=say!(lang, account.security) line=email/>
        {settings_tabs(lang, paths::SECURITY)}
        <div class="grid grid-cols-1 gap-4 max-w-2xl">{parts}</div>
    };
    Ok(Page::new(say!(lang, account.security), body).noindex().nav("settings"))
}
