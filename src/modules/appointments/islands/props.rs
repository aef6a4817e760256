//! What the server tells the booking form; dates and prices come as finished words, so the browser formats none.

use crate::{
    kernel::{form::FormState, money::Money, paths::encoded},
    modules::appointments::model::FreeSlot,
};
use serde::{Deserialize, Serialize};

/// A service of the workshop.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceChoice {
    pub id: String,
    pub name: String,
    /// `75 dk`
    pub detail: String,
    /// `₺1.750`, or `₺1.750’den` style words for prices that are a floor.
    pub price_label: String,
    pub price: Money,
    /// Whether the price is a promise.
    pub is_fixed: bool,
    pub minutes: i32,
}

/// A service that is another one for a car: dearer, cheaper, longer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarService {
    pub car: String,
    pub service: ServiceChoice,
}

/// A car of the customer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarChoice {
    pub id: String,
    pub label: String,
    pub plate: String,
    pub detail: String,
    /// Why the workshop doesn't take it; empty when it does.
    pub refusal: String,
}

/// A day of the booking window.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayLabel {
    /// `2026-11-25`
    pub date: String,
    /// `25`
    pub number: String,
    /// `Çar`, or `Bugün`.
    pub weekday: String,
    /// `25 Kasım Çarşamba`
    pub spoken: String,
    pub is_today: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookingWords {
    pub car: String,
    pub add_car: String,
    pub no_car: String,
    pub services: String,
    pub pick_services: String,
    pub show_times: String,
    pub time: String,
    pub previous_week: String,
    pub next_week: String,
    pub none_this_week: String,
    pub closed: String,
    pub duration: String,
    pub hours: String,
    pub minutes: String,
    pub alternatives: String,
    pub note: String,
    pub note_hint: String,
    pub optional: String,
    pub total: String,
    /// `en az #`: what a total is called that may grow.
    pub at_least: String,
    pub total_note: String,
    pub vat: String,
    pub chosen_time: String,
    pub no_time: String,
    pub submit: String,
    pub sign_in: String,
    pub promise: String,
    pub refused: String,
    pub offline: String,
    pub plate: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookingProps {
    pub mechanic_id: String,
    /// Path of this page.
    pub page: String,
    pub signed_in: bool,
    /// Written the Turkish way: `14.30` and `₺1.250`, not `14:30` and `₺1,250`.
    pub dotted: bool,
    /// As for every car.
    pub services: Vec<ServiceChoice>,
    pub by_car: Vec<CarService>,
    pub cars: Vec<CarChoice>,
    pub chosen_services: Vec<String>,
    pub chosen_car: String,
    pub chosen_start: String,
    /// The days of the window from its first Monday on.
    pub days: Vec<DayLabel>,
    pub week: usize,
    /// Free times of that week.
    pub slots: Vec<FreeSlot>,
    /// Offered instead of a taken time.
    pub alternatives: Vec<FreeSlot>,
    pub form: FormState,
    pub key: String,
    pub words: BookingWords,
}

crate::wire! {
    ServiceChoice { id, name, detail, price_label, price, is_fixed, minutes }
    CarService { car, service }
    CarChoice { id, label, plate, detail, refusal }
    DayLabel { date, number, weekday, spoken, is_today }
    BookingWords { car, add_car, no_car, services, pick_services, show_times, time, previous_week, next_week, none_this_week, closed, duration, hours, minutes, alternatives, note, note_hint, optional, total, at_least, total_note, vat, chosen_time, no_time, submit, sign_in, promise, refused, offline, plate }
    BookingProps { mechanic_id, page, signed_in, dotted, services, by_car, cars, chosen_services, chosen_car, chosen_start, days, week, slots, alternatives, form, key, words }
}

/// What is chosen so far, as the address of the page says it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Choice<'a> {
    pub services: &'a [String],
    pub car: &'a str,
    pub start: &'a str,
    pub note: &'a str,
}

impl Choice<'_> {
    pub fn address(&self, page: &str) -> String {
        let mut pairs: Vec<String> = self.services.iter().map(|id| format!("hizmet={}", encoded(id))).collect();
        for (name, value) in [("arac", self.car), ("saat", self.start), ("not", self.note)] {
            if !value.is_empty() {
                pairs.push(format!("{name}={}", encoded(value)));
            }
        }
        if pairs.is_empty() { page.to_owned() } else { format!("{page}?{}", pairs.join("&")) }
    }
}

/// The days of one week of the window.
pub fn week_of(days: &[DayLabel], week: usize) -> &[DayLabel] {
    days.chunks(7).nth(week).unwrap_or_default()
}

/// `2026-11-25T14:30:00+03:00` → `14.30`.
pub fn clock_of(slot: &FreeSlot, dotted: bool) -> String {
    clock(&slot.start, dotted)
}

pub fn clock(rfc3339: &str, dotted: bool) -> String {
    let clock = rfc3339.get(11..16).unwrap_or_default();
    if dotted { clock.replace(':', ".") } else { clock.to_owned() }
}

/// The day of an instant: `2026-11-25`.
pub fn date_of(rfc3339: &str) -> &str {
    rfc3339.get(..10).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::modules::appointments::model::{NOTE_MAX, SERVICES_MAX};

    #[test]
    fn times_are_cut_out_of_instants() {
        let slot = FreeSlot { start: "2026-11-25T14:30:00+03:00".into(), end: String::new() };
        assert_eq!(clock_of(&slot, true), "14.30");
        assert_eq!(clock_of(&slot, false), "14:30");
        assert_eq!(date_of(&slot.start), "2026-11-25");
        assert_eq!(clock("x", true), "");
    }

    #[test]
    fn an_address_holds_everything_that_is_chosen_and_is_gone_back_to_with_the_longest_note() {
        let services = ["a".to_owned(), "b".to_owned()];
        let choice = Choice { services: &services, car: "c", start: "2026-11-25T14:30:00+03:00", note: "Işık & ses" };
        assert_eq!(
            choice.address("/usta/x/randevu"),
            "/usta/x/randevu?hizmet=a&hizmet=b&arac=c&saat=2026-11-25T14%3A30%3A00%2B03%3A00&not=I%C5%9F%C4%B1k%20%26%20ses"
        );
        assert_eq!(Choice::default().address("/usta/x/randevu"), "/usta/x/randevu");
        let services = vec!["019aca5d-0000-7000-8000-000000000000".to_owned(); SERVICES_MAX];
        let note = "🚗".repeat(NOTE_MAX);
        let long = Choice { services: &services, note: &note, ..choice }.address("/usta/x/randevu");
        assert!(long.ends_with("%97") && long.contains("arac=c"), "{long}");
        assert_eq!(crate::kernel::paths::own_path(&long, "/"), long);
    }

    #[test]
    fn weeks_are_seven_days_and_the_last_may_be_short() {
        let days: Vec<DayLabel> = (0..10).map(|n| DayLabel { number: n.to_string(), ..DayLabel::default() }).collect();
        assert_eq!(week_of(&days, 0).len(), 7);
        assert_eq!(week_of(&days, 1).len(), 3);
        assert!(week_of(&days, 2).is_empty());
    }
}
