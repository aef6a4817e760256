//! `/arac-devri?belirtec=…`: where the mail leads that offers somebody a car. Looking changes nothing; the button does. The
//! owner before is not named.

use super::handover::what_moves;
use crate::{
    kernel::{
        error::{Code, Result},
        number, paths,
    },
    modules::{
        auth::mailed::{another_account, come_in, sheet},
        vehicles::{
            handover::{service::look, store::Offered},
            records::model::masked,
        },
    },
    platform::{Scope, Visit},
    say,
    ui::{
        Notice, Page, PlateView, Tone,
        form::{Form, Submit, form_errors, hidden},
    },
};
use leptos::prelude::*;

const ACCEPT: &str = "vehicles/accept_car";

/// # Errors
/// `unavailable` when the database is away.
pub async fn offered_car(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let token = visit.param("belirtec").unwrap_or_default();
    let offered = match look(&mut Scope::read(&visit), &token).await {
        Ok(offered) => offered,
        Err(error) if error.code == Code::Expired => {
            let title = say!(lang, handover.expired);
            let inside = view! { <p>{say!(lang, handover.expired_line)}</p> }.into_any();
            return Ok(Page::new(title, sheet(title.to_owned(), inside)).noindex().status(Code::Expired.status()));
        }
        Err(error) => return Err(error),
    };
    let title = say!(lang, handover.offered_title);
    let is_theirs = visit.actor.person().is_some_and(|person| person.email == offered.email);
    // A mail may have gone to the wrong address.
    let plate = if is_theirs { offered.plate.clone() } else { masked(&offered.plate) };
    let km = say!(lang, vehicles.km_value, km = number::count(lang, offered.km));
    let line = format!("{} · {} · {km}", offered.label, offered.model_year);
    let inside = view! {
        {form_errors(&visit.form(ACCEPT), say!(lang, handover.take_refused))}
        <div class="flex flex-wrap items-center gap-3">
            <PlateView number=plate word=say!(lang, vehicles.plate) large=true/>
            <p class="font-semibold num">{line}</p>
        </div>
        {next_step(&visit, &offered, token, is_theirs)}
    };
    Ok(Page::new(title, sheet(title.to_owned(), inside.into_any())).noindex())
}

/// What this reader has to do to get the car.
fn next_step(visit: &Visit, offered: &Offered, token: String, is_theirs: bool) -> AnyView {
    let lang = visit.lang;
    let Some(person) = visit.actor.person() else {
        return come_in(visit, say!(lang, handover.come_in, email = offered.email.as_str()));
    };
    if !is_theirs {
        return another_account(lang, say!(lang, handover.another_account, own = person.email.as_str()));
    }
    if person.customer_id.is_none() {
        return view! { <Notice tone=Tone::Accent text=say!(lang, handover.no_garage)/> }.into_any();
    }
    view! {
        {what_moves(lang)}
        <Form action=paths::api(ACCEPT)>
            {hidden("token", token)}
            <Submit label=say!(lang, handover.take) large=true wide=true/>
        </Form>
        <p class="text-sm text-muted">{say!(lang, handover.take_line)}</p>
    }
    .into_any()
}
