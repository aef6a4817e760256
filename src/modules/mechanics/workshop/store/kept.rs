//! What customers keep of workshops: favourites, searches, those they looked at. It is theirs, not the owner's.

use crate::{
    erase_by, move_by,
    platform::personal::{Fate, Holding},
    rows_of,
};

pub(super) fn holdings() -> Vec<Holding> {
    vec![favourites(), seen(), searches()]
}

/// Of the customer who saved them.
fn searches() -> Holding {
    Holding {
        table: "saved_searches",
        merge: move_by!(
            "delete from saved_searches f using customers a, customers b, saved_searches s
             where a.user_id = $1 and b.user_id = $2 and f.customer_id = a.id and s.customer_id = b.id and s.query = f.query",
            "update saved_searches f set customer_id = b.id from customers a, customers b
             where a.user_id = $1 and b.user_id = $2 and f.customer_id = a.id",
        ),
        copied: rows_of!(
            r#"select to_jsonb(s) - 'customer_id' as "row!" from saved_searches s join customers c on c.id = s.customer_id
               where c.user_id = $1 order by s.created_at, s.id"#
        ),
        fate: Fate::Deleted(erase_by!(
            "delete from saved_searches s using customers c where c.id = s.customer_id and c.user_id = $1"
        )),
    }
}

/// Of the customer who looked, not of the owner.
fn seen() -> Holding {
    Holding {
        table: "seen_mechanics",
        merge: move_by!(
            "update seen_mechanics s set seen_at = greatest(s.seen_at, f.seen_at) from customers a, customers b, seen_mechanics f
             where a.user_id = $1 and b.user_id = $2 and f.customer_id = a.id and s.customer_id = b.id and s.mechanic_id = f.mechanic_id",
            "delete from seen_mechanics f using customers a, customers b, seen_mechanics s
             where a.user_id = $1 and b.user_id = $2 and f.customer_id = a.id and s.customer_id = b.id and s.mechanic_id = f.mechanic_id",
            "update seen_mechanics f set customer_id = b.id from customers a, customers b
             where a.user_id = $1 and b.user_id = $2 and f.customer_id = a.id",
        ),
        copied: rows_of!(
            r#"select jsonb_build_object('workshop', m.name, 'seen_at', s.seen_at) as "row!"
               from seen_mechanics s join customers c on c.id = s.customer_id join mechanics m on m.id = s.mechanic_id
               where c.user_id = $1 order by s.seen_at"#
        ),
        fate: Fate::Deleted(erase_by!(
            "delete from seen_mechanics s using customers c where c.id = s.customer_id and c.user_id = $1"
        )),
    }
}

/// Of the customer who keeps the workshop, not of its owner.
fn favourites() -> Holding {
    Holding {
        table: "favourite_mechanics",
        merge: move_by!(
            "delete from favourite_mechanics f using customers a, customers b, favourite_mechanics s
             where a.user_id = $1 and b.user_id = $2 and f.customer_id = a.id and s.customer_id = b.id and s.mechanic_id = f.mechanic_id",
            "update favourite_mechanics f set customer_id = b.id from customers a, customers b
             where a.user_id = $1 and b.user_id = $2 and f.customer_id = a.id",
        ),
        copied: rows_of!(
            r#"select jsonb_build_object('workshop', m.name, 'created_at', f.created_at) as "row!"
               from favourite_mechanics f join customers c on c.id = f.customer_id join mechanics m on m.id = f.mechanic_id
               where c.user_id = $1 order by f.created_at"#
        ),
        fate: Fate::Deleted(erase_by!(
            "delete from favourite_mechanics f using customers c where c.id = f.customer_id and c.user_id = $1"
        )),
    }
}
