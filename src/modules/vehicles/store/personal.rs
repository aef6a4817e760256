//! What this module keeps about people: their cars.

use crate::{
    erase_by,
    platform::personal::{Basis, Fate, Holding},
    rows_of,
};

pub fn holdings() -> Vec<Holding> {
    vec![Holding {
        table: "customer_vehicles",
        copied: rows_of!(
            r#"select to_jsonb(v) - 'customer_id' || jsonb_build_object('car', b.name || ' ' || m.name || ' ' || t.name) as "row!"
               from customer_vehicles v join customers c on c.id = v.customer_id
               join variants t on t.id = v.variant_id join models m on m.id = t.model_id join brands b on b.id = m.brand_id
               where c.user_id = $1 order by v.created_at"#
        ),
        // Visits point at the car; without plate and kilometres it is any car of its model.
        fate: Fate::Blanked(
            erase_by!(
                "update customer_vehicles v set plate = 'SILINDI', km = 0, is_default = false, removed_at = coalesce(v.removed_at, v.updated_at)
                 from customers c where c.id = v.customer_id and c.user_id = $1"
            ),
            Basis::Contract,
        ),
    }]
}
