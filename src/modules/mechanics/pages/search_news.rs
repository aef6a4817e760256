//! `/arama-haberi?kim=…&belirtec=…`: where the mail about new workshops leads whoever wants no more of them. Looking changes nothing,
//! the button does; nobody has to sign in.

use crate::{
    kernel::{error::Result, paths},
    modules::{auth::mailed::sheet, mechanics::policy},
    platform::Visit,
    say,
    ui::{
        Page,
        form::{Form, Submit, form_errors, hidden},
    },
};
use leptos::prelude::*;

const STOP: &str = "mechanics/stop_search_news";

/// # Errors
/// `not_found` without the word of a mail.
pub async fn search_news(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let [customer, word] = ["kim", "belirtec"].map(|name| visit.param(name).unwrap_or_default());
    policy::news_reader(&visit.wires.config.server, &customer, &word)?;
    let title = say!(lang, search.news_title);
    let inside = view! {
        {form_errors(&visit.form(STOP), say!(lang, errors.invalid))}
        <p>{say!(lang, search.news_stop_line)}</p>
        <Form action=paths::api(STOP)>
            {hidden("customer_id", customer)}
            {hidden("token", word)}
            <Submit label=say!(lang, search.news_stop_act) large=true wide=true/>
        </Form>
    };
    Ok(Page::new(title, sheet(title.to_owned(), inside.into_any())).noindex().key_in_address())
}
