//! What this feature keeps about owners: what they showed to be verified, and what waits for the desk beside it.

use crate::{
    erase_by, file_of,
    platform::personal::{Fate, Holding, Merge},
    rows_of,
};

/// `one_row!("table")`: a table with one row for a workshop, its owner's.
macro_rules! one_row {
    ($table:tt) => {
        Holding {
            table: $table,
            merge: Merge::Workshop,
            copied: rows_of!(
                r#"select to_jsonb(t) - 'mechanic_id' as "row!" from "#
                    + $table
                    + " t join mechanics m on m.id = t.mechanic_id where m.owner_user_id = $1"
            ),
            fate: Fate::Deleted(erase_by!(
                "delete from " + $table + " t using mechanics m where m.id = t.mechanic_id and m.owner_user_id = $1"
            )),
        }
    };
}

pub fn holdings() -> Vec<Holding> {
    vec![
        Holding {
            table: "mechanic_certificates",
            merge: Merge::Workshop,
            copied: rows_of!(
                r#"select to_jsonb(c) - 'id' - 'mechanic_id' - 'document_id' as "row!" from mechanic_certificates c
                   join mechanics m on m.id = c.mechanic_id where m.owner_user_id = $1 order by c.created_at, c.id"#
            ),
            fate: Fate::Deleted(erase_by!(
                "delete from mechanic_certificates c using mechanics m where m.id = c.mechanic_id and m.owner_user_id = $1"
            )),
        },
        Holding {
            table: "mechanic_application_notes",
            merge: Merge::Workshop,
            copied: rows_of!(
                r#"select to_jsonb(n) - 'id' - 'mechanic_id' as "row!" from mechanic_application_notes n join mechanics m on m.id = n.mechanic_id
                   where m.owner_user_id = $1 order by n.created_at, n.id"#
            ),
            fate: Fate::Deleted(erase_by!(
                "delete from mechanic_application_notes n using mechanics m where m.id = n.mechanic_id and m.owner_user_id = $1"
            )),
        },
        one_row!("mechanic_applications"),
        one_row!("mechanic_payout_accounts"),
        Holding {
            table: "mechanic_documents",
            merge: Merge::Workshop,
            copied: rows_of!(
                r#"select jsonb_build_object('id', d.id, 'kind', d.kind, 'medium', d.medium, 'size', octet_length(d.bytes), 'created_at', d.created_at) as "row!"
                   from mechanic_documents d join mechanics m on m.id = d.mechanic_id where m.owner_user_id = $1 order by d.created_at, d.id"#
            )
            .with_files(file_of!(
                "select d.medium, d.bytes from mechanic_documents d join mechanics m on m.id = d.mechanic_id
                 where m.owner_user_id = $1 and d.id = $2"
            )),
            fate: Fate::Deleted(erase_by!(
                "delete from mechanic_documents d using mechanics m where m.id = d.mechanic_id and m.owner_user_id = $1"
            )),
        },
        one_row!("mechanic_identities"),
        one_row!("mechanic_identity_changes"),
        one_row!("mechanic_unseen_changes"),
    ]
}
