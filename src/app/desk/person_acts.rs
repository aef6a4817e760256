//! What can be done about a person: keep out, let in, end sessions, take a lost second factor away, act for them.

use crate::{
    kernel::{number, paths},
    modules::users::Opened,
    platform::Visit,
    say,
    ui::{
        ButtonLink, ButtonLook, Confirm, Panel, Remark, Section,
        form::{Form, Submit, form_errors, hidden, text_area},
    },
};
use leptos::prelude::*;

const SUSPEND: &str = "users/suspend";
const REINSTATE: &str = "users/reinstate";
const END_SESSIONS: &str = "users/end_sessions";
const RESET_FACTORS: &str = "auth/reset_factors";
const IMPERSONATE: &str = "users/impersonate";
pub const ENDPOINTS: [&str; 5] = [SUSPEND, REINSTATE, END_SESSIONS, RESET_FACTORS, IMPERSONATE];

/// The acts that are open to whoever looks: support may act for people, the rest is for admins.
/// `to_come` visits would be called off with the person.
pub fn acts(visit: &Visit, opened: &Opened, decides: bool, to_come: usize) -> AnyView {
    let lang = visit.lang;
    let id = opened.person.id.to_string();
    let own = visit.actor.user_id() == Some(opened.person.id);
    // What was erased, or emptied into another account, is over: nobody opens it again.
    let standing = (decides && !own && !opened.person.is_over()).then(|| {
        if opened.person.disabled_at.is_some() {
            let words =
                [say!(lang, people.reinstate), say!(lang, people.reinstate_title), say!(lang, people.reinstate_line)];
            reasoned(visit, REINSTATE, &id, "undo-2", words, ButtonLook::Line)
        } else {
            let line = say!(lang, people.suspend_line, count = number::count(lang, count_of(to_come)));
            let title = say!(lang, people.suspend_title);
            reasoned(visit, SUSPEND, &id, "ban", [say!(lang, people.suspend), title, &line], ButtonLook::Danger)
        }
    });
    let sessions = decides.then(|| {
        let line = say!(lang, people.end_sessions_line);
        let (label, user) = (say!(lang, people.end_sessions), hidden("user_id", id.clone()));
        view! {
            <Confirm
                id="oturumlar"
                label=label
                title=say!(lang, people.end_sessions_title)
                line=line
                close=say!(lang, common.close)
                look=ButtonLook::Line
                icon="log-out"
            >
                <Form action=paths::api(END_SESSIONS)>
                    {user}
                    <div><Submit label=label look=ButtonLook::Danger/></div>
                </Form>
            </Confirm>
        }
    });
    let factors = (decides && !own && opened.person.second_factor).then(|| {
        let words = [
            say!(lang, people.reset_factors),
            say!(lang, people.reset_factors_title),
            say!(lang, people.reset_factors_line),
        ];
        reasoned(visit, RESET_FACTORS, &id, "key-round", words, ButtonLook::Line)
    });
    let allowed = opened.person.support_until.filter(|until| *until > visit.now);
    let support = match allowed {
        Some(until) if !own => {
            let line = say!(lang, people.act_for_line, until = until.spoken(lang));
            let words = [say!(lang, people.act_for), say!(lang, people.act_for_title), &line];
            reasoned(visit, IMPERSONATE, &id, "life-buoy", words, ButtonLook::Line)
        }
        _ => view! { <Remark text=say!(lang, people.act_for_needs)/> }.into_any(),
    };
    let merge = (decides && !own && !opened.person.is_over()).then(|| {
        view! { <ButtonLink href=paths::admin_merge(&id) label=say!(lang, merging.open) look=ButtonLook::Line icon="layers" wide=true/> }
    });
    view! {
        <Panel>
            <Section title=say!(lang, admin.acts)>
                <div class="grid gap-3">{standing}{sessions}{factors}{support}{merge}</div>
            </Section>
        </Panel>
    }
    .into_any()
}

fn count_of(visits: usize) -> i64 {
    i64::try_from(visits).unwrap_or(i64::MAX)
}

/// An act that asks for a reason: the button, the question with what follows, the form.
fn reasoned(
    visit: &Visit,
    endpoint: &'static str,
    user: &str,
    icon: &'static str,
    [label, title, line]: [&str; 3],
    look: ButtonLook,
) -> AnyView {
    let lang = visit.lang;
    let state = visit.form(endpoint);
    let id = endpoint.replace('/', "-");
    let errors = form_errors(&state, say!(lang, errors.invalid));
    let field = text_area(&state, "reason", say!(lang, people.reason))
        .id(format!("{id}-neden"))
        .rows(3)
        .maxlength(500)
        .required()
        .view();
    let (user, label) = (hidden("user_id", user.to_owned()), label.to_owned());
    view! {
        <Confirm id=id label=label.clone() title=title.to_owned() line=line.to_owned() close=say!(lang, common.close) icon=icon look=look>
            <Form action=paths::api(endpoint)>
                {errors}
                {user}
                {field}
                <div><Submit label=label look=ButtonLook::Danger/></div>
            </Form>
        </Confirm>
    }
    .into_any()
}
