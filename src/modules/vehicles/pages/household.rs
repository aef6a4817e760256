//! `/hesap/aile`: who shares one's cars and for what, whom one asks, and whose cars one shares.

use super::household_form::{INVITE, change_form, invite_form};
use crate::{
    kernel::{error::Result, lang::Lang, paths},
    modules::vehicles::household::{
        model::{Right, Rights, first_name},
        service::{Household, household as load},
        store::{Joined, Membership, SharedCar},
    },
    platform::{Scope, Visit},
    say,
    ui::{ButtonLook, Confirm, Empty, Page, PageHead, Panel, PostButton, Section, Tag, Tone},
};
use leptos::prelude::*;

pub async fn household(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    visit.person()?;
    let found = load(&mut Scope::read(&visit)).await?;
    let title = say!(lang, household.title);
    let theirs = (!found.joined.is_empty()).then(|| {
        let rows: Vec<_> = found.joined.iter().map(|joined| joined_row(lang, joined, &found.shared)).collect();
        view! {
            <Section title=say!(lang, household.theirs)><ul class="panel px-4 md:px-5 divide-y divide-line">{rows}</ul></Section>
        }
    });
    let body = view! {
        <PageHead title=title line=say!(lang, household.lead)/>
        <div class="grid grid-cols-1 lg:grid-cols-[minmax(0,1fr)_23rem] gap-6 items-start">
            <div class="grid grid-cols-1 gap-6">
                {members(&visit, &found)}
                {theirs}
            </div>
            {invite_form(lang, &visit.form(INVITE), &found.own_cars)}
        </div>
    };
    Ok(Page::new(title, body).noindex().nav("household"))
}

fn members(visit: &Visit, found: &Household) -> AnyView {
    let lang = visit.lang;
    if found.members.is_empty() {
        return view! {
            <Panel><Empty title=say!(lang, household.none) line=say!(lang, household.none_line) icon="users"/></Panel>
        }
        .into_any();
    }
    let rows: Vec<_> = found.members.iter().map(|member| member_row(visit, found, member)).collect();
    view! {
        <Section title=say!(lang, household.mine)><ul class="panel px-4 md:px-5 divide-y divide-line">{rows}</ul></Section>
    }
    .into_any()
}

/// What somebody may do, as tags.
fn rights_tags(lang: Lang, rights: Rights) -> Vec<AnyView> {
    [
        (Right::View, say!(lang, household.right_view)),
        (Right::Book, say!(lang, household.right_book)),
        (Right::Pay, say!(lang, household.right_pay)),
    ]
    .into_iter()
    .filter(|(right, _)| rights.hold(*right))
    .map(|(_, label)| view! { <Tag label=label/> }.into_any())
    .collect()
}

fn state_tag(visit: &Visit, member: &Membership) -> AnyView {
    let lang = visit.lang;
    match member.expires_at {
        None => view! { <Tag label=say!(lang, household.joined) tone=Tone::Success icon="check"/> }.into_any(),
        Some(until) if until > visit.now => {
            let day = until.day().spoken_with_year(lang);
            view! { <Tag label=say!(lang, household.asked_until, day = day) tone=Tone::Accent/> }.into_any()
        }
        Some(_) => view! { <Tag label=say!(lang, household.ran_out)/> }.into_any(),
    }
}

/// Which cars, in one line.
fn cars_line(lang: Lang, found: &Household, member: &Membership) -> String {
    if member.all_cars {
        return say!(lang, household.all_cars).to_owned();
    }
    let named = found.own_cars.iter().filter(|car| member.cars.contains(&*car.id));
    let line = named.map(|car| format!("{} ({})", car.label, car.plate)).collect::<Vec<_>>().join(", ");
    if line.is_empty() { say!(lang, household.no_cars).to_owned() } else { line }
}

fn member_row(visit: &Visit, found: &Household, member: &Membership) -> AnyView {
    let lang = visit.lang;
    let name = member.name.clone().unwrap_or_else(|| member.email.clone());
    let address = member.name.is_some().then(|| member.email.clone());
    view! {
        <li class="py-4 grid grid-cols-1 gap-3">
            <div class="flex flex-wrap items-start justify-between gap-3">
                <div class="min-w-0">
                    <h3 class="text-base font-semibold wrap-anywhere">{name.clone()}</h3>
                    {address.map(|address| view! { <p class="text-sm text-muted wrap-anywhere">{address}</p> })}
                    <p class="text-sm num mt-1">{cars_line(lang, found, member)}</p>
                    <div class="flex flex-wrap gap-2 mt-2">{state_tag(visit, member)} {rights_tags(lang, member.rights)}</div>
                </div>
                {end(lang, member, &name)}
            </div>
            {change_form(visit, member, &found.own_cars)}
        </li>
    }
    .into_any()
}

/// Who has joined is asked about once more; an invitation goes by itself.
fn end(lang: Lang, member: &Membership, name: &str) -> AnyView {
    let values = vec![("membership_id", member.id.to_string())];
    let action = paths::api("vehicles/remove_member");
    if member.name.is_none() {
        return view! { <PostButton action=action label=say!(lang, household.withdraw) values=values icon="undo-2"/> }
            .into_any();
    }
    view! {
        <Confirm
            id=format!("bitir-{}", member.id)
            label=say!(lang, household.end)
            title=say!(lang, household.end_title)
            line=say!(lang, household.end_line, person = name)
            close=say!(lang, common.close)
            icon="x"
        >
            <PostButton action=action label=say!(lang, household.end_yes) values=values look=ButtonLook::Danger wide=true/>
        </Confirm>
    }
    .into_any()
}

fn joined_row(lang: Lang, joined: &Joined, shared: &[SharedCar]) -> AnyView {
    let cars: Vec<_> = shared
        .iter()
        .filter(|shared| shared.membership_id == joined.id)
        .map(|SharedCar { car, .. }| {
            let name = format!("{} ({})", car.label, car.plate);
            view! { <li><a class="link-p inline-flex items-center min-h-11 num" href=paths::shared_car(car.id)>{name}</a></li> }
        })
        .collect();
    let none = cars.is_empty().then(|| view! { <p class="text-sm text-muted">{say!(lang, household.no_cars)}</p> });
    let values = vec![("membership_id", joined.id.to_string())];
    view! {
        <li class="py-4 flex flex-wrap items-start justify-between gap-3">
            <div class="min-w-0">
                <h3 class="text-base font-semibold wrap-anywhere">{joined.owner.clone()}</h3>
                <ul class="text-sm">{cars}</ul>
                {none}
                <div class="flex flex-wrap gap-2 mt-2">{rights_tags(lang, joined.rights)}</div>
            </div>
            <Confirm
                id=format!("ayril-{}", joined.id)
                label=say!(lang, household.leave)
                title=say!(lang, household.leave_title)
                line=say!(lang, household.leave_line, owner = first_name(&joined.owner))
                close=say!(lang, common.close)
                icon="log-out"
            >
                <PostButton
                    action=paths::api("vehicles/leave_household")
                    label=say!(lang, household.leave_yes)
                    values=values
                    look=ButtonLook::Danger
                    wide=true
                />
            </Confirm>
        </li>
    }
    .into_any()
}
