//! `/aile-daveti?belirtec=…`: where the mail leads that asks somebody to share cars. Looking changes nothing; the buttons do.

use crate::{
    kernel::{
        error::{Code, Result},
        paths,
    },
    modules::{
        auth::mailed::{another_account, come_in, sheet},
        vehicles::household::{service::look, store::Asked},
    },
    platform::{Scope, Visit},
    say,
    ui::{
        ButtonLook, Notice, Page, PostButton, Tone,
        form::{Form, Submit, form_errors, hidden},
    },
};
use leptos::prelude::*;

const JOIN: &str = "vehicles/join_household";

/// # Errors
/// `unavailable` when the database is away.
pub async fn household_invitation(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let token = visit.param("belirtec").unwrap_or_default();
    let asked = match look(&mut Scope::read(&visit), &token).await {
        Ok(asked) => asked,
        Err(error) if error.code == Code::Expired => {
            let title = say!(lang, household.expired);
            let inside = view! { <p>{say!(lang, household.expired_line)}</p> }.into_any();
            return Ok(Page::new(title, sheet(title.to_owned(), inside)).noindex().status(Code::Expired.status()));
        }
        Err(error) => return Err(error),
    };
    let title = say!(lang, household.invitation_title, person = asked.owner.as_str());
    let refuse = vec![("token", token.clone())];
    let inside = view! {
        {form_errors(&visit.form(JOIN), say!(lang, household.join_refused))}
        {offered(&visit, &asked)}
        {next_step(&visit, &asked, token)}
        <div><PostButton action=paths::api("vehicles/decline_household") label=say!(lang, household.decline) values=refuse look=ButtonLook::Quiet icon="x"/></div>
    };
    Ok(Page::new(title.clone(), sheet(title, inside.into_any())).noindex())
}

/// The cars and what may be done with them. A mail may have gone to the wrong address, so no plate is told.
fn offered(visit: &Visit, asked: &Asked) -> AnyView {
    let lang = visit.lang;
    let cars: Vec<_> = asked.cars.iter().map(|car| view! { <li class="num">{car.clone()}</li> }).collect();
    let cars = if cars.is_empty() {
        view! { <p>{say!(lang, household.invitation_none)}</p> }.into_any()
    } else {
        view! {
            <p>{say!(lang, household.invitation_lead)}</p>
            <ul class="list-disc pl-5">{cars}</ul>
        }
        .into_any()
    };
    let rights = [
        asked.all_cars.then(|| say!(lang, household.all_cars)),
        Some(say!(lang, household.right_view)),
        asked.rights.book.then(|| say!(lang, household.right_book)),
        asked.rights.pay.then(|| say!(lang, household.right_pay)),
    ];
    let rights = rights.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    view! { <div class="grid grid-cols-1 gap-2">{cars}<p class="text-sm text-muted">{rights}</p></div> }.into_any()
}

/// What this reader has to do to join.
fn next_step(visit: &Visit, asked: &Asked, token: String) -> AnyView {
    let lang = visit.lang;
    let Some(person) = visit.actor.person() else {
        return come_in(visit, say!(lang, household.come_in, email = asked.email.as_str()));
    };
    if person.email != asked.email {
        return another_account(lang, say!(lang, household.another_account, own = person.email.as_str()));
    }
    if person.customer_id.is_none() {
        return view! { <Notice tone=Tone::Accent text=say!(lang, household.no_garage)/> }.into_any();
    }
    view! {
        <Form action=paths::api(JOIN)>
            {hidden("token", token)}
            <Submit label=say!(lang, household.join) large=true wide=true/>
        </Form>
        <p class="text-sm text-muted">{say!(lang, household.join_line)}</p>
    }
    .into_any()
}
