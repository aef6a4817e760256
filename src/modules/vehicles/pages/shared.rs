//! `/defter/{token}?son=`: the service book of a car, for whoever has the link. Plate masked; no names, no notes, and prices only
//! where the owner wanted so. A link that no longer holds is a page that is not there.

use super::book_parts::{chart, seal, shared_row};
use crate::{
    kernel::{error::Result, lang::Lang, number, paths},
    modules::vehicles::{
        records::{chain::End, model::masked, service::cursor},
        sharing::service::{Opened, open},
    },
    platform::{Scope, Visit},
    say,
    ui::{Empty, Page, PageHead, Pager, PagerWords, Panel, PlateView, Remark},
};
use leptos::prelude::*;

/// `token` is the path parameter as it was typed.
pub async fn shared_book(visit: Visit, token: String) -> Result<Page> {
    let lang = visit.lang;
    let after = visit.param("son").and_then(|text| cursor(&text));
    let mut scope = Scope::write(&visit).await?;
    let opened = open(&mut scope, &token, after).await;
    let opened = scope.finish(opened).await?;
    let shown = &opened.shown;
    let km = say!(lang, vehicles.km_value, km = number::count(lang, shown.km));
    let line = format!("{} · {} · {km}", shown.label, shown.model_year);
    let plate =
        view! { <PlateView number=masked(&shown.plate) word=say!(lang, vehicles.plate) large=true/> }.into_any();
    let until = shown.expires_at.day().spoken_with_year(lang);
    let title = say!(lang, garage.book_title);
    // Nothing was written yet, or nothing is left of what was.
    let sealed = (opened.rows > 0 || opened.end == End::Cut).then(|| seal(lang, opened.end, opened.rows));
    let body = view! {
        <div class="wrap py-6 md:py-10">
            <div class="max-w-3xl mx-auto grid grid-cols-1 gap-5">
                <PageHead title=title line=line acts=plate/>
                {sealed}
                {chart(lang, &opened.by_year)}
                {timeline(lang, &opened, &token, after.is_some())}
                <Remark text=say!(lang, sharing.remark, day = until)/>
            </div>
        </div>
    };
    Ok(Page::new(title, body).key_in_address())
}

fn timeline(lang: Lang, opened: &Opened, token: &str, is_later: bool) -> AnyView {
    if opened.entries.items.is_empty() {
        return view! {
            <Panel><Empty title=say!(lang, garage.book_empty) line=say!(lang, sharing.book_empty_line) icon="book-check"/></Panel>
        }
        .into_any();
    }
    let rows: Vec<_> = opened.entries.items.iter().map(|entry| shared_row(lang, entry)).collect();
    let own = paths::shared_book(token);
    let next = opened.entries.next.as_ref().map(|cursor| format!("{own}?son={}", paths::encoded(cursor)));
    let words = PagerWords {
        name: say!(lang, garage.pages).to_owned(),
        previous: say!(lang, sharing.first_page).to_owned(),
        next: say!(lang, common.next).to_owned(),
    };
    view! {
        <ol class="panel px-4 md:px-5 divide-y divide-line">{rows}</ol>
        <Pager previous=is_later.then_some(own) next=next words=words/>
    }
    .into_any()
}
