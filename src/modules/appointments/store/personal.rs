//! What this module keeps about people: visits, from both sides.

use crate::{
    erase_by, expire_by,
    kernel::{
        error::Result,
        ids::{AppointmentId, UserId},
    },
    move_by,
    platform::{
        Scope,
        personal::{Basis, Fate, Holding, Merge, Sweep},
    },
    rows_of,
};

pub fn holdings() -> Vec<Holding> {
    vec![
        Holding {
            table: "mechanic_figures",
            merge: Merge::Workshop,
            copied: rows_of!(
                r#"select to_jsonb(f) - 'mechanic_id' as "row!" from mechanic_figures f join mechanics m on m.id = f.mechanic_id
                   where m.owner_user_id = $1"#
            ),
            fate: Fate::Deleted(erase_by!(
                "delete from mechanic_figures f using mechanics m where m.id = f.mechanic_id and m.owner_user_id = $1"
            )),
        },
        Holding {
            table: "appointment_moves",
            merge: move_by!("update appointment_moves set by_user_id = $2 where by_user_id = $1"),
            copied: rows_of!(
                r#"select to_jsonb(v) - 'id' - 'by_user_id' as "row!" from appointment_moves v join appointments a on a.id = v.appointment_id
                   join customers c on c.id = a.customer_id join mechanics m on m.id = a.mechanic_id
                   where c.user_id = $1 or m.owner_user_id = $1 or v.by_user_id = $1 order by v.id"#
            ),
            // When a visit was moved by which side; the words given for it are not kept.
            fate: Fate::Blanked(
                erase_by!(
                    "update appointment_moves v set reason = null, by_user_id = nullif(v.by_user_id, $1) from appointments a, customers c
                     where a.id = v.appointment_id and c.id = a.customer_id and (v.by_user_id = $1 or c.user_id = $1)"
                ),
                Basis::Contract,
            ),
        },
        Holding {
            table: "appointment_services",
            merge: Merge::Follows("appointments"),
            copied: rows_of!(
                r#"select to_jsonb(s) as "row!" from appointment_services s join appointments a on a.id = s.appointment_id
                   join customers c on c.id = a.customer_id join mechanics m on m.id = a.mechanic_id
                   where c.user_id = $1 or m.owner_user_id = $1 order by a.start_at, s.position"#
            ),
            fate: Fate::Kept(Basis::Contract),
        },
        notes(),
        visits(),
    ]
}

/// What workshops note about their customers: of both.
fn notes() -> Holding {
    Holding {
        table: "mechanic_customer_notes",
        merge: move_by!(
            // Two notes of one workshop become one.
            "update mechanic_customer_notes s set text = left(s.text || E'\\n' || f.text, 4000), updated_at = greatest(s.updated_at, f.updated_at)
             from mechanic_customer_notes f, customers a, customers b
             where a.user_id = $1 and b.user_id = $2 and f.customer_id = a.id and s.customer_id = b.id and s.mechanic_id = f.mechanic_id",
            "delete from mechanic_customer_notes f using mechanic_customer_notes s, customers a, customers b
             where a.user_id = $1 and b.user_id = $2 and f.customer_id = a.id and s.customer_id = b.id and s.mechanic_id = f.mechanic_id",
            "update mechanic_customer_notes f set customer_id = b.id from customers a, customers b
             where a.user_id = $1 and b.user_id = $2 and f.customer_id = a.id",
        ),
        copied: rows_of!(
            r#"select jsonb_build_object('workshop', m.name, 'text', n.text, 'updated_at', n.updated_at) as "row!"
               from mechanic_customer_notes n join customers c on c.id = n.customer_id join mechanics m on m.id = n.mechanic_id
               where c.user_id = $1 or m.owner_user_id = $1 order by n.updated_at"#
        ),
        fate: Fate::Deleted(erase_by!(
            "delete from mechanic_customer_notes n using customers c, mechanics m
             where c.id = n.customer_id and m.id = n.mechanic_id and (c.user_id = $1 or m.owner_user_id = $1)"
        )),
    }
}

/// The visits themselves.
fn visits() -> Holding {
    Holding {
        table: "appointments",
        merge: move_by!(
            // Two keys may be alike; the visit's own id is nobody else's.
            "update appointments a set customer_id = s.id, idempotency_key = case when exists (
                     select from appointments o where o.customer_id = s.id and o.idempotency_key = a.idempotency_key)
                 then a.id::text else a.idempotency_key end
             from customers f, customers s where f.user_id = $1 and s.user_id = $2 and a.customer_id = f.id",
            // Whoever booked with it: the car that both had goes on under one id.
            "update appointments a set vehicle_id = v.joined_to from customer_vehicles v, customers c
             where v.id = a.vehicle_id and c.id = v.customer_id and c.user_id in ($1, $2) and v.joined_to is not null",
        ),
        // A workshop gets its calendar, not the data of its customers.
        copied: rows_of!(
            r#"select case when c.user_id = $1
                   then to_jsonb(a) - 'customer_id' - 'mechanic_id' - 'bay_id' - 'person_id' - 'during' - 'search_fold' - 'idempotency_key' - 'idempotency_hash'
                   else jsonb_build_object('id', a.id, 'status', a.status, 'start_at', a.start_at, 'end_at', a.end_at,
                       'mechanic_name', a.mechanic_name, 'mechanic_address', a.mechanic_address, 'vehicle_label', a.vehicle_label,
                       'total_kurus', a.total_kurus, 'final_kurus', a.final_kurus, 'final_parts_kurus', a.final_parts_kurus,
                       'final_labour_kurus', a.final_labour_kurus, 'created_at', a.created_at, 'confirmed_at', a.confirmed_at, 'closed_at', a.closed_at)
                   end as "row!"
               from appointments a join customers c on c.id = a.customer_id join mechanics m on m.id = a.mechanic_id
               where c.user_id = $1 or m.owner_user_id = $1 order by a.start_at"#
        ),
        // What was agreed, when, for how much and with whom stays for claims; who the customer was does not.
        fate: Fate::Blanked(
            erase_by!(
                "update appointments a set note = '', reason = null, final_reason = '', customer_name = 'Silinmiş kullanıcı', customer_phone = null, plate = 'SILINDI'
                 from customers c where c.id = a.customer_id and c.user_id = $1"
            ),
            Basis::Contract,
        ),
    }
}

pub fn sweeps() -> Vec<Sweep> {
    vec![notes_of_the_past(), Sweep {
        class: "appointment_contacts",
        days: 3 * 365,
        basis: Basis::Contract,
        run: expire_by!(
            "update appointments set customer_phone = null, note = ''
             where start_at < $1 and status not in ('requested', 'confirmed') and (customer_phone is not null or note <> '')"
        ),
    }]
}

/// As long as the numbers of their visits: three years after the last one, and after the last word.
fn notes_of_the_past() -> Sweep {
    Sweep {
        class: "mechanic_customer_notes",
        days: 3 * 365,
        basis: Basis::Contract,
        run: expire_by!(
            "delete from mechanic_customer_notes n where updated_at < $1 and not exists (
                 select from appointments a where a.mechanic_id = n.mechanic_id and a.customer_id = n.customer_id and a.start_at >= $1
                   and a.confirmed_at is not null)"
        ),
    }
}

/// Visits to come, of either side; the flag says whether this person is the customer.
pub async fn standing_of(scope: &mut Scope, user: UserId) -> Result<Vec<(AppointmentId, bool)>> {
    let now = scope.now;
    let rows = sqlx::query!(
        r#"select a.id, c.user_id = $1 as "is_customer!" from appointments a join customers c on c.id = a.customer_id
           join mechanics m on m.id = a.mechanic_id
           where a.status in ('requested', 'confirmed') and a.start_at > $2 and (c.user_id = $1 or m.owner_user_id = $1)
           order by a.mechanic_id, a.start_at"#,
        *user,
        now
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id.into(), row.is_customer)).collect())
}
