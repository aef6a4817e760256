//! Pages of `appointments`: booking, the customer's visits, the workshop's desk and calendar.

mod account;
mod acts;
mod agenda;
mod book;
mod calendar;
mod calendar_grid;
mod desk;
mod figures;
mod guest;
mod guest_code;
mod household;
pub mod ics;
mod lines;
mod mine;
mod next_slots;
mod parts;
mod show;
mod timeline;
mod unfiled;
mod workshop_list;
mod workshop_show;
mod workshop_today;

pub use account::account_home;
pub use book::book;
pub use calendar::workshop_calendar;
pub use figures::figures_on_profile;
pub use guest::guest;
pub use guest_code::{guest_code, guest_on};
pub use household::household_part;
pub use mine::mine;
pub use next_slots::next_slots;
pub use show::show;
pub use unfiled::unfiled_part;
pub use workshop_list::workshop_list;
pub use workshop_show::workshop_show;
pub use workshop_today::workshop_today;
