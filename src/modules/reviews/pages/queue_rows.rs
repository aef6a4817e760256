//! The rows of the moderation desk and the form that decides about one.

use super::{dimension_names, queue, rule_name, signal_name};
use crate::{
    kernel::{lang::Lang, number, paths},
    modules::reviews::{
        model::RuleId,
        status::Status,
        store::{QueueFilter, Queued, QueuedReply},
    },
    platform::Visit,
    say,
    ui::{
        ButtonLook, Column, DataTable, FormState, Icon, Row, Tag, Tags, Tone,
        form::{Form, Submit, hidden, select},
    },
};
use leptos::prelude::*;

const MODERATE: &str = "reviews/moderate";
const MODERATE_REPLY: &str = "reviews/moderate_reply";

pub(super) fn rows(visit: &Visit, filter: &QueueFilter, items: Vec<Queued>) -> AnyView {
    let lang = visit.lang;
    let here = queue::address(filter);
    let columns = vec![
        Column::new(say!(lang, reviews.review)).main(),
        Column::new(say!(lang, reviews.signals)),
        Column::new(say!(lang, reviews.decision)).acts(),
    ];
    let ids: Vec<_> = items.iter().map(|row| row.id).collect();
    let followers = ids.iter().skip(1).map(Some).chain(std::iter::once(None));
    let rows = items
        .iter()
        .zip(followers)
        .map(|(row, follower)| {
            // After the act this row is gone from its list; the one that followed is where the eye was going.
            let back = follower.map_or_else(|| here.clone(), |id| format!("{here}#y-{id}"));
            // A list of answers decides about answers only.
            let form = (!filter.replies).then(|| decision_form(visit, row, &back, &row.id.to_string()));
            let reply = row.reply.as_ref().map(|reply| reply_form(visit, row, reply, &back));
            let forms = view! { <div class="grid gap-4">{form}{reply}</div> }.into_any();
            Row::new(vec![review_cell(visit, row), signals_cell(lang, row), forms])
        })
        .collect();
    view! { <DataTable caption=say!(lang, reviews.queue_title) columns=columns rows=rows/> }.into_any()
}

fn review_cell(visit: &Visit, row: &Queued) -> AnyView {
    let lang = visit.lang;
    let overall = row.stars.iter().map(|&stars| f64::from(stars)).sum::<f64>() / 5.0;
    let dimensions = dimension_names(lang)
        .into_iter()
        .zip(row.stars)
        .map(|(name, stars)| format!("{name} {stars}"))
        .collect::<Vec<_>>()
        .join(" · ");
    let services = lang.pick(&row.services_tr, &row.services_en).to_owned();
    let text = if row.text.is_empty() {
        view! { <p class="text-sm text-muted mt-1">{say!(lang, reviews.without_text)}</p> }.into_any()
    } else {
        view! { <p class="mt-1 max-w-[44rem] whitespace-pre-line break-words">{row.text.clone()}</p> }.into_any()
    };
    let age = queue::age(lang, visit.now.seconds_since(row.created_at));
    view! {
        <div class="scroll-mt-24 min-w-0" id=format!("y-{}", row.id) tabindex="-1">
            <p class="flex flex-wrap items-center gap-x-3 gap-y-1">
                <b class="num font-bold inline-flex items-center gap-1">
                    {number::decimal(lang, overall)}
                    <Icon name="star-full" class="size-4 text-star"/>
                </b>
                <b class="font-semibold">{row.author_name.clone()}</b>
                <a class="link-p" href=paths::mechanic(&row.mechanic_slug)>{row.mechanic_name.clone()}</a>
                <span class="text-xs text-muted num">{say!(lang, reviews.ago, age = age)}</span>
            </p>
            {text}
            <p class="text-xs text-muted num mt-1">{dimensions}</p>
            <p class="text-xs text-muted num">{row.vehicle_label.clone()} " · " {services}</p>
            {row.reply.as_ref().map(|reply| reply_part(lang, reply))}
        </div>
    }
    .into_any()
}

/// The workshop's answer below the review, with what it raised and how it stands.
fn reply_part(lang: Lang, reply: &QueuedReply) -> AnyView {
    let signals =
        reply.signals.iter().map(|signal| (signal_name(lang, *signal).to_owned(), Tone::Error, None)).collect();
    let state = match reply.status {
        Status::Pending => (say!(lang, reviews.state_pending), Tone::Accent),
        Status::Published => (say!(lang, reviews.state_published), Tone::Success),
        Status::Hidden => (say!(lang, reviews.state_hidden), Tone::Plain),
    };
    let rule = reply.rule.map(|rule| view! { <p class="text-xs text-muted mt-1">{rule_name(lang, rule)}</p> });
    view! {
        <div class="mt-3 border-l-2 border-primary pl-4 text-sm max-w-[44rem]">
            <p class="flex flex-wrap items-center gap-2">
                <Tag label=say!(lang, reviews.reply_tag) tone=Tone::Primary/>
                <Tag label=state.0 tone=state.1/>
            </p>
            <p class="mt-1 whitespace-pre-line break-words">{reply.text.clone()}</p>
            <Tags items=signals/>
            {rule}
        </div>
    }
    .into_any()
}

/// What can be decided about the answer alone.
fn reply_form(visit: &Visit, row: &Queued, reply: &QueuedReply, back: &str) -> AnyView {
    let about = About { endpoint: MODERATE_REPLY, status: reply.status, of_reply: true };
    form(visit, row, &about, back, &format!("yanit-{}", row.id))
}

fn signals_cell(lang: Lang, row: &Queued) -> AnyView {
    let signals: Vec<_> =
        row.signals.iter().map(|signal| (signal_name(lang, *signal).to_owned(), Tone::Error, None)).collect();
    let rule = row.rule.map(|rule| view! { <p class="text-xs text-muted mt-1">{rule_name(lang, rule)}</p> });
    let decided = row.decided_at.map(|at| view! { <p class="text-xs text-muted num mt-1">{say!(lang, reviews.decided_at, when = at.spoken(lang))}</p> });
    let state = match row.status {
        Status::Pending => None,
        Status::Published => Some((say!(lang, reviews.state_published), Tone::Success)),
        Status::Hidden => Some((say!(lang, reviews.state_hidden), Tone::Plain)),
    };
    let clean = (row.signals.is_empty() && state.is_none())
        .then(|| view! { <span class="text-xs text-muted">{say!(lang, reviews.signals_none)}</span> });
    view! {
        <div class="min-w-0">
            {state.map(|(label, tone)| view! { <p class="mb-1"><Tag label=label tone=tone/></p> })}
            {clean}
            <Tags items=signals/>
            {rule}
            {decided}
        </div>
    }
    .into_any()
}

/// What can still be decided about a review: approve it, hide it by a rule, or both. `key` keeps ids apart on a page.
pub(super) fn decision_form(visit: &Visit, row: &Queued, back: &str, key: &str) -> AnyView {
    form(visit, row, &About { endpoint: MODERATE, status: row.status, of_reply: false }, back, key)
}

/// The review itself, or the answer to it.
struct About {
    endpoint: &'static str,
    status: Status,
    of_reply: bool,
}

impl About {
    /// Two forms of a row must not read alike.
    fn words(&self, lang: Lang) -> (&'static str, &'static str) {
        if self.of_reply {
            (say!(lang, reviews.reply_approve), say!(lang, reviews.reply_hide))
        } else {
            (say!(lang, reviews.approve), say!(lang, reviews.hide))
        }
    }
}

fn form(visit: &Visit, row: &Queued, about: &About, back: &str, key: &str) -> AnyView {
    let lang = visit.lang;
    let id = row.id.to_string();
    let (approve, hide) = about.words(lang);
    let refused = visit.form(about.endpoint);
    let mine = refused.is_refused() && refused.value("review_id") == id;
    let state = if mine { refused } else { FormState::default() };
    let message = (mine && state.errors.is_empty()).then(|| state.message.clone()).flatten();
    let approve = (about.status != Status::Published).then(
        || view! { <Submit label=approve name="decision" value="approve" look=ButtonLook::Primary icon="check"/> },
    );
    let hide = (about.status != Status::Hidden).then(|| {
        let rules = RuleId::ALL.map(|rule| (rule.word(), rule_name(lang, rule)));
        view! {
            <div class="w-full">
                {select(&state, "rule", say!(lang, reviews.rule)).id(format!("kural-{key}")).hide_label().placeholder(say!(lang, reviews.rule_pick)).options(rules).view()}
            </div>
            <Submit label=hide name="decision" value="hide" look=ButtonLook::Danger icon="eye-off"/>
        }
    });
    let back = hidden("back", back);
    view! {
        <Form action=paths::api(about.endpoint) class="flex flex-wrap gap-2 w-full lg:w-72">
            {hidden("review_id", id)}
            {back}
            {message.map(|text| view! { <p class="text-sm text-error-ink w-full" role="alert">{text}</p> })}
            {hide}
            {approve}
        </Form>
    }
    .into_any()
}
