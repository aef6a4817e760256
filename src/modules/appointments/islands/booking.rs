//! The booking form. Drawn by the server it is one plain form with two buttons: one shows the times for the chosen
//! services, one books; both send everything that is chosen. In the browser the same markup answers in place: other
//! services and weeks without a reload, other times when one is taken.

use super::{
    parts::{bill, cars, chosen_time, complaints, services, times},
    props::{BookingProps, Choice, ServiceChoice, date_of, week_of},
};
use crate::{
    kernel::{form::FormState, lang::Lang, money::Money, paths},
    modules::appointments::model::{FreeSlot, NOTE_MAX},
    ui::{
        form::{field_id, hidden, hidden_plain, input_name, text_area},
        live::{AWAKE, Fields, IntoPart, Part, Refusal, flag, get, leave_for, on, post, run, said},
    },
};
use leptos::{ev, prelude::*};

/// The state of the form; all handles, so it copies into every closure.
#[derive(Clone, Copy)]
pub(super) struct Booking {
    pub props: StoredValue<BookingProps>,
    pub services: RwSignal<Vec<String>>,
    pub car: RwSignal<String>,
    pub start: RwSignal<String>,
    pub note: RwSignal<String>,
    pub week: RwSignal<usize>,
    pub slots: RwSignal<Vec<FreeSlot>>,
    pub alternatives: RwSignal<Vec<FreeSlot>>,
    pub form: RwSignal<FormState>,
    pub busy: RwSignal<bool>,
    /// Whether the script has taken over.
    pub awake: RwSignal<bool>,
}

impl Booking {
    fn new(props: BookingProps) -> Self {
        Self {
            services: RwSignal::new(props.chosen_services.clone()),
            car: RwSignal::new(props.chosen_car.clone()),
            start: RwSignal::new(props.chosen_start.clone()),
            note: RwSignal::new(props.form.value("note").to_owned()),
            week: RwSignal::new(props.week),
            slots: RwSignal::new(props.slots.clone()),
            alternatives: RwSignal::new(props.alternatives.clone()),
            form: RwSignal::new(props.form.clone()),
            busy: RwSignal::new(false),
            awake: RwSignal::new(AWAKE),
            props: StoredValue::new(props),
        }
    }

    pub fn with<T>(self, read: impl FnOnce(&BookingProps) -> T) -> T {
        self.props.with_value(read)
    }

    /// Name of a field: the form books for those who are signed in, and only remembers for visitors.
    pub fn wire_name(self, name: &str, plain: &str) -> String {
        if self.with(|p| p.signed_in) { input_name(name) } else { plain.to_owned() }
    }

    pub fn toggle(self, id: &str, on: bool) {
        self.services.update(|chosen| {
            chosen.retain(|other| other != id);
            if on {
                chosen.push(id.to_owned());
            }
        });
        self.alternatives.set(Vec::new());
        self.load();
    }

    pub fn drive(self, car: &str) {
        self.car.set(car.to_owned());
        self.load();
    }

    pub fn turn_to(self, week: usize) {
        self.week.set(week);
        self.load();
    }

    /// Asks for the free times of the shown week. An answer that comes after another question is thrown away.
    fn load(self) {
        let (services, week) = (self.services.get_untracked(), self.week.get_untracked());
        let (mechanic, from) = self.with(|p| {
            let first = week_of(&p.days, week).first().map(|day| day.date.clone());
            (p.mechanic_id.clone(), first.unwrap_or_default())
        });
        if services.is_empty() {
            // The wished time waits for the work.
            self.slots.set(Vec::new());
            return;
        }
        self.busy.set(true);
        let car = self.car.get_untracked();
        let vehicle = if self.with(|p| p.signed_in) { car.clone() } else { String::new() };
        run(async move {
            let asked = Fields::default()
                .with("mechanic", &mechanic)
                .with("services", &services.join(","))
                .with("vehicle", &vehicle)
                .with("from", &from)
                .with("days", "7");
            let answer = get("appointments/free_slots", asked).await;
            let is_old = week != self.week.get_untracked() || car != self.car.get_untracked();
            if is_old || services != self.services.get_untracked() {
                return;
            }
            self.busy.set(false);
            match answer {
                Ok(slots) => self.show(slots),
                Err(error) => self.refused(error),
            }
        });
    }

    /// A chosen time stays chosen while it is still free.
    fn show(self, slots: Vec<FreeSlot>) {
        let start = self.start.get_untracked();
        let shown =
            self.with(|p| week_of(&p.days, self.week.get_untracked()).iter().any(|day| day.date == date_of(&start)));
        if shown && !slots.iter().any(|slot| slot.start == start) {
            self.start.set(String::new());
        }
        self.form.set(FormState::default());
        self.slots.set(slots);
    }

    fn refused(self, refusal: Refusal) {
        let other =
            refusal.alternatives.iter().map(|a| FreeSlot { start: a.start.clone(), end: a.end.clone() }).collect();
        self.form.set(refusal.into_form(FormState::default(), self.with(|p| p.words.offline.clone())));
        self.alternatives.set(other);
    }

    /// This page with everything chosen so far.
    pub fn address(self) -> String {
        let choice = Choice {
            services: &self.services.get(),
            car: &self.car.get(),
            start: &self.start.get(),
            note: &self.note.get(),
        };
        self.with(|p| choice.address(&p.page))
    }

    /// Where a car is added, and back to here.
    pub fn add_car(self) -> String {
        format!("{}?next={}", paths::CAR_NEW, paths::encoded(&self.address()))
    }

    fn submit(self, event: ev::SubmitEvent) {
        // Visitors go on as without a script: their choice is kept in the address.
        if !self.with(|p| p.signed_in) {
            return;
        }
        event.prevent_default();
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let named = |fields: Fields, name: &str, value: &str| fields.with(&input_name(name), value);
        let mut fields = self.with(|p| {
            let fields = named(Fields::default(), "mechanic_id", &p.mechanic_id);
            named(fields, "idempotency_key", &p.key)
        });
        fields = named(fields, "vehicle_id", &self.car.get_untracked());
        fields = named(fields, "start", &self.start.get_untracked());
        fields = named(fields, "note", &self.note.get_untracked());
        for id in self.services.get_untracked() {
            fields = named(fields, "service_ids[]", &id);
        }
        run(async move {
            match post::<Visit>("appointments/book", fields).await {
                // Busy stays on while the next page loads, so that nothing is pressed twice.
                Ok(visit) => leave_for(&format!("{}/{}", paths::APPOINTMENTS, visit.id)),
                Err(error) if error.code == "unauthenticated" => {
                    leave_for(&format!("{}?next={}", paths::SIGN_IN, paths::encoded(&self.address())));
                }
                Err(error) => {
                    let taken = error.code == "slot_taken";
                    self.busy.set(false);
                    self.refused(error);
                    if taken {
                        let gone = self.start.get_untracked();
                        self.slots.update(|slots| slots.retain(|slot| slot.start != gone));
                        self.start.set(String::new());
                    }
                }
            }
        });
    }

    /// What a service is for the chosen car.
    pub fn service(self, every: &ServiceChoice) -> ServiceChoice {
        let car = self.car.get();
        self.with(|p| {
            let own = p.by_car.iter().find(|own| own.car == car && own.service.id == every.id);
            own.map_or(every, |own| &own.service).clone()
        })
    }

    pub fn chosen(self) -> Vec<ServiceChoice> {
        let chosen = self.services.get();
        let every: Vec<ServiceChoice> =
            self.with(|p| p.services.iter().filter(|service| chosen.contains(&service.id)).cloned().collect());
        every.iter().map(|service| self.service(service)).collect()
    }

    /// `₺1.250`, `en az ₺1.250` where a price among them is a floor.
    pub fn total(self) -> String {
        let chosen = self.chosen();
        let total: Money = chosen.iter().map(|service| service.price).sum();
        let total = total.spoken(if self.with(|p| p.dotted) { Lang::Tr } else { Lang::En });
        if chosen.iter().all(|service| service.is_fixed) {
            return total;
        }
        self.with(|p| p.words.at_least.replace('#', &total))
    }

    /// `1 sa 40 dk`
    pub fn duration(self) -> String {
        let minutes: i32 = self.chosen().iter().map(|service| service.minutes).sum();
        let (hours, rest) = (minutes / 60, minutes % 60);
        self.with(|p| {
            let hour = (hours > 0).then(|| format!("{hours} {}", p.words.hours));
            let rest = (rest > 0 || hours == 0).then(|| format!("{rest} {}", p.words.minutes));
            [hour, rest].into_iter().flatten().collect::<Vec<_>>().join(" ")
        })
    }
}

/// The answer to a booking.
struct Visit {
    id: String,
}
crate::wire! { Visit { id } }

/// The id of the form; the buttons that book stand outside of it.
pub(super) const FORM_ID: &str = "randevu";

crate::island! { SlotPicker(BookingProps) as slot_picker = draw; }

fn draw(props: BookingProps) -> Part {
    let booking = Booking::new(props);
    let (page, signed_in) = booking.with(|p| (p.page.clone(), p.signed_in));
    let (action, method) = if signed_in { (paths::api("appointments/book"), "post") } else { (page, "get") };
    // A visitor who is done goes on to sign in; whoever only looks at times does not.
    let going = (!signed_in).then_some("devam");
    view! {
        <div class="lg:grid lg:grid-cols-[minmax(0,1fr)_23.5rem] gap-8 items-start">
            <div class="grid grid-cols-1 gap-4 min-w-0">
                {complaints(booking)}
                <form id=FORM_ID action=action method=method class="grid grid-cols-1 gap-4" on:submit=on(move |event: ev::SubmitEvent| booking.submit(event))>
                    {carried(booking)}
                    {signed_in.then(|| cars(booking))}
                    {services(booking)}
                    {times(booking)}
                    {note(booking)}
                </form>
            </div>
            <aside class="lg:sticky lg:top-6 mt-4 lg:mt-0">
                <div class="panel lg:shadow-lift p-4 md:p-5">
                    {chosen_time(booking)}
                    {bill(booking)}
                    <button type="submit" form=FORM_ID name=going value="1" class="btn btn-accent btn-lg w-full mt-5 max-lg:hidden" disabled=flag(move || booking.busy.get())>
                        {go_words(booking)}
                    </button>
                    <p class="text-xs text-muted mt-4">{booking.with(|p| p.words.promise.clone())}</p>
                </div>
            </aside>
        </div>
        <div class="lg:hidden fixed bottom-0 inset-x-0 z-40 bg-surface shadow-up px-4 py-3 flex items-center gap-4 pb-[calc(.75rem+env(safe-area-inset-bottom))]">
            <b class="num text-lg font-bold">{said(move || booking.total())}</b>
            <button type="submit" form=FORM_ID name=going value="1" class="btn btn-accent btn-lg ml-auto px-5" disabled=flag(move || booking.busy.get())>
                {go_words(booking)}
            </button>
        </div>
    }
    .part()
}

fn go_words(booking: Booking) -> String {
    booking.with(|p| if p.signed_in { p.words.submit.clone() } else { p.words.sign_in.clone() })
}

/// What the form sends unseen: which workshop, under which key, and the car that a visitor will have once signed in.
fn carried(booking: Booking) -> Part {
    let (signed_in, mechanic, key) = booking.with(|p| (p.signed_in, p.mechanic_id.clone(), p.key.clone()));
    let car = booking.car.get_untracked();
    if signed_in {
        (hidden("mechanic_id", mechanic), hidden("idempotency_key", key)).part()
    } else if car.is_empty() {
        ().part()
    } else {
        hidden_plain("arac", car).part()
    }
}

fn note(booking: Booking) -> Part {
    let (words, state) = booking.with(|p| (p.words.clone(), p.form.clone()));
    let name = if booking.with(|p| p.signed_in) { "note" } else { "not" };
    let state = state.with(name, booking.note.get_untracked());
    let max = u32::try_from(NOTE_MAX).unwrap_or_default();
    let mut area = text_area(&state, name, words.note)
        .id(field_id("note"))
        .note(words.optional)
        .placeholder(words.note_hint)
        .maxlength(max)
        .rows(3);
    if name == "not" {
        area = area.plain();
    }
    view! {
        <section class="panel p-4 md:p-6" on:input=on(move |event: ev::Event| booking.note.set(event_target_value(&event)))>
            {area.view()}
        </section>
    }
    .part()
}
