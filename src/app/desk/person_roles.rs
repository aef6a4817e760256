//! The roles of a person: those that the desk gives and takes, and those that follow from what they have.

use crate::{
    kernel::{actor::Role, lang::Lang, paths},
    modules::{
        mechanics::Workplace,
        users::{
            Held,
            pages::{role_name, role_tone},
        },
    },
    platform::Visit,
    say,
    ui::{
        ButtonLook, Panel, PostButton, Section, Tag, Tags,
        form::{Form, Submit, hidden, select},
    },
};
use leptos::prelude::*;

pub const GRANT: &str = "users/grant_role";
pub const REVOKE: &str = "users/revoke_role";

/// The roles for who only looks.
pub fn shown(lang: Lang, held: &[Held]) -> AnyView {
    let known = held.iter().filter_map(|held| Role::parse(&held.role));
    let tags = known.map(|role| (role_name(lang, role).to_owned(), role_tone(role), None)).collect();
    view! { <Panel><Section title=say!(lang, admin.roles)><Tags items=tags/></Section></Panel> }.into_any()
}

/// The roles for who may give and take; `place` is the workshop that the person belongs to.
pub fn roles(visit: &Visit, held: &[Held], user: &str, place: Option<&Workplace>) -> AnyView {
    let lang = visit.lang;
    let known: Vec<(Role, &Held)> = held.iter().filter_map(|held| Some((Role::parse(&held.role)?, held))).collect();
    let lines: Vec<_> = known
        .iter()
        .map(|(role, held)| {
            let by = held.granted_by.clone().unwrap_or_else(|| say!(lang, admin.audit_system).to_owned());
            view! {
                <li class="flex flex-wrap items-center justify-between gap-3 py-2">
                    <div class="min-w-0">
                        <Tag label=role_name(lang, *role) tone=role_tone(*role)/>
                        <p class="text-xs text-muted num mt-1">{held.granted_at.spoken(lang)} " · " {by}</p>
                    </div>
                    {end_of(lang, *role, user, place)}
                </li>
            }
        })
        .collect();
    let missing: Vec<(&str, &str)> = Role::ALL
        .into_iter()
        .filter(|role| role.is_given() && known.iter().all(|(held, _)| held != role))
        .map(|role| (role.word(), role_name(lang, role)))
        .collect();
    let state = visit.form(GRANT);
    let choice = select(&state, "role", say!(lang, people.role))
        .placeholder(say!(lang, people.role_choose))
        .options(missing)
        .required()
        .view();
    let user = hidden("user_id", user.to_owned());
    view! {
        <Panel>
            <Section title=say!(lang, admin.roles)>
                <ul class="divide-y divide-line mb-4">{lines}</ul>
                <Form action=paths::api(GRANT) class="flex flex-wrap items-end gap-3">
                    {user}
                    <div class="flex-1 min-w-48">{choice}</div>
                    <Submit label=say!(lang, people.role_grant) look=ButtonLook::Line/>
                </Form>
                <p class="hint mt-2">{say!(lang, people.role_line)}</p>
            </Section>
        </Panel>
    }
    .into_any()
}

/// How a role ends: by a button of the desk, or with the workshop or the account it follows from.
fn end_of(lang: Lang, role: Role, user: &str, place: Option<&Workplace>) -> AnyView {
    let follows = place.filter(|place| match role {
        Role::MechanicOwner => place.is_owner,
        Role::MechanicStaff => !place.is_owner,
        _ => false,
    });
    if let Some(place) = follows {
        let (href, name) = (paths::admin_mechanic(place.id), place.name.clone());
        return view! { <p class="text-sm">{say!(lang, people.role_of)} " " <a class="link-p" href=href>{name}</a></p> }
            .into_any();
    }
    if !role.is_given() {
        return view! { <p class="text-sm text-muted">{say!(lang, people.role_of_account)}</p> }.into_any();
    }
    let values = vec![("user_id", user.to_owned()), ("role", role.word().to_owned())];
    let label = say!(lang, people.role_revoke, role = role_name(lang, role));
    view! { <PostButton action=paths::api(REVOKE) label=label values=values look=ButtonLook::Danger/> }.into_any()
}
