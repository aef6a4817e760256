//! What this module keeps about people.

use crate::{
    erase_by,
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
        copied: rows_of!(r#"select to_jsonb(c) - 'user_id' as "row!" from customers c where user_id = $1"#),
        // A number between a person and their visits; it names nobody.
        fate: Fate::Kept(Basis::Contract),
    }
}
