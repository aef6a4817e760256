//! `/paylas/usta/{slug}.png` and `/paylas/usta-bul/{il}[/…].png`: pictures of pages for whoever shares them. Drawn at most once an
//! hour each, since drawing is dear and scrapers come in crowds.

use crate::{
    kernel::{
        error::{AppError, Code},
        lang::Lang,
        words,
    },
    modules::mechanics,
    platform::{Scope, Wires, db, refusal},
};
use axum::{
    body::Bytes,
    extract::{Path, Query, State},
    http::header,
    response::{IntoResponse, Response},
};
use moka::future::Cache;
use serde::Deserialize;
use std::{
    sync::{Arc, LazyLock},
    time::Duration,
};
use tokio::sync::Semaphore;

/// All kept pictures together, in bytes.
const KEPT_BYTES: u64 = 16 * 1024 * 1024;
const KEPT_FOR: Duration = Duration::from_hours(1);

/// One at a time: a crowd of scrapers keeps no more than one of the threads busy that passwords are hashed on, too.
static DRAWING: Semaphore = Semaphore::const_new(1);

static PICTURES: LazyLock<Cache<String, Bytes>> = LazyLock::new(|| {
    Cache::builder()
        .max_capacity(KEPT_BYTES)
        .weigher(|key: &String, picture: &Bytes| u32::try_from(key.len() + picture.len()).unwrap_or(u32::MAX))
        .time_to_live(KEPT_FOR)
        .build()
});

#[derive(Deserialize)]
pub struct ShareQuery {
    #[serde(default)]
    lang: String,
}

pub async fn picture(
    State(wires): State<Wires>,
    Path(path): Path<String>,
    Query(query): Query<ShareQuery>,
) -> Response {
    let lang = Lang::parse(&query.lang).unwrap_or(Lang::Tr);
    let key = format!("{}\0{}\0{path}", wires.db.connect_options().get_database().unwrap_or_default(), lang.code());
    match Box::pin(PICTURES.try_get_with(key, drawn(&wires, lang, &path))).await {
        Ok(picture) => ([(header::CONTENT_TYPE, "image/png")], picture).into_response(),
        Err(error) => {
            let mut error = Arc::unwrap_or_clone(error);
            words::speak(&mut error, lang);
            refusal::error_page(lang, &error)
        }
    }
}

async fn drawn(wires: &Wires, lang: Lang, path: &str) -> Result<Bytes, AppError> {
    let none = || AppError::new(Code::NotFound);
    let words: Vec<String> = path.strip_suffix(".png").ok_or_else(none)?.split('/').map(str::to_owned).collect();
    let turn = DRAWING.acquire().await.map_err(|error| db::internal(&error))?;
    let mut scope = Scope::bare(wires);
    scope.lang = lang;
    let picture = match words.split_first() {
        Some((kind, [slug])) if kind == "usta" => mechanics::pages::share::of_workshop(&mut scope, slug).await?,
        Some((kind, place)) if kind == "usta-bul" => mechanics::pages::share::of_place(&mut scope, place).await?,
        _ => return Err(none()),
    };
    drop(turn);
    Ok(picture.into())
}
