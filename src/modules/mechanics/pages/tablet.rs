//! `/atolye-tableti`: what a shared tablet shows while nobody is in: who may come in, and the PIN of the one who was picked.

use crate::{
    kernel::{error::Result, paths},
    modules::mechanics::tablet::{service, store::Face},
    platform::{Scope, Visit},
    say,
    ui::{
        Avatar, ButtonLook, Confirm, Empty, Icon, Page, Panel, PostButton, Section, TextLink,
        form::{Form, Submit, field, form_errors, hidden},
    },
};
use leptos::prelude::*;

const ENTER: &str = "mechanics/enter_tablet";
const SET_PIN: &str = "mechanics/set_pin";

/// # Errors
/// `not_found` for every browser that is no tablet.
pub async fn tablet(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let faces = service::faces(&visit).await?;
    let picked = visit.param("kim").and_then(|id| faces.iter().find(|face| face.user_id.to_string() == id).cloned());
    let (title, inside) = match picked {
        Some(face) => (face.full_name.clone(), pin_form(&visit, face)),
        None if faces.is_empty() => {
            let (none, line) = (say!(lang, tablet.nobody), say!(lang, tablet.nobody_line));
            (say!(lang, tablet.who).to_owned(), view! { <Empty icon="users" title=none line=line/> }.into_any())
        }
        None => (say!(lang, tablet.who).to_owned(), people(faces)),
    };
    let body = view! {
        <section class="wrap py-8 md:py-14">
            <div class="panel p-5 md:p-8 grid gap-5 grid-cols-1 max-w-xl mx-auto">
                <h1 class="text-2xl font-extrabold tracking-tight break-words">{title.clone()}</h1>
                {inside}
            </div>
        </section>
    };
    Ok(Page::new(title, body).noindex())
}

fn people(faces: Vec<Face>) -> AnyView {
    let rows = faces.into_iter().map(|face| {
        let photo = face.photo.as_deref().map(paths::photo);
        view! {
            <li>
                <a
                    class="flex items-center gap-3 min-h-14 py-2 font-semibold hover:text-primary"
                    href=format!("{}?kim={}", paths::TABLET, face.user_id)
                >
                    <Avatar name=face.full_name.clone() src=photo/>
                    <span class="min-w-0 grow break-words">{face.full_name}</span>
                    <Icon name="chevron-right" class="size-5 text-muted shrink-0"/>
                </a>
            </li>
        }
    });
    view! { <ul class="divide-y divide-line">{rows.collect_view()}</ul> }.into_any()
}

fn pin_form(visit: &Visit, face: Face) -> AnyView {
    let lang = visit.lang;
    let state = visit.form(ENTER);
    let complaints = form_errors(&state, say!(lang, errors.invalid));
    let pin = field(&state, "pin", say!(lang, tablet.pin))
        .password()
        .autocomplete("off")
        .inputmode("numeric")
        .maxlength(6)
        .autofocus()
        .required()
        .view();
    let user = hidden("user_id", face.user_id.to_string());
    view! {
        <Form action=paths::api(ENTER) novalidate=true>
            {complaints}
            {user}
            {pin}
            <Submit label=say!(lang, tablet.enter) wide=true large=true/>
        </Form>
        <p><TextLink href=paths::TABLET label=say!(lang, tablet.somebody_else)/></p>
    }
    .into_any()
}

/// The part of the security page where who belongs to a workshop sets their PIN; nothing for others.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn pin_part(visit: &Visit) -> Result<Option<AnyView>> {
    if visit.actor.workshop_for(crate::kernel::actor::Duty::Visits).is_none() {
        return Ok(None);
    }
    let lang = visit.lang;
    let since = service::pin_since(&mut Scope::read(visit)).await?;
    let state = visit.form(SET_PIN);
    let complaints = form_errors(&state, say!(lang, errors.invalid));
    let pin = field(&state, "pin", say!(lang, tablet.new_pin))
        .new_password()
        .autocomplete("off")
        .inputmode("numeric")
        .maxlength(6)
        .hint(say!(lang, tablet.pin_hint))
        .required()
        .view();
    let line = match since {
        Some(since) => say!(lang, tablet.pin_since, day = since.day().spoken_with_year(lang)),
        None => say!(lang, tablet.pin_none).to_owned(),
    };
    let remove = since.is_some().then(|| {
        view! {
            <Confirm
                id="pin-kaldir"
                label=say!(lang, tablet.pin_remove)
                title=say!(lang, tablet.pin_remove_title)
                line=say!(lang, tablet.pin_remove_line)
                close=say!(lang, common.close)
            >
                <PostButton action=paths::api("mechanics/remove_pin") label=say!(lang, tablet.pin_remove) look=ButtonLook::Danger wide=true/>
            </Confirm>
        }
    });
    let part = view! {
        <Panel>
            <Section title=say!(lang, tablet.pin_title) id="pin">
                <p class="text-sm text-muted -mt-2 mb-4 num">{line}</p>
                <Form action=paths::api(SET_PIN) novalidate=true>
                    {complaints}
                    {pin}
                    <div><Submit label=say!(lang, common.save)/></div>
                </Form>
                {remove.map(|remove| view! { <div class="mt-4">{remove}</div> })}
            </Section>
        </Panel>
    };
    Ok(Some(part.into_any()))
}
