//! `/atolye-daveti?belirtec=…`: where the mail leads that asks somebody to join a workshop. Looking changes nothing; the
//! button does.

use crate::{
    kernel::{
        error::{Code, Result},
        paths,
    },
    modules::{
        auth::mailed::{another_account, come_in, sheet},
        mechanics::staff::{mails::post_name, service, store::Offered},
    },
    platform::{Scope, Visit},
    say,
    ui::{
        Notice, Page, Tone,
        form::{Form, Submit, form_errors, hidden},
    },
};
use leptos::prelude::*;

const ACCEPT: &str = "mechanics/accept_invitation";

/// # Errors
/// `unavailable` when the database is away.
pub async fn invitation(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let token = visit.param("belirtec").unwrap_or_default();
    let offered = match service::look(&mut Scope::read(&visit), &token).await {
        Ok(offered) => offered,
        Err(error) if error.code == Code::Expired => {
            let title = say!(lang, staff.expired);
            let inside = view! { <p>{say!(lang, staff.expired_line)}</p> }.into_any();
            return Ok(Page::new(title, sheet(title.to_owned(), inside)).noindex().status(Code::Expired.status()));
        }
        Err(error) => return Err(error),
    };
    let title = say!(lang, staff.invitation_title, workshop = offered.workshop.as_str());
    let lead = say!(lang, staff.invitation_lead, post = post_name(lang, offered.post));
    let next = next_step(&visit, &offered, token);
    let inside = view! {
        {form_errors(&visit.form(ACCEPT), say!(lang, errors.invalid))}
        <p>{lead}</p>
        {next}
    };
    Ok(Page::new(title.clone(), sheet(title, inside.into_any())).noindex())
}

/// What this reader has to do to come in.
fn next_step(visit: &Visit, offered: &Offered, token: String) -> AnyView {
    let lang = visit.lang;
    let Some(person) = visit.actor.person() else {
        return come_in(visit, say!(lang, staff.come_in, email = offered.email.as_str()));
    };
    if person.email != offered.email {
        let (email, own) = (offered.email.as_str(), person.email.as_str());
        return another_account(lang, say!(lang, staff.another_account, email = email, own = own));
    }
    if person.mechanic_id.is_some() || person.employment.is_some() {
        return view! { <Notice tone=Tone::Accent text=say!(lang, staff.bound_elsewhere)/> }.into_any();
    }
    view! {
        <Form action=paths::api(ACCEPT)>
            {hidden("token", token)}
            <Submit label=say!(lang, staff.accept) large=true wide=true/>
        </Form>
        <p class="text-sm text-muted">{say!(lang, staff.accept_line)}</p>
    }
    .into_any()
}
