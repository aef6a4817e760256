//! The workshop's own reviews: figures, reviews, answers.

use super::parts;
use crate::{
    kernel::{actor::Duty, error::AppError, lang::Lang, paths},
    modules::{
        mechanics,
        reviews::{model::REPLY_MAX, service, store::Shown},
    },
    platform::{Scope, Visit},
    say,
    ui::{
        ButtonLook, Empty, FormState, Page, PageHead, Pager, PagerWords, TextLink,
        form::{Form, Submit, form_errors, hidden, text_area},
    },
};
use leptos::prelude::*;

const REPLY: &str = "reviews/reply";

/// `/atolye/yorumlar?sonra=`: what customers said, with one public answer to each. The workshop's owner.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for people who are no mechanics.
pub async fn workshop(visit: Visit) -> Result<Page, AppError> {
    if visit.actor.workshop_for(Duty::Running).is_none() {
        return mechanics::pages::workshop::open_first(&visit, say!(visit.lang, reviews.title), "reviews");
    }
    let after = visit.param("sonra").unwrap_or_default();
    let (summary, reviews) = service::workshop(&mut Scope::read(&visit), &after).await?;
    let lang = visit.lang;
    let refused = visit.form(REPLY);
    let list = if summary.count == 0 {
        view! { <Empty title=say!(lang, reviews.workshop_none) line=say!(lang, reviews.workshop_none_line) icon="star"/> }.into_any()
    } else {
        let words = PagerWords {
            name: say!(lang, reviews.pages).to_owned(),
            previous: say!(lang, reviews.newest).to_owned(),
            next: say!(lang, reviews.older).to_owned(),
        };
        let first = (!after.is_empty()).then(|| paths::WORKSHOP_REVIEWS.to_owned());
        let next = reviews.next.map(|id| format!("{}?sonra={id}", paths::WORKSHOP_REVIEWS));
        let items = reviews
            .items
            .into_iter()
            .map(|review| {
                let form = if review.reply.is_none() { reply_form(lang, &refused, &review) } else { ().into_any() };
                parts::review_view(lang, review, form)
            })
            .collect_view();
        view! {
            {parts::summary_view(lang, &summary)}
            <ul class="panel px-4 md:px-6 mt-4 divide-y divide-line">{items}</ul>
            <Pager previous=first next=next words=words/>
        }
        .into_any()
    };
    let rules = view! { <TextLink href=paths::REVIEW_RULES label=say!(lang, reviews.rules_link)/> };
    let body = view! {
        <PageHead title=say!(lang, reviews.title) line=say!(lang, reviews.workshop_line) acts=rules.into_any()/>
        {list}
    };
    Ok(Page::new(say!(lang, reviews.title), body).noindex().nav("reviews"))
}

/// Closed until wanted; open when this very answer was refused.
fn reply_form(lang: Lang, refused: &FormState, review: &Shown) -> AnyView {
    let id = review.id.to_string();
    let mine = refused.is_refused() && refused.value("review_id") == id;
    let state = if mine { refused.clone() } else { FormState::default() };
    let field = text_area(&state, "text", say!(lang, reviews.reply_text))
        .id(format!("yanit-{id}"))
        .hint(say!(lang, reviews.reply_hint))
        .rows(3)
        .maxlength(u32::try_from(REPLY_MAX).unwrap_or(1000))
        .required()
        .view();
    view! {
        <details class="mt-3" open=mine>
            <summary class="btn btn-soft-p">{say!(lang, reviews.reply)}</summary>
            <div class="mt-3 max-w-2xl">
                <Form action=paths::api(REPLY)>
                    {form_errors(&state, say!(lang, errors.invalid))}
                    {hidden("review_id", id)}
                    {field}
                    <div><Submit label=say!(lang, reviews.reply_send) look=ButtonLook::Primary/></div>
                </Form>
            </div>
        </details>
    }
    .into_any()
}
