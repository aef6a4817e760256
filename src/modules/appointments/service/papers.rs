//! Photos and papers that a workshop adds to a visit it has done: a bill, an old part. They stand in the service book of the car
//! and are its owner's.

use crate::{
    kernel::{
        error::{Code, Result},
        ids::{AppointmentId, FileId},
        time::Instant,
    },
    modules::{
        appointments::{
            model::PaperInput,
            policy,
            status::Status,
            store::{self, Appointment},
        },
        vehicles::{self, VisitPaper},
    },
    platform::{Scope, Visit},
};

/// For so many days after its end a visit takes papers.
pub const PAPER_DAYS: i64 = 14;

/// The papers of a done visit as its workshop sees them.
#[derive(Clone, Debug)]
pub struct Filed {
    /// As the book has it.
    pub km: Option<i32>,
    pub papers: Vec<VisitPaper>,
    /// Is it so soon after the end of the work that more may come?
    pub is_open: bool,
}

/// Nothing for visits that were not done, that no book names, and those of cars that have another owner by now.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn filed(scope: &mut Scope, appointment: &Appointment) -> Result<Option<Filed>> {
    if appointment.status != Status::Completed {
        return Ok(None);
    }
    let line = vehicles::line_of_visit(scope, appointment.id).await?;
    Ok(line.map(|line| Filed { km: line.km, papers: line.papers, is_open: is_open(appointment, scope.now) }))
}

fn is_open(appointment: &Appointment, now: Instant) -> bool {
    let done = appointment.closed_at.filter(|_| appointment.status == Status::Completed);
    done.is_some_and(|at| now <= at.plus_days(PAPER_DAYS))
}

/// Asked before a file is read at all.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for strangers, `forbidden` for everybody but the workshop, `wrong_status` for
/// visits that were not done, or too long ago.
pub async fn may_file(visit: &Visit, id: &str) -> Result<AppointmentId> {
    policy::signed_in(&visit.actor)?;
    let mut scope = Scope::read(visit);
    let appointment = store::get(&mut scope, id.parse().map_err(|_| Code::NotFound)?).await?;
    policy::may_file(&scope.actor, &appointment)?;
    if is_open(&appointment, scope.now) { Ok(appointment.id) } else { Err(Code::WrongStatus.into()) }
}

/// Adds a file to a done visit that [`may_file`] has let through: neither its workshop nor the day of its end changes any more.
///
/// # Errors
/// `invalid` on the field `file` for what is neither picture nor plain PDF, too large, there already
/// (`taken`), or one too many (`too_many`).
pub async fn add_paper(visit: &Visit, id: AppointmentId, name: &str, bytes: Vec<u8>) -> Result<FileId> {
    let document = vehicles::harmless(visit, bytes).await?;
    let mut scope = Scope::write(visit).await?;
    let added = vehicles::add_paper(&mut scope, id, name, &document).await;
    scope.finish(added).await
}

/// Takes a paper back that was added by mistake.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for papers of other visits, `forbidden` for everybody but the workshop,
/// `wrong_status` a day after it was added.
pub async fn take_back_paper(scope: &mut Scope, input: &PaperInput) -> Result<AppointmentId> {
    policy::signed_in(&scope.actor)?;
    let file = input.file_id.parse().map_err(|_| Code::NotFound)?;
    let visit = vehicles::visit_of_paper(scope, file).await?;
    let appointment = store::get(scope, visit).await?;
    policy::may_file(&scope.actor, &appointment)?;
    vehicles::take_back_paper(scope, appointment.id, file).await?;
    Ok(appointment.id)
}
