//! The permission to support, on the page of security.

use crate::{
    kernel::{error::Result, paths},
    modules::users::service::support as service,
    platform::{Scope, Visit},
    say,
    ui::{ButtonLook, Notice, Panel, PostButton, Section, Tone},
};
use leptos::prelude::*;

const ALLOW: &str = "users/allow_support";

/// Lets a person allow support to act for them, and take that back.
///
/// # Errors
/// `unauthenticated` for visitors.
pub async fn support_part(visit: &Visit) -> Result<AnyView> {
    let lang = visit.lang;
    let until = service::allowed_until(&mut Scope::read(visit)).await?;
    let refused =
        visit.form(ALLOW).message.map(|text| view! { <div class="mb-4"><Notice tone=Tone::Error text=text/></div> });
    let act = match until {
        Some(until) => view! {
            <div class="grid gap-3">
                <Notice tone=Tone::Accent text=say!(lang, people.support_until, until = until.spoken(lang))/>
                <div>
                    <PostButton action=paths::api("users/withdraw_support") label=say!(lang, people.support_withdraw) icon="ban"/>
                </div>
            </div>
        }
        .into_any(),
        None => view! { <PostButton action=paths::api(ALLOW) label=say!(lang, people.support_allow) look=ButtonLook::Line icon="life-buoy"/> }
            .into_any(),
    };
    Ok(view! {
        <Panel>
            <Section title=say!(lang, people.support)>
                {refused}
                <p class="text-sm text-muted mb-4 max-w-prose">{say!(lang, people.support_line)}</p>
                {act}
            </Section>
        </Panel>
    }
    .into_any())
}
