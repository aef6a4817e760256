//! `/hesap/ayarlar/guvenlik`: every way in and every device, one part per noun.

use crate::{
    kernel::{error::Result, paths},
    modules::users::{settings_tabs, support_part},
    platform::Visit,
    say,
    ui::{Page, PageHead},
};
use leptos::prelude::*;

/// `pin` is the part of a module above about PINs at shared tablets.
///
/// # Errors
/// `unauthenticated` for visitors.
pub async fn security(visit: Visit, pin: Option<AnyView>) -> Result<Page> {
    let lang = visit.lang;
    let email = visit.person()?.known_as().to_owned();
    let mut parts: Vec<AnyView> = vec![
        super::email_part::email_part(&visit).await?,
        super::phone::phone_part(&visit).await?,
        super::providers::providers_part(&visit).await?,
    ];
    let origins = super::providers::origins(&visit).await;
    parts.extend(super::security_factors::parts(&visit).await?);
    parts.extend(pin);
    parts.push(super::sessions::part(&visit).await?);
    parts.push(support_part(&visit).await?);
    let body = view! {
        <PageHead title=say!(lang, account.security) line=email/>
        {settings_tabs(lang, paths::SECURITY)}
        <div class="grid grid-cols-1 gap-4 max-w-2xl">{parts}</div>
    };
    Ok(Page::new(say!(lang, account.security), body).noindex().islands().nav("settings").forms_lead_to(origins))
}
