//! Papers of declarations: bills and test sheets. Each one that comes or goes is a new version of its record, so the chain
//! seals which papers there were; the papers themselves are their owner's, who may take them away.

use super::{
    inputs::{OneRecordInput, RecordFileInput},
    model::record_id,
    service::{own, write_again},
    store::files::{self as store, Opened, Paper},
};
use crate::{
    kernel::{
        error::{AppError, Code, Result, Rule},
        ids::{FileId, RecordId, VehicleId},
    },
    modules::vehicles::{garage::store as garage, policy},
    platform::{
        Scope, Visit,
        media::{self, Document},
        rate_limit::{self, Limit},
    },
};
use sha2::{Digest, Sha256};

/// Papers of one line of the book.
pub const FILES_MAX: usize = 5;
/// Files that one person sends.
const PER_PERSON: Limit = Limit { burst: 20, every_seconds: 60 };

/// The papers of a declaration of one's own.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for records of others, `wrong_status` for what the house wrote.
pub async fn list(scope: &mut Scope, record: RecordId) -> Result<Vec<Paper>> {
    let owner = policy::reach(&scope.actor)?;
    own(scope, owner, record).await?;
    store::list(scope, record).await
}

/// Asked before a file is read at all; the car of the record.
///
/// # Errors
/// As [`list`].
pub async fn may_add(visit: &Visit, input: &OneRecordInput) -> Result<VehicleId> {
    let owner = policy::viewer(&visit.actor)?;
    own(&mut Scope::read(visit), owner, record_id(&input.record_id)?).await.map(|(car, _)| car)
}

/// A file that somebody has sent, made harmless.
///
/// # Errors
/// `invalid` on the field `file` for what is neither picture nor plain PDF, or too large; `too_many` for who sends without end.
pub async fn harmless(visit: &Visit, bytes: Vec<u8>) -> Result<Document> {
    let me = visit.person()?.user_id.to_string();
    rate_limit::spend(&visit.wires, "record_file", &me, PER_PERSON).await?;
    media::document(visit.lang, bytes).await
}

/// Keeps one more paper, made harmless first. [`may_add`] is asked before.
///
/// # Errors
/// `invalid` on the field `file` for what is neither picture nor plain PDF, too large, there already (`taken`), or one too
/// many (`too_many`); `too_many` for who sends without end; as [`may_add`].
pub async fn add(visit: &Visit, input: &OneRecordInput, name: &str, bytes: Vec<u8>) -> Result<FileId> {
    let document = harmless(visit, bytes).await?;
    let mut scope = Scope::write(visit).await?;
    let kept = keep(&mut scope, record_id(&input.record_id)?, name, &document).await;
    scope.finish(kept).await
}

async fn keep(scope: &mut Scope, record: RecordId, name: &str, document: &Document) -> Result<FileId> {
    let owner = policy::viewer(&scope.actor)?;
    let (car, _) = own(scope, owner, record).await?;
    garage::lock_km(scope, car).await?;
    // Somebody may have written a version meanwhile.
    let (_, last) = own(scope, owner, record).await?;
    let (hash, files) = with(&last.files, document)?;
    let version = write_again(scope, car, last, files, false).await?;
    store::insert(scope, record, version, name, &hash, document).await
}

/// The hash of a paper, and the papers of a line with it.
pub(super) fn with(files: &[String], document: &Document) -> Result<(Vec<u8>, Vec<String>)> {
    let hash = Sha256::digest(&document.bytes).to_vec();
    let digits: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    if files.contains(&digits) {
        return Err(AppError::field("file", Rule::Taken));
    }
    if files.len() >= FILES_MAX {
        return Err(AppError::field_with("file", Rule::TooMany, i64::try_from(FILES_MAX).ok()));
    }
    Ok((hash, [files, &[digits]].concat()))
}

/// The papers of a record that its owner sees and does not change: what a workshop has added to its visit.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for records of others.
pub async fn seen(scope: &mut Scope, record: RecordId) -> Result<Vec<Paper>> {
    let owner = policy::reach(&scope.actor)?;
    store::seen(scope, owner, record).await
}

/// Takes a paper away.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for papers of others, `wrong_status` once its record was taken back.
pub async fn remove(scope: &mut Scope, input: &RecordFileInput) -> Result<(VehicleId, RecordId)> {
    let owner = policy::viewer(&scope.actor)?;
    let id = file_id(&input.file_id)?;
    let found = store::belonging(scope, owner, id).await?;
    garage::lock_km(scope, found.vehicle_id).await?;
    let (car, last) = own(scope, owner, found.record_id).await?;
    let hash = store::delete(scope, id).await?;
    let files = last.files.iter().filter(|file| **file != hash).cloned().collect();
    write_again(scope, car, last, files, false).await?;
    Ok((car, found.record_id))
}

/// # Errors
/// `unauthenticated` for visitors, `forbidden` for who acts for another, `not_found` for papers of others.
pub async fn open(scope: &mut Scope, id: &str) -> Result<Opened> {
    let owner = policy::viewer(&scope.actor)?;
    store::open(scope, owner, file_id(id)?).await
}

fn file_id(text: &str) -> Result<FileId> {
    text.parse().map_err(|_| Code::NotFound.into())
}
