//! `/hesap/araclar/{id}/defter/{record}`: a declaration, said anew or taken back, and what it said before; of a visit the papers
//! that its workshop has added.

use super::{
    book_parts::{entry_facts, items, paper_count, record_form},
    record_files::{papers, seen_papers},
    tabs::car_tabs,
};
use crate::{
    kernel::{error::Result, form::FormState, lang::Lang, paths},
    modules::vehicles::{
        model::vehicle_id,
        records::{files, service::record as one, store::Entry},
    },
    platform::{Scope, Visit},
    say,
    ui::{Confirm, Page, Panel, PostButton, Section, button::ButtonLook},
};
use leptos::prelude::*;

/// `id` and `word` are the path parameters as they were typed.
pub async fn record(visit: Visit, id: String, word: String) -> Result<Page> {
    let lang = visit.lang;
    visit.person()?;
    let mut scope = Scope::read(&visit);
    let (car, versions) = one(&mut scope, vehicle_id(&id)?, &word).await?;
    let own = versions.first().filter(|entry| entry.is_declared && entry.is_own);
    let kept = if let Some(entry) = own {
        papers(&visit, car.id, entry, &files::list(&mut scope, entry.record_id).await?)
    } else {
        seen_papers(&mut scope, &word).await?
    };
    let title = if own.is_some() { say!(lang, garage.record_title) } else { say!(lang, garage.signed) };
    let form = own.map(|entry| {
        let state = starting(&visit, entry);
        let form = record_form(&visit, car.id, &entry.record_id.to_string(), &state);
        view! { <Panel>{form}</Panel> }
    });
    let values = vec![("record_id", word)];
    let withdraw = form.is_some().then(|| {
        view! {
            <div>
                <Confirm
                    id="geri-al"
                    label=say!(lang, garage.withdraw)
                    title=say!(lang, garage.withdraw_title)
                    line=say!(lang, garage.withdraw_line)
                    close=say!(lang, common.close)
                >
                    <PostButton
                        action=paths::api("vehicles/withdraw_record")
                        label=say!(lang, garage.withdraw_yes)
                        values=values
                        look=ButtonLook::Danger
                        wide=true
                    />
                </Confirm>
            </div>
        }
    });
    let body = view! {
        {car_tabs(lang, &car, title, paths::car_book)}
        <div class="grid grid-cols-1 lg:grid-cols-2 gap-6 items-start">
            <div class="grid grid-cols-1 gap-4">{form} {kept} {withdraw}</div>
            {history(lang, &versions)}
        </div>
    };
    Ok(Page::new(title, body).noindex().nav("cars"))
}

fn starting(visit: &Visit, entry: &Entry) -> FormState {
    let state = visit.form("vehicles/save_record");
    if state.is_refused() && state.value("record_id") == entry.record_id.to_string() {
        return state;
    }
    let lines: Vec<&str> = entry.items.iter().map(|item| item.tr.as_str()).collect();
    let money = |money: crate::kernel::money::Money| if money.0 == 0 { String::new() } else { money.plain() };
    FormState::default()
        .with("done_on", entry.done_on.to_string())
        .with("km", entry.km.map(|km| km.to_string()).unwrap_or_default())
        .with("items", lines.join("\n"))
        .with("workshop", entry.workshop.clone())
        .with("parts", money(entry.parts))
        .with("labour", money(entry.labour))
        .with("note", entry.note.clone())
}

fn history(lang: Lang, versions: &[Entry]) -> AnyView {
    let rows: Vec<_> = versions
        .iter()
        .map(|entry| {
            view! {
                <li class="py-3">
                    <p class="text-sm text-muted num">{say!(lang, garage.version, number = entry.version)} " · " {entry.created_at.spoken(lang)}</p>
                    <p class="text-sm num">{entry.done_on.spoken_with_year(lang)} " · " {entry_facts(lang, entry)}</p>
                    {items(lang, &entry.items, entry.done_on)}
                    {paper_count(lang, entry)}
                    <a class="text-xs text-muted num inline-flex items-center min-h-11 hover:underline" href=paths::record_proof(&entry.code)>
                        {say!(lang, garage.proof_code, code = entry.code.clone())}
                    </a>
                </li>
            }
        })
        .collect();
    view! {
        <Section title=say!(lang, garage.versions_title)>
            <ol class="panel px-4 md:px-5 divide-y divide-line">{rows}</ol>
        </Section>
    }
    .into_any()
}
