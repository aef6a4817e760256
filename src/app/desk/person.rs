//! `/yonetim/kullanicilar/{id}`: one person whole, and what can be decided about them.

use super::{person_acts as acts, person_log as log, person_roles};
use crate::{
    kernel::{error::Result, lang::Lang, number, paths, text::spoken_phone},
    modules::{
        appointments, auth, mechanics,
        users::{self, Note, Opened, pages::kind_name},
        vehicles,
    },
    platform::{Scope, Visit},
    say,
    ui::{
        Avatar, AvatarSize, Breadcrumb, ButtonLook, Empty, Facts, Go, Notice, Page, PageHead, Panel, Section, Tag,
        Tone,
        form::{Form, Submit, form_errors, hidden, text_area},
    },
};
use leptos::prelude::*;

const NOTE: &str = "users/add_note";

/// `?giris_sonra=` goes on in the history of sign-ins. Admins and support; every opening leaves a line in the log.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for an unknown person and for everybody without the desk.
pub async fn person(visit: Visit, id: String) -> Result<Page> {
    let mut scope = Scope::write(&visit).await?;
    let opened = users::open(&mut scope, &id).await;
    let opened = scope.finish(opened).await?;
    let lang = visit.lang;
    let user = opened.person.id;
    let mut scope = Scope::read(&visit);
    let counts = [
        (say!(lang, vehicles.title), vehicles::count_of(&mut scope, user).await?),
        (say!(lang, appointments.title), appointments::count_of(&mut scope, user).await?),
    ];
    let decides = users::may_decide(&visit.actor).is_ok();
    let after = visit.param("giris_sonra").unwrap_or_default();
    let devices = auth::devices_of(&mut scope, user).await?;
    let attempts = auth::attempts_of(&mut scope, user, &after).await?;
    let name = opened.person.full_name.clone();
    let to_come = appointments::to_come_of(&mut scope, user).await?;
    let place = if decides { mechanics::workplace_of(&mut scope, user).await? } else { None };
    let acts = acts::acts(&visit, &opened, decides, to_come);
    let notes = decides.then(|| notes(&visit, &opened.notes, &user.to_string()));
    let back = Go::new(say!(lang, admin.users), paths::ADMIN_USERS);
    let body = view! {
        <Breadcrumb name=say!(lang, admin.pages) way=vec![back] here=name.clone()/>
        <PageHead title=name.clone() line=opened.person.email.clone()/>
        {refusal(&visit)}
        {went(lang, &opened)}
        <div class="grid grid-cols-1 xl:grid-cols-[minmax(0,1fr)_22rem] gap-6 items-start">
            <div class="grid grid-cols-1 gap-6 min-w-0">
                {facts(lang, &opened, counts)}
                {if decides && !opened.person.is_over() {
                    person_roles::roles(&visit, &opened.roles, &user.to_string(), place.as_ref())
                } else {
                    person_roles::shown(lang, &opened.roles)
                }}
                {notes}
            </div>
            {acts}
        </div>
        <div class="grid grid-cols-1 gap-6 mt-6">
            {log::devices(lang, devices)}
            {log::attempts(lang, &paths::admin_user(&user.to_string()), &after, attempts)}
        </div>
    };
    Ok(Page::new(name, body).noindex().nav("users"))
}

/// Where an emptied account went.
fn went(lang: Lang, opened: &Opened) -> AnyView {
    let notice = opened.person.merged_into.map(|into| {
        let act = Go::new(say!(lang, merging.went_to), paths::admin_user(&into.to_string()));
        view! { <div class="mb-4"><Notice title=say!(lang, merging.went) text=say!(lang, merging.went_line) act=act/></div> }
    });
    notice.into_any()
}

/// What a refused act has to say; forms with fields speak for themselves, too.
fn refusal(visit: &Visit) -> AnyView {
    let endpoints = acts::ENDPOINTS.into_iter().chain([person_roles::GRANT, person_roles::REVOKE, NOTE]);
    let message = endpoints.into_iter().find_map(|endpoint| visit.form(endpoint).message);
    message
        .map(|text| view! { <div class="mb-4"><Notice tone=Tone::Error title=say!(visit.lang, admin.not_saved) text=text/></div> })
        .into_any()
}

fn facts(lang: Lang, opened: &Opened, counts: [(&'static str, i64); 2]) -> AnyView {
    let person = &opened.person;
    let text = |words: String| view! { <span class="num break-all">{words}</span> }.into_any();
    let none = || "–".to_owned();
    let day = |at: Option<crate::kernel::time::Instant>| at.map_or_else(none, |at| at.spoken(lang));
    let mut items = vec![
        (say!(lang, auth.email).to_owned(), text(person.email.clone())),
        (say!(lang, people.verified_mail).to_owned(), text(day(person.email_verified_at))),
        (say!(lang, admin.phone).to_owned(), text(person.phone.as_deref().map_or_else(none, spoken_phone))),
        (say!(lang, admin.kind).to_owned(), text(kind_name(lang, &person.kind).to_owned())),
        (say!(lang, auth.settings_lang).to_owned(), text(person.lang.to_uppercase())),
        (say!(lang, admin.since).to_owned(), text(person.created_at.spoken(lang))),
        (
            say!(lang, people.factor).to_owned(),
            text(
                if person.second_factor { say!(lang, people.factor_yes) } else { say!(lang, people.factor_no) }
                    .to_owned(),
            ),
        ),
        (say!(lang, people.support).to_owned(), text(day(person.support_until))),
    ];
    items.extend(counts.map(|(name, count)| (name.to_owned(), text(number::count(lang, count)))));
    if let Some(reason) = person.disabled_reason.clone().filter(|_| !person.is_over()) {
        items.push((say!(lang, people.suspended_at).to_owned(), text(day(person.disabled_at))));
        items.push((say!(lang, people.reason).to_owned(), text(reason)));
    }
    let (state, tone) = if person.merged_into.is_some() {
        (say!(lang, merging.state), Tone::Plain)
    } else if person.erased {
        (say!(lang, people.erased), Tone::Plain)
    } else if person.disabled_at.is_some() {
        (say!(lang, people.suspended), Tone::Error)
    } else {
        (say!(lang, admin.active), Tone::Success)
    };
    let (name, is_demo) = (person.full_name.clone(), person.is_demo);
    let photo = person.photo.as_deref().map(paths::photo);
    view! {
        <Panel>
            <div class="flex items-center gap-4 mb-2">
                <Avatar name=name size=AvatarSize::Large src=photo/>
                <div class="flex flex-wrap gap-1.5">
                    <Tag label=state tone=tone/>
                    {is_demo.then(|| view! { <Tag label=say!(lang, common.demo) tone=Tone::Line/> })}
                </div>
            </div>
            <Facts items=items/>
        </Panel>
    }
    .into_any()
}

fn notes(visit: &Visit, notes: &[Note], user: &str) -> AnyView {
    let lang = visit.lang;
    let list = if notes.is_empty() {
        view! { <Empty title=say!(lang, people.notes_none) line=say!(lang, people.notes_none_line) icon="message-square-text"/> }
            .into_any()
    } else {
        let lines: Vec<_> = notes
            .iter()
            .map(|note| {
                let author = note.author.clone().unwrap_or_else(|| say!(lang, people.gone).to_owned());
                view! {
                    <li class="py-3">
                        <p class="whitespace-pre-line break-words">{note.text.clone()}</p>
                        <p class="text-xs text-muted num mt-1">{author} " · " {note.created_at.spoken(lang)}</p>
                    </li>
                }
            })
            .collect();
        view! { <ul class="divide-y divide-line">{lines}</ul> }.into_any()
    };
    let state = visit.form(NOTE);
    let errors = form_errors(&state, say!(lang, errors.invalid));
    let text = text_area(&state, "text", say!(lang, people.note)).rows(3).maxlength(2000).required().view();
    let user = hidden("user_id", user.to_owned());
    view! {
        <Panel>
            <Section title=say!(lang, people.notes)>
                <p class="text-sm text-muted mb-3">{say!(lang, people.notes_line)}</p>
                {list}
                <Form action=paths::api(NOTE) class="grid grid-cols-1 gap-3 mt-4">
                    {errors}
                    {user}
                    {text}
                    <div><Submit label=say!(lang, people.note_add) look=ButtonLook::Line/></div>
                </Form>
            </Section>
        </Panel>
    }
    .into_any()
}
