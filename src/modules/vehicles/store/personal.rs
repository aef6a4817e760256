//! What this module keeps about people: their cars, with whom they share them, what those were called, how far they ran,
//! what was done to them, what comes due, and what they missed in the catalogue.

use super::merging;
use crate::{
    erase_by, expire_by, file_of, move_by,
    platform::personal::{Basis, Fate, Holding, Merge, Sweep},
    rows_of,
};

/// Rows that point at others come first.
pub fn holdings() -> Vec<Holding> {
    [for_others(), households(), book_and_reminders(), of_cars(), cars()].concat()
}

/// Links and offers that have run out tell their owner for so long what became of them.
const RUN_OUT_DAYS: i64 = 30;

/// A file that was compared names nobody, but by then it was compared with another catalogue.
const SHEET_DAYS: i64 = 7;

pub fn sweeps() -> Vec<Sweep> {
    vec![
        Sweep {
            class: "catalogue_imports",
            days: SHEET_DAYS,
            basis: Basis::Service,
            run: expire_by!("delete from catalogue_imports where created_at < $1"),
        },
        Sweep {
            class: "vehicle_book_shares",
            days: RUN_OUT_DAYS,
            basis: Basis::Service,
            run: expire_by!("delete from vehicle_book_shares where expires_at < $1"),
        },
        Sweep {
            class: "vehicle_handovers",
            days: RUN_OUT_DAYS,
            basis: Basis::Service,
            run: expire_by!("delete from vehicle_handovers where expires_at < $1"),
        },
        Sweep {
            // Who has joined stays until either side ends it.
            class: "household_members",
            days: RUN_OUT_DAYS,
            basis: Basis::Service,
            run: expire_by!("delete from household_members where expires_at < $1"),
        },
    ]
}

/// What was shown and offered to others.
fn for_others() -> Vec<Holding> {
    vec![
        Holding {
            table: "vehicle_book_shares",
            merge: Merge::Follows("customer_vehicles"),
            copied: rows_of!(
                r#"select to_jsonb(h) - 'token_hash' as "row!" from vehicle_book_shares h
                   join customer_vehicles v on v.id = h.vehicle_id join customers c on c.id = v.customer_id
                   where c.user_id = $1 order by h.created_at, h.id"#
            ),
            fate: Fate::Deleted(erase_by!(
                "delete from vehicle_book_shares h using customer_vehicles v, customers c
                 where v.id = h.vehicle_id and c.id = v.customer_id and c.user_id = $1"
            )),
        },
        Holding {
            table: "vehicle_handovers",
            merge: Merge::Follows("customer_vehicles"),
            // Of who offers, and of whom it is offered to.
            copied: rows_of!(
                r#"select to_jsonb(h) - 'token_hash' - 'vehicle_id' as "row!" from vehicle_handovers h
                   join customer_vehicles v on v.id = h.vehicle_id join customers c on c.id = v.customer_id
                   where c.user_id = $1 or h.email = (select email from users where id = $1) order by h.created_at"#
            ),
            fate: Fate::Deleted(erase_by!(
                "delete from vehicle_handovers h using customer_vehicles v, customers c
                 where v.id = h.vehicle_id and c.id = v.customer_id
                   and (c.user_id = $1 or h.email = (select email from users where id = $1))"
            )),
        },
    ]
}

/// With whom cars are shared: of both sides, and of who was asked. The other side stays nameless in a copy.
fn households() -> Vec<Holding> {
    vec![
        Holding {
            table: "household_cars",
            merge: Merge::Follows("household_members"),
            copied: rows_of!(
                r#"select to_jsonb(k) as "row!" from household_cars k join household_members h on h.id = k.membership_id
                   join customers c on c.id in (h.owner_id, h.member_id) where c.user_id = $1 order by k.membership_id, k.vehicle_id"#
            ),
            fate: Fate::Deleted(erase_by!(
                "delete from household_cars k using household_members h, customers c
                 where h.id = k.membership_id and c.id in (h.owner_id, h.member_id) and c.user_id = $1"
            )),
        },
        Holding {
            table: "household_members",
            merge: Merge::Moves(|scope, merging| Box::pin(merging::move_households(scope, merging))),
            copied: rows_of!(
                r#"select to_jsonb(h) - 'token_hash' - 'owner_id' - 'member_id'
                          || jsonb_build_object('role', case when c.user_id = $1 then 'owner' else 'member' end) as "row!"
                   from household_members h join customers c on c.id = h.owner_id left join customers m on m.id = h.member_id
                   where c.user_id = $1 or m.user_id = $1 or h.email = (select email from users where id = $1)
                   order by h.created_at, h.id"#
            ),
            fate: Fate::Deleted(erase_by!(
                "delete from household_members h where h.email = (select email from users where id = $1)
                    or exists (select from customers c where c.id in (h.owner_id, h.member_id) and c.user_id = $1)"
            )),
        },
    ]
}

fn book_and_reminders() -> Vec<Holding> {
    vec![
        Holding {
            table: "vehicle_record_files",
            merge: Merge::Follows("vehicle_maintenance_records"),
            copied: rows_of!(
                r#"select to_jsonb(h) - 'bytes' - 'hash' as "row!" from vehicle_record_files h
                   join vehicle_maintenance_records r on r.record_id = h.record_id and r.version = h.version
                   join customer_vehicles v on v.id = r.vehicle_id join customers c on c.id = v.customer_id
                   where c.user_id = $1 order by h.id"#
            )
            .with_files(file_of!(
                "select h.medium, h.bytes from vehicle_record_files h
                 join vehicle_maintenance_records r on r.record_id = h.record_id and r.version = h.version
                 join customer_vehicles v on v.id = r.vehicle_id join customers c on c.id = v.customer_id
                 where c.user_id = $1 and h.id = $2"
            )),
            fate: Fate::Deleted(erase_by!(
                "delete from vehicle_record_files h using vehicle_maintenance_records r, customer_vehicles v, customers c
                 where r.record_id = h.record_id and r.version = h.version and v.id = r.vehicle_id and c.id = v.customer_id
                   and c.user_id = $1"
            )),
        },
        Holding {
            table: "vehicle_maintenance_records",
            merge: Merge::Follows("customer_vehicles"),
            copied: rows_of!(
                r#"select to_jsonb(h) - 'previous_hash' - 'hash' || case when h.created_at < v.handed_over_at
                              then '{"appointment_id": null, "parts_kurus": 0, "labour_kurus": 0, "total_kurus": 0, "note": ""}'::jsonb
                              else '{}'::jsonb end as "row!"
                   from vehicle_maintenance_records h
                   join customer_vehicles v on v.id = h.vehicle_id join customers c on c.id = v.customer_id
                   where c.user_id = $1 order by h.vehicle_id, h.seq"#
            ),
            // What was agreed with workshops stays in the appointments. What an owner before paid and noted is not this one's.
            fate: Fate::Deleted(erase_by!(
                "delete from vehicle_maintenance_records h using customer_vehicles v, customers c
                 where v.id = h.vehicle_id and c.id = v.customer_id and c.user_id = $1"
            )),
        },
        Holding {
            table: "vehicle_reminder_times",
            merge: Merge::Follows("vehicle_reminders"),
            copied: rows_of!(
                r#"select to_jsonb(h) as "row!" from vehicle_reminder_times h join vehicle_reminders r on r.id = h.reminder_id
                   join customer_vehicles v on v.id = r.vehicle_id join customers c on c.id = v.customer_id
                   where c.user_id = $1 order by h.done_on, h.reminder_id, h.occurrence"#
            ),
            fate: Fate::Deleted(erase_by!(
                "delete from vehicle_reminder_times h using vehicle_reminders r, customer_vehicles v, customers c
                 where r.id = h.reminder_id and v.id = r.vehicle_id and c.id = v.customer_id and c.user_id = $1"
            )),
        },
        Holding {
            table: "vehicle_reminders",
            merge: Merge::Follows("customer_vehicles"),
            copied: rows_of!(
                r#"select to_jsonb(h) as "row!" from vehicle_reminders h join customer_vehicles v on v.id = h.vehicle_id
                   join customers c on c.id = v.customer_id where c.user_id = $1 order by h.created_at, h.id"#
            ),
            fate: Fate::Deleted(erase_by!(
                "delete from vehicle_reminders h using customer_vehicles v, customers c
                 where v.id = h.vehicle_id and c.id = v.customer_id and c.user_id = $1"
            )),
        },
    ]
}

/// What hangs on a car.
fn of_cars() -> Vec<Holding> {
    vec![
        Holding {
            table: "vehicle_costs",
            merge: Merge::Follows("customer_vehicles"),
            copied: rows_of!(
                r#"select to_jsonb(h) as "row!" from vehicle_costs h join customer_vehicles v on v.id = h.vehicle_id
                   join customers c on c.id = v.customer_id where c.user_id = $1 order by h.spent_on, h.id"#
            ),
            fate: Fate::Deleted(erase_by!(
                "delete from vehicle_costs h using customer_vehicles v, customers c
                 where v.id = h.vehicle_id and c.id = v.customer_id and c.user_id = $1"
            )),
        },
        Holding {
            table: "vehicle_photos",
            merge: Merge::Follows("customer_vehicles"),
            copied: rows_of!(
                r#"select to_jsonb(h) - 'large' - 'small' - 'hash' as "row!" from vehicle_photos h
                   join customer_vehicles v on v.id = h.vehicle_id join customers c on c.id = v.customer_id
                   where c.user_id = $1 order by h.vehicle_id, h.position"#
            )
            .with_files(file_of!(
                r#"select 'jpeg' as "medium!", h.large as bytes from vehicle_photos h
                   join customer_vehicles v on v.id = h.vehicle_id join customers c on c.id = v.customer_id
                   where c.user_id = $1 and h.id = $2"#
            )),
            fate: Fate::Deleted(erase_by!(
                "delete from vehicle_photos h using customer_vehicles v, customers c
                 where v.id = h.vehicle_id and c.id = v.customer_id and c.user_id = $1"
            )),
        },
        Holding {
            table: "vehicle_marks",
            merge: Merge::Follows("customer_vehicles"),
            copied: rows_of!(
                r#"select to_jsonb(h) - 'id' as "row!" from vehicle_marks h join customer_vehicles v on v.id = h.vehicle_id
                   join customers c on c.id = v.customer_id where c.user_id = $1 order by h.id"#
            ),
            fate: Fate::Deleted(erase_by!(
                "delete from vehicle_marks h using customer_vehicles v, customers c
                 where v.id = h.vehicle_id and c.id = v.customer_id and c.user_id = $1"
            )),
        },
        Holding {
            table: "vehicle_odometer",
            merge: Merge::Follows("customer_vehicles"),
            copied: rows_of!(
                r#"select to_jsonb(h) - 'id' as "row!" from vehicle_odometer h join customer_vehicles v on v.id = h.vehicle_id
                   join customers c on c.id = v.customer_id where c.user_id = $1 order by h.id"#
            ),
            fate: Fate::Deleted(erase_by!(
                "delete from vehicle_odometer h using customer_vehicles v, customers c
                 where v.id = h.vehicle_id and c.id = v.customer_id and c.user_id = $1"
            )),
        },
    ]
}

fn cars() -> Vec<Holding> {
    vec![
        Holding {
            table: "variant_proposals",
            merge: move_by!(
                "update variant_proposals h set customer_id = b.id from customers a, customers b
                 where a.user_id = $1 and b.user_id = $2 and h.customer_id = a.id"
            ),
            copied: rows_of!(
                r#"select to_jsonb(h) - 'customer_id' as "row!" from variant_proposals h join customers c on c.id = h.customer_id
                   where c.user_id = $1 order by h.created_at, h.id"#
            ),
            // What came of it stands in the catalogue and names nobody.
            fate: Fate::Deleted(erase_by!(
                "delete from variant_proposals h using customers c where c.id = h.customer_id and c.user_id = $1"
            )),
        },
        Holding {
            table: "customer_vehicles",
            merge: move_by!(
                "update customer_vehicles v set customer_id = b.id, is_default = v.is_default and not exists (
                     select from customer_vehicles o where o.customer_id = b.id and o.is_default and o.removed_at is null)
                 from customers a, customers b where a.user_id = $1 and b.user_id = $2 and v.customer_id = a.id"
            ),
            copied: rows_of!(
                r#"select to_jsonb(v) - 'customer_id' - 'book_seal' || jsonb_build_object('car', b.name || ' ' || m.name || ' ' || t.name) as "row!"
                   from customer_vehicles v join customers c on c.id = v.customer_id
                   join variants t on t.id = v.variant_id join models m on m.id = t.model_id join brands b on b.id = m.brand_id
                   where c.user_id = $1 order by v.created_at"#
            ),
            // Visits point at the car; without plate, papers and kilometres it is any car of its model.
            fate: Fate::Blanked(
                erase_by!(
                    "update customer_vehicles v set plate = 'SILINDI', km = 0, is_default = false, removed_at = coalesce(v.removed_at, v.updated_at),
                         vin = null, fuel = null, is_commercial = false, first_registered_on = null, inspection_due_on = null,
                         traffic_insurance_ends_on = null, kasko_ends_on = null, notes = '', book_rows = 0, book_seal = null,
                         book_sealed_at = null
                     from customers c where c.id = v.customer_id and c.user_id = $1"
                ),
                Basis::Contract,
            ),
        },
    ]
}
