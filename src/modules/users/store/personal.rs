//! What this module keeps about people. Its own row comes first in [`holdings`]' last place: others point at it.

use crate::{
    erase_by, expire_by, move_by,
    platform::{
        media,
        personal::{self, Basis, Copied, Fate, Holding, Merge, Sweep},
    },
    rows_of,
};

pub fn holdings() -> Vec<Holding> {
    [applications(), people()].concat()
}

/// What people asked of us, and agreed to.
fn applications() -> Vec<Holding> {
    vec![
        Holding {
            table: "data_export_chunks",
            merge: Merge::Ends,
            copied: Copied::No("the copy itself"),
            fate: Fate::Deleted(erase_by!(
                "delete from data_export_chunks c using data_exports e where e.id = c.export_id and e.user_id = $1"
            )),
        },
        Holding {
            table: "data_exports",
            merge: Merge::Ends,
            copied: rows_of!(
                r#"select to_jsonb(e) - 'user_id' as "row!" from data_exports e where user_id = $1 order by requested_at"#
            ),
            fate: Fate::Deleted(erase_by!("delete from data_exports where user_id = $1")),
        },
        Holding {
            table: "user_notes",
            merge: move_by!("update user_notes set user_id = $2 where user_id = $1"),
            copied: rows_of!(
                r#"select jsonb_build_object('text', n.text, 'created_at', n.created_at) as "row!" from user_notes n where user_id = $1 order by created_at"#
            ),
            fate: Fate::Deleted(erase_by!("delete from user_notes where user_id = $1")),
        },
        Holding {
            table: "privacy_requests",
            merge: move_by!("update privacy_requests set user_id = $2 where user_id = $1"),
            copied: rows_of!(
                r#"select to_jsonb(r) - 'user_id' - 'answered_by' - 'warned_at' as "row!" from privacy_requests r where user_id = $1 order by created_at"#
            ),
            // That something was asked and when it was answered is proof; the words are not kept. An open one is answered by
            // the deletion itself.
            fate: Fate::Blanked(
                erase_by!(
                    "update privacy_requests r set body = '', answer = case when answer is null then null else '' end,
                         answered_at = coalesce(r.answered_at, d.due_at), state = case when state = 'open' then 'closed' else state end
                     from deletion_requests d
                     where r.user_id = $1 and d.user_id = $1 and d.cancelled_at is null and d.done_at is null"
                ),
                Basis::Proof,
            ),
        },
        Holding {
            table: "user_consents",
            merge: Merge::Stays("agreed to in that account, and for that address"),
            copied: rows_of!(
                r#"select to_jsonb(c) - 'id' - 'user_id' || jsonb_build_object('text_sha256', encode(c.text_sha256, 'hex')) as "row!"
                   from user_consents c where user_id = $1 order by c.id"#
            ),
            fate: Fate::Blanked(erase_by!("update user_consents set ip = '' where user_id = $1"), Basis::Proof),
        },
        Holding {
            table: "deletion_requests",
            merge: Merge::Stays("asked for that account, and taken back"),
            copied: rows_of!(
                r#"select to_jsonb(d) - 'user_id' - 'cancel_hash' as "row!" from deletion_requests d where user_id = $1 order by requested_at"#
            ),
            fate: Fate::Kept(Basis::Proof),
        },
    ]
}

/// People themselves, last.
fn people() -> Vec<Holding> {
    vec![
        Holding {
            table: "user_roles",
            merge: Merge::Ends,
            copied: rows_of!(
                r#"select to_jsonb(r) - 'user_id' - 'granted_by' as "row!" from user_roles r where user_id = $1 order by role"#
            ),
            fate: Fate::Deleted(erase_by!("delete from user_roles where user_id = $1")),
        },
        Holding {
            table: "users",
            merge: Merge::Stays("the closed account says where it went"),
            copied: rows_of!(r#"select to_jsonb(u) - 'search_fold' - 'is_whole' - 'merged_into_whole' as "row!" from users u where id = $1"#)
                .with_files(|scope, _, row| {
                    Box::pin(async move {
                        personal::picture(media::read(&scope.wires, row["photo_key"].as_str().unwrap_or_default()).await)
                    })
                }),
            fate: Fate::Blanked(
                erase_by!(
                    "update users u set email = 'silinmis-' || u.id || '@silindi.invalid', full_name = 'Silinmiş kullanıcı', phone = null,
                         phone_verified_at = null, photo_key = null, support_until = null, email_verified_at = null, theme = 'system', disabled_at = coalesce(u.disabled_at, d.due_at),
                         disabled_reason = 'deleted', deleted_at = d.due_at
                     from deletion_requests d
                     where u.id = $1 and d.user_id = coalesce(u.merged_into, u.id) and d.cancelled_at is null and d.done_at is null"
                ),
                Basis::Contract,
            ),
        },
    ]
}

pub fn sweeps() -> Vec<Sweep> {
    vec![
        Sweep {
            class: "data_exports",
            days: 0,
            basis: Basis::Copy,
            run: expire_by!(
                "with gone as (update data_exports set state = 'expired' where state = 'ready' and expires_at <= $1 returning id)
                 delete from data_export_chunks c using gone where c.export_id = gone.id"
            ),
        },
        Sweep {
            class: "user_consents",
            days: 3 * 365,
            basis: Basis::Proof,
            run: expire_by!(
                "delete from user_consents c using users u where u.id = c.user_id and u.deleted_at < $1"
            ),
        },
        Sweep {
            class: "privacy_requests",
            days: 3 * 365,
            basis: Basis::Proof,
            run: expire_by!("delete from privacy_requests where state <> 'open' and answered_at < $1"),
        },
    ]
}
