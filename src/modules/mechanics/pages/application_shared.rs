//! What the owner and the desk see alike of an application.

use super::documents::beside;
use crate::{
    kernel::{ids::DocumentId, lang::Lang, paths},
    modules::mechanics::application::{
        model::{Identity, LegalKind},
        spoken,
        store::{Document, Note},
    },
    platform::media::Medium,
    say,
    ui::{Facts, Fold, Panel, Section, TextLink},
};
use leptos::prelude::*;

/// How facts are set: words may break, a number is compared digit by digit and stays in one piece.
const WORDS: &str = "break-words num";
const NUMBER: &str = "whitespace-nowrap num";

/// Who trades there.
pub fn identity_facts(lang: Lang, identity: &Identity) -> AnyView {
    let kind = match identity.kind {
        LegalKind::Person => say!(lang, application.person),
        LegalKind::Company => say!(lang, application.company),
    };
    let mut facts = vec![
        (say!(lang, application.kind), kind.to_owned(), WORDS),
        (say!(lang, application.legal_title), identity.title.clone(), WORDS),
        (say!(lang, application.tax_number), identity.tax_number.clone(), NUMBER),
        (say!(lang, application.tax_office), identity.tax_office.clone(), WORDS),
    ];
    if let Some(mersis) = &identity.mersis {
        facts.push((say!(lang, application.mersis), mersis.clone(), NUMBER));
    }
    let items = facts
        .into_iter()
        .map(|(name, value, class)| (name.to_owned(), view! { <span class=class>{value}</span> }.into_any()));
    view! { <Facts items=items.collect()/> }.into_any()
}

/// A paper: what it is, how large, since when, and the link to it.
pub fn document_row(lang: Lang, document: &Document) -> AnyView {
    let size = size(lang, document.size);
    let line = format!(
        "{} · {size} · {}",
        document.medium.word().to_uppercase(),
        document.created_at.day().spoken_with_year(lang)
    );
    view! {
        <div class="min-w-0 grow flex flex-wrap items-center justify-between gap-x-4">
            <div class="min-w-0">
                <p class="font-semibold">{spoken::document_kind(lang, document.kind)}</p>
                <p class="text-sm text-muted num">{line}</p>
            </div>
            <TextLink href=paths::document(document.id) label=say!(lang, application.open_document)/>
        </div>
    }
    .into_any()
}

/// A paper below its row at the desk, fetched only when it is opened, since each look is written down: a picture, or a PDF as the
/// reader's browser shows it.
pub fn document_beside(lang: Lang, id: DocumentId, medium: Medium, name: &str) -> AnyView {
    let name = name.to_owned();
    let shown = match medium {
        Medium::Jpeg => {
            let src = paths::document(id);
            view! { <img class="w-full h-auto rounded-field border border-line" src=src alt=name loading="lazy"/> }
                .into_any()
        }
        Medium::Pdf => {
            let look = "w-full h-[75vh] rounded-field border border-line";
            let frame = leptos::html::iframe().src(beside(id)).title(name).class(look).attr("loading", "lazy");
            view! {
                {frame}
                <p class="hint">
                    {say!(lang, application.pdf_hint)} " "
                    <TextLink href=paths::document(id) label=say!(lang, application.open_document)/>
                </p>
            }
            .into_any()
        }
    };
    view! { <Fold title=say!(lang, application.look)>{shown}</Fold> }.into_any()
}

fn size(lang: Lang, bytes: i32) -> String {
    let kilobytes = f64::from(bytes) / 1024.0;
    if kilobytes < 1024.0 {
        return format!("{} KB", kilobytes.ceil());
    }
    format!("{} MB", crate::kernel::number::decimal(lang, kilobytes / 1024.0))
}

/// What both sides said.
pub fn application_thread(lang: Lang, notes: &[Note]) -> Option<AnyView> {
    if notes.is_empty() {
        return None;
    }
    let rows = notes
        .iter()
        .map(|note| {
            let text = (!note.text.is_empty())
                .then(|| view! { <p class="mt-1 whitespace-pre-line break-words">{note.text.clone()}</p> });
            view! {
                <li class="py-3">
                    <p class="text-sm text-muted num">
                        <b class="font-semibold">{spoken::act(lang, &note.act)}</b>
                        " · "
                        {note.created_at.spoken(lang)}
                    </p>
                    {text}
                </li>
            }
        })
        .collect_view();
    Some(
        view! {
            <Section title=say!(lang, application.thread) id="yazisma">
                <Panel class="panel px-4 md:px-5"><ol class="divide-y divide-line">{rows}</ol></Panel>
            </Section>
        }
        .into_any(),
    )
}
