//! Use cases of `appointments`, as a workshop would tell them.

mod book;
mod close;
mod desk;
mod file_visits;
mod household;
mod leaving;
mod next_slot;
mod papers;
mod people;
mod propose;
mod read;

pub use book::book;
pub use close::{accept_proposal, cancel, complete, confirm, decline, expire, no_show};
pub use desk::{count_of, to_come_of, to_come_of_each};
pub use file_visits::{file, unfiled};
pub use household::by_household;
pub use leaving::{call_off, call_off_customer, call_off_workshop};
pub use next_slot::{TYPICAL_MINUTES, free_hours, refresh_due, refresh_next_slot};
pub use papers::{Filed, PAPER_DAYS, add_paper, filed, may_file, take_back_paper};
pub use people::{change_person, people_to_offer, replace_worker};
pub use propose::propose;
pub use read::{
    Seen, Visited, Week, calendar, free_slots, mine, my_lists, plan_for, see, times_to_offer, today, verbs,
    visited_for, waiting_count, workshop_list,
};
