//! Server functions of `appointments`. After a move a plain form goes back to the page it stands on.

mod guests;

pub use guests::{begin_as_guest, go_on_as_guest, prove_guest, text_guest_again};

use super::clients::inputs::NoteInput;
use super::model::{
    AppointmentItem, BookInput, Booked, FileInput, FreeSlot, MoveInput, PaperInput, PersonInput, ProposeInput,
};
use crate::kernel::error::AppError;
use leptos::{prelude::*, server_fn::codec::GetUrl};

/// Free times of a workshop (id or slug) for these services (ids with commas between), from a day on for some days. Work may
/// take longer on one of one's own cars (`vehicle`).
#[server(endpoint = "appointments/free_slots", input = GetUrl)]
pub async fn free_slots(
    #[server(default)] mechanic: String,
    #[server(default)] services: String,
    #[server(default)] vehicle: String,
    #[server(default)] from: String,
    #[server(default)] days: String,
) -> Result<Vec<FreeSlot>, AppError> {
    let mut scope = crate::platform::Scope::reading()?;
    super::service::free_slots(&mut scope, &mechanic, &services, &vehicle, &from, &days).await
}

/// Books a visit.
#[server(endpoint = "appointments/book")]
pub async fn book(#[server(default)] input: BookInput) -> Result<Booked, AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, Visit, reply::reply_noticed},
    };
    let visit = Visit::current()?;
    let visitor = crate::modules::mechanics::advert_visitor(&visit);
    let mut scope = Scope::write(&visit).await?;
    let result = super::service::book(&mut scope, input, visitor.as_deref()).await;
    let result = scope.finish(result).await;
    let notice = result.as_ref().map_or("", Booked::notice);
    reply_noticed(result, notice, |booked| paths::appointment(booked.id))
}

/// The actor's appointments; `as=workshop`: those of their workshop.
#[server(endpoint = "appointments/mine", input = GetUrl)]
pub async fn mine(
    #[server(default)]
    #[server(rename = "as")]
    side: String,
) -> Result<Vec<AppointmentItem>, AppError> {
    let mut scope = crate::platform::Scope::reading()?;
    super::service::mine(&mut scope, side == "workshop").await
}

/// The mechanic takes a request.
#[server(endpoint = "appointments/confirm")]
pub async fn confirm(#[server(default)] input: MoveInput) -> Result<Booked, AppError> {
    let mut scope = crate::platform::Scope::begin().await?;
    let result = super::service::confirm(&mut scope, input).await;
    crate::platform::reply::noticed(scope.finish(result).await, "confirmed")
}

/// The mechanic turns a request down, with a reason.
#[server(endpoint = "appointments/decline")]
pub async fn decline(#[server(default)] input: MoveInput) -> Result<Booked, AppError> {
    let mut scope = crate::platform::Scope::begin().await?;
    let result = super::service::decline(&mut scope, input).await;
    crate::platform::reply::noticed(scope.finish(result).await, "declined")
}

/// Either side calls the visit off.
#[server(endpoint = "appointments/cancel")]
pub async fn cancel(#[server(default)] input: MoveInput) -> Result<Booked, AppError> {
    let mut scope = crate::platform::Scope::begin().await?;
    let result = super::service::cancel(&mut scope, input).await;
    crate::platform::reply::noticed(scope.finish(result).await, "cancelled")
}

/// The work is done.
#[server(endpoint = "appointments/complete")]
pub async fn complete(#[server(default)] input: MoveInput) -> Result<Booked, AppError> {
    let mut scope = crate::platform::Scope::begin().await?;
    let result = super::service::complete(&mut scope, input).await;
    crate::platform::reply::noticed(scope.finish(result).await, "completed")
}

/// The customer did not come.
#[server(endpoint = "appointments/no_show")]
pub async fn no_show(#[server(default)] input: MoveInput) -> Result<Booked, AppError> {
    let mut scope = crate::platform::Scope::begin().await?;
    let result = super::service::no_show(&mut scope, input).await;
    crate::platform::reply::noticed(scope.finish(result).await, "no_show")
}

/// The mechanic offers another time.
#[server(endpoint = "appointments/propose")]
pub async fn propose(#[server(default)] input: ProposeInput) -> Result<Booked, AppError> {
    let mut scope = crate::platform::Scope::begin().await?;
    let result = super::service::propose(&mut scope, input).await;
    crate::platform::reply::noticed(scope.finish(result).await, "proposed")
}

/// The customer takes the offered time.
#[server(endpoint = "appointments/accept_proposal")]
pub async fn accept_proposal(#[server(default)] input: MoveInput) -> Result<Booked, AppError> {
    let mut scope = crate::platform::Scope::begin().await?;
    let result = super::service::accept_proposal(&mut scope, input).await;
    crate::platform::reply::noticed(scope.finish(result).await, "confirmed")
}

/// Writes done visits of before into the service book of one's own car.
#[server(endpoint = "appointments/file_visits")]
pub async fn file_visits(#[server(default)] input: FileInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = super::service::file(&mut scope, &input.vehicle_id).await;
    reply_noticed(scope.finish(result).await, "saved", |id| paths::car_book(*id)).map(drop)
}

/// Takes back a photo or paper that was added to a done visit.
#[server(endpoint = "appointments/remove_paper")]
pub async fn remove_paper(#[server(default)] input: PaperInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = super::service::take_back_paper(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "removed", |id| paths::workshop_appointment(*id)).map(drop)
}

/// Another one of the workshop's people does the work.
#[server(endpoint = "appointments/change_person")]
pub async fn change_person(#[server(default)] input: PersonInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = super::service::change_person(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "saved", |id| paths::workshop_appointment(*id)).map(drop)
}

/// Keeps what a workshop notes about one of its customers.
#[server(endpoint = "appointments/note_customer")]
pub async fn note_customer(#[server(default)] input: NoteInput) -> Result<(), AppError> {
    use super::clients::service;
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::save_note(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "saved", |id| paths::workshop_customer(*id)).map(drop)
}
