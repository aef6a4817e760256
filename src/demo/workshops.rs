//! Workshops: where, who, what for how much, when, which cars.

use super::{
    DOMAIN,
    calendar::Calendar,
    copy::Sheets,
    dice::Dice,
    id_of,
    names::{self, Name},
    people::{self, Person},
    prices::city_factor,
    trades::{SPECIALISTS, Trade},
    world::{District, Service, World},
};
use crate::kernel::{text::slug, time::Instant};
use std::collections::HashSet;
use uuid::Uuid;

/// A service as this workshop sells it.
#[derive(Debug)]
pub struct Offer<'w> {
    pub service: &'w Service,
    pub price_kurus: i64,
    pub minutes: i64,
}

/// Which brands it takes.
#[derive(Debug)]
pub enum Takes {
    All,
    Only(Vec<Uuid>),
    AllBut(Uuid),
}

#[derive(Debug)]
pub struct Workshop<'w> {
    pub number: usize,
    pub id: Uuid,
    pub owner_id: Uuid,
    pub owner: Name,
    pub name: String,
    pub phone: String,
    pub street: String,
    pub district: &'w District,
    pub lat: f64,
    pub lon: f64,
    pub trade: &'static Trade,
    pub offers: Vec<Offer<'w>>,
    pub takes: Takes,
    pub calendar: Calendar,
    pub bays: Vec<Uuid>,
    /// Who works there, one to each lift; most name nobody.
    pub people: Vec<Uuid>,
    pub books_instantly: bool,
    pub is_verified: bool,
    /// How good it is, 1 to 5; reviews scatter around it.
    pub quality: f64,
    /// Days since it joined.
    pub age: i64,
}

impl Workshop<'_> {
    /// As a booking copies it, with district and province.
    pub fn full_address(&self) -> String {
        format!("{}, {}, {}", self.street, self.district.name, self.district.province)
    }

    pub fn takes(&self, brand: Uuid) -> bool {
        match &self.takes {
            Takes::All => true,
            Takes::Only(brands) => brands.contains(&brand),
            Takes::AllBut(excluded) => *excluded != brand,
        }
    }
}

/// Workshop `number`; 0 is that of the demo account.
pub fn make(world: &World, number: usize) -> Option<Workshop<'_>> {
    if number == 0 { demo(world) } else { random(world, number) }
}

fn random(world: &World, number: usize) -> Option<Workshop<'_>> {
    let mut dice = Dice::new("workshop", number);
    let district = world.district(&mut dice)?;
    let trades = Trade::all();
    let trade = trades.get(dice.weighted(trades.iter().map(|trade| trade.weight)))?;
    let owner = names::owner(&mut dice);
    let name = names::workshop(&mut dice, &owner, district.known_as(), trade);
    let (lat, lon) = jitter(&mut dice, district);
    let class = 0.85 + 0.45 * dice.unit();
    let wanted = dice.between(15, 45);
    let calendar = Calendar::new(&mut dice, trade.open, world.today);
    let id = id_of("workshop", number);
    Some(Workshop {
        number,
        id,
        owner_id: id_of("user/workshop", number),
        name,
        phone: names::phone(&mut dice),
        street: names::address(&mut dice),
        lat,
        lon,
        offers: offers(
            world,
            &mut dice,
            trade,
            wanted,
            class * city_factor(&district.province_slug, district.province_population),
        ),
        takes: takes(world, &mut dice, trade),
        bays: (0..calendar.bays).map(|bay| Uuid::new_v5(&id, format!("bay/{bay}").as_bytes())).collect(),
        people: Vec::new(),
        calendar,
        books_instantly: dice.chance(50),
        is_verified: !dice.chance(3) && number != 1,
        quality: (4.25 + 0.45 * dice.bell()).clamp(2.3, 4.95),
        age: dice.between(30, 900),
        owner,
        district,
        trade,
    })
}

/// Who works at the workshop of the demo account.
const PEOPLE: [&str; 2] = ["Kadir Usta", "Emre Kalfa"];
/// Its summer: first and last day, every year, and its hours on Monday to Saturday in minutes.
const SUMMER: (&str, &str) = ("2026-06-15", "2026-08-31");
const SUMMER_HOURS: (i64, i64) = (510, 1_170);

/// The workshop of the demo account: in Ankara, books on approval, two lifts, 25 services.
fn demo(world: &World) -> Option<Workshop<'_>> {
    let district =
        world.district_of("ankara-yenimahalle").or_else(|| world.districts.iter().find(|d| d.province_id == 6))?;
    let mut dice = Dice::new("workshop", 0);
    let trade = Trade::general();
    let id = id_of("workshop", 0);
    let calendar = Calendar::plain();
    let mut offers = offers(world, &mut dice, trade, 45, 1.0);
    // What everybody asks for stands first; the rest fills up to 25.
    let asked =
        ["periyodik-bakim-yag-ve-filtreler", "on-fren-balatasi-degisimi", "aku-degisimi", "genel-kontrol-21-nokta"];
    for slug in asked {
        if !offers.iter().any(|offer| offer.service.slug == slug) {
            offers
                .extend(world.services.iter().find(|service| service.slug == slug).map(|service| offer(service, 1.0)));
        }
    }
    offers.sort_by_key(|offer| asked.iter().position(|slug| *slug == offer.service.slug).unwrap_or(asked.len()));
    offers.truncate(25);
    Some(Workshop {
        number: 0,
        id,
        owner_id: id_of("user/workshop", 0),
        owner: Name { first: "Kemal", last: "Işık" },
        name: String::from("Işık Oto Servis"),
        phone: names::phone(&mut dice),
        street: String::from("Sanayi Sitesi 12. Blok No: 5"),
        lat: district.lat,
        lon: district.lon,
        offers,
        takes: Takes::All,
        bays: (0..calendar.bays).map(|bay| Uuid::new_v5(&id, format!("bay/{bay}").as_bytes())).collect(),
        people: (0..PEOPLE.len()).map(|n| Uuid::new_v5(&id, format!("person/{n}").as_bytes())).collect(),
        calendar,
        books_instantly: false,
        is_verified: true,
        quality: 4.6,
        age: 700,
        district,
        trade,
    })
}

/// Some kilometres around the middle of the district, denser towards it.
fn jitter(dice: &mut Dice, district: &District) -> (f64, f64) {
    let reach = if district.population > 200_000 { 0.035 } else { 0.018 };
    let round = |degrees: f64| (degrees * 100_000.0).round() / 100_000.0;
    (round(district.lat + reach * dice.bell() / 2.0), round(district.lon + reach * 1.25 * dice.bell() / 2.0))
}

fn offer(service: &Service, factor: f64) -> Offer<'_> {
    Offer { service, price_kurus: service.price.kurus(factor), minutes: service.minutes }
}

/// Nearly everything of the main categories, then of the side ones until the wish is met.
fn offers<'w>(world: &'w World, dice: &mut Dice, trade: &Trade, wanted: i64, factor: f64) -> Vec<Offer<'w>> {
    let wanted = usize::try_from(wanted).unwrap_or(15);
    let in_any = |categories: &[&str], service: &Service| categories.contains(&service.category.as_str());
    let mut main: Vec<&Service> = world.services.iter().filter(|service| in_any(trade.main, service)).collect();
    let mut side: Vec<&Service> = world.services.iter().filter(|service| in_any(trade.side, service)).collect();
    dice.shuffle(&mut main);
    dice.shuffle(&mut side);
    let mut chosen: Vec<&Service> = main.into_iter().filter(|_| dice.chance(88)).chain(side).take(wanted).collect();
    chosen.sort_by(|a, b| a.slug.cmp(&b.slug));
    chosen.into_iter().map(|service| offer(service, factor * (0.9 + 0.2 * dice.unit()))).collect()
}

fn takes(world: &World, dice: &mut Dice, trade: &Trade) -> Takes {
    let ids = |slugs: &[&str]| slugs.iter().filter_map(|slug| world.brands.get(*slug).copied()).collect::<Vec<Uuid>>();
    if trade.is_single_brand() {
        return Takes::Only(ids(dice.pick(&SPECIALISTS)));
    }
    if trade.is_electric() && dice.chance(30) {
        return Takes::Only(ids(&["tesla", "togg", "toyota", "hyundai", "renault", "byd", "mg", "kia", "bmw"]));
    }
    let excluded = dice.pick(&["tesla", "porsche", "togg", "land-rover"]);
    match world.brands.get(excluded) {
        Some(brand) if dice.chance(10) => Takes::AllBut(*brand),
        _ => Takes::All,
    }
}

/// Gives each name its own slug: `yildiz-fren-balata-cankaya`, `…-2`.
pub fn slug_of(workshop: &Workshop<'_>, used: &mut HashSet<String>) -> String {
    let base = slug(&format!("{} {}", workshop.name, workshop.district.known_as()));
    let mut candidate = base.clone();
    let mut count = 1;
    while !used.insert(candidate.clone()) {
        count += 1;
        candidate = format!("{base}-{count}");
    }
    candidate
}

/// All rows of a workshop but its visits. `number_of_user` makes the address of its owner.
pub fn write(
    world: &World,
    sheets: &mut Sheets,
    workshop: &Workshop<'_>,
    slug: &str,
    number_of_user: usize,
    password_hash: &str,
) {
    let created_at = world.today.plus(-workshop.age).at(600);
    let email = if workshop.number == 0 { format!("usta@{DOMAIN}") } else { people::email(number_of_user) };
    let name = workshop.owner.full();
    let person = Person {
        id: workshop.owner_id,
        email: &email,
        name: &name,
        phone: Some(&workshop.phone),
        kind: "mechanic",
        roles: &["customer", "mechanic_owner"],
        created_at,
    };
    people::write(sheets, &person, password_hash);
    write_mechanic(world, sheets, workshop, slug, created_at);
    for offer in &workshop.offers {
        sheets.offers.row(&[
            &workshop.id,
            &offer.service.id,
            &offer.price_kurus,
            &offer.service.price.kind,
            &offer.minutes,
        ]);
    }
    write_rules(sheets, workshop);
    write_times(sheets, workshop);
}

fn write_mechanic(world: &World, sheets: &mut Sheets, workshop: &Workshop<'_>, slug: &str, created_at: Instant) {
    let mut dice = Dice::new("workshop/settings", workshop.number);
    let is_demo_account = workshop.number == 0;
    let lead_minutes: i64 = if is_demo_account { 120 } else { dice.pick(&[60, 120, 120, 180, 240, 1_440]) };
    let window_days: i64 = if is_demo_account { 30 } else { dice.pick(&[21, 30, 30, 45, 60]) };
    let verified_at = workshop.is_verified.then(|| world.today.plus(-(workshop.age - 2).max(1)).at(660));
    // One in seven drives out to a car.
    let mut road = Dice::new("workshop/road", workshop.number);
    let visits_within_km = road.chance(15).then(|| road.between(2, 10) * 5);
    sheets.mechanics.row(&[
        &workshop.id,
        &workshop.owner_id,
        &slug,
        &workshop.name,
        &super::words::story(&mut dice, workshop),
        &workshop.phone,
        &workshop.street,
        &workshop.district.province_id,
        &workshop.district.id,
        &workshop.lat,
        &workshop.lon,
        &verified_at,
        &true,
        &workshop.books_instantly,
        &workshop.calendar.works_on_holidays,
        &lead_minutes,
        &window_days,
        &workshop.calendar.buffer,
        &visits_within_km,
        &created_at,
        &created_at,
    ]);
}

fn write_rules(sheets: &mut Sheets, workshop: &Workshop<'_>) {
    let (brands, includes): (&[Uuid], bool) = match &workshop.takes {
        Takes::All => (&[], true),
        Takes::Only(brands) => (brands, true),
        Takes::AllBut(brand) => (std::slice::from_ref(brand), false),
    };
    for brand in brands {
        let id = Uuid::new_v5(&workshop.id, format!("rule/{brand}").as_bytes());
        sheets.supported.row(&[&id, &workshop.id, brand, &includes]);
    }
}

fn write_times(sheets: &mut Sheets, workshop: &Workshop<'_>) {
    for hours in &workshop.calendar.week {
        let (from, to) = (hours.pause.map(|(from, _)| from), hours.pause.map(|(_, to)| to));
        sheets.hours.row(&[&workshop.id, &hours.weekday, &hours.opens, &hours.closes, &from, &to]);
    }
    for (place, exception) in workshop.calendar.exceptions.iter().enumerate() {
        let id = Uuid::new_v5(&workshop.id, format!("exception/{place}").as_bytes());
        let (opens, closes) = (exception.hours.map(|(opens, _)| opens), exception.hours.map(|(_, closes)| closes));
        sheets.exceptions.row(&[&id, &workshop.id, &exception.from, &exception.to, &opens, &closes, &exception.reason]);
    }
    for (place, bay) in workshop.bays.iter().enumerate() {
        sheets.bays.row(&[bay, &workshop.id, &format!("{} {}", workshop.trade.bay, place + 1), &place]);
    }
    for (place, (person, name)) in workshop.people.iter().zip(PEOPLE).enumerate() {
        sheets.people.row(&[person, &workshop.id, &name, &place]);
    }
    if !workshop.people.is_empty() {
        let season = Uuid::new_v5(&workshop.id, b"season/summer");
        sheets.seasons.row(&[&season, &workshop.id, &"Yaz mesaisi", &SUMMER.0, &SUMMER.1, &true]);
        for weekday in 1..=6_i64 {
            sheets.season_hours.row(&[&season, &weekday, &SUMMER_HOURS.0, &SUMMER_HOURS.1]);
        }
    }
}
