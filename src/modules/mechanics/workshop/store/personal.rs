//! What this module keeps about people: the workshops they own or work for.

use super::kept;
use crate::{
    erase_by, expire_by,
    kernel::{
        error::Result,
        ids::{MechanicId, UserId},
        time::Instant,
    },
    modules::mechanics::{
        adverts::store::personal as adverts, application::store::personal as application, gallery::store as gallery,
        people::store::personal as people,
    },
    platform::{
        Scope,
        personal::{Basis, Fate, Holding, Merge, Sweep},
    },
    rows_of,
};

pub fn holdings() -> Vec<Holding> {
    [
        staff(),
        application::holdings(),
        adverts::holdings(),
        offers(),
        calendar(),
        people::holdings(),
        kept::holdings(),
        vec![photos(), workshop()],
    ]
    .concat()
}

fn staff() -> Vec<Holding> {
    vec![
        Holding {
            table: "mechanic_pins",
            merge: Merge::Workshop,
            copied: rows_of!(
                r#"select jsonb_build_object('created_at', set_at) as "row!" from mechanic_pins where user_id = $1"#
            ),
            fate: Fate::Deleted(erase_by!("delete from mechanic_pins where user_id = $1")),
        },
        Holding {
            table: "mechanic_staff",
            merge: Merge::Workshop,
            copied: rows_of!(
                r#"select to_jsonb(s) - 'user_id' - 'mechanic_id' || jsonb_build_object('mechanic_name', m.name) as "row!"
                   from mechanic_staff s join mechanics m on m.id = s.mechanic_id where s.user_id = $1"#
            ),
            // Who works for a workshop that goes was let go when its owner left.
            fate: Fate::Deleted(erase_by!("delete from mechanic_staff where user_id = $1")),
        },
        Holding {
            table: "mechanic_staff_invitations",
            merge: Merge::Stays("asked under that address; it runs out"),
            copied: rows_of!(
                r#"select to_jsonb(i) - 'id' - 'mechanic_id' - 'token_hash' || jsonb_build_object('mechanic_name', m.name) as "row!"
                   from mechanic_staff_invitations i join mechanics m on m.id = i.mechanic_id join users u on u.email = i.email
                   where u.id = $1 order by i.created_at"#
            ),
            fate: Fate::Deleted(erase_by!(
                "delete from mechanic_staff_invitations i using mechanics m
                 where m.id = i.mechanic_id and (m.owner_user_id = $1 or i.email = (select email from users where id = $1))"
            )),
        },
    ]
}

/// Addresses of people who never came stay no longer than this after their link has run out.
const INVITATION_DAYS: i64 = 30;

/// Who opened an advert is known for its day, and is gone soon after.
const CLICK_DAYS: i64 = 2;

/// Which workshops a customer looked at is forgotten after this.
const SEEN_DAYS: i64 = 90;

/// Papers of a refused application, or of a refused change, stay so long, for who objects or tries again.
const REFUSED_DAYS: i64 = 180;

pub fn sweeps() -> Vec<Sweep> {
    vec![
        Sweep {
            class: "advertisement_clicks",
            days: CLICK_DAYS,
            basis: Basis::Service,
            run: expire_by!("delete from advertisement_clicks where at < $1"),
        },
        Sweep {
            class: "mechanic_staff_invitations",
            days: INVITATION_DAYS,
            basis: Basis::Service,
            run: expire_by!("delete from mechanic_staff_invitations where expires_at < $1"),
        },
        Sweep {
            class: "seen_mechanics",
            days: SEEN_DAYS,
            basis: Basis::Service,
            run: expire_by!("delete from seen_mechanics where seen_at < $1"),
        },
        Sweep {
            class: "refused_documents",
            days: REFUSED_DAYS,
            basis: Basis::Service,
            run: expire_by!(
                "delete from mechanic_documents d using mechanic_applications a
                 where a.mechanic_id = d.mechanic_id and a.state = 'refused' and a.decided_at < $1
                   and (d.is_change or exists (select from mechanics m where m.id = d.mechanic_id and m.verified_at is null))"
            ),
        },
    ]
}

/// The files go with the event that their owner leaves.
fn photos() -> Holding {
    Holding {
        table: "mechanic_photos",
        merge: Merge::Workshop,
        copied: rows_of!(
            r#"select to_jsonb(p) - 'mechanic_id' - 'hash' as "row!" from mechanic_photos p join mechanics m on m.id = p.mechanic_id
               where m.owner_user_id = $1 order by p.position"#
        )
        .with_files(|scope, owner, row| Box::pin(gallery::copied(scope, owner, row))),
        fate: Fate::Deleted(erase_by!(
            "delete from mechanic_photos p using mechanics m where m.id = p.mechanic_id and m.owner_user_id = $1"
        )),
    }
}

fn workshop() -> Holding {
    Holding {
        table: "mechanics",
        merge: Merge::Workshop,
        copied: rows_of!(
            r#"select to_jsonb(m) - 'owner_user_id' - 'position' - 'search_fold' as "row!" from mechanics m where owner_user_id = $1"#
        ),
        // Visits point at the workshop; what customers were told about it is copied into their visits.
        fate: Fate::Blanked(
            erase_by!(
                "update mechanics m set name = 'Kapanmış işletme', slug = 'kapali-' || replace(m.id::text, '-', ''), story = '', phone = null,
                     address = '', estate = '', estate_unit = '', visits_within_km = null, lat = p.lat, lon = p.lon, verified_at = null, next_slot_at = null,
                     suspended_at = coalesce(m.suspended_at, m.updated_at)
                 from provinces p where p.id = m.province_id and m.owner_user_id = $1"
            ),
            Basis::Contract,
        ),
    }
}

fn offers() -> Vec<Holding> {
    vec![
        Holding {
            table: "mechanic_services",
            merge: Merge::Workshop,
            copied: rows_of!(
                r#"select to_jsonb(s) - 'mechanic_id' || jsonb_build_object('service', t.name_tr) as "row!"
                   from mechanic_services s join mechanics m on m.id = s.mechanic_id join services t on t.id = s.service_id
                   where m.owner_user_id = $1 order by t.name_tr"#
            ),
            fate: Fate::Deleted(erase_by!(
                "delete from mechanic_services s using mechanics m where m.id = s.mechanic_id and m.owner_user_id = $1"
            )),
        },
        Holding {
            table: "mechanic_service_prices",
            merge: Merge::Workshop,
            copied: rows_of!(
                r#"select to_jsonb(p) - 'mechanic_id' || jsonb_build_object('service', t.name_tr) as "row!"
                   from mechanic_service_prices p join mechanics m on m.id = p.mechanic_id join services t on t.id = p.service_id
                   where m.owner_user_id = $1 order by t.name_tr, p.id"#
            ),
            fate: Fate::Deleted(erase_by!(
                "delete from mechanic_service_prices p using mechanics m where m.id = p.mechanic_id and m.owner_user_id = $1"
            )),
        },
        Holding {
            table: "mechanic_past_prices",
            merge: Merge::Workshop,
            copied: rows_of!(
                r#"select to_jsonb(p) - 'mechanic_id' || jsonb_build_object('service', t.name_tr) as "row!"
                   from mechanic_past_prices p join mechanics m on m.id = p.mechanic_id join services t on t.id = p.service_id
                   where m.owner_user_id = $1 order by p.ended_at, p.id"#
            ),
            fate: Fate::Deleted(erase_by!(
                "delete from mechanic_past_prices p using mechanics m where m.id = p.mechanic_id and m.owner_user_id = $1"
            )),
        },
        Holding {
            table: "mechanic_supported_vehicles",
            merge: Merge::Workshop,
            copied: rows_of!(
                r#"select to_jsonb(v) - 'mechanic_id' || jsonb_build_object('brand', b.name) as "row!"
                   from mechanic_supported_vehicles v join mechanics m on m.id = v.mechanic_id left join brands b on b.id = v.brand_id
                   where m.owner_user_id = $1 order by v.id"#
            ),
            fate: Fate::Deleted(erase_by!(
                "delete from mechanic_supported_vehicles v using mechanics m where m.id = v.mechanic_id and m.owner_user_id = $1"
            )),
        },
    ]
}

/// Hours and lifts.
fn calendar() -> Vec<Holding> {
    vec![
        Holding {
            table: "working_hours",
            merge: Merge::Workshop,
            copied: rows_of!(
                r#"select to_jsonb(h) - 'mechanic_id' as "row!" from working_hours h join mechanics m on m.id = h.mechanic_id
                   where m.owner_user_id = $1 order by h.weekday"#
            ),
            fate: Fate::Deleted(erase_by!(
                "delete from working_hours h using mechanics m where m.id = h.mechanic_id and m.owner_user_id = $1"
            )),
        },
        Holding {
            table: "working_exceptions",
            merge: Merge::Workshop,
            copied: rows_of!(
                r#"select to_jsonb(e) - 'mechanic_id' as "row!" from working_exceptions e join mechanics m on m.id = e.mechanic_id
                   where m.owner_user_id = $1 order by e.from_on"#
            ),
            fate: Fate::Deleted(erase_by!(
                "delete from working_exceptions e using mechanics m where m.id = e.mechanic_id and m.owner_user_id = $1"
            )),
        },
        Holding {
            table: "working_season_hours",
            merge: Merge::Workshop,
            copied: rows_of!(
                r#"select to_jsonb(h) - 'season_id' || jsonb_build_object('season', s.name) as "row!"
                   from working_season_hours h join working_seasons s on s.id = h.season_id join mechanics m on m.id = s.mechanic_id
                   where m.owner_user_id = $1 order by s.from_on, h.weekday"#
            ),
            fate: Fate::Deleted(erase_by!(
                "delete from working_season_hours h using working_seasons s, mechanics m
                 where s.id = h.season_id and m.id = s.mechanic_id and m.owner_user_id = $1"
            )),
        },
        Holding {
            table: "working_seasons",
            merge: Merge::Workshop,
            copied: rows_of!(
                r#"select to_jsonb(s) - 'mechanic_id' - 'covers' as "row!" from working_seasons s join mechanics m on m.id = s.mechanic_id
                   where m.owner_user_id = $1 order by s.from_on"#
            ),
            fate: Fate::Deleted(erase_by!(
                "delete from working_seasons s using mechanics m where m.id = s.mechanic_id and m.owner_user_id = $1"
            )),
        },
        Holding {
            table: "bays",
            merge: Merge::Workshop,
            copied: rows_of!(
                r#"select to_jsonb(b) - 'mechanic_id' as "row!" from bays b join mechanics m on m.id = b.mechanic_id
                   where m.owner_user_id = $1 order by b.position"#
            ),
            fate: Fate::Blanked(
                erase_by!(
                    "update bays b set name = '-', is_active = false from mechanics m where m.id = b.mechanic_id and m.owner_user_id = $1"
                ),
                Basis::Contract,
            ),
        },
    ]
}

/// Takes the workshop of somebody who wants to leave out of search, unless it is out already. The moment marks why.
pub async fn pause(scope: &mut Scope, owner: UserId, at: Instant) -> Result<Option<MechanicId>> {
    let id = sqlx::query_scalar!(
        "update mechanics set suspended_at = $2, updated_at = $2 where owner_user_id = $1 and suspended_at is null returning id",
        *owner,
        at
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(id.map(Into::into))
}

/// Takes the workshop of somebody out whom the desk keeps out. One that is out already keeps its moment, so it does not come
/// back with its owner.
pub async fn close(scope: &mut Scope, owner: UserId, at: Instant) -> Result<Option<MechanicId>> {
    let id = sqlx::query_scalar!(
        "update mechanics set suspended_at = coalesce(suspended_at, $2), updated_at = $2 where owner_user_id = $1 returning id",
        *owner,
        at
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(id.map(Into::into))
}

/// Puts back what [`pause`] or [`close`] took out at that moment; a suspension by the desk has another one. While the desk keeps
/// the owner out, the workshop stays out with them, since the moment that happened.
pub async fn resume(scope: &mut Scope, owner: UserId, paused_at: Instant) -> Result<Option<MechanicId>> {
    let now = scope.now;
    let id = sqlx::query_scalar!(
        "update mechanics set suspended_at = (select disabled_at from users where id = $1), updated_at = $3
         where owner_user_id = $1 and suspended_at = $2 returning id",
        *owner,
        paused_at,
        now
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(id.map(Into::into))
}
