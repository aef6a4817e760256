//! Shared tablets: sessions of a workshop's owner that show nothing of theirs. Somebody of the staff who types their PIN is
//! known there for a while, only where visits are seen and moved, and only as somebody who works there.

use super::{Found, NewSession, replace};
use crate::{
    kernel::{
        actor::{Employment, Person, Post, Proof, Role},
        error::Result,
        ids::{MechanicId, SessionId, UserId},
        paths,
        time::Instant,
    },
    platform::{Scope, Visit},
};
use serde::{Deserialize, Serialize};

/// Under this key the record says that the browser is a tablet.
pub const TABLET: &str = "tablet";
/// Who rests longer is asked for the PIN again.
pub const TABLET_IDLE_MINUTES: i64 = 10;
/// So does everybody after so long.
pub const TABLET_HOURS: i64 = 12;

/// The shared tablet that a browser is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tablet {
    pub session_id: SessionId,
    pub owner: UserId,
    pub mechanic_id: MechanicId,
}

/// Pages on which the person at a tablet is known.
const PAGES: [&str; 3] = [paths::WORKSHOP, paths::WORKSHOP_CALENDAR, paths::WORKSHOP_APPOINTMENTS];
/// Calls that know them.
const CALLS: [&str; 9] = [
    "/api/appointments/mine",
    "/api/appointments/confirm",
    "/api/appointments/decline",
    "/api/appointments/cancel",
    "/api/appointments/complete",
    "/api/appointments/no_show",
    "/api/appointments/propose",
    "/api/appointments/remove_paper",
    "/api/mechanics/lock_tablet",
];

/// Is the person at a tablet known there? Everywhere else the browser is a visitor's.
pub fn knows_person_at(path: &str) -> bool {
    let is_visit = path.strip_prefix(paths::WORKSHOP_APPOINTMENTS).is_some_and(|rest| rest.starts_with('/'));
    PAGES.contains(&path) || CALLS.contains(&path) || is_visit
}

/// A person as a tablet knows them: at the workshop and nowhere else, whatever they are otherwise.
pub(super) fn at_tablet(found: Found, tablet: Tablet, is_in: bool) -> Found {
    let person = found.person.filter(|_| is_in).map(|person| Person {
        roles: vec![Role::MechanicStaff],
        locked_roles: Vec::new(),
        customer_id: None,
        mechanic_id: None,
        employment: Some(Employment { mechanic_id: tablet.mechanic_id, post: Post::Mechanic }),
        proof: Proof { on_tablet: true, ..Proof::default() },
        email: String::new(),
        email_verified: true,
        ..person
    });
    Found { person, tablet: Some(tablet), renews: false, ..found }
}

/// Makes the asking browser a tablet of the workshop whose owner sits there; their own session on it ends.
///
/// # Errors
/// `unauthenticated` for visitors.
pub async fn begin(visit: &Visit, mechanic: MechanicId, name: String) -> Result<()> {
    let owner = visit.person()?.user_id;
    start(visit, owner, None, Some((mechanic, name))).await
}

/// Somebody has come in: the tablet goes on under a new id, and their hours count from now.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn renew(visit: &Visit, tablet: Tablet) -> Result<()> {
    start(visit, tablet.owner, Some(tablet.session_id), None).await
}

async fn start(
    visit: &Visit,
    user_id: UserId,
    continues: Option<SessionId>,
    tablet: Option<(MechanicId, String)>,
) -> Result<()> {
    let session = NewSession {
        user_id,
        user_agent: visit.user_agent.clone(),
        ip: visit.ip.to_string(),
        admin: false,
        level: 1,
        proved_at: None,
        methods: Vec::new(),
        continues,
        tablet,
    };
    replace(visit, session).await
}

/// Ends what a person is doing at tablets; they type their PIN again, if they still may.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn stand_up(scope: &mut Scope, user: UserId) -> Result<()> {
    sqlx::query!(
        "update user_sessions set acts_as_user_id = null, acts_until = null
         where acts_as_user_id = $1 and tablet_of is not null",
        *user
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// A tablet as its owner sees it.
#[derive(Clone, Debug)]
pub struct Kept {
    pub id: SessionId,
    pub name: String,
    pub user_agent: String,
    pub created_at: Instant,
    pub last_seen_at: Instant,
}

/// The tablets of a workshop that live, last seen first; at most `limit`.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn list(scope: &mut Scope, mechanic: MechanicId, limit: i64) -> Result<Vec<Kept>> {
    let now = scope.now;
    let rows = sqlx::query_as!(
        Kept,
        r#"select id, tablet_name as "name!", user_agent, created_at, last_seen_at from user_sessions
           where tablet_of = $1 and ended_at is null and expires_at > $2 and idle_expires_at > $2
           order by last_seen_at desc, id desc limit $3"#,
        *mechanic,
        now,
        limit
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::knows_person_at;

    #[test]
    fn a_person_is_known_only_where_visits_are() {
        for path in ["/atolye", "/atolye/randevular", "/atolye/randevular/x", "/api/appointments/confirm"] {
            assert!(knows_person_at(path), "{path}");
        }
        for path in [
            "/",
            "/hesap",
            "/hesap/ayarlar/guvenlik",
            "/onay",
            "/atolye/ekip",
            "/atolye/profil",
            "/atolye/randevularx",
            "/atolye-daveti",
            "/api/auth/me",
            "/api/auth/step_up",
            "/api/appointments/book",
            "/api/mechanics/set_pin",
            "/api/mechanics/mine",
            "/api/users/save_settings",
        ] {
            assert!(!knows_person_at(path), "{path}");
        }
    }
}
