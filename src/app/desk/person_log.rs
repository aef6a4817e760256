//! Where a person is signed in, and who tried to come in.

use crate::{
    kernel::{lang::Lang, page::Page},
    modules::auth::{Attempted, Device, spoken_agent},
    say,
    ui::{Column, DataTable, Empty, Pager, PagerWords, Row, Section, Tag, Tone},
};
use leptos::prelude::*;

/// Open sessions and those that ended lately.
pub fn devices(lang: Lang, devices: Vec<Device>) -> AnyView {
    if devices.is_empty() {
        return view! { <Section title=say!(lang, people.devices)><Empty title=say!(lang, people.devices_none) icon="monitor-smartphone"/></Section> }
            .into_any();
    }
    let columns = vec![
        Column::new(say!(lang, people.device)).main(),
        Column::new(say!(lang, people.address)).numeric(),
        Column::new(say!(lang, people.signed_in_at)).numeric(),
        Column::new(say!(lang, people.seen_at)).numeric(),
        Column::new(say!(lang, admin.state)),
    ];
    let rows = devices
        .into_iter()
        .map(|device| {
            let state = if device.is_open {
                (say!(lang, people.device_open), Tone::Success)
            } else {
                (device.ended_why.as_deref().map_or(say!(lang, people.end_expired), |why| ended(lang, why)), Tone::Plain)
            };
            let two = device.two_factors.then(|| view! { <Tag label=say!(lang, people.factor) tone=Tone::Info/> });
            let token = device.by_token.then(|| view! { <Tag label=say!(lang, people.by_token) tone=Tone::Line/> });
            Row::new(vec![
                view! { <span class="flex flex-wrap items-center gap-2">{agent(lang, &device.user_agent)} {two} {token}</span> }.into_any(),
                view! { {device.ip} }.into_any(),
                view! { {device.created_at.spoken(lang)} }.into_any(),
                view! { {device.last_seen_at.spoken(lang)} }.into_any(),
                view! { <Tag label=state.0 tone=state.1/> }.into_any(),
            ])
        })
        .collect();
    view! {
        <Section title=say!(lang, people.devices)>
            <DataTable caption=say!(lang, people.devices) columns=columns rows=rows/>
        </Section>
    }
    .into_any()
}

/// Attempts to come in, the newest first; `after` is where this page of them begins.
pub fn attempts(lang: Lang, person: &str, after: &str, attempts: Page<Attempted>) -> AnyView {
    if attempts.items.is_empty() && after.is_empty() {
        return view! { <Section title=say!(lang, people.attempts)><Empty title=say!(lang, people.attempts_none) icon="history"/></Section> }
            .into_any();
    }
    let columns = vec![
        Column::new(say!(lang, people.attempt_at)).main(),
        Column::new(say!(lang, people.way)),
        Column::new(say!(lang, people.device)),
        Column::new(say!(lang, people.address)).numeric(),
        Column::new(say!(lang, people.outcome)),
    ];
    let first = (!after.is_empty()).then(|| format!("{person}#girisler"));
    let next = attempts.next.map(|after| format!("{person}?giris_sonra={after}#girisler"));
    let words = PagerWords {
        name: say!(lang, admin.pages).to_owned(),
        previous: say!(lang, admin.first_page).to_owned(),
        next: say!(lang, common.next).to_owned(),
    };
    let rows = attempts
        .items
        .into_iter()
        .map(|attempt| {
            let (outcome, tone) = outcome(lang, &attempt.outcome);
            Row::new(vec![
                view! { <span class="num">{attempt.at.spoken(lang)}</span> }.into_any(),
                view! { {way(lang, &attempt.method)} }.into_any(),
                view! { {agent(lang, &attempt.user_agent)} }.into_any(),
                view! { {attempt.ip} }.into_any(),
                view! { <Tag label=outcome tone=tone/> }.into_any(),
            ])
        })
        .collect();
    view! {
        <Section title=say!(lang, people.attempts) id="girisler">
            <DataTable caption=say!(lang, people.attempts) columns=columns rows=rows/>
            <Pager previous=first next=next words=words/>
        </Section>
    }
    .into_any()
}

fn agent(lang: Lang, agent: &str) -> String {
    spoken_agent(agent).unwrap_or_else(|| say!(lang, people.device_unknown).to_owned())
}

/// Words of `sign_in_events_method_is_known`.
fn way(lang: Lang, method: &str) -> &'static str {
    match method {
        "totp" => say!(lang, people.way_totp),
        "recovery" => say!(lang, people.way_recovery),
        "passkey" => say!(lang, people.way_passkey),
        "oidc" => say!(lang, people.way_oidc),
        "sms" => say!(lang, people.way_sms),
        "mail" => say!(lang, people.way_mail),
        "refresh" => say!(lang, people.way_refresh),
        _ => say!(lang, people.way_password),
    }
}

/// Words of `sign_in_events_outcome_is_known`.
fn outcome(lang: Lang, outcome: &str) -> (&'static str, Tone) {
    match outcome {
        "in" => (say!(lang, people.outcome_in), Tone::Success),
        "second_factor_asked" => (say!(lang, people.outcome_second_factor), Tone::Info),
        "limited" => (say!(lang, people.outcome_limited), Tone::Accent),
        "refused" => (say!(lang, people.outcome_refused), Tone::Error),
        _ => (say!(lang, people.outcome_wrong), Tone::Error),
    }
}

/// Words of `user_sessions_end_is_known`.
fn ended(lang: Lang, why: &str) -> &'static str {
    match why {
        "ended_by_owner" => say!(lang, people.end_by_owner),
        "ended_by_admin" => say!(lang, people.end_by_admin),
        "password_changed" => say!(lang, people.end_password),
        "factor_changed" => say!(lang, people.end_factor),
        "disabled" => say!(lang, people.end_disabled),
        "role_lost" => say!(lang, people.end_role),
        "not_me" => say!(lang, people.end_not_me),
        "token_reused" => say!(lang, people.end_token),
        "deleted" => say!(lang, people.end_deleted),
        _ => say!(lang, people.end_signed_out),
    }
}
