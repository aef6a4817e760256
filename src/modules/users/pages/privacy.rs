//! `/hesap/ayarlar/gizlilik`: what was agreed, the copy of one's data, requests, and leaving.

use super::{privacy_consents as consents_parts, privacy_parts as parts, settings_tabs};
use crate::{
    kernel::{
        error::{Code, Result},
        paths,
    },
    modules::users::service,
    platform::{Scope, Visit},
    say,
    ui::{Page, PageHead},
};
use leptos::prelude::*;

/// # Errors
/// `unauthenticated` for visitors.
pub async fn privacy(visit: Visit) -> Result<Page> {
    let email = visit.person()?.known_as().to_owned();
    let mut scope = Scope::read(&visit);
    let standing = service::consents::standing(&mut scope).await?;
    let export = match service::exports::export_status(&mut scope).await {
        Ok(status) => Some(status),
        Err(error) if error.code == Code::NotFound => None,
        Err(error) => return Err(error),
    };
    let requests = service::requests::own_requests(&mut scope).await?;
    let lang = visit.lang;
    let choices = consents_parts::choices(&visit, &standing);
    let agreed = consents_parts::agreed(lang, standing);
    let body = view! {
        <PageHead title=say!(lang, privacy.title) line=email/>
        {settings_tabs(lang, paths::MY_PRIVACY)}
        <div class="grid grid-cols-1 gap-4 max-w-3xl">
            {choices}
            {agreed}
            {parts::copy(&visit, export)}
            {parts::requests(&visit, requests)}
            {parts::leaving(&visit)}
        </div>
    };
    Ok(Page::new(say!(lang, privacy.title), body).noindex().nav("settings"))
}
