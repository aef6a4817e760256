//! The moderation desk: what waits, what was decided, filters in the address, the next page by cursor.
//!
//! Every row decides by itself with plain controls: tab to the rule, to "approve" or "hide", enter. After an act the page
//! returns to the same filters and page, at the row that followed, and offers to take the decision back.

use super::{queue_rows, signal_name};
use crate::{
    kernel::{error::AppError, ids::ReviewId, lang::Lang, number, paths},
    modules::reviews::{
        service,
        signals::Signal,
        status::Status,
        store::{QueueFilter, Queued, Waiting},
    },
    platform::{Scope, Visit},
    say,
    ui::{
        ButtonLook, Chip, Chips, Empty, Figure, Figures, FormState, Go, Page, PageHead, Pager, PagerWords, Tab, Tabs,
        TextLink, Tone,
        form::{Form, Submit, field, hidden_plain},
    },
};
use leptos::prelude::*;

/// The state in the address that shows the last decisions.
const DECISIONS: &str = "kararlar";
/// Those that show answers of workshops: what waits, what is hidden.
const REPLIES: &str = "yanitlar";
const HIDDEN_REPLIES: &str = "gizli-yanitlar";

/// `/yonetim/yorumlar?durum=&sinyal=&ara=&sonra=&karar=`: moderators and admins.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody else who does not moderate.
pub async fn admin_queue(visit: Visit) -> Result<Page, AppError> {
    let mut scope = Scope::read(&visit);
    let filter = read_filter(&visit);
    let waiting = service::waiting(&mut scope).await?;
    let page = service::queue(&mut scope, &filter).await?;
    let decided = match visit.param("karar").and_then(|id| id.parse::<ReviewId>().ok()) {
        // A crafted or old address simply offers nothing.
        Some(id) => service::decided(&mut scope, id).await.ok(),
        None => None,
    };
    let lang = visit.lang;
    let next = page.next.map(|after| address(&QueueFilter { after, ..filter.clone() }));
    let first = (!filter.after.is_empty()).then(|| address(&QueueFilter { after: String::new(), ..filter.clone() }));
    let words = PagerWords {
        name: say!(lang, reviews.pages).to_owned(),
        previous: say!(lang, reviews.queue_first).to_owned(),
        next: say!(lang, common.next).to_owned(),
    };
    let list =
        if page.items.is_empty() { empty_view(lang, &filter) } else { queue_rows::rows(&visit, &filter, page.items) };
    let rules = view! { <TextLink href=paths::REVIEW_RULES label=say!(lang, reviews.rules_link)/> };
    let body = view! {
        <PageHead title=say!(lang, reviews.queue_title) acts=rules.into_any()/>
        {figures(&visit, waiting)}
        {decided.map(|row| undo_view(&visit, row))}
        {tabs(lang, &filter, waiting)}
        {signal_chips(lang, &filter)}
        {search_form(lang, &filter)}
        {list}
        <Pager previous=first next=next words=words/>
    };
    Ok(Page::new(say!(lang, reviews.queue_title), body).noindex().nav("reviews"))
}

fn read_filter(visit: &Visit) -> QueueFilter {
    let wanted = visit.param("durum");
    let replies = wanted.as_deref().is_some_and(|word| word == REPLIES || word == HIDDEN_REPLIES);
    let status = match wanted {
        Some(word) if word == DECISIONS => None,
        Some(word) if word == HIDDEN_REPLIES => Some(Status::Hidden),
        Some(word) => Some(Status::parse(&word).unwrap_or(Status::Pending)),
        None => Some(Status::Pending),
    };
    QueueFilter {
        status,
        replies,
        signal: visit.param("sinyal").and_then(|word| Signal::parse(&word)),
        text: visit.param("ara").unwrap_or_default(),
        after: visit.param("sonra").unwrap_or_default(),
    }
}

/// The desk with these filters; what is empty or usual is left out.
pub(super) fn address(filter: &QueueFilter) -> String {
    let status = match filter.status {
        Some(Status::Hidden) if filter.replies => HIDDEN_REPLIES,
        _ if filter.replies => REPLIES,
        Some(Status::Pending) => "",
        Some(status) => status.word(),
        None => DECISIONS,
    };
    let signal = filter.signal.map_or("", Signal::word);
    let pairs = [("durum", status), ("sinyal", signal), ("ara", &filter.text), ("sonra", &filter.after)];
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs.into_iter().filter(|(_, value)| !value.is_empty()))
        .finish();
    if query.is_empty() { paths::ADMIN_REVIEWS.to_owned() } else { format!("{}?{query}", paths::ADMIN_REVIEWS) }
}

/// How long ago, in the largest unit that says it.
pub fn age(lang: Lang, seconds: i64) -> String {
    match seconds / 60 {
        minutes @ ..=59 => say!(lang, common.minutes, count = minutes.max(0)),
        minutes @ 60..=2879 => say!(lang, common.hours, count = minutes / 60),
        minutes => say!(lang, reviews.days, count = minutes / 1440),
    }
}

fn figures(visit: &Visit, waiting: Waiting) -> AnyView {
    let lang = visit.lang;
    let mut queue = Figure::new(say!(lang, reviews.figure_waiting), number::count(lang, waiting.pending));
    if let Some(oldest) = waiting.oldest_at {
        let age = age(lang, visit.now.seconds_since(oldest));
        queue = queue.remark(say!(lang, reviews.figure_oldest, age = age)).tone(Tone::Accent);
    }
    let today = Figure::new(
        say!(lang, reviews.figure_today),
        number::count(lang, waiting.approved_today + waiting.hidden_today),
    )
    .remark(say!(
        lang,
        reviews.figure_today_parts,
        approved = number::count(lang, waiting.approved_today),
        hidden = number::count(lang, waiting.hidden_today)
    ));
    view! { <div class="mb-4 max-w-2xl"><Figures items=vec![queue, today]/></div> }.into_any()
}

fn tabs(lang: Lang, filter: &QueueFilter, waiting: Waiting) -> AnyView {
    let to = |status: Option<Status>, replies| {
        address(&QueueFilter { status, replies, after: String::new(), ..filter.clone() })
    };
    let tab = |status, label| Tab::new(label, to(status, false), filter.status == status && !filter.replies);
    let answers = |status, label| Tab::new(label, to(status, true), filter.status == status && filter.replies);
    let items = vec![
        tab(Some(Status::Pending), say!(lang, reviews.state_pending)).count(number::count(lang, waiting.pending)),
        tab(Some(Status::Published), say!(lang, reviews.state_published)),
        tab(Some(Status::Hidden), say!(lang, reviews.state_hidden)),
        tab(None, say!(lang, reviews.state_decisions)),
        answers(Some(Status::Pending), say!(lang, reviews.replies_pending)).count(number::count(lang, waiting.replies)),
        answers(Some(Status::Hidden), say!(lang, reviews.replies_hidden)),
    ];
    view! { <Tabs name=say!(lang, reviews.state) items=items/> }.into_any()
}

fn signal_chips(lang: Lang, filter: &QueueFilter) -> AnyView {
    let items = Signal::ALL
        .map(|signal| {
            let on = filter.signal == Some(signal);
            let wanted = if on { None } else { Some(signal) };
            let chip = Chip::new(
                signal_name(lang, signal),
                address(&QueueFilter { signal: wanted, after: String::new(), ..filter.clone() }),
            );
            if on { chip.removes() } else { chip }
        })
        .to_vec();
    view! { <div class="mb-3"><Chips name=say!(lang, reviews.signals) items=items/></div> }.into_any()
}

fn search_form(lang: Lang, filter: &QueueFilter) -> AnyView {
    let state = FormState::default().with("ara", &filter.text);
    let kept: Vec<_> =
        url_pairs(&address(&QueueFilter { text: String::new(), after: String::new(), ..filter.clone() }))
            .into_iter()
            .map(|(name, value)| hidden_plain(&name, value))
            .collect();
    let label = say!(lang, reviews.queue_search);
    view! {
        <Form action=paths::ADMIN_REVIEWS get=true label=label class="flex gap-2 mb-4 max-w-xl">
            <div class="flex-1 min-w-0">
                {field(&state, "ara", label).plain().search().hide_label().icon("search").placeholder(label).view()}
            </div>
            {kept}
            <Submit label=say!(lang, common.search) look=ButtonLook::Line large=true/>
        </Form>
    }
    .into_any()
}

fn url_pairs(address: &str) -> Vec<(String, String)> {
    let query = address.split_once('?').map_or("", |(_, query)| query);
    form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}

fn empty_view(lang: Lang, filter: &QueueFilter) -> AnyView {
    let filtered = filter.signal.is_some() || !filter.text.is_empty() || !filter.after.is_empty();
    let act = filtered.then(|| {
        Go::new(
            say!(lang, reviews.queue_first),
            address(&QueueFilter { signal: None, text: String::new(), after: String::new(), ..filter.clone() }),
        )
    });
    let (title, icon) = match (filter.status, filtered) {
        (Some(Status::Pending), false) if filter.replies => (say!(lang, reviews.replies_done), "check-check"),
        (Some(Status::Pending), false) => (say!(lang, reviews.queue_done), "check-check"),
        _ => (say!(lang, reviews.queue_none), "inbox"),
    };
    match act {
        Some(act) => view! { <Empty title=title icon=icon act=act/> }.into_any(),
        None => view! { <Empty title=title icon=icon/> }.into_any(),
    }
}

/// The decision just taken, with its opposite beside it.
fn undo_view(visit: &Visit, row: Queued) -> AnyView {
    let lang = visit.lang;
    let said = match row.status {
        Status::Pending => return ().into_any(),
        Status::Published => {
            say!(lang, reviews.undo_published, author = row.author_name.clone(), mechanic = row.mechanic_name.clone())
        }
        Status::Hidden => {
            say!(lang, reviews.undo_hidden, author = row.author_name.clone(), mechanic = row.mechanic_name.clone())
        }
    };
    view! {
        <section class="panel p-4 mb-4 flex flex-wrap items-center gap-x-4 gap-y-3" aria-label=say!(lang, reviews.undo)>
            <p class="min-w-0 flex-1 text-sm">{said}</p>
            {queue_rows::decision_form(visit, &row, &address(&read_filter(visit)), "geri-al")}
        </section>
    }
    .into_any()
}
