//! Leaving: asked for, thirty days to think again, then erased by the lists of `platform::personal`.

use crate::{
    kernel::{
        error::{AppError, Code, Result, Rule},
        ids::{DeletionId, UserId},
    },
    modules::users::{
        events::{DeletionAsked, DeletionCancelled, PersonLeaves},
        model::privacy::{CancelDeletionInput, DeletionInput, DeletionPlanned},
        privacy_mails,
        store::{self, deletion, merging},
    },
    platform::{
        Scope, Visit, Wires, media,
        personal::Fate,
        session::{self, Ended},
        token::Token,
    },
    say,
};

/// How long a deletion can be taken back.
pub const GRACE_DAYS: i64 = 30;
const BATCH: i64 = 100;

/// Plans the deletion of one's account and ends all its sessions. The way back is in the mail, or signing in again.
///
/// # Errors
/// `unauthenticated` for visitors, `invalid` when the address (or name, without one) was not typed, `step_up` when the last proof is too old,
/// `in_use` for people with a role of the staff.
pub async fn request_deletion(scope: &mut Scope, input: &DeletionInput) -> Result<DeletionPlanned> {
    let person = scope.actor.person().ok_or(Code::Unauthenticated)?;
    let user = person.user_id;
    if !input.confirm.trim().eq_ignore_ascii_case(person.known_as()) {
        let by_name = person.email.is_empty();
        let message =
            if by_name { say!(scope.lang, guests.leave_mismatch) } else { say!(scope.lang, privacy.confirm_mismatch) };
        return Err(AppError::field_saying("confirm", Rule::MustAccept, None, message.to_owned()));
    }
    scope.stepped_up()?;
    if deletion::is_staff(scope, user).await? {
        let message = say!(scope.lang, privacy.staff_cannot_leave).to_owned();
        return Err(AppError { message, ..AppError::new(Code::InUse) });
    }
    let (code, due_at) = (Token::fresh(), scope.now.plus_days(GRACE_DAYS));
    deletion::insert(scope, DeletionId::fresh(), user, due_at, &code.hash()).await?;
    if let Some(contact) = store::contact(scope, user).await? {
        privacy_mails::deletion_planned(scope, user, &contact, due_at, &code).await?;
    }
    session::end_all(scope, user, None, Ended::Deleted).await?;
    let at = scope.now;
    scope.publish(&DeletionAsked { user_id: user, at }).await?;
    Ok(DeletionPlanned { due_at: due_at.rfc3339() })
}

/// Takes a deletion back by the mailed code.
///
/// # Errors
/// `expired` when the code is unknown, was used, or the account is gone.
pub async fn cancel_deletion(scope: &mut Scope, input: CancelDeletionInput) -> Result<()> {
    let code = Token::sent(input.code);
    let cancelled = deletion::cancel_by_link(scope, &code.hash()).await?.ok_or(Code::Expired)?;
    tell_cancelled(scope, cancelled).await
}

/// Somebody came in who had asked to be deleted: that is off. Written at once.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn came_back(visit: &Visit, user: UserId) -> Result<()> {
    let mut scope = Scope::write(visit).await?;
    let result = async {
        match deletion::cancel_of(&mut scope, user).await? {
            Some(cancelled) => tell_cancelled(&mut scope, cancelled).await,
            None => Ok(()),
        }
    }
    .await;
    scope.finish(result).await
}

async fn tell_cancelled(scope: &mut Scope, cancelled: deletion::Cancelled) -> Result<()> {
    let (user_id, asked_at) = (cancelled.user_id, cancelled.requested_at);
    if let Some(contact) = store::contact(scope, user_id).await? {
        privacy_mails::deletion_cancelled(scope, user_id, &contact, asked_at).await?;
    }
    scope.publish(&DeletionCancelled { user_id, asked_at }).await
}

/// Erases everybody whose time has come, each in a transaction of their own; says how many, and how many failed.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn erase_due(wires: &Wires) -> Result<(i32, i32)> {
    let mut erased = 0;
    loop {
        let mut scope = Scope::system(wires).await?;
        let due = deletion::due(&mut scope, BATCH).await;
        let due = scope.finish(due).await?;
        let (before, mut failed) = (erased, 0);
        for id in &due {
            let mut scope = Scope::system(wires).await?;
            let result = erase(&mut scope, *id).await;
            match scope.finish(result).await {
                Ok(Some(Erased { photos })) => {
                    erased += 1;
                    // Only now that nothing shows it any more.
                    for photo in &photos {
                        media::forget(wires, Some(photo)).await;
                    }
                }
                Ok(None) => {}
                Err(error) if error.code == Code::Unavailable => return Err(error),
                // One person's trouble must not keep the others; it is reported, and tried again the next night.
                Err(error) => {
                    failed += 1;
                    tracing::error!(deletion = %id, code = ?error.code, reference = error.reference, "erasing failed");
                }
            }
        }
        if erased == before || wires.stopping.is_cancelled() {
            return Ok((erased, failed));
        }
    }
}

/// What is left of somebody outside of the database.
struct Erased {
    photos: Vec<String>,
}

async fn erase(scope: &mut Scope, id: DeletionId) -> Result<Option<Erased>> {
    let Some(user_id) = deletion::take(scope, id).await? else { return Ok(None) };
    // Accounts of the same person that were emptied into this one keep what proves something, and go along.
    let mut people = merging::emptied_into(scope, user_id).await?;
    people.push(user_id);
    let mut photos = Vec::new();
    for person in &people {
        photos.extend(store::photo::key(scope, *person).await?);
    }
    let contact = store::contact(scope, user_id).await?;
    scope.publish(&PersonLeaves { user_id }).await?;
    let personal = scope.wires.personal.clone();
    for holding in &personal.holdings {
        match holding.fate {
            Fate::Deleted(erase) | Fate::Blanked(erase, _) => {
                for person in &people {
                    let rows = erase(scope, *person).await?;
                    tracing::debug!(table = holding.table, rows, "erased");
                }
            }
            Fate::Kept(_) => {}
        }
    }
    deletion::note_done(scope, id).await?;
    if let Some(contact) = contact {
        privacy_mails::deletion_done(scope, user_id, &contact).await?;
    }
    scope.audit("privacy.erase", "user", &user_id.to_string(), serde_json::json!({})).await?;
    Ok(Some(Erased { photos }))
}
