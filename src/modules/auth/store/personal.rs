//! What this module keeps about people: ways in and sessions. A new table of ours gets a line here.

use crate::{
    erase_by, expire_by,
    platform::personal::{Basis, Copied, Fate, Holding, Merge, Sweep},
    rows_of,
};

pub fn holdings() -> Vec<Holding> {
    [under_way(), ways_in()].concat()
}

/// What is on its way between two requests, or to an address or number.
fn under_way() -> Vec<Holding> {
    vec![
        Holding {
            table: "sealed_states",
            merge: Merge::Ends,
            copied: Copied::No("what waits between two requests for some minutes; sealed"),
            fate: Fate::Deleted(erase_by!("delete from sealed_states where user_id = $1")),
        },
        Holding {
            table: "not_me_links",
            merge: Merge::Ends,
            copied: rows_of!(
                r#"select to_jsonb(l) - 'user_id' - 'token_hash' as "row!" from not_me_links l where user_id = $1 order by created_at"#
            ),
            fate: Fate::Deleted(erase_by!("delete from not_me_links where user_id = $1")),
        },
        Holding {
            table: "oidc_flows",
            merge: Merge::Ends,
            copied: Copied::No("a way to an identity provider and back, of ten minutes; sealed"),
            fate: Fate::Deleted(erase_by!("delete from oidc_flows where user_id = $1")),
        },
        Holding {
            table: "email_verifications",
            merge: Merge::Ends,
            copied: rows_of!(
                r#"select to_jsonb(v) - 'user_id' - 'token_hash' - 'code_hash' - 'browser_hash' as "row!" from email_verifications v where user_id = $1 order by created_at"#
            ),
            fate: Fate::Deleted(erase_by!("delete from email_verifications where user_id = $1")),
        },
        Holding {
            table: "sms_messages",
            merge: Merge::Ends,
            copied: Copied::No("codes on their way to a number; sealed, and gone with the account"),
            fate: Fate::Deleted(erase_by!(
                "delete from sms_messages where to_phone in (select phone from users where id = $1 union select phone from phone_verifications where user_id = $1)"
            )),
        },
        Holding {
            table: "phone_verifications",
            merge: Merge::Ends,
            copied: rows_of!(
                r#"select to_jsonb(v) - 'id' - 'user_id' - 'code_hash' - 'browser_hash' as "row!" from phone_verifications v where user_id = $1 order by v.id"#
            ),
            fate: Fate::Deleted(erase_by!("delete from phone_verifications where user_id = $1")),
        },
        Holding {
            table: "guest_requests",
            merge: Merge::Ends,
            copied: Copied::No("what somebody wanted before they had an account, of a day; sealed"),
            fate: Fate::Deleted(erase_by!("delete from guest_requests where user_id = $1")),
        },
        Holding {
            table: "refresh_tokens",
            merge: Merge::Ends,
            copied: Copied::No("secrets of other clients; the devices themselves stand in user_sessions"),
            fate: Fate::Deleted(erase_by!(
                "delete from refresh_tokens where session_id in (select id from user_sessions where user_id = $1)"
            )),
        },
        Holding {
            table: "sign_in_tickets",
            merge: Merge::Ends,
            copied: Copied::No("half a sign-in of ten minutes; it holds a secret and nothing else"),
            fate: Fate::Deleted(erase_by!("delete from sign_in_tickets where user_id = $1")),
        },
    ]
}

/// Factors, devices and the history of both.
fn ways_in() -> Vec<Holding> {
    vec![
        Holding {
            table: "user_identities",
            merge: Merge::Ends,
            copied: rows_of!(
                r#"select to_jsonb(i) - 'user_id' as "row!" from user_identities i where user_id = $1 order by created_at"#
            ),
            fate: Fate::Deleted(erase_by!("delete from user_identities where user_id = $1")),
        },
        Holding {
            table: "sign_in_events",
            merge: Merge::Stays("who came into that account, and from where"),
            copied: rows_of!(
                r#"select to_jsonb(e) - 'id' - 'user_id' - 'account_hash' as "row!" from sign_in_events e where user_id = $1 order by e.id"#
            ),
            fate: Fate::Deleted(erase_by!("delete from sign_in_events where user_id = $1")),
        },
        Holding {
            table: "passkeys",
            merge: Merge::Ends,
            copied: rows_of!(
                r#"select to_jsonb(p) - 'user_id' - 'credential' - 'credential_id' as "row!" from passkeys p where user_id = $1 order by created_at"#
            ),
            fate: Fate::Deleted(erase_by!("delete from passkeys where user_id = $1")),
        },
        Holding {
            table: "recovery_codes",
            merge: Merge::Ends,
            copied: rows_of!(
                r#"select to_jsonb(r) - 'user_id' - 'code_hash' - 'slow_hash' as "row!" from recovery_codes r where user_id = $1 order by created_at"#
            ),
            fate: Fate::Deleted(erase_by!("delete from recovery_codes where user_id = $1")),
        },
        Holding {
            table: "user_totp",
            merge: Merge::Ends,
            copied: rows_of!(
                r#"select to_jsonb(t) - 'user_id' - 'secret_sealed' - 'last_step' as "row!" from user_totp t where user_id = $1"#
            ),
            fate: Fate::Deleted(erase_by!("delete from user_totp where user_id = $1")),
        },
        Holding {
            table: "user_sessions",
            merge: Merge::Stays("ended; when and where the account was used"),
            copied: rows_of!(
                r#"select to_jsonb(s) - 'user_id' - 'token_hash' as "row!" from user_sessions s where user_id = $1 order by created_at"#
            ),
            fate: Fate::Deleted(erase_by!("delete from user_sessions where user_id = $1")),
        },
        Holding {
            table: "user_auth",
            merge: Merge::Stays("who knows the password is told where the account went, and nobody else"),
            copied: rows_of!(
                r#"select jsonb_build_object('password_changed_at', password_changed_at) as "row!" from user_auth where user_id = $1"#
            ),
            fate: Fate::Deleted(erase_by!("delete from user_auth where user_id = $1")),
        },
    ]
}

pub fn sweeps() -> Vec<Sweep> {
    vec![
        Sweep {
            class: "sign_in_events",
            days: 365,
            basis: Basis::Security,
            run: expire_by!("delete from sign_in_events where at < $1"),
        },
        Sweep {
            class: "sign_in_tickets",
            days: 1,
            basis: Basis::Service,
            run: expire_by!("delete from sign_in_tickets where expires_at < $1"),
        },
        Sweep {
            class: "guest_requests",
            days: 1,
            basis: Basis::Service,
            run: expire_by!("delete from guest_requests where created_at < $1"),
        },
    ]
}
