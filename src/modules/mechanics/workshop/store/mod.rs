//! SQL of the workshop's side of `mechanics`: its row, services, hours, exceptions, bays and vehicle rules.

mod desk;
mod edit;
mod kept;
mod lock;
mod open;
mod own;
pub mod personal;
mod schedule;
mod standing;

pub use desk::{Decided, decide, list, reinstate, suspend, verify, workplace_of};
pub use edit::{
    delete_exception, delete_rule, delete_service, insert_exception, insert_rule, save_bays, save_profile,
    save_services, save_settings, save_week,
};
pub use lock::{id_of_slug, lock, lock_public};
pub use open::{New, insert, own_slug, slugs_like};
pub use own::{Own, OwnException, OwnRule, OwnService, exceptions, get, own_rules, services};
pub use personal::{close, pause, resume};
pub use schedule::{contact, offers, rename_brand_rules, rename_rules, rules, schedules};
pub use standing::{due_for_next_slot, note_completed, save_score, set_next_slots};
