//! The part of a service book about visits that were done before there was one.

use crate::{
    kernel::{error::Result, paths},
    modules::appointments::service,
    platform::{Scope, Visit},
    say,
    ui::PostButton,
};
use leptos::prelude::*;

/// Nothing, when the book names every visit.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for cars of others.
pub async fn unfiled_part(visit: &Visit, id: &str) -> Result<AnyView> {
    let lang = visit.lang;
    visit.person()?;
    let count = service::unfiled(&mut Scope::read(visit), id).await?;
    if count == 0 {
        return Ok(().into_any());
    }
    let values = vec![("vehicle_id", id.to_owned())];
    Ok(view! {
        <div class="panel p-4 md:p-5 flex flex-wrap items-center justify-between gap-3 print:hidden">
            <p class="text-sm">{say!(lang, appointments.unfiled, count = count)}</p>
            <PostButton action=paths::api("appointments/file_visits") label=say!(lang, appointments.file_visits) values=values icon="book-check"/>
        </div>
    }
    .into_any())
}
