//! `/gelistirme/posta`: mails that went out, for reading in development, each with its HTML and its calendar file. Not there
//! in production.

use crate::{
    kernel::{
        error::{Code, Result},
        ids::MailId,
        paths,
    },
    platform::{Scope, Visit, mail, refusal, sms},
    say,
    ui::{Empty, Page, PageHead, Section, Tag, Tone},
};
use axum::{
    Extension,
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use leptos::prelude::*;

const SHOWN: i64 = 50;

pub async fn dev_mail(visit: Visit) -> Result<Page> {
    if visit.wires.config.is_production() {
        return Err(Code::NotFound.into());
    }
    let lang = visit.lang;
    let mails = mail::newest(&mut Scope::read(&visit), SHOWN).await?;
    let list = if mails.is_empty() {
        view! { <Empty title=say!(lang, mails.none) line=say!(lang, mails.none_line) icon="mail"/> }.into_any()
    } else {
        mails
            .into_iter()
            .map(|mail| {
                let (tone, state) = if mail.sent {
                    (Tone::Success, say!(lang, mails.sent))
                } else {
                    (Tone::Accent, say!(lang, mails.waits))
                };
                let html = format!("{}/{}", paths::DEV_MAIL, mail.id);
                let ics = mail.has_ics.then(|| format!("{html}/takvim.ics"));
                view! {
                    <details class="panel p-4">
                        <summary class="flex flex-wrap items-center gap-x-3 gap-y-1 min-h-11">
                            <b class="min-w-0 break-words">{mail.subject}</b>
                            <span class="text-sm text-muted break-all">{mail.to_email}</span>
                            <span class="num text-sm text-muted">{mail.created_at.spoken(lang)}</span>
                            <Tag tone=tone label=state/>
                            {mail.has_ics.then(|| view! { <Tag tone=Tone::Info label=".ics"/> })}
                        </summary>
                        <p class="flex flex-wrap gap-x-5 text-sm">
                            <a class="link-p inline-flex items-center min-h-11" href=html>{say!(lang, mails.as_html)}</a>
                            {ics.map(|href| view! { <a class="link-p inline-flex items-center min-h-11" href=href>{say!(lang, mails.as_ics)}</a> })}
                        </p>
                        <pre class="mt-3 whitespace-pre-wrap break-words text-sm">{mail.text}</pre>
                    </details>
                }
            })
            .collect_view()
            .into_any()
    };
    let title = say!(lang, mails.outbox);
    let messages = messages(&visit).await?;
    let body = view! {
        <div class="wrap py-8 grid grid-cols-1 gap-3">
            <PageHead title=title line=say!(lang, mails.outbox_line)/>
            {list}
            <Section title=say!(lang, ways.sms_outbox) class="mt-6">{messages}</Section>
        </div>
    };
    Ok(Page::new(title, body).noindex())
}

/// Inline styles are what mails are made of; nothing else runs or loads, and nothing frames it.
const MAIL_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// `GET /gelistirme/posta/{id}`: the mail as its reader sees it.
pub async fn dev_mail_html(Extension(visit): Extension<Visit>, Path(id): Path<String>) -> Response {
    let answer = kept(&visit, &id).await.map(|(html, _)| {
        let headers = [
            (header::CONTENT_TYPE, "text/html; charset=utf-8"),
            (header::CONTENT_SECURITY_POLICY, MAIL_POLICY),
            (header::CACHE_CONTROL, "private, no-store"),
        ];
        (headers, html).into_response()
    });
    spoken(&visit, answer)
}

/// `GET /gelistirme/posta/{id}/takvim.ics`: the calendar file that went along.
pub async fn dev_mail_ics(Extension(visit): Extension<Visit>, Path(id): Path<String>) -> Response {
    let answer = kept(&visit, &id).await.and_then(|(_, ics)| ics.ok_or_else(|| Code::NotFound.into())).map(|ics| {
        let headers =
            [(header::CONTENT_TYPE, "text/calendar; charset=utf-8"), (header::CACHE_CONTROL, "private, no-store")];
        (headers, ics).into_response()
    });
    spoken(&visit, answer)
}

async fn kept(visit: &Visit, id: &str) -> Result<(String, Option<String>)> {
    if visit.wires.config.is_production() {
        return Err(Code::NotFound.into());
    }
    let id: MailId = id.parse().map_err(|_| Code::NotFound)?;
    mail::kept(&mut Scope::read(visit), id).await
}

fn spoken(visit: &Visit, answer: Result<Response>) -> Response {
    answer.unwrap_or_else(|mut error| {
        crate::kernel::words::speak(&mut error, visit.lang);
        refusal::error_page(visit.lang, &error)
    })
}

async fn messages(visit: &Visit) -> Result<AnyView> {
    let lang = visit.lang;
    let messages = sms::newest(&mut Scope::read(visit), SHOWN).await?;
    if messages.is_empty() {
        return Ok(view! { <Empty title=say!(lang, ways.sms_none) line=say!(lang, ways.sms_none_line)/> }.into_any());
    }
    let rows = messages
        .into_iter()
        .map(|message| {
            view! {
                <li class="panel p-4">
                    <p class="flex flex-wrap gap-x-3 text-sm text-muted num">
                        <span>{message.to_phone}</span>
                        <span>{message.created_at.spoken(lang)}</span>
                    </p>
                    <p class="break-words">{message.text}</p>
                </li>
            }
        })
        .collect_view();
    Ok(view! { <ul class="grid grid-cols-1 gap-3">{rows}</ul> }.into_any())
}
