//! What is kept about who works at the cars: for the workshop's owner, and for whoever has an account.

use crate::{
    erase_by,
    platform::personal::{Basis, Fate, Holding, Merge},
    rows_of,
};

pub fn holdings() -> Vec<Holding> {
    vec![
        Holding {
            table: "mechanic_absences",
            merge: Merge::Workshop,
            copied: rows_of!(
                r#"select to_jsonb(a) - 'id' - 'person_id' || jsonb_build_object('name', p.name) as "row!"
                   from mechanic_absences a join mechanic_people p on p.id = a.person_id join mechanics m on m.id = p.mechanic_id
                   where m.owner_user_id = $1 or p.user_id = $1 order by a.from_on, a.id"#
            ),
            fate: Fate::Deleted(erase_by!(
                "delete from mechanic_absences a using mechanic_people p, mechanics m
                 where p.id = a.person_id and m.id = p.mechanic_id and (m.owner_user_id = $1 or p.user_id = $1)"
            )),
        },
        Holding {
            table: "mechanic_people",
            merge: Merge::Workshop,
            copied: rows_of!(
                r#"select to_jsonb(p) - 'id' - 'mechanic_id' - 'user_id' || jsonb_build_object('workshop', m.name) as "row!"
                   from mechanic_people p join mechanics m on m.id = p.mechanic_id
                   where m.owner_user_id = $1 or p.user_id = $1 order by p.position, p.id"#
            ),
            // Visits stand on them. A workshop goes on without a name, and without the account.
            fate: Fate::Blanked(
                erase_by!(
                    "update mechanic_people p set name = '-', user_id = null, is_active = p.is_active and m.owner_user_id <> $1
                     from mechanics m where m.id = p.mechanic_id and (m.owner_user_id = $1 or p.user_id = $1)"
                ),
                Basis::Contract,
            ),
        },
    ]
}
