//! The part of `/atolye/ekip` about shared tablets.

use crate::{
    kernel::{error::Result, lang::Lang, paths},
    modules::mechanics::tablet::service,
    platform::{Scope, Visit, session::tablet::Kept},
    say,
    ui::{
        ButtonLook, Confirm, IconTile, Panel, PostButton, Section,
        form::{Form, Submit, field, form_errors},
    },
};
use leptos::prelude::*;

const MAKE: &str = "mechanics/make_tablet";

/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody but owners.
pub(super) async fn part(visit: &Visit, scope: &mut Scope) -> Result<AnyView> {
    let lang = visit.lang;
    let rows: Vec<_> = service::tablets(scope).await?.into_iter().map(|kept| row(lang, kept)).collect();
    let list = (!rows.is_empty())
        .then(|| view! { <Panel class="panel px-4 md:px-5"><ul class="divide-y divide-line">{rows}</ul></Panel> });
    let state = visit.form(MAKE);
    let complaints = form_errors(&state, say!(lang, errors.invalid));
    let name =
        field(&state, "name", say!(lang, tablet.name)).hint(say!(lang, tablet.name_hint)).maxlength(60).required();
    let name = name.view();
    Ok(view! {
        <Section title=say!(lang, tablet.title) id="tablet">
            <div class="grid grid-cols-1 gap-4">
                <p class="text-sm text-muted -mt-2">{say!(lang, tablet.line)}</p>
                {list}
                <Panel>
                    <Form action=paths::api(MAKE) novalidate=true>
                        {complaints}
                        {name}
                        <p class="text-sm text-muted">{say!(lang, tablet.make_line)}</p>
                        <div><Submit label=say!(lang, tablet.make) look=ButtonLook::Line icon="monitor-smartphone"/></div>
                    </Form>
                </Panel>
            </div>
        </Section>
    }
    .into_any())
}

fn row(lang: Lang, kept: Kept) -> AnyView {
    let id = kept.id.to_string();
    let seen = say!(lang, sessions.last_seen, when = kept.last_seen_at.spoken(lang));
    view! {
        <li class="py-4 flex flex-wrap items-center justify-between gap-3">
            <div class="flex items-center gap-3 min-w-0">
                <IconTile name="monitor-smartphone"/>
                <div class="min-w-0">
                    <h3 class="text-base font-semibold break-words">{kept.name.clone()}</h3>
                    <p class="text-sm text-muted num">{seen}</p>
                </div>
            </div>
            <Confirm
                id=format!("tablet-{id}")
                label=say!(lang, tablet.end)
                title=say!(lang, tablet.end_title, name = kept.name)
                line=say!(lang, tablet.end_line)
                close=say!(lang, common.close)
            >
                <PostButton
                    action=paths::api("auth/end_session")
                    label=say!(lang, tablet.end)
                    values=vec![("session_id", id)]
                    look=ButtonLook::Danger
                    wide=true
                />
            </Confirm>
        </li>
    }
    .into_any()
}
