//! Mechanics: workshops, found by those who need one and edited by those who own them.
//!
//! Owns `mechanics`, `mechanic_services`, `mechanic_supported_vehicles`, `working_hours`, `working_exceptions`, `working_seasons`, `working_season_hours`,
//! `bays`, `mechanic_people`, `mechanic_absences`,
//! `advertisement_packages`, `advertisements`, `advertisement_days`, `advertisement_clicks`, `mechanic_service_prices`, `mechanic_past_prices`, `saved_searches`, `favourite_mechanics`, `seen_mechanics`, `mechanic_staff`, `mechanic_staff_invitations`, `mechanic_pins`, `mechanic_identities`, `mechanic_identity_changes`, `mechanic_unseen_changes`, `mechanic_documents`,
//! `mechanic_applications`, `mechanic_application_notes`, `mechanic_certificates`, `mechanic_photos`, `mechanic_payout_accounts`.
//! Words: a *workshop* belongs to one person, its owner, and may have *staff*, each with a *post*; an *offer* is a service of the taxonomy with the workshop's own
//! price and time; a *bay* is a lift, the thing a booking occupies; a *worker* is who does the work, held by a booking as the bay is; a *rule* includes or excludes cars by brand, model, year.
//!
//! States of a workshop: opened (applies for verification: [`application`]) → verified ⇄ suspended. Only verified ones that are not suspended
//! are public: found by search, shown by their page, bookable.
//!
//! Neighbours: `vehicles` below gives the spec of a car; `appointments` above asks for [`schedule`], [`offers`] and
//! [`takes`], listens to [`ScheduleChanged`] and tells the next free slot; `reviews` above tells the score.
//!
//! Surprises: removing a bay or a worker only switches it off, because visits stand on it; exceptions of days may overlap, the later
//! made one holds, seasons may not; an exception comes before a holiday, a holiday before a season, a season before the usual week; a workshop without an including rule takes every car.

pub mod adverts;
pub mod api;
pub mod application;
pub mod certificates;
#[cfg(feature = "ssr")]
mod complete;
pub mod favourites;
pub mod gallery;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
pub mod payout;
pub mod people;
pub mod prices;
pub mod profile;
pub mod saved;
pub mod search;
pub mod seasons;
pub mod seen;
#[cfg(feature = "ssr")]
pub mod sitemap;
pub mod staff;
pub mod workshop;

#[cfg(feature = "ssr")]
pub mod desk;
#[cfg(feature = "ssr")]
mod events;
#[cfg(feature = "ssr")]
pub mod leaving;
#[cfg(feature = "ssr")]
pub mod mails;
#[cfg(feature = "ssr")]
pub mod offers;
#[cfg(feature = "ssr")]
mod policy;
#[cfg(feature = "ssr")]
pub mod rules;
#[cfg(feature = "ssr")]
pub mod schedule;
#[cfg(feature = "ssr")]
mod standing;
pub mod tablet;

pub use model::PriceKind;
pub use prices::inputs::{PartsClass, Promise};

#[cfg(feature = "ssr")]
pub use adverts::showing::{
    note_booking as note_advert_booking, note_click as note_advert_click, visitor as advert_visitor,
};
#[cfg(feature = "ssr")]
pub use desk::{DeskRow, MechanicFilter, Workplace, admin_list, look_over, reinstate, suspend, verify, workplace_of};
#[cfg(feature = "ssr")]
pub use events::{ScheduleChanged, WorkerLeaves, WorkshopCloses};
#[cfg(feature = "ssr")]
pub use offers::{Offer, offers};
#[cfg(feature = "ssr")]
pub use pages::{
    CERTIFICATE_LIMIT, DOCUMENT_LIMIT, PHOTOS_LIMIT, certificate_upload, document_download, document_upload,
    photo_file, photo_upload, pin_post, preview_post, promise_words,
};
#[cfg(feature = "ssr")]
pub use prices::checks::promise_in;
#[cfg(feature = "ssr")]
pub use profile::{PublicMechanic, draft, public_by_slug, shown_by_slug};
#[cfg(feature = "ssr")]
pub use rules::{VehicleRule, rename_brand, rename_rules, takes};
#[cfg(feature = "ssr")]
pub use schedule::{
    Bay, Contact, DayException, DayHours, HORIZON_DAYS, Schedule, Season, Week, Worker, Workshop, contact, schedule,
    schedules,
};
#[cfg(feature = "ssr")]
pub use search::{Asked, SearchFilter, SearchResult, search, sitemap_entries};
#[cfg(feature = "ssr")]
pub use seen::service::note as note_seen;
#[cfg(feature = "ssr")]
pub use standing::{SLOTS_KEPT, due_for_next_slot, note_completed, save_score, set_next_slot, set_next_slots};
#[cfg(feature = "ssr")]
pub use standing::{id_of_slug, lock, lock_public};
#[cfg(feature = "ssr")]
pub use workshop::store::personal;
