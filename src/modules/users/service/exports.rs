//! The copy of everything kept about a person: asked for here, made by a job, fetched for seven days.

use super::export_file::{Archive, FILE};
use crate::{
    kernel::{
        error::{Code, Result},
        ids::{ExportId, UserId},
        lang::Lang,
    },
    modules::users::{
        model::privacy::ExportProgress,
        privacy_mails,
        store::{self, exports},
    },
    platform::{
        Scope, Visit, Wires, db,
        jobs::{When, enqueue},
        labour,
        personal::{FileOf, Rows, row_id},
        rate_limit::{self, Limit},
    },
};
use serde_json::{Value, json};
use std::{fs::File, io::Read};

/// Three at once, then one every eight hours.
pub const EXPORT_LIMIT: Limit = Limit { burst: 3, every_seconds: 8 * 3600 };
pub const EXPORT_DAYS: i64 = 7;
/// The name of the job that makes the file.
pub const EXPORT_JOB: &str = "export_data";
/// The file lies in pieces of this size.
const CHUNK: u64 = 512 * 1024;

/// Asks for a copy. While one is being made it is the answer.
///
/// # Errors
/// `unauthenticated` for visitors, `step_up` when the last proof is too old, `too_many` beyond [`EXPORT_LIMIT`].
pub async fn request_export(scope: &mut Scope) -> Result<ExportProgress> {
    let user = scope.stepped_up()?.user_id;
    if let Some(open) = exports::latest(scope, user).await?.filter(is_open) {
        return Ok(open);
    }
    rate_limit::spend_in(scope, "export", &user.to_string(), EXPORT_LIMIT).await?;
    let id = ExportId::fresh();
    let parts = i32::try_from(scope.wires.personal.copied().len()).unwrap_or(i32::MAX);
    exports::insert(scope, id, user, parts).await?;
    enqueue(scope, EXPORT_JOB, &json!({ "export_id": id }), When { run_at: None, key: Some(format!("export:{id}")) })
        .await?;
    exports::latest(scope, user).await?.ok_or_else(|| Code::Internal.into())
}

fn is_open(status: &ExportProgress) -> bool {
    use crate::modules::users::model::privacy::ExportState;
    matches!(status.state, ExportState::Queued | ExportState::Working)
}

/// The newest copy.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` when none was asked for.
pub async fn export_status(scope: &mut Scope) -> Result<ExportProgress> {
    let user = scope.actor.user_id().ok_or(Code::Unauthenticated)?;
    exports::latest(scope, user).await?.ok_or_else(|| Code::NotFound.into())
}

/// The permit to read one file, piece by piece.
pub struct Download {
    user: UserId,
    id: ExportId,
    /// Of the whole file, in bytes.
    pub size: u64,
    sent: u64,
    position: i32,
}

/// Opens the file.
///
/// # Errors
/// `unauthenticated` for visitors, `step_up` when the last proof is too old, `not_found` for the files of others,
/// `expired` after seven days.
pub async fn open(scope: &mut Scope, id: &str) -> Result<Download> {
    let user = scope.actor.user_id().ok_or(Code::Unauthenticated)?;
    let id: ExportId = id.parse().map_err(|_| Code::NotFound)?;
    // Whether it is theirs is told before they prove themselves anew: strangers learn nothing from the difference.
    let size = exports::size(scope, user, id).await?;
    scope.stepped_up()?;
    Ok(Download { user, id, size: u64::try_from(size).unwrap_or_default(), sent: 0, position: 0 })
}

impl Download {
    /// The next piece; `None` at the end. Each borrows a connection of its own, so a slow reader holds none.
    ///
    /// # Errors
    /// `not_found` when the file was replaced or has run out meanwhile, `unavailable` when the database is away.
    pub async fn next(&mut self, visit: &Visit) -> Result<Option<Vec<u8>>> {
        if self.sent >= self.size {
            return Ok(None);
        }
        let piece = exports::chunk(&mut Scope::read(visit), self.user, self.id, self.position).await?;
        self.position += 1;
        self.sent += piece.len() as u64;
        Ok(Some(piece))
    }
}

/// Makes a file, table by table. Running it again begins anew; after it was finished it does nothing.
///
/// # Errors
/// `unavailable` when the database is away (the job then comes again); whatever else goes wrong marks the copy as failed.
pub async fn make(wires: &Wires, id: ExportId) -> Result<()> {
    match Box::pin(write(wires, id)).await {
        Err(error) if error.code == Code::Unavailable => Err(error),
        Err(error) => {
            tracing::error!(export = %id, code = ?error.code, reference = error.reference, "copy of data failed");
            let mut scope = Scope::system(wires).await?;
            let noted = exports::fail(&mut scope, id).await;
            scope.finish(noted).await
        }
        Ok(()) => Ok(()),
    }
}

async fn write(wires: &Wires, id: ExportId) -> Result<()> {
    let mut scope = Scope::system(wires).await?;
    let open = exports::begin(&mut scope, id).await;
    let Some(open) = scope.finish(open).await? else { return Ok(()) };
    // What stayed with other accounts of the same person is theirs as well.
    let mut scope = Scope::system(wires).await?;
    let emptied = store::merging::emptied_into(&mut scope, open.user_id).await;
    let emptied = scope.finish(emptied).await?;
    let people: Vec<UserId> = std::iter::once(open.user_id).chain(emptied).collect();
    let lang = Lang::parse(&open.lang).unwrap_or_default();
    let mut archive = Archive::begin(lang, wires.clock.now())?;
    for (done, (table, rows, file)) in (1_i32..).zip(wires.personal.copied()) {
        let mut found = read(wires, &people, rows).await?;
        if let Some(file) = file {
            // Large as a future: the archive passes through it by value.
            archive = Box::pin(add_files(wires, archive, table, file, &mut found)).await?;
        }
        let rows = found.into_iter().map(|(_, row)| row).collect::<Vec<_>>();
        archive = labour::run(move || archive.add_table(table, &rows).map(|()| archive)).await??;
        let mut scope = Scope::system(wires).await?;
        let noted = exports::note_progress(&mut scope, id, done).await;
        scope.finish(noted).await?;
    }
    let file = labour::run(move || archive.finish()).await??;
    let mut scope = Scope::system(wires).await?;
    let kept = keep(&mut scope, id, &open, file).await;
    scope.finish(kept).await
}

/// The rows of one table, and whose they are. A transaction for each, so that no long one stands open.
async fn read(wires: &Wires, people: &[UserId], rows: Rows) -> Result<Vec<(UserId, Value)>> {
    let mut scope = Scope::system(wires).await?;
    let result = async {
        let mut found = Vec::new();
        for person in people {
            found.extend(rows(&mut scope, *person).await?.into_iter().map(|row| (*person, row)));
        }
        Ok(found)
    }
    .await;
    scope.finish(result).await
}

/// Puts the files of rows into the archive, one at a time in memory, and notes in each row where its file lies.
async fn add_files(
    wires: &Wires,
    mut archive: Archive,
    table: &'static str,
    file: FileOf,
    rows: &mut [(UserId, Value)],
) -> Result<Archive> {
    for (person, row) in rows {
        let mut scope = Scope::system(wires).await?;
        let found = file(&mut scope, *person, row).await;
        let Some(document) = scope.finish(found).await? else { continue };
        let id = row_id(row)?.to_string();
        let path;
        (archive, path) =
            labour::run(move || archive.add_file(table, &id, &document).map(|path| (archive, path))).await??;
        row[FILE] = path.into();
    }
    Ok(archive)
}

async fn keep(scope: &mut Scope, id: ExportId, open: &exports::Open, mut file: File) -> Result<()> {
    let expires_at = scope.now.plus_days(EXPORT_DAYS);
    let size = file.metadata().map_err(|error| db::internal(&error))?.len();
    if !exports::finish(scope, id, i64::try_from(size).unwrap_or(i64::MAX), expires_at).await? {
        return Ok(());
    }
    for position in 0.. {
        let piece;
        (file, piece) = labour::run(move || next_piece(file)).await??;
        if piece.is_empty() {
            break;
        }
        exports::add_chunk(scope, id, position, &piece).await?;
    }
    match store::contact(scope, open.user_id).await? {
        Some(contact) => privacy_mails::export_ready(scope, &contact, id, expires_at).await,
        None => Ok(()),
    }
}

fn next_piece(mut file: File) -> Result<(File, Vec<u8>)> {
    let mut piece = Vec::new();
    file.by_ref().take(CHUNK).read_to_end(&mut piece).map_err(|error| db::internal(&error))?;
    Ok((file, piece))
}
