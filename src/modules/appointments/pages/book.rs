//! `/usta/{slug}/randevu`: services, car, time, note, on one page.

use super::{
    figures::usual_of,
    parts::{minutes_words, price_words, weekday_short, written_out},
};
use crate::{
    kernel::{
        error::{AppError, Result},
        form::FormState,
        ids::AppointmentId,
        lang::Lang,
        paths,
        time::{Day, Instant},
    },
    modules::{
        appointments::{
            figures::{self, model::FairPrice},
            islands::{
                BookingProps, BookingWords, CarChoice, CarService, DayLabel, ServiceChoice, SlotPicker, week_of,
            },
            model::FreeSlot,
            planning::Planning,
            service,
            slots::{Busy, Plan},
        },
        mechanics::{self, Offer, PriceKind},
        vehicles::{self, Car},
    },
    platform::{Scope, Visit},
    say,
    ui::{ButtonLink, ButtonLook, Icon, Notice, Page, Tags, Tone, button::Go, form::input_name},
};
use leptos::prelude::*;

const FORM: &str = "appointments/book";

/// # Errors
/// `not_found` for a workshop that is not public.
pub async fn book(visit: Visit, slug: String) -> Result<Page, AppError> {
    let mut scope = Scope::read(&visit);
    let planning = service::plan_for(&mut scope, &slug).await?;
    let offers = mechanics::offers(&mut scope, planning.id()).await?;
    let props = props(&visit, &mut scope, &planning, &offers).await?;
    scope.release();
    mechanics::note_advert_click(&visit, planning.id()).await;
    let (lang, name) = (visit.lang, planning.schedule.workshop.name.clone());
    let demo = planning.schedule.workshop.owner.is_demo.then(|| {
        view! { <div class="mb-4"><Tags items=vec![(say!(lang, mechanics.demo).to_owned(), Tone::Line, None)]/></div> }
    });
    let title = say!(lang, appointments.book_title, name = name.as_str());
    let body = view! {
        <div class="wrap pt-5 md:pt-8 pb-36 lg:pb-16">
            <a class="inline-flex items-center gap-2 min-h-11 text-sm text-muted hover:text-base-content" href=paths::mechanic(&slug)>
                <Icon name="arrow-left" class="size-4"/>
                {name}
            </a>
            <h1 class="text-2xl md:text-3xl font-extrabold tracking-tight mt-1 mb-1">{say!(lang, appointments.book_heading)}</h1>
            <p class="text-sm text-muted mb-5 md:mb-7">{planning.schedule.workshop.address.clone()}</p>
            {demo}
            {sign_in_notice(&visit, &slug, !props.chosen_services.is_empty() && !props.chosen_start.is_empty())}
            <SlotPicker props=props/>
        </div>
    };
    Ok(Page::new(title, body).noindex().islands())
}

/// Visitors who have chosen everything sign in now; the address brings their choice back.
fn sign_in_notice(visit: &Visit, slug: &str, is_whole: bool) -> AnyView {
    let lang = visit.lang;
    if visit.actor.person().is_some() {
        return ().into_any();
    }
    if visit.param("devam").is_none() {
        return view! { <p class="text-sm text-muted -mt-3 mb-5">{say!(lang, guests.without_account)}</p> }.into_any();
    }
    if !is_whole {
        let text = say!(lang, appointments.choose_first);
        return view! { <div class="mb-5"><Notice text=text tone=Tone::Error/></div> }.into_any();
    }
    let kept: String = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(visit.params().filter(|(key, _)| key != "devam"))
        .finish();
    let next: String = form_urlencoded::byte_serialize(format!("{}?{kept}", visit.path).as_bytes()).collect();
    let act = Go::new(say!(lang, appointments.sign_in_now), format!("{}?next={next}", paths::SIGN_IN));
    let guest = format!("{}?usta={}&{kept}", paths::GUEST, paths::encoded(slug));
    view! {
        <div class="mb-5 grid grid-cols-1 gap-3">
            <Notice text=say!(lang, appointments.sign_in_line) title=say!(lang, appointments.choice_kept) tone=Tone::Accent act=act/>
            <div><ButtonLink href=guest label=say!(lang, guests.begin) look=ButtonLook::Primary/></div>
        </div>
    }
    .into_any()
}

async fn props(visit: &Visit, scope: &mut Scope, planning: &Planning, offers: &[Offer]) -> Result<BookingProps> {
    let lang = visit.lang;
    let state = visit.form(FORM);
    let market = Market::load(visit, scope, planning, offers).await?;
    let services: Vec<ServiceChoice> = offers.iter().map(|offer| service_choice(lang, &market, offer, None)).collect();
    let chosen = chosen_services(visit, scope, &state, &services);
    let (own, owners) = own_cars(scope).await?;
    let cars = cars(scope, lang, planning, &own, &owners).await?;
    let days = days(lang, visit.now, planning.plan.window_days);
    let start = typed(visit, &state, "start", "saat").map(|start| written_out(&start));
    let chosen_car = chosen_car(visit, &state, &cars);
    let driven = own.iter().find(|car| car.id.to_string() == chosen_car);
    let minutes_of = |offer: &Offer| driven.map_or(offer.minutes, |car| offer.for_car(&car.facts()).minutes);
    let minutes: i64 =
        offers.iter().filter(|o| chosen.contains(&o.service_id.to_string())).map(|o| i64::from(minutes_of(o))).sum();
    let picked = offers.iter().map(|o| o.service_id).filter(|id| chosen.contains(&id.to_string()));
    let plan = planning.plan_for(&scope.wires.reference.get(), picked);
    let busy = planning.busy(scope).await?;
    let week = asked_week(visit, &days, start.as_deref())
        .unwrap_or_else(|| first_free_week(&plan, &busy, minutes, visit.now, &days));
    let slots = slots(&plan, &busy, minutes, visit.now, week_of(&days, week));
    // A time that is gone is not carried along; before any work is chosen nobody can tell, so it waits.
    let keeps = |start: &String| {
        let open = minutes == 0 && Instant::parse(start).is_some_and(|at| at > visit.now);
        let stands = state.is_refused() && !state.errors.contains_key("start");
        open || stands || slots.iter().any(|slot| slot.start == *start)
    };
    let alternatives =
        visit.flash_of(FORM).and_then(|flash| flash.error.as_ref()).map(|e| e.alternatives.clone()).unwrap_or_default();
    let note = typed(visit, &state, "note", "not");
    Ok(BookingProps {
        mechanic_id: planning.id().to_string(),
        page: visit.path.clone(),
        signed_in: visit.actor.person().is_some(),
        dotted: lang == Lang::Tr,
        chosen_car,
        services,
        by_car: by_car(lang, &market, offers, &own),
        cars,
        chosen_services: chosen,
        chosen_start: start.filter(|start| keeps(start)).unwrap_or_default(),
        week,
        slots,
        alternatives: alternatives.into_iter().map(|a| FreeSlot { start: a.start, end: a.end }).collect(),
        form: state.with("note", note.unwrap_or_default()),
        days,
        key: AppointmentId::fresh().to_string(),
        words: words(lang, planning.schedule.workshop.books_instantly),
    })
}

/// A typed value: of a refused form, else out of the address, where the form that books and links name it differently.
fn typed(visit: &Visit, state: &FormState, name: &str, param: &str) -> Option<String> {
    Some(state.value(name).to_owned())
        .filter(|value| !value.is_empty())
        .or_else(|| visit.param(&input_name(name)))
        .or_else(|| visit.param(param))
}

/// What the services usually cost in the workshop's province.
struct Market {
    province: String,
    prices: Vec<FairPrice>,
}

impl Market {
    async fn load(visit: &Visit, scope: &mut Scope, planning: &Planning, offers: &[Offer]) -> Result<Self> {
        let province = planning.schedule.workshop.province_id;
        let prices = figures::service::fair_prices(scope, province, offers).await?;
        let province = visit.wires.reference.get().province(province).map(|province| province.name.clone());
        Ok(Self { province: province.unwrap_or_default(), prices })
    }
}

fn service_choice(lang: Lang, market: &Market, offer: &Offer, car: Option<&Car>) -> ServiceChoice {
    ServiceChoice {
        id: offer.service_id.to_string(),
        name: offer.name(lang).to_owned(),
        detail: [
            Some(minutes_words(lang, i64::from(offer.minutes))),
            mechanics::promise_words(lang, offer.promise),
            usual_of(lang, &market.province, &market.prices, offer, car),
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · "),
        price_label: price_words(lang, offer.price_kind, &offer.price.spoken(lang)),
        price: offer.price,
        is_fixed: offer.price_kind == PriceKind::Fixed,
        minutes: offer.minutes,
    }
}

/// Services named in the address by slug or id, or chosen in the form before.
fn chosen_services(visit: &Visit, scope: &Scope, state: &FormState, services: &[ServiceChoice]) -> Vec<String> {
    let reference = scope.wires.reference.get();
    let words: Vec<String> = if state.values("service_ids").is_empty() {
        let own = input_name("service_ids[]");
        visit.params().filter(|(key, _)| *key == own || key == "hizmet").map(|(_, word)| word).collect()
    } else {
        state.values("service_ids").to_vec()
    };
    let mut chosen = Vec::new();
    for word in words {
        let id = reference.find_service(&word).map(|service| service.id.to_string());
        if let Some(id) = id.filter(|id| services.iter().any(|s| s.id == *id) && !chosen.contains(id)) {
            chosen.push(id);
        }
    }
    chosen
}

/// The cars that one may book with, and who shares each that is not one's own.
async fn own_cars(scope: &mut Scope) -> Result<(Vec<Car>, Vec<Option<String>>)> {
    if scope.actor.customer_id().is_none() {
        return Ok((Vec::new(), Vec::new()));
    }
    Ok(vehicles::bookables(scope).await?.into_iter().unzip())
}

/// The services that are other ones for some of these cars.
fn by_car(lang: Lang, market: &Market, offers: &[Offer], cars: &[Car]) -> Vec<CarService> {
    let mut found = Vec::new();
    for car in cars {
        for offer in offers {
            let every = service_choice(lang, market, offer, None);
            let own = service_choice(lang, market, &offer.for_car(&car.facts()), Some(car));
            if own != every {
                found.push(CarService { car: car.id.to_string(), service: own });
            }
        }
    }
    found
}

async fn cars(
    scope: &mut Scope,
    lang: Lang,
    planning: &Planning,
    own: &[Car],
    owners: &[Option<String>],
) -> Result<Vec<CarChoice>> {
    let mut cars = Vec::new();
    for (car, owner) in own.iter().zip(owners) {
        let shared =
            owner.as_ref().map(|owner| format!(" · {}", say!(lang, household.shared_by, owner = owner.as_str())));
        let takes = mechanics::takes(scope, planning.id(), &car.spec()).await?;
        cars.push(CarChoice {
            id: car.id.to_string(),
            label: car.label.clone(),
            plate: car.plate.clone(),
            detail: format!("{}{}", car.model_year, shared.unwrap_or_default()),
            refusal: if takes { String::new() } else { say!(lang, appointments.car_not_taken).to_owned() },
        });
    }
    Ok(cars)
}

fn chosen_car(visit: &Visit, state: &FormState, cars: &[CarChoice]) -> String {
    let wished = typed(visit, state, "vehicle_id", "arac");
    if visit.actor.person().is_none() {
        // Whose car it is shows after signing in.
        return wished.unwrap_or_default();
    }
    let fits = |car: &&CarChoice| car.refusal.is_empty();
    let car = cars.iter().filter(fits).find(|car| Some(&car.id) == wished.as_ref()).or_else(|| cars.iter().find(fits));
    car.map(|car| car.id.clone()).unwrap_or_default()
}

/// Every day of the window, from this week's Monday on.
fn days(lang: Lang, now: Instant, window_days: i64) -> Vec<DayLabel> {
    let today = now.day();
    let monday = today.monday();
    let count = today.plus(window_days).days_since(monday) + 1;
    (0..count).map(|n| day_label(lang, monday.plus(n), today)).collect()
}

fn day_label(lang: Lang, day: Day, today: Day) -> DayLabel {
    let is_today = day == today;
    let weekday = if is_today { say!(lang, common.today) } else { weekday_short(lang, day) };
    DayLabel {
        date: day.to_string(),
        number: day.0.day().to_string(),
        weekday: weekday.to_owned(),
        spoken: day.spoken(lang),
        is_today,
    }
}

/// The week asked for in the address, or that of the chosen time.
fn asked_week(visit: &Visit, days: &[DayLabel], start: Option<&str>) -> Option<usize> {
    let date = visit.param("hafta").or_else(|| start.and_then(|start| start.get(..10)).map(ToOwned::to_owned))?;
    week_with(days, &date)
}

/// The week of the first free time, so that nobody is shown an empty one on a Saturday evening. While no work is chosen,
/// a typical visit stands for it.
fn first_free_week(plan: &Plan, busy: &[Busy], minutes: i64, now: Instant, days: &[DayLabel]) -> usize {
    let minutes = if minutes == 0 { service::TYPICAL_MINUTES } else { minutes };
    let first = plan.first_free(busy, minutes, now, 1);
    first.first().and_then(|start| week_with(days, &start.day().to_string())).unwrap_or_default()
}

fn week_with(days: &[DayLabel], date: &str) -> Option<usize> {
    days.iter().position(|day| day.date == date).map(|place| place / 7)
}

fn slots(plan: &Plan, busy: &[Busy], minutes: i64, now: Instant, week: &[DayLabel]) -> Vec<FreeSlot> {
    let day = |label: Option<&DayLabel>| label.and_then(|label| Day::parse(&label.date));
    let (Some(from), Some(to)) = (day(week.first()), day(week.last())) else { return Vec::new() };
    if minutes == 0 {
        return Vec::new();
    }
    let free = plan.free(busy, minutes, now, from, to);
    free.into_iter().map(|slot| FreeSlot { start: slot.start.rfc3339(), end: slot.end.rfc3339() }).collect()
}

fn words(lang: Lang, instantly: bool) -> BookingWords {
    let own = |word: &str| word.to_owned();
    BookingWords {
        car: own(say!(lang, appointments.which_car)),
        add_car: own(say!(lang, appointments.add_car)),
        no_car: own(say!(lang, appointments.no_car)),
        services: own(say!(lang, appointments.services)),
        pick_services: own(say!(lang, appointments.pick_services)),
        show_times: own(say!(lang, appointments.show_times)),
        time: own(say!(lang, appointments.day_and_time)),
        previous_week: own(say!(lang, appointments.previous_week)),
        next_week: own(say!(lang, appointments.next_week)),
        none_this_week: own(say!(lang, appointments.none_this_week)),
        closed: own(say!(lang, appointments.no_time_that_day)),
        duration: own(say!(lang, appointments.duration)),
        hours: own(say!(lang, appointments.hour_unit)),
        minutes: own(say!(lang, appointments.minute_unit)),
        alternatives: own(say!(lang, appointments.alternatives)),
        note: own(say!(lang, appointments.note)),
        note_hint: own(say!(lang, appointments.note_hint)),
        optional: own(say!(lang, common.optional)),
        total: own(say!(lang, appointments.total)),
        at_least: say!(lang, appointments.price_from, price = "#"),
        total_note: own(say!(lang, appointments.total_note)),
        vat: own(say!(lang, common.vat_included)),
        chosen_time: own(say!(lang, appointments.chosen_time)),
        no_time: own(say!(lang, appointments.no_time_chosen)),
        submit: own(if instantly { say!(lang, appointments.book_now) } else { say!(lang, appointments.request_now) }),
        sign_in: own(say!(lang, appointments.sign_in_and_book)),
        promise: own(if instantly {
            say!(lang, appointments.promise_instant)
        } else {
            say!(lang, appointments.promise_request)
        }),
        refused: own(say!(lang, appointments.refused)),
        offline: own(say!(lang, errors.unavailable)),
        plate: own(say!(lang, appointments.plate)),
    }
}
