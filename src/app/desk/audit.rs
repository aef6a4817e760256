//! `/yonetim/denetim`: every privileged act.

use super::{acts, address, details};
use crate::{
    kernel::{error::AppError, lang::Lang, paths},
    platform::{
        Scope, Visit,
        audit::{self, AuditFilter, AuditLine},
    },
    say,
    ui::{
        ButtonLook, Column, DataTable, Empty, FormState, Go, Page, PageHead, Pager, PagerWords, Row, Tab, Tabs,
        form::{Form, Submit, field, hidden_plain},
    },
};
use leptos::prelude::*;

/// First words of the actions that the modules write.
const AREAS: [&str; 8] = ["reviews", "mechanic", "service_requests", "vehicles", "users", "auth", "support", "privacy"];

/// `?alan=&ara=&sonra=`, newest first. Admins.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody but admins.
pub async fn audit(visit: Visit) -> Result<Page, AppError> {
    let filter = AuditFilter {
        area: visit.param("alan").filter(|area| AREAS.contains(&area.as_str())).unwrap_or_default(),
        text: visit.param("ara").unwrap_or_default(),
        after: visit.param("sonra").unwrap_or_default(),
    };
    let lines = audit::list(&mut Scope::read(&visit), &filter, audit::PAGE).await?;
    let lang = visit.lang;
    let to = |area: &str, after: &str| {
        address(paths::ADMIN_AUDIT, &[("alan", area), ("ara", &filter.text), ("sonra", after)])
    };
    let mut tabs = vec![Tab::new(say!(lang, common.all), to("", ""), filter.area.is_empty())];
    tabs.extend(AREAS.map(|area| Tab::new(area_name(lang, area), to(area, ""), filter.area == area)));
    let words = PagerWords {
        name: say!(lang, admin.pages).to_owned(),
        previous: say!(lang, admin.first_page).to_owned(),
        next: say!(lang, common.next).to_owned(),
    };
    let next = lines.next.map(|after| to(&filter.area, &after));
    let first = (!filter.after.is_empty()).then(|| to(&filter.area, ""));
    let list = if lines.items.is_empty() {
        let act = Go::new(say!(lang, admin.filters_clear), paths::ADMIN_AUDIT);
        view! { <Empty title=say!(lang, admin.audit_none) icon="scroll-text" act=act/> }.into_any()
    } else {
        table(lang, lines.items)
    };
    let body = view! {
        <PageHead title=say!(lang, admin.audit) line=say!(lang, admin.audit_line)/>
        {search_form(lang, &filter)}
        <Tabs name=say!(lang, admin.audit_area) items=tabs/>
        {list}
        <Pager previous=first next=next words=words/>
    };
    Ok(Page::new(say!(lang, admin.audit), body).noindex().nav("audit"))
}

fn search_form(lang: Lang, filter: &AuditFilter) -> AnyView {
    let state = FormState::default().with("ara", &filter.text);
    let area = (!filter.area.is_empty()).then(|| hidden_plain("alan", &filter.area));
    let label = say!(lang, admin.audit_search);
    view! {
        <Form action=paths::ADMIN_AUDIT get=true label=label class="flex gap-2 mb-4 max-w-xl">
            <div class="flex-1 min-w-0">
                {field(&state, "ara", label).plain().search().hide_label().icon("search").placeholder(label).view()}
            </div>
            {area}
            <Submit label=say!(lang, common.search) look=ButtonLook::Line large=true/>
        </Form>
    }
    .into_any()
}

/// The log as a table; the home page shows its first lines.
pub(super) fn table(lang: Lang, lines: Vec<AuditLine>) -> AnyView {
    let columns = vec![
        Column::new(say!(lang, admin.audit_act)).main(),
        Column::new(say!(lang, admin.audit_who)),
        Column::new(say!(lang, admin.audit_subject)),
        Column::new(say!(lang, admin.audit_detail)),
        Column::new(say!(lang, admin.audit_when)).numeric(),
    ];
    let rows = lines
        .into_iter()
        .map(|line| {
            let who = line.actor_name.unwrap_or_else(|| say!(lang, admin.audit_system).to_owned());
            let who = match line.impersonator_name {
                Some(helper) => say!(lang, people.audit_for, helper = helper, person = who),
                None => who,
            };
            let subject = address(paths::ADMIN_AUDIT, &[("ara", &line.subject_id)]);
            let shortened: String = line.subject_id.chars().rev().take(8).collect::<Vec<_>>().into_iter().rev().collect();
            // A whole list, a file of everybody: there is no one thing to name.
            let is_one = line.subject_id.contains(|letter: char| letter.is_ascii_digit());
            let subject_label = match acts::subject(lang, &line.subject_kind) {
                kind if is_one => format!("{kind} …{shortened}"),
                kind => kind.to_owned(),
            };
            let parts: Vec<_> = details::spoken(lang, &line.detail)
                .into_iter()
                .map(|(key, value)| view! { <span class="break-all">{key} ": " <b class="font-medium">{value}</b></span> })
                .collect();
            let words = acts::act(lang, &line.action).map_or_else(|| line.action.clone(), ToOwned::to_owned);
            let code = format!("{} · ", line.action);
            Row::new(vec![
                view! { <b class="font-semibold">{words}</b> <p class="text-xs text-muted num">{code} {line.request_id}</p> }.into_any(),
                view! { {who} }.into_any(),
                view! { <a class="link-p" href=subject>{subject_label}</a> }.into_any(),
                view! { <p class="text-xs text-muted flex flex-wrap gap-x-3 gap-y-1 max-w-md">{parts}</p> }.into_any(),
                view! { {line.at.spoken(lang)} }.into_any(),
            ])
        })
        .collect();
    view! { <DataTable caption=say!(lang, admin.audit) columns=columns rows=rows/> }.into_any()
}

fn area_name(lang: Lang, area: &str) -> &'static str {
    match area {
        "reviews" => say!(lang, admin.audit_reviews),
        "mechanic" => say!(lang, admin.audit_mechanic),
        "users" => say!(lang, admin.users),
        "auth" => say!(lang, audit.auth),
        "support" => say!(lang, people.support),
        "vehicles" => say!(lang, catalogue.title),
        "privacy" => say!(lang, privacy.desk_nav),
        _ => say!(lang, admin.audit_service_requests),
    }
}
