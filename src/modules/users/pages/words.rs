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
