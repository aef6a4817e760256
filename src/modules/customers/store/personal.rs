//! What this module keeps about people.

use crate::{
    platform::personal::{Basis, Fate, Holding},
    rows_of,
};

pub fn holdings() -> Vec<Holding> {
    vec![Holding {
        table: "customers",
        copied: rows_of!(r#"select to_jsonb(c) - 'user_id' as "row!" from customers c where user_id = $1"#),
        // A number between a person and their visits; it names nobody.
        fate: Fate::Kept(Basis::Contract),
    }]
}
