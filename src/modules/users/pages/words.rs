//! What kinds and roles are called.

use crate::{
    kernel::{actor::Role, lang::Lang},
    say,
    ui::Tone,
};

/// Places at the desk stand out.
pub const fn role_tone(role: Role) -> Tone {
    match role {
        Role::Admin => Tone::Primary,
        Role::Moderator | Role::Finance | Role::Support => Tone::Info,
        Role::Customer | Role::MechanicOwner | Role::MechanicStaff => Tone::Plain,
    }
}

pub fn kind_name(lang: Lang, kind: &str) -> &'static str {
    match kind {
        "mechanic" => say!(lang, admin.kind_mechanic),
        "admin" => say!(lang, admin.kind_admin),
        _ => say!(lang, admin.kind_customer),
    }
}

pub fn role_name(lang: Lang, role: Role) -> &'static str {
    match role {
        Role::Customer => say!(lang, admin.role_customer),
        Role::MechanicOwner => say!(lang, admin.role_mechanic_owner),
        Role::MechanicStaff => say!(lang, admin.role_mechanic_staff),
        Role::Moderator => say!(lang, admin.role_moderator),
        Role::Finance => say!(lang, admin.role_finance),
        Role::Support => say!(lang, admin.role_support),
        Role::Admin => say!(lang, admin.role_admin),
    }
}
