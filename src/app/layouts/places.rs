//! Where each layout leads.

use super::Layout;
use crate::{
    kernel::{
        actor::{Duty, Role},
        lang::Lang,
        paths,
    },
    platform::Visit,
    say,
    ui::shell::Place,
};

/// The header of public pages.
pub fn public(lang: Lang) -> Vec<Place> {
    vec![
        Place::new("search", "search", say!(lang, search.title), paths::SEARCH),
        Place::new("services", "wrench", say!(lang, common.nav_services), paths::SERVICES),
        Place::new("how", "info", say!(lang, common.nav_how), paths::HOW_IT_WORKS),
    ]
}

/// The side bar of an area.
pub fn of(area: Layout, visit: &Visit) -> Vec<Place> {
    let lang = visit.lang;
    match area {
        Layout::Public | Layout::Framed => public(lang),
        Layout::Account => vec![
            Place::new("account", "house", say!(lang, common.nav_overview), paths::ACCOUNT),
            Place::new("appointments", "calendar-check", say!(lang, appointments.title), paths::APPOINTMENTS),
            Place::new("cars", "car", say!(lang, vehicles.title), paths::CARS),
            Place::new("favourites", "heart", say!(lang, mechanics.favourites), paths::FAVOURITES),
            Place::new("search", "search", say!(lang, search.title), paths::SEARCH),
            Place::new("household", "users", say!(lang, household.title), paths::HOUSEHOLD),
            Place::new("settings", "settings", say!(lang, common.nav_settings), paths::SETTINGS),
        ],
        Layout::Workshop => workshop(visit),
        Layout::Admin => admin(visit),
    }
}

/// Staff sees what is theirs to do; who has opened no workshop yet sees all of it.
fn workshop(visit: &Visit) -> Vec<Place> {
    let lang = visit.lang;
    let may = |duty| visit.actor.employment().is_none_or(|place| place.post.may(duty));
    let (visits, running, owning) = (may(Duty::Visits), may(Duty::Running), may(Duty::Owning));
    let places = [
        (visits, Place::new("today", "house", say!(lang, common.today), paths::WORKSHOP)),
        (visits, Place::new("calendar", "calendar-days", say!(lang, common.nav_calendar), paths::WORKSHOP_CALENDAR)),
        (
            visits,
            Place::new("appointments", "calendar-check", say!(lang, appointments.title), paths::WORKSHOP_APPOINTMENTS),
        ),
        (running, Place::new("clients", "user-round", say!(lang, clients.title), paths::WORKSHOP_CUSTOMERS)),
        (running, Place::new("earnings", "chart-no-axes-column", say!(lang, earnings.title), paths::WORKSHOP_EARNINGS)),
        (running, Place::new("services", "wrench", say!(lang, common.nav_prices), paths::WORKSHOP_SERVICES)),
        (running, Place::new("hours", "clock", say!(lang, common.nav_hours), paths::WORKSHOP_HOURS)),
        (running, Place::new("vehicles", "car", say!(lang, common.nav_vehicles), paths::WORKSHOP_VEHICLES)),
        (owning, Place::new("profile", "store", say!(lang, common.nav_profile), paths::WORKSHOP_PROFILE)),
        (owning, Place::new("photos", "images", say!(lang, gallery.title), paths::WORKSHOP_PHOTOS)),
        (owning, Place::new("application", "file-check", say!(lang, application.title), paths::WORKSHOP_APPLICATION)),
        (owning, Place::new("certificates", "award", say!(lang, certificates.title), paths::WORKSHOP_CERTIFICATES)),
        (owning, Place::new("payout", "wallet", say!(lang, payout.title), paths::WORKSHOP_PAYOUT)),
        (running, Place::new("adverts", "megaphone", say!(lang, adverts.title), paths::WORKSHOP_ADVERTS)),
        (running, Place::new("reviews", "star", say!(lang, reviews.title), paths::WORKSHOP_REVIEWS)),
        (visits && visit.tablet.is_none(), Place::new("team", "users", say!(lang, staff.title), paths::WORKSHOP_TEAM)),
    ];
    places.into_iter().filter(|(open, _)| *open).map(|(_, place)| place).collect()
}

/// Moderators see the moderation desk, support the people, finance the orders of adverts; the rest is for admins.
fn admin(visit: &Visit) -> Vec<Place> {
    let lang = visit.lang;
    let (admin, support) = (visit.actor.has(Role::Admin), visit.actor.has(Role::Support));
    let finance = visit.actor.has(Role::Finance);
    let places = [
        (true, Place::new("desk", "layout-dashboard", say!(lang, common.nav_overview), paths::ADMIN)),
        (visit.actor.moderates(), Place::new("reviews", "star", say!(lang, reviews.title), paths::ADMIN_REVIEWS)),
        (admin, Place::new("mechanics", "store", say!(lang, mechanics.title), paths::ADMIN_MECHANICS)),
        (admin || support, Place::new("users", "users", say!(lang, common.nav_users), paths::ADMIN_USERS)),
        (admin, Place::new("categories", "list-tree", say!(lang, common.nav_categories), paths::ADMIN_CATEGORIES)),
        (admin, Place::new("catalogue", "car", say!(lang, catalogue.title), paths::ADMIN_CATALOGUE)),
        (admin || finance, Place::new("adverts", "megaphone", say!(lang, adverts.title), paths::ADMIN_ADVERTS)),
        (admin, Place::new("privacy", "shield-check", say!(lang, privacy.desk_nav), paths::ADMIN_PRIVACY)),
        (admin, Place::new("audit", "scroll-text", say!(lang, common.nav_audit), paths::ADMIN_AUDIT)),
    ];
    places.into_iter().filter(|(open, _)| *open).map(|(_, place)| place).collect()
}

/// With the number of waiting requests at the page that shows them.
pub fn counted(places: Vec<Place>, waiting: u32) -> Vec<Place> {
    places.into_iter().map(|place| if place.key == "today" { place.count(waiting) } else { place }).collect()
}

/// Five of them within reach of the thumb.
pub fn thumb(area: Layout, visit: &Visit) -> Vec<Place> {
    let wanted: &[&str] = match area {
        Layout::Workshop => &["today", "calendar", "appointments", "services", "profile"],
        Layout::Admin => &["desk", "reviews", "mechanics", "users", "categories", "adverts"],
        Layout::Public | Layout::Account | Layout::Framed => &["account", "appointments", "cars", "search", "settings"],
    };
    of(area, visit)
        .into_iter()
        .filter(|place| wanted.contains(&place.key))
        // A fifth of a narrow screen holds one short word.
        // Admins, who have all six, go to the adverts from elsewhere.
        .take(5)
        .map(|place| if place.key == "search" { place.called(say!(visit.lang, common.nav_find)) } else { place })
        .collect()
}

/// The switch to the other language, back to this very page.
pub fn language(visit: &Visit) -> Place {
    let other = match visit.lang {
        Lang::Tr => Lang::En,
        Lang::En => Lang::Tr,
    };
    let name = match other {
        Lang::Tr => "Türkçe",
        Lang::En => "English",
    };
    Place::new("language", "globe", name, language_href(visit, other))
}

pub fn language_href(visit: &Visit, other: Lang) -> String {
    let query: String = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(visit.params().filter(|(key, _)| key != "lang"))
        .finish();
    let here = if query.is_empty() { visit.path.clone() } else { format!("{}?{query}", visit.path) };
    let back: String = form_urlencoded::byte_serialize(here.as_bytes()).collect();
    format!("{}?lang={}&next={back}", paths::SET_LANG, other.code())
}
