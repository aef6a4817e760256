//! On `/atolye`: how many reviews wait for an answer of the workshop.

use crate::{
    kernel::{error::Result, number, paths},
    modules::reviews::{policy, store},
    platform::{Scope, Visit},
    say,
    ui::{AttentionCard, Tone},
};
use leptos::prelude::*;

/// Nothing for those who cannot answer, and when none waits.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn unanswered_part(visit: &Visit) -> Result<AnyView> {
    let Ok(permit) = policy::may_reply(&visit.actor) else { return Ok(().into_any()) };
    let count = store::unanswered(&mut Scope::read(visit), &permit).await?;
    if count == 0 {
        return Ok(().into_any());
    }
    let lang = visit.lang;
    let shown = number::count(lang, count.min(store::UNANSWERED_COUNTED));
    let shown = if count > store::UNANSWERED_COUNTED { format!("{shown}+") } else { shown };
    let title = say!(lang, reviews.unanswered, count = shown);
    let line = say!(lang, reviews.unanswered_line);
    Ok(view! { <AttentionCard href=paths::WORKSHOP_REVIEWS title=title line=line icon="star" tone=Tone::Primary/> }
        .into_any())
}
