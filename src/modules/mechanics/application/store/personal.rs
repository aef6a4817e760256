//! What this feature keeps about owners.

use crate::{
    erase_by, file_of,
    platform::personal::{Fate, Holding, Merge},
    rows_of,
};

pub fn holdings() -> Vec<Holding> {
    [application(), changes()].concat()
}

/// What the owner showed to be verified.
fn application() -> Vec<Holding> {
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
        Holding {
            table: "mechanic_applications",
            merge: Merge::Workshop,
            copied: rows_of!(
                r#"select to_jsonb(a) - 'mechanic_id' as "row!" from mechanic_applications a join mechanics m on m.id = a.mechanic_id
                   where m.owner_user_id = $1"#
            ),
            fate: Fate::Deleted(erase_by!(
                "delete from mechanic_applications a using mechanics m where m.id = a.mechanic_id and m.owner_user_id = $1"
            )),
        },
        Holding {
            table: "mechanic_payout_accounts",
            merge: Merge::Workshop,
            copied: rows_of!(
                r#"select to_jsonb(a) - 'mechanic_id' as "row!" from mechanic_payout_accounts a join mechanics m on m.id = a.mechanic_id
                   where m.owner_user_id = $1"#
            ),
            fate: Fate::Deleted(erase_by!(
                "delete from mechanic_payout_accounts a using mechanics m where m.id = a.mechanic_id and m.owner_user_id = $1"
            )),
        },
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
        Holding {
            table: "mechanic_identities",
            merge: Merge::Workshop,
            copied: rows_of!(
                r#"select to_jsonb(i) - 'mechanic_id' as "row!" from mechanic_identities i join mechanics m on m.id = i.mechanic_id
                   where m.owner_user_id = $1"#
            ),
            fate: Fate::Deleted(erase_by!(
                "delete from mechanic_identities i using mechanics m where m.id = i.mechanic_id and m.owner_user_id = $1"
            )),
        },
    ]
}

/// What waits for the desk beside what was checked.
fn changes() -> Vec<Holding> {
    vec![
        Holding {
            table: "mechanic_identity_changes",
            merge: Merge::Workshop,
            copied: rows_of!(
                r#"select to_jsonb(c) - 'mechanic_id' as "row!" from mechanic_identity_changes c join mechanics m on m.id = c.mechanic_id
                   where m.owner_user_id = $1"#
            ),
            fate: Fate::Deleted(erase_by!(
                "delete from mechanic_identity_changes c using mechanics m where m.id = c.mechanic_id and m.owner_user_id = $1"
            )),
        },
        Holding {
            table: "mechanic_unseen_changes",
            merge: Merge::Workshop,
            copied: rows_of!(
                r#"select to_jsonb(c) - 'mechanic_id' as "row!" from mechanic_unseen_changes c join mechanics m on m.id = c.mechanic_id
                   where m.owner_user_id = $1"#
            ),
            fate: Fate::Deleted(erase_by!(
                "delete from mechanic_unseen_changes c using mechanics m where m.id = c.mechanic_id and m.owner_user_id = $1"
            )),
        },
    ]
}
