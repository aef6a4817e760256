//! Comparing a sheet with the catalogue, looking at what came of it, applying it.

use super::{
    file,
    finding::{Counts, Finding},
    jobs::ApplySheet,
    judge::Judge,
    store::{self, Difference, Import, Wrong, apply},
};
use crate::{
    kernel::{
        error::{AppError, Code, Result, Rule},
        ids::ImportId,
        page::Page,
    },
    modules::vehicles::{
        catalogue::{inputs::ImportInput, service::last_year},
        policy,
    },
    platform::{
        Scope, Visit, Wires,
        jobs::{When, enqueue},
        labour,
        rate_limit::{self, Limit},
        reference,
    },
};
use graphile_worker::TaskHandler;
use serde_json::json;

pub const PER_ADMIN: Limit = Limit { burst: 10, every_seconds: 60 };
/// What is shown of a sheet at once.
pub const DIFFERENCES: usize = 200;
pub const WRONG: usize = 100;
const LATEST: usize = 20;
const NAME_MAX: usize = 120;
/// Lines between two reports of how far it is.
const STEP: i64 = 2_500;

/// Counts a sheet before any of it is read.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody but admins, `too_many` beyond [`PER_ADMIN`].
pub async fn may_compare(visit: &Visit) -> Result<()> {
    policy::keeper(&visit.actor)?;
    rate_limit::spend(&visit.wires, "catalogue_import", &visit.person()?.user_id.to_string(), PER_ADMIN).await
}

/// Compares a sheet that [`may_compare`] has let through with the catalogue and keeps what it would change.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody but admins; `invalid` as [`file::each_line`].
pub async fn compare(visit: &Visit, name: &str, bytes: Vec<u8>) -> Result<ImportId> {
    let keeper = policy::keeper(&visit.actor)?;
    let mut scope = Scope::read_fresh(visit).await?;
    let (brands, models, variants) = store::catalogue(&mut scope, &keeper).await?;
    let newest = last_year(&scope);
    scope.release();
    let (ignored, counts, findings) =
        labour::run(move || judge(&bytes, Judge::new(newest, brands, models, variants))).await??;
    let id = ImportId::fresh();
    let mut scope = Scope::write(visit).await?;
    let kept = store::insert(&mut scope, &keeper, (id, &short(name)), (&ignored, counts), &findings).await;
    scope.finish(kept).await.map(|()| id)
}

fn judge(bytes: &[u8], mut judge: Judge) -> Result<(Vec<String>, Counts, Vec<Finding>)> {
    let ignored = file::each_line(bytes, |number, cells| judge.take(number, cells))?;
    Ok((ignored, judge.counts, judge.findings))
}

fn short(name: &str) -> String {
    let name: String = name.trim().chars().filter(|c| !c.is_control()).take(NAME_MAX).collect();
    if name.is_empty() { String::from("-") } else { name }
}

/// The newest sheets, from the one after `after` on; what names none begins at the start.
///
/// # Errors
/// As [`compare`].
pub async fn latest(scope: &mut Scope, after: &str) -> Result<Page<Import>> {
    let keeper = policy::keeper(&scope.actor)?;
    store::latest(scope, &keeper, after.parse().ok(), LATEST).await
}

/// What is shown of one sheet.
pub struct Shown {
    pub import: Import,
    pub differences: Page<Difference>,
    pub wrong: Page<Wrong>,
}

/// A sheet with its differences and its wrong lines, each after one of them.
///
/// # Errors
/// As [`compare`]; `not_found` for unknown ones.
pub async fn show(scope: &mut Scope, id: &str, after_difference: &str, after: &str) -> Result<Shown> {
    let keeper = policy::keeper(&scope.actor)?;
    let id: ImportId = id.parse().map_err(|_| Code::NotFound)?;
    let after = if after.is_empty() { 0 } else { after.parse().map_err(|_| AppError::new(Code::NotFound))? };
    let place = match after_difference {
        "" => None,
        text => Some(place(text).ok_or(Code::NotFound)?),
    };
    Ok(Shown {
        import: store::one(scope, &keeper, id).await?,
        differences: store::differences(scope, &keeper, id, place, DIFFERENCES).await?,
        wrong: store::wrong(scope, &keeper, id, after, WRONG).await?,
    })
}

fn place(text: &str) -> Option<store::Place> {
    let mut parts = text.splitn(3, '_');
    Some((parts.next()?.to_owned(), parts.next()?.parse().ok()?, parts.next()?.to_owned()))
}

/// Lets a job apply a sheet; one at a time.
///
/// # Errors
/// As [`show`]; `invalid` on `skip` when lines are wrong and nobody said to leave them out, `wrong_status` when there is nothing
/// to do, it was applied before or another one is under way.
pub async fn apply(scope: &mut Scope, input: &ImportInput) -> Result<ImportId> {
    let keeper = policy::keeper(&scope.actor)?;
    let (id, skip) = input.check()?;
    let import = store::one(scope, &keeper, id).await?;
    if import.refused_lines > 0 && !skip {
        return Err(AppError::field("skip", Rule::MustAccept));
    }
    if !import.changes() {
        return Err(Code::WrongStatus.into());
    }
    store::queue(scope, &keeper, id).await?;
    let detail = json!({
        "file": import.file_name, "new": import.new_lines, "changed": import.changed_lines, "other": import.other_rows,
        "left_out": import.refused_lines
    });
    scope.audit("vehicles.apply_import", "import", &id.to_string(), detail).await?;
    let when = When { run_at: None, key: Some(format!("catalogue_import:{id}")) };
    enqueue(scope, ApplySheet::IDENTIFIER, &ApplySheet { import_id: id }, when).await?;
    Ok(id)
}

/// Forgets a sheet; what it has changed stays.
///
/// # Errors
/// As [`show`]; `wrong_status` while it is being applied.
pub async fn drop_one(scope: &mut Scope, input: &ImportInput) -> Result<()> {
    let keeper = policy::keeper(&scope.actor)?;
    let (id, _) = input.check()?;
    store::one(scope, &keeper, id).await?;
    store::delete(scope, &keeper, id).await
}

/// Brings a queued sheet into the catalogue, whole or not at all. Running it again begins anew; after it was finished it does
/// nothing.
///
/// # Errors
/// `unavailable` when the database is away (the job then comes again); whatever else goes wrong marks the sheet as failed.
pub async fn carry_out(wires: &Wires, id: ImportId) -> Result<()> {
    let failure = match write(wires, id).await {
        Ok(true) => return Ok(()),
        Err(error) if error.code == Code::Unavailable => return Err(error),
        Ok(false) => "stale",
        Err(error) => {
            tracing::error!(import = %id, code = ?error.code, reference = error.reference, "catalogue import failed");
            "internal"
        }
    };
    let mut scope = Scope::system(wires).await?;
    let noted = apply::fail(&mut scope, id, failure).await;
    scope.finish(noted).await
}

/// `false` when the catalogue is not what the sheet was compared with.
async fn write(wires: &Wires, id: ImportId) -> Result<bool> {
    let mut scope = Scope::system(wires).await?;
    let begun = apply::begin(&mut scope, id).await;
    if scope.finish(begun).await?.is_none() {
        return Ok(true);
    }
    let mut scope = Scope::system(wires).await?;
    let written = write_all(wires, &mut scope, id).await;
    let written = scope.finish(written).await;
    reference::reload_after(wires, written).await
}

async fn write_all(wires: &Wires, scope: &mut Scope, id: ImportId) -> Result<bool> {
    if !apply::lock(scope, id).await? {
        return Ok(true);
    }
    if apply::is_stale(scope, id).await? {
        return Ok(false);
    }
    apply::write_names(scope, id).await?;
    let (mut line, mut done) = (0, 0);
    while let Some((last, count)) = apply::write_variants(scope, id, line, STEP).await? {
        (line, done) = (last, done + count);
        // Seen from outside only because it is another transaction.
        let mut outside = Scope::system(wires).await?;
        let noted = apply::note(&mut outside, id, done).await;
        outside.finish(noted).await?;
    }
    let newest = last_year(scope);
    apply::settle_years(scope, id, newest).await?;
    apply::finish(scope, id).await?;
    Ok(true)
}
