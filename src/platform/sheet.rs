//! A list as a file for spreadsheets, sent batch by batch: never the whole of it in memory, and a slow reader holds no connection.
//! An error on the way cuts the download short, which browsers show as failed.

use super::{refusal, visit::Visit};
use crate::kernel::{
    cells::{MARK, line},
    error::{AppError, Result},
    words,
};
use axum::{
    body::{Body, Bytes},
    http::{HeaderName, header},
    response::{IntoResponse, Response},
};
use futures::{StreamExt, future, stream};

/// How many rows the file will have, for who counts along. `public/sheet.js` reads it.
pub const ROWS: HeaderName = HeaderName::from_static("x-rows");

/// What is read batch by batch.
pub trait Batches: Send + 'static {
    type Row: Send;

    /// The next rows; none at the end. Each batch borrows a connection of its own.
    ///
    /// # Errors
    /// `unavailable` when the database is away.
    fn next(&mut self, visit: &Visit) -> impl Future<Output = Result<Vec<Self::Row>>> + Send;
}

/// The columns of a file, and what they say of a row.
pub struct Columns<Row, const N: usize> {
    pub head: [&'static str; N],
    pub cells: fn(&Visit, &Row) -> [String; N],
}

/// The answer with the file `name`: the head, then a piece per batch. `rows` are counted beforehand, where somebody waits for them.
pub fn download<B: Batches, const N: usize>(
    visit: &Visit,
    name: &str,
    columns: Columns<B::Row, N>,
    batches: B,
    rows: Option<i64>,
) -> Response {
    let Columns { head, cells } = columns;
    let head = Bytes::from(format!("{MARK}{}", line(&head)));
    let pieces = stream::try_unfold((visit.clone(), batches), move |(visit, mut batches)| async move {
        let rows = batches.next(&visit).await?;
        let piece: String = rows.iter().map(|row| line(&cells(&visit, row))).collect();
        Ok::<_, AppError>(if rows.is_empty() { None } else { Some((Bytes::from(piece), (visit, batches))) })
    });
    let pieces = stream::once(future::ok(head)).chain(pieces);
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    let mut response = (headers, Body::from_stream(pieces)).into_response();
    if let Some(rows) = rows {
        response.headers_mut().insert(ROWS, rows.into());
    }
    response
}

/// The file, or a page that says why there is none.
pub fn answer(visit: &Visit, file: Result<Response>) -> Response {
    file.unwrap_or_else(|mut error| {
        words::speak(&mut error, visit.lang);
        refusal::error_page(visit.lang, &error)
    })
}
