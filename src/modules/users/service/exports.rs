//! The copy of everything kept about a person: asked for here, made by a job, fetched for seven days.

use super::export_file::{Part, pack};
use crate::{
    kernel::{
        error::{Code, Result},
        ids::ExportId,
        lang::Lang,
    },
    modules::users::{
        model::privacy::ExportProgress,
        privacy_mails,
        store::{self, exports},
    },
    platform::{
        Scope, Wires,
        jobs::{When, enqueue},
        labour,
        rate_limit::{self, Limit},
    },
};
use serde_json::json;

/// Three at once, then one every eight hours.
pub const EXPORT_LIMIT: Limit = Limit { burst: 3, every_seconds: 8 * 3600 };
pub const EXPORT_DAYS: i64 = 7;
/// The name of the job that makes the file.
pub const EXPORT_JOB: &str = "export_data";
/// The file lies in pieces of this size.
const CHUNK: usize = 512 * 1024;

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

/// The file.
///
/// # Errors
/// `unauthenticated` for visitors, `step_up` when the last proof is too old, `not_found` for the files of others,
/// `expired` after seven days.
pub async fn file(scope: &mut Scope, id: &str) -> Result<Vec<u8>> {
    let user = scope.actor.user_id().ok_or(Code::Unauthenticated)?;
    let id: ExportId = id.parse().map_err(|_| Code::NotFound)?;
    // Whether it is theirs is told before they prove themselves anew: strangers learn nothing from the difference.
    let file = exports::file(scope, user, id).await?;
    scope.stepped_up()?;
    Ok(file)
}

/// Makes a file, table by table. Running it again begins anew; after it was finished it does nothing.
///
/// # Errors
/// `unavailable` when the database is away (the job then comes again); whatever else goes wrong marks the copy as failed.
pub async fn make(wires: &Wires, id: ExportId) -> Result<()> {
    match write(wires, id).await {
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
    let lang = Lang::parse(&open.lang).unwrap_or_default();
    let mut parts = Vec::new();
    for (done, (table, rows)) in (1_i32..).zip(wires.personal.copied()) {
        // A transaction each, so that progress is seen and no long one stands open.
        let mut scope = Scope::system(wires).await?;
        let result = async {
            let mut all = rows(&mut scope, open.user_id).await?;
            for emptied in &emptied {
                all.extend(rows(&mut scope, *emptied).await?);
            }
            exports::note_progress(&mut scope, id, done).await?;
            Ok(all)
        }
        .await;
        parts.push(Part { table, rows: scope.finish(result).await? });
    }
    let at = wires.clock.now();
    let file = labour::run(move || pack(lang, at, &parts)).await??;
    let mut scope = Scope::system(wires).await?;
    let kept = keep(&mut scope, id, &open, &file).await;
    scope.finish(kept).await
}

async fn keep(scope: &mut Scope, id: ExportId, open: &exports::Open, file: &[u8]) -> Result<()> {
    let expires_at = scope.now.plus_days(EXPORT_DAYS);
    let chunks: Vec<&[u8]> = file.chunks(CHUNK).collect();
    let size = i64::try_from(file.len()).unwrap_or(i64::MAX);
    if !exports::finish(scope, id, &chunks, size, expires_at).await? {
        return Ok(());
    }
    match store::contact(scope, open.user_id).await? {
        Some(contact) => privacy_mails::export_ready(scope, &contact, id, expires_at).await,
        None => Ok(()),
    }
}
