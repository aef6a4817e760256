//! `/hesap/araclar/{id}/defter.pdf`: the whole service book of a car on paper, with a square code that leads to the page where its
//! last record can be checked.

use super::book_parts::{entry_facts, given};
use crate::{
    kernel::{error::Result, lang::Lang, number, paths, words},
    modules::vehicles::{
        model::vehicle_id,
        records::{
            chain::End,
            service::{Book, whole},
            store::Entry,
        },
    },
    platform::{
        Scope, Visit,
        drawing::paper::{Paper, Style},
        labour, refusal,
    },
    say,
};
use axum::{
    Extension,
    extract::Path,
    http::{HeaderName, header},
    response::{IntoResponse, Redirect, Response},
};

/// Side of the square code, in points: 3.5 cm, which phones read from an arm's length.
const CODE: f32 = 100.0;

/// Visitors are sent to sign in; strangers get 404.
pub async fn book_paper(Extension(visit): Extension<Visit>, Path(id): Path<String>) -> Response {
    if visit.actor.person().is_none() {
        return Redirect::to(&format!("{}?next={}", paths::SIGN_IN, paths::encoded(&visit.address()))).into_response();
    }
    match file(&visit, &id).await {
        Ok(response) => response,
        Err(mut error) => {
            words::speak(&mut error, visit.lang);
            refusal::error_page(visit.lang, &error)
        }
    }
}

async fn file(visit: &Visit, id: &str) -> Result<Response> {
    let (lang, today) = (visit.lang, visit.now.day());
    let book = whole(&mut Scope::read(visit), vehicle_id(id)?).await?;
    let name = format!("servis-defteri-{}-{today}.pdf", book.car.plate.replace(' ', "-"));
    let check = book.entries.items.first().map(|entry| visit.absolute(&paths::record_proof(&entry.code)));
    let taken = say!(lang, garage.paper_on, day = today.spoken_with_year(lang));
    let bytes = labour::run(move || written(lang, &book, check.as_deref(), &taken)).await??;
    let headers: [(HeaderName, String); 3] = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}

/// `check` is the address behind the square code.
fn written(lang: Lang, book: &Book, check: Option<&str>, taken: &str) -> Result<Vec<u8>> {
    let car = &book.car;
    let title = say!(lang, garage.book_title);
    let mut paper = Paper::new(&format!("{title} · {}", car.plate), lang.code());
    let room = Some(Paper::room_beside(CODE));
    paper.text(Style::Title, title, room);
    paper.space(4.0);
    paper.text(Style::Heading, &car.plate, room);
    paper.text(Style::Plain, &format!("{} · {}", car.label, car.model_year), room);
    paper.text(Style::Plain, &say!(lang, vehicles.km_value, km = number::count(lang, car.km)), room);
    let seal = match book.end {
        End::Sealed(_) => say!(lang, garage.paper_holds),
        // Nothing was written yet.
        End::Open if book.entries.items.is_empty() => "",
        End::Open => say!(lang, garage.paper_open),
        End::Cut => say!(lang, garage.book_broken),
    };
    if !seal.is_empty() {
        paper.text(Style::Small, seal, room);
    }
    if let Some(check) = check {
        paper.square(check, CODE)?;
        paper.text(Style::Small, say!(lang, garage.paper_check), room);
    }
    paper.below(CODE);
    paper.rule();
    for entry in &book.entries.items {
        record(lang, &mut paper, entry);
    }
    for (year, total) in book.by_year.iter().rev() {
        paper.ends(Style::Plain, &year.to_string(), &total.spoken(lang));
    }
    paper.finish(&format!("{} · {taken}", say!(lang, common.site)))
}

fn record(lang: Lang, paper: &mut Paper, entry: &Entry) {
    // A record begins where at least its first lines fit below each other.
    paper.want(64.0);
    let origin = if entry.is_declared { say!(lang, garage.declared) } else { say!(lang, garage.signed) };
    paper.ends(Style::Heading, &entry.done_on.spoken_with_year(lang), origin);
    for item in &entry.items {
        paper.text(Style::Plain, &format!("– {}", lang.pick(&item.tr, &item.en)), None);
        if let Some(given) = given(lang, item, entry.done_on) {
            paper.text(Style::Small, &given, None);
        }
    }
    let facts = entry_facts(lang, entry);
    if !facts.is_empty() {
        paper.text(Style::Plain, &facts, None);
    }
    if !entry.note.is_empty() {
        paper.text(Style::Small, &entry.note, None);
    }
    paper.text(Style::Small, &say!(lang, garage.proof_code, code = entry.code.clone()), None);
    paper.rule();
}
