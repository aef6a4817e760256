//! The desk: looking people up, and deciding about them. Each decision needs a fresh proof and leaves an audit row; opening
//! somebody's page and taking the list away leave one too, because they read personal data.

use crate::{
    kernel::{
        actor::Role,
        error::{AppError, Checks, Code, Result, Rule},
        ids::UserId,
        page::Page,
    },
    modules::users::{
        events::{PersonReinstated, PersonSuspended},
        mails,
        model::desk::{NOTE_MAX, NoteInput, PersonInput, RoleInput, UserFilter, reason, user_id},
        policy,
        store::desk::{self as store, Held, Note, Row, Whole},
    },
    platform::{
        Scope, Visit, Wires,
        session::{Ended, end_all, renew_all},
        sheet::Batches,
    },
    say,
};
use serde_json::json;

/// Rows that an export reads at once.
const BATCH: usize = 1000;

/// People for the desk, newest first. `plate_owners` are those whom the text names by a plate.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody else without the desk.
pub async fn admin_list(scope: &mut Scope, filter: &UserFilter, plate_owners: &[UserId]) -> Result<Page<Row>> {
    let reader = policy::may_list(&scope.actor)?;
    store::list(scope, reader, filter, plate_owners, store::PAGE).await
}

/// [`admin_list`] as its page asks for it, with how many there are; the log keeps who looked and by which filters, not what they
/// were set to. One line per page seen: staff is few, and whoever leafs through everybody is to be seen doing it. Wants a scope that
/// writes.
///
/// # Errors
/// As [`admin_list`].
pub async fn look_over(scope: &mut Scope, filter: &UserFilter, plate_owners: &[UserId]) -> Result<(Page<Row>, i64)> {
    let people = admin_list(scope, filter, plate_owners).await?;
    let found = admin_count(scope, filter, plate_owners).await?;
    let detail = json!({ "filters": filter.used(), "rows": people.items.len() });
    scope.audit("users.read_list", "users", "list", detail).await?;
    Ok((people, found))
}

/// How many people the filters let through, counted up to [`store::COUNTED`].
///
/// # Errors
/// As [`admin_list`].
pub async fn admin_count(scope: &mut Scope, filter: &UserFilter, plate_owners: &[UserId]) -> Result<i64> {
    let reader = policy::may_list(&scope.actor)?;
    store::count(scope, reader, filter, plate_owners, Some(store::COUNTED)).await
}

/// A person with what `users` knows about them. Notes are for admins: others get none.
#[derive(Clone, Debug)]
pub struct Opened {
    pub person: Whole,
    pub roles: Vec<Held>,
    pub notes: Vec<Note>,
}

/// Opens the page of a person; the log keeps who looked. Wants a scope that writes.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for an unknown person and for everybody without the desk.
pub async fn open(scope: &mut Scope, id: &str) -> Result<Opened> {
    let reader = policy::may_list(&scope.actor)?;
    let id = user_id(id)?;
    let person = store::whole(scope, reader, id).await?;
    let roles = store::roles(scope, reader, id).await?;
    let notes = match policy::may_decide(&scope.actor) {
        Ok(decider) => store::notes(scope, decider, id).await?,
        Err(_) => Vec::new(),
    };
    scope.audit("users.open_person", "user", &id.to_string(), json!({})).await?;
    Ok(Opened { person, roles, notes })
}

/// Keeps a person out: their sessions end, signing in says what it says to strangers, a mail tells them why. Their workshop
/// leaves the search, and visits to come are called off on both of their sides.
///
/// # Errors
/// `invalid` without a reason, `forbidden` for oneself, `last_admin`, `step_up`; `not_found` for everybody but admins.
pub async fn suspend(scope: &mut Scope, input: &PersonInput) -> Result<()> {
    let decider = policy::may_decide(&scope.actor)?;
    let me = scope.stepped_up()?.user_id;
    let id = user_id(&input.user_id)?;
    let reason = reason(&input.reason)?;
    if id == me {
        return Err(Code::Forbidden.into());
    }
    let person = store::decide(scope, decider, id).await?;
    if person.suspended_at.is_some() {
        return Ok(());
    }
    if store::is_last_admin(scope, decider, id).await? {
        return Err(Code::LastAdmin.into());
    }
    store::suspend(scope, decider, id, &reason).await?;
    let ended = end_all(scope, id, None, Ended::Disabled).await?;
    let detail = json!({ "name": person.full_name, "reason": reason, "sessions": ended });
    scope.audit("users.suspend", "user", &id.to_string(), detail).await?;
    mails::tell(scope, mails::SUSPENDED, id, &reason).await?;
    let at = scope.now;
    scope.publish(&PersonSuspended { user_id: id, at }).await
}

/// Nothing is decided about what is over.
fn not_over(scope: &Scope, person: &store::Decided) -> Result<()> {
    if person.merged {
        return Err(Code::Merged.into());
    }
    if person.erased {
        let message = say!(scope.lang, people.erased_stays).to_owned();
        return Err(AppError { message, ..AppError::new(Code::WrongStatus) });
    }
    Ok(())
}

/// Lets a person in again and brings their workshop back; the visits that were called off stay so.
///
/// # Errors
/// `invalid` without a reason; `merged` for an account that was emptied into another, `wrong_status` for an erased one; `step_up`;
/// `not_found` for an unknown person and for everybody but admins.
pub async fn reinstate(scope: &mut Scope, input: &PersonInput) -> Result<()> {
    let decider = policy::may_decide(&scope.actor)?;
    scope.stepped_up()?;
    let id = user_id(&input.user_id)?;
    let reason = reason(&input.reason)?;
    let person = store::decide(scope, decider, id).await?;
    not_over(scope, &person)?;
    let Some(suspended_at) = person.suspended_at else { return Ok(()) };
    store::reinstate(scope, decider, id).await?;
    let detail = json!({ "name": person.full_name, "reason": reason });
    scope.audit("users.reinstate", "user", &id.to_string(), detail).await?;
    mails::tell(scope, mails::REINSTATED, id, &reason).await?;
    scope.publish(&PersonReinstated { user_id: id, suspended_at }).await
}

/// Ends every session of a person, but for the one that asks.
///
/// # Errors
/// `step_up`; `not_found` for an unknown person and for everybody but admins.
pub async fn end_sessions(scope: &mut Scope, input: &PersonInput) -> Result<()> {
    let decider = policy::may_decide(&scope.actor)?;
    let own = scope.stepped_up()?.session_id;
    let id = user_id(&input.user_id)?;
    let person = store::decide(scope, decider, id).await?;
    let ended = end_all(scope, id, Some(own), Ended::ByAdmin).await?;
    let detail = json!({ "name": person.full_name, "sessions": ended });
    scope.audit("users.end_sessions", "user", &id.to_string(), detail).await?;
    if ended == 0 {
        return Ok(());
    }
    mails::tell(scope, mails::SESSIONS_ENDED, id, "").await
}

/// Gives a person a role that carries rights by itself. Who gets a place at the desk signs in anew, under the desk's shorter limits.
///
/// # Errors
/// `invalid` for an unknown role and for one that nobody gives, `merged` for an account that was emptied into another,
/// `wrong_status` for an erased one, `step_up`; `not_found` for an unknown person and for everybody but admins.
pub async fn grant_role(scope: &mut Scope, input: &RoleInput) -> Result<()> {
    let decider = policy::may_decide(&scope.actor)?;
    let own = scope.stepped_up()?.session_id;
    let (id, role) = chosen(scope, input)?;
    let person = store::decide(scope, decider, id).await?;
    not_over(scope, &person)?;
    if !store::grant(scope, decider, id, role).await? {
        return Ok(());
    }
    if role.needs_second_factor() {
        end_all(scope, id, Some(own), Ended::ByAdmin).await?;
    }
    // What goes on does so under a new id, and no longer than its roles allow.
    renew_all(scope, id).await?;
    let detail = json!({ "name": person.full_name, "role": role.word() });
    scope.audit("users.grant_role", "user", &id.to_string(), detail).await?;
    mails::tell_of_role(scope, mails::ROLE_GIVEN, id, role).await
}

/// Takes a role from a person; their sessions end, so that nothing they have open goes on with it. That of an owner is the right to
/// open a workshop: whoever has opened one keeps it, and the workshop is what can be suspended.
///
/// # Errors
/// `last_admin`, `in_use` for an owner with a workshop, `invalid` for an unknown role and for one that nobody takes, `step_up`; `not_found` for an unknown person and for everybody but admins.
pub async fn revoke_role(scope: &mut Scope, input: &RoleInput) -> Result<()> {
    let decider = policy::may_decide(&scope.actor)?;
    let own = scope.stepped_up()?.session_id;
    let (id, role) = chosen(scope, input)?;
    let person = store::decide(scope, decider, id).await?;
    if role == Role::MechanicOwner && person.has_workshop {
        let message = say!(scope.lang, people.role_has_workshop).to_owned();
        return Err(AppError { message, ..AppError::new(Code::InUse) });
    }
    if role == Role::Admin && store::is_last_admin(scope, decider, id).await? {
        return Err(Code::LastAdmin.into());
    }
    if !store::revoke(scope, decider, id, role).await? {
        return Ok(());
    }
    end_all(scope, id, Some(own), Ended::RoleLost).await?;
    renew_all(scope, id).await?;
    let detail = json!({ "name": person.full_name, "role": role.word() });
    scope.audit("users.revoke_role", "user", &id.to_string(), detail).await?;
    mails::tell_of_role(scope, mails::ROLE_TAKEN, id, role).await
}

/// Makes an account an admin from the command line of the server, where nobody is signed in: the first one, or the next when nobody
/// can come in any more. Says who it is.
///
/// # Errors
/// `not_found` when no open account has proved this address, `unavailable` when the database is away.
pub async fn make_admin(wires: &Wires, email: &str) -> Result<String> {
    let mut scope = Scope::system(wires).await?;
    let made = promote(&mut scope, email).await;
    scope.finish(made).await
}

async fn promote(scope: &mut Scope, email: &str) -> Result<String> {
    let (id, name) = store::promote(scope, &email.trim().to_lowercase()).await?;
    end_all(scope, id, None, Ended::ByAdmin).await?;
    renew_all(scope, id).await?;
    let detail = json!({ "name": name, "role": Role::Admin.word() });
    scope.audit("users.make_admin", "user", &id.to_string(), detail).await?;
    mails::tell_of_role(scope, mails::ROLE_GIVEN, id, Role::Admin).await?;
    Ok(name)
}

fn chosen(scope: &Scope, input: &RoleInput) -> Result<(UserId, Role)> {
    let role = Role::parse(&input.role).ok_or_else(|| AppError::field("role", Rule::UnknownChoice))?;
    if !role.is_given() {
        let message = say!(scope.lang, people.role_follows).to_owned();
        return Err(AppError::field_saying("role", Rule::UnknownChoice, None, message));
    }
    Ok((user_id(&input.user_id)?, role))
}

/// Writes down something about a person. The log keeps that it was done, not the text.
///
/// # Errors
/// `invalid` for an empty or too long text, `step_up`; `not_found` for an unknown person and for everybody but admins.
pub async fn add_note(scope: &mut Scope, input: &NoteInput) -> Result<()> {
    let decider = policy::may_decide(&scope.actor)?;
    scope.stepped_up()?;
    let id = user_id(&input.user_id)?;
    let mut checks = Checks::default();
    let text = checks.text("text", &input.text, 1, NOTE_MAX);
    checks.done()?;
    store::decide(scope, decider, id).await?;
    let note = store::insert_note(scope, decider, id, &text).await?;
    scope.audit("users.add_note", "user", &id.to_string(), json!({ "note": note })).await
}

/// The permit to read one export on, batch by batch.
pub struct Export {
    reader: policy::Reader,
    filter: UserFilter,
    plate_owners: Vec<UserId>,
    count: i64,
    /// What was read with the count; the rest is older than its last row.
    first: Option<Page<Row>>,
    done: bool,
}

/// Begins an export of the filtered list; the log keeps who took how many. Count and first rows are of one snapshot, and the rest is
/// older, so who registers meanwhile is in neither. Wants a scope that writes and has asked nothing yet.
///
/// # Errors
/// `step_up`; `unauthenticated` for visitors, `not_found` for everybody but admins.
pub async fn begin_export(scope: &mut Scope, filter: UserFilter, plate_owners: Vec<UserId>) -> Result<Export> {
    let reader = policy::Reader::from(policy::may_decide(&scope.actor)?);
    scope.stepped_up()?;
    let filter = UserFilter { after: String::new(), ..filter };
    store::one_snapshot(scope).await?;
    let count = store::count(scope, reader, &filter, &plate_owners, None).await?;
    let first = store::list(scope, reader, &filter, &plate_owners, BATCH).await?;
    let filters: serde_json::Map<String, serde_json::Value> =
        filter.pairs().into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect();
    scope.audit("users.export", "users", "csv", json!({ "count": count, "filters": filters })).await?;
    Ok(Export { reader, filter, plate_owners, count, first: Some(first), done: false })
}

impl Export {
    /// How many rows there are.
    pub fn count(&self) -> i64 {
        self.count
    }
}

impl Batches for Export {
    type Row = Row;

    async fn next(&mut self, visit: &Visit) -> Result<Vec<Row>> {
        if self.done {
            return Ok(Vec::new());
        }
        let page = if let Some(first) = self.first.take() {
            first
        } else {
            let mut scope = Scope::read(visit);
            store::list(&mut scope, self.reader, &self.filter, &self.plate_owners, BATCH).await?
        };
        match page.next {
            Some(after) => self.filter.after = after,
            None => self.done = true,
        }
        Ok(page.items)
    }
}
