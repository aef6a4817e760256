//! `/gelistirme/posta`: mails that went out, for reading in development. Not there in production.

use crate::{
    kernel::error::{Code, Result},
    platform::{Scope, Visit, mail, sms},
    say,
    ui::{Empty, Page, PageHead, Section, Tag, Tone},
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
                view! {
                    <details class="panel p-4">
                        <summary class="flex flex-wrap items-center gap-x-3 gap-y-1 min-h-11">
                            <b class="min-w-0 break-words">{mail.subject}</b>
                            <span class="text-sm text-muted break-all">{mail.to_email}</span>
                            <span class="num text-sm text-muted">{mail.created_at.spoken(lang)}</span>
                            <Tag tone=tone label=state/>
                            {mail.has_ics.then(|| view! { <Tag tone=Tone::Info label=".ics"/> })}
                        </summary>
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
