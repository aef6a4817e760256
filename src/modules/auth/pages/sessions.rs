//! The part of the security page about sessions: who is signed in where, and how to end it.

use crate::{
    kernel::{error::Result, lang::Lang, paths},
    modules::auth::{
        service::{
            devices::{Client, place_in_words, place_of},
            sessions,
        },
        store::sessions::Kept,
    },
    platform::{Scope, Visit},
    say,
    ui::{ButtonLook, Confirm, Fold, IconTile, Panel, PostButton, Section, Tag, Tone},
};
use leptos::prelude::*;

/// # Errors
/// `unauthenticated` for visitors.
pub(super) async fn part(visit: &Visit) -> Result<AnyView> {
    let lang = visit.lang;
    let (ended, open): (Vec<_>, Vec<_>) =
        sessions::list(&mut Scope::read(visit)).await?.into_iter().partition(|(kept, _)| kept.ended_at.is_some());
    let others = open.iter().any(|(_, is_own)| !is_own);
    let rows = open.into_iter().map(|(kept, is_own)| row(lang, &kept, is_own)).collect_view();
    let foot = if others {
        end_others(lang)
    } else {
        view! { <p class="text-sm text-muted">{say!(lang, sessions.only_this)}</p> }.into_any()
    };
    let history = (!ended.is_empty()).then(|| {
        let title = say!(lang, sessions.ended_title, count = ended.len());
        let lines = ended.iter().map(|(kept, _)| ended_row(lang, kept)).collect_view();
        view! { <Fold title=title><ul class="divide-y divide-line">{lines}</ul></Fold> }
    });
    Ok(view! {
        <Panel>
            <Section title=say!(lang, sessions.title) id="oturumlar">
                <p class="text-sm text-muted -mt-2 mb-2">{say!(lang, sessions.lead)}</p>
                <ul class="divide-y divide-line">{rows}</ul>
                <div class="mt-3 grid grid-cols-1 gap-3">{foot}{history}</div>
            </Section>
        </Panel>
    }
    .into_any())
}

fn row(lang: Lang, kept: &Kept, is_own: bool) -> AnyView {
    let client = Client::read(&kept.user_agent);
    let (id, name) = (kept.id.to_string(), client.spoken(lang));
    let line = if is_own {
        say!(lang, sessions.end_own_line).to_owned()
    } else {
        say!(lang, sessions.end_line, device = name.clone())
    };
    let tag = is_own.then(|| view! { <Tag label=say!(lang, sessions.current) tone=Tone::Success/> });
    let app = kept.by_token.then(|| view! { <Tag label=say!(lang, sessions.by_token) tone=Tone::Info/> });
    let tablet = kept.tablet_name.as_deref().map(|name| {
        view! { <Tag label=say!(lang, tablet.mark, name = name) tone=Tone::Info/> }
    });
    let facts = [
        say!(lang, sessions.last_seen, when = kept.last_seen_at.spoken(lang)),
        say!(lang, sessions.since, when = kept.created_at.spoken(lang)),
    ];
    view! {
        <li class="py-3 flex flex-wrap items-start gap-x-3.5 gap-y-2">
            {sign(&client, kept)}
            <div class="min-w-0 flex-1 basis-48">
                <h3 class="text-base font-semibold leading-snug flex flex-wrap items-center gap-2">{name}{tag}{app}{tablet}</h3>
                <p class="text-sm text-muted num break-words">{place(lang, &kept.ip)}</p>
                <p class="text-sm text-muted num">{facts.join(" · ")}</p>
                {ways(lang, &kept.methods).map(|ways| view! { <p class="text-sm text-muted">{ways}</p> })}
            </div>
            <Confirm
                id=format!("end-{id}")
                label=say!(lang, sessions.end)
                title=say!(lang, sessions.end_title)
                line=line
                close=say!(lang, common.close)
                look=ButtonLook::Line
                icon="log-out"
            >
                <PostButton
                    action=paths::api("auth/end_session")
                    label=say!(lang, sessions.end_yes)
                    values=vec![("session_id", id)]
                    look=ButtonLook::Danger
                    wide=true
                />
            </Confirm>
        </li>
    }
    .into_any()
}

fn sign(client: &Client, kept: &Kept) -> AnyView {
    if kept.by_token {
        view! { <IconTile name="key-round" tone=Tone::Info/> }.into_any()
    } else if client.is_phone() {
        view! { <IconTile name="smartphone"/> }.into_any()
    } else {
        view! { <IconTile name="monitor"/> }.into_any()
    }
}

fn end_others(lang: Lang) -> AnyView {
    view! {
        <div>
            <Confirm
                id="end-others"
                label=say!(lang, sessions.end_others)
                title=say!(lang, sessions.end_others_title)
                line=say!(lang, sessions.end_others_line)
                close=say!(lang, common.close)
                icon="log-out"
            >
                <PostButton
                    action=paths::api("auth/end_other_sessions")
                    label=say!(lang, sessions.end_others_yes)
                    look=ButtonLook::Danger
                    wide=true
                />
            </Confirm>
        </div>
    }
    .into_any()
}

fn ended_row(lang: Lang, kept: &Kept) -> AnyView {
    let name = Client::read(&kept.user_agent).spoken(lang);
    let ended = kept.ended_at.unwrap_or(kept.last_seen_at).spoken(lang);
    let why = why(lang, kept.ended_why.as_deref().unwrap_or_default());
    let app = kept.by_token.then(|| view! { <Tag label=say!(lang, sessions.by_token) tone=Tone::Info/> });
    view! {
        <li class="py-2.5 text-sm">
            <p class="font-medium flex flex-wrap items-center gap-2">{name}{app}</p>
            <p class="text-muted num break-words">{place(lang, &kept.ip)}</p>
            <p class="text-muted num">{say!(lang, sessions.ended_line, why = why, when = ended)}</p>
        </li>
    }
    .into_any()
}

fn place(lang: Lang, ip: &str) -> String {
    say!(lang, sessions.at_place, place = place_in_words(lang, &place_of(ip)), ip = ip.to_owned())
}

/// How it was proved; nothing for sessions from before that was kept.
fn ways(lang: Lang, methods: &[String]) -> Option<String> {
    let words: Vec<&str> = methods.iter().filter_map(|method| way(lang, method)).collect();
    (!words.is_empty()).then(|| say!(lang, sessions.way, way = words.join(", ")))
}

fn way(lang: Lang, method: &str) -> Option<&'static str> {
    Some(match method {
        "password" => say!(lang, sessions.way_password),
        "totp" => say!(lang, sessions.way_totp),
        "recovery" => say!(lang, sessions.way_recovery),
        "passkey" => say!(lang, sessions.way_passkey),
        "oidc" => say!(lang, sessions.way_oidc),
        "sms" => say!(lang, sessions.way_sms),
        "mail" => say!(lang, sessions.way_mail),
        _ => return None,
    })
}

fn why(lang: Lang, word: &str) -> &'static str {
    match word {
        "signed_out" => say!(lang, sessions.why_signed_out),
        "ended_by_owner" => say!(lang, sessions.why_ended_by_owner),
        "ended_by_admin" => say!(lang, sessions.why_ended_by_admin),
        "password_changed" => say!(lang, sessions.why_password_changed),
        "factor_changed" => say!(lang, sessions.why_factor_changed),
        "disabled" => say!(lang, sessions.why_disabled),
        "role_lost" => say!(lang, sessions.why_role_lost),
        "not_me" => say!(lang, sessions.why_not_me),
        "token_reused" => say!(lang, sessions.why_token_reused),
        "deleted" => say!(lang, sessions.why_deleted),
        _ => say!(lang, sessions.why_expired),
    }
}
