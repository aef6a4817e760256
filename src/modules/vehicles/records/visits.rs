//! Papers of visits: photos and bills that a workshop adds to what the house has written about its work. Each one that comes
//! or goes is a new version of the line, so the chain seals which there were; everything else the line says stays. The papers
//! belong to the car's owner. Whose the visit is, and for how long it takes papers, is known by `appointments`, which calls.

use super::{
    chain::Said,
    files::with,
    service::write,
    store::{
        Entry,
        files::{self as store, Paper},
        visits::{self, OfVisit},
    },
};
use crate::{
    kernel::{
        error::{Code, Result},
        ids::{AppointmentId, FileId, VehicleId},
        time::Instant,
    },
    modules::vehicles::{garage::store as garage, policy},
    platform::{
        Scope,
        media::Document,
        rate_limit::{self, Limit},
    },
};

/// For so long a workshop takes back what it has added by mistake.
pub const TAKE_BACK_HOURS: i64 = 24;
/// Versions that papers make of one line: all five, each changed twice, then one a day.
const PER_VISIT: Limit = Limit { burst: 15, every_seconds: 24 * 3600 };

/// A paper of a visit, as its workshop lists it.
#[derive(Clone, Debug)]
pub struct VisitPaper {
    pub paper: Paper,
    /// Until when it may be taken back.
    pub until: Instant,
}

/// The line of a visit, as its workshop sees it.
#[derive(Clone, Debug)]
pub struct VisitLine {
    /// As it was read on the odometer, or known before.
    pub km: Option<i32>,
    pub papers: Vec<VisitPaper>,
}

/// What a workshop has told and added of a visit; nothing where the book has no such line, or its car has another owner by
/// now.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn line_of_visit(scope: &mut Scope, visit: AppointmentId) -> Result<Option<VisitLine>> {
    let Some(line) = visits::newest(scope, visit).await?.filter(|line| line.entry.is_own) else { return Ok(None) };
    let papers = store::list(scope, line.entry.record_id).await?;
    let papers = papers.into_iter().map(|paper| VisitPaper { until: until(&paper), paper }).collect();
    Ok(Some(VisitLine { km: line.entry.km, papers }))
}

fn until(paper: &Paper) -> Instant {
    paper.created_at.plus_minutes(TAKE_BACK_HOURS * 60)
}

/// The same for the owner of the car; nothing for everybody else.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn own_papers_of_visit(scope: &mut Scope, visit: AppointmentId) -> Result<Vec<Paper>> {
    let Ok(owner) = policy::reach(&scope.actor) else { return Ok(Vec::new()) };
    match visits::newest(scope, visit).await? {
        Some(line) if line.entry.is_own && line.customer_id == owner.id() => {
            store::list(scope, line.entry.record_id).await
        }
        _ => Ok(Vec::new()),
    }
}

/// Adds a paper to the line of a visit.
///
/// # Errors
/// `wrong_status` where the book has no such line or its car has another owner by now; `invalid` on the field `file` for one
/// that is there already (`taken`) or one too many (`too_many`); `too_many` for a line that was changed too often.
pub async fn add_paper(scope: &mut Scope, visit: AppointmentId, name: &str, document: &Document) -> Result<FileId> {
    let line = locked(scope, visit).await?;
    let (hash, files) = with(&line.entry.files, document)?;
    let record = line.entry.record_id;
    let version = write_again(scope, visit, line, files).await?;
    store::insert(scope, record, version, name, &hash, document).await
}

/// The visit that a paper was added to.
///
/// # Errors
/// `not_found` for papers of declarations, and for what is none.
pub async fn visit_of_paper(scope: &mut Scope, id: FileId) -> Result<AppointmentId> {
    visits::of_paper(scope, id).await
}

/// Takes a paper away again.
///
/// # Errors
/// `not_found` for papers of other visits, `wrong_status` after [`TAKE_BACK_HOURS`], else as [`add_paper`].
pub async fn take_back_paper(scope: &mut Scope, visit: AppointmentId, id: FileId) -> Result<()> {
    let line = locked(scope, visit).await?;
    let papers = store::list(scope, line.entry.record_id).await?;
    let paper = papers.iter().find(|paper| paper.id == id).ok_or(Code::NotFound)?;
    if until(paper) < scope.now {
        return Err(Code::WrongStatus.into());
    }
    let hash = store::delete(scope, id).await?;
    let files = line.entry.files.iter().filter(|file| **file != hash).cloned().collect();
    write_again(scope, visit, line, files).await.map(drop)
}

/// The newest version of a line, with its car locked.
async fn locked(scope: &mut Scope, visit: AppointmentId) -> Result<OfVisit> {
    let found = visits::newest(scope, visit).await?.ok_or(Code::WrongStatus)?;
    garage::lock_km(scope, found.vehicle_id).await?;
    // Somebody may have written a version meanwhile, or handed the car over.
    let line = visits::newest(scope, visit).await?.filter(|line| line.entry.is_own).ok_or(Code::WrongStatus)?;
    rate_limit::spend_in(scope, "visit_papers", &visit.to_string(), PER_VISIT).await?;
    Ok(line)
}

/// A version that says what the last one said, with other papers; its number.
async fn write_again(scope: &mut Scope, visit: AppointmentId, line: OfVisit, files: Vec<String>) -> Result<i32> {
    let version = line.entry.version + 1;
    write(scope, said_again(visit, line.vehicle_id, line.entry, files, scope.now)).await?;
    Ok(version)
}

fn said_again(visit: AppointmentId, car: VehicleId, last: Entry, files: Vec<String>, now: Instant) -> Said {
    Said {
        vehicle_id: car,
        seq: 0,
        record_id: last.record_id,
        version: last.version + 1,
        origin: "visit".to_owned(),
        appointment_id: Some(visit),
        is_withdrawn: false,
        done_on: last.done_on,
        km: last.km,
        workshop: last.workshop,
        items: last.items,
        parts_kurus: last.parts,
        labour_kurus: last.labour,
        total_kurus: last.total,
        note: last.note,
        created_at: now,
        files,
    }
}
