//! `/yonetim/kvkk`: requests with their clock, planned deletions, and what the retention job did.

use super::admin_privacy_parts as parts;
use crate::{
    kernel::{error::Result, number, paths},
    modules::users::service,
    platform::{Scope, Visit},
    say,
    ui::{Empty, Figure, Figures, Page, PageHead, Pager, PagerWords, Section, Tab, Tabs, Tone},
};
use leptos::prelude::*;

/// `?durum=kapali&sonra=`: admins. Looking at people's requests is noted in the audit log.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody but admins.
pub async fn admin_privacy(visit: Visit) -> Result<Page> {
    let closed = visit.param("durum").is_some_and(|state| state == "kapali");
    let after = visit.param("sonra").unwrap_or_default();
    let mut scope = Scope::write(&visit).await?;
    let desk = service::requests::desk(&mut scope, closed, &after).await;
    let desk = scope.finish(desk).await?;
    let lang = visit.lang;
    let address = |after: &str| {
        let pairs = [("durum", if closed { "kapali" } else { "" }), ("sonra", after)];
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(pairs.into_iter().filter(|(_, value)| !value.is_empty()))
            .finish();
        if query.is_empty() { paths::ADMIN_PRIVACY.to_owned() } else { format!("{}?{query}", paths::ADMIN_PRIVACY) }
    };
    let overdue = Figure::new(say!(lang, privacy.figure_overdue), number::count(lang, desk.figures.overdue));
    let figures = vec![
        Figure::new(say!(lang, privacy.figure_open), number::count(lang, desk.figures.open)),
        if desk.figures.overdue > 0 { overdue.tone(Tone::Error) } else { overdue },
        Figure::new(say!(lang, privacy.figure_pending), number::count(lang, desk.pending_count)),
    ];
    let tabs = vec![
        Tab::new(say!(lang, privacy.tab_open), paths::ADMIN_PRIVACY.to_owned(), !closed),
        Tab::new(say!(lang, privacy.tab_closed), format!("{}?durum=kapali", paths::ADMIN_PRIVACY), closed),
    ];
    let words = PagerWords {
        name: say!(lang, admin.pages).to_owned(),
        previous: say!(lang, admin.first_page).to_owned(),
        next: say!(lang, common.next).to_owned(),
    };
    let next = desk.requests.next.as_deref().map(&address);
    let first = (!after.is_empty()).then(|| address(""));
    let list = if desk.requests.items.is_empty() {
        view! { <Empty title=say!(lang, privacy.desk_none) line=say!(lang, privacy.desk_none_line) icon="inbox"/> }
            .into_any()
    } else {
        let rows = desk.requests.items.into_iter().map(|request| parts::request(&visit, request));
        view! { <div class="grid grid-cols-1 gap-3">{rows.collect_view()}</div> }.into_any()
    };
    let body = view! {
        <PageHead title=say!(lang, privacy.desk_title) line=say!(lang, privacy.desk_line)/>
        <div class="grid grid-cols-1 gap-6">
            <Figures items=figures/>
            <Section title=say!(lang, privacy.requests_title)>
                <Tabs name=say!(lang, privacy.col_state) items=tabs/>
                {list}
                <Pager previous=first next=next words=words/>
            </Section>
            {parts::pending(lang, desk.pending)}
            {parts::runs(lang, desk.runs)}
            {parts::rules(lang, &visit.wires.personal)}
        </div>
    };
    Ok(Page::new(say!(lang, privacy.desk_title), body).noindex().nav("privacy"))
}
