//! What this module keeps about people.

use crate::{
    erase_by, move_by,
    platform::personal::{Basis, Fate, Holding},
    rows_of,
};

pub fn holdings() -> Vec<Holding> {
    vec![invoice_profiles(), places(), customer()]
}

/// What was invoiced is copied into the invoice; the profile itself is only for the next one.
fn invoice_profiles() -> Holding {
    Holding {
        table: "customer_invoice_profiles",
        merge: move_by!(
            // Of two for one number the one that stays is as it was.
            "delete from customer_invoice_profiles f using customers a, customers b, customer_invoice_profiles s
             where a.user_id = $1 and b.user_id = $2 and f.customer_id = a.id and s.customer_id = b.id and s.tax_number = f.tax_number",
            "update customer_invoice_profiles f set customer_id = b.id, is_default = f.is_default and not exists (
                 select from customer_invoice_profiles o where o.customer_id = b.id and o.is_default)
             from customers a, customers b where a.user_id = $1 and b.user_id = $2 and f.customer_id = a.id",
        ),
        copied: rows_of!(
            r#"select to_jsonb(p) - 'customer_id' as "row!" from customer_invoice_profiles p
               join customers c on c.id = p.customer_id where c.user_id = $1 order by p.created_at"#
        ),
        fate: Fate::Deleted(erase_by!(
            "delete from customer_invoice_profiles p using customers c where c.id = p.customer_id and c.user_id = $1"
        )),
    }
}

fn places() -> Holding {
    Holding {
        table: "customer_places",
        merge: move_by!(
            // There is one home and one work place: a second one goes on under its name.
            "update customer_places f set kind = 'other', name = case f.kind when 'home' then 'Ev (2)' else 'İş (2)' end
             from customers a, customers b, customer_places s
             where a.user_id = $1 and b.user_id = $2 and f.customer_id = a.id and s.customer_id = b.id
               and s.kind = f.kind and f.kind <> 'other'",
            "update customer_places f set customer_id = b.id from customers a, customers b
             where a.user_id = $1 and b.user_id = $2 and f.customer_id = a.id",
        ),
        copied: rows_of!(
            r#"select to_jsonb(h) - 'customer_id' - 'district_id' || jsonb_build_object('district', d.name, 'province', p.name) as "row!"
               from customer_places h join customers c on c.id = h.customer_id
               join districts d on d.id = h.district_id join provinces p on p.id = d.province_id
               where c.user_id = $1 order by h.created_at, h.id"#
        ),
        fate: Fate::Deleted(erase_by!(
            "delete from customer_places h using customers c where c.id = h.customer_id and c.user_id = $1"
        )),
    }
}

fn customer() -> Holding {
    Holding {
        table: "customers",
        // Nothing is on its name any more, and nothing can come to be: whoever books in that very moment is refused.
        merge: move_by!("delete from customers where user_id = $1 and $1 <> $2::uuid"),
        copied: rows_of!(r#"select to_jsonb(c) - 'user_id' as "row!" from customers c where user_id = $1"#),
        // A number between a person and their visits; it names nobody.
        fate: Fate::Kept(Basis::Contract),
    }
}
