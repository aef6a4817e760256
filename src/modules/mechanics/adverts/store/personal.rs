//! What adverts keep about people: their orders, and who opened them.

use crate::{
    erase_by,
    platform::personal::{Basis, Copied, Fate, Holding, Merge},
    rows_of,
};

/// Orders stay with their sums, without what the desk wrote about them; what was not paid is cancelled.
pub fn holdings() -> Vec<Holding> {
    vec![
        Holding {
            table: "advertisement_clicks",
            merge: Merge::Workshop,
            copied: Copied::No("hashes of the visitors of one day, who are not the owner"),
            fate: Fate::Deleted(erase_by!(
                "delete from advertisement_clicks c using advertisements a, mechanics m
                 where a.id = c.advertisement_id and m.id = a.mechanic_id and m.owner_user_id = $1"
            )),
        },
        Holding {
            table: "advertisement_days",
            merge: Merge::Workshop,
            copied: rows_of!(
                r#"select to_jsonb(d) as "row!" from advertisement_days d join advertisements a on a.id = d.advertisement_id
                   join mechanics m on m.id = a.mechanic_id where m.owner_user_id = $1 order by d.advertisement_id, d.on_date"#
            ),
            fate: Fate::Kept(Basis::Contract),
        },
        Holding {
            table: "advertisements",
            merge: Merge::Workshop,
            copied: rows_of!(
                r#"select to_jsonb(a) - 'mechanic_id' - 'package_id' - 'idempotency_key' - 'paid_note' as "row!" from advertisements a
                   join mechanics m on m.id = a.mechanic_id where m.owner_user_id = $1 order by a.created_at, a.id"#
            ),
            fate: Fate::Blanked(
                erase_by!(
                    "update advertisements a set paid_note = '', reason = '',
                         state = case when a.state = 'awaiting_payment' then 'cancelled' else a.state end
                     from mechanics m where m.id = a.mechanic_id and m.owner_user_id = $1"
                ),
                Basis::Contract,
            ),
        },
    ]
}
