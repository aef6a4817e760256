//! What the demo marketplace is made of: the reference data, read once.

use super::{
    DemoError,
    dice::Dice,
    prices::{self, Price},
};
use crate::kernel::time::Day;
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

#[derive(Debug)]
pub struct Service {
    pub id: Uuid,
    pub slug: String,
    pub category: String,
    pub name_tr: String,
    pub name_en: String,
    pub minutes: i64,
    pub price: Price,
}

#[derive(Debug)]
pub struct District {
    pub id: i32,
    pub province_id: i16,
    pub province: String,
    pub province_slug: String,
    pub province_population: i32,
    pub name: String,
    pub slug: String,
    pub population: i32,
    pub lat: f64,
    pub lon: f64,
}

/// A variant with its names; the cars on Turkish roads that people bring to a workshop.
#[derive(Debug)]
pub struct Car {
    pub variant_id: Uuid,
    pub brand_id: Uuid,
    pub label: String,
    pub year_from: i16,
    pub year_to: Option<i16>,
}

/// How often a brand comes, roughly as on the roads of Türkiye.
const BRANDS: [(&str, usize); 30] = [
    ("fiat", 150),
    ("renault", 150),
    ("volkswagen", 110),
    ("ford", 100),
    ("opel", 70),
    ("hyundai", 75),
    ("toyota", 70),
    ("peugeot", 55),
    ("citroen", 35),
    ("dacia", 45),
    ("honda", 40),
    ("skoda", 30),
    ("seat", 20),
    ("kia", 30),
    ("nissan", 30),
    ("bmw", 28),
    ("mercedes-benz", 32),
    ("audi", 25),
    ("tofas", 30),
    ("volvo", 8),
    ("mazda", 6),
    ("suzuki", 6),
    ("chery", 8),
    ("togg", 8),
    ("tesla", 6),
    ("mini", 4),
    ("jeep", 5),
    ("mitsubishi", 5),
    ("chevrolet", 8),
    ("land-rover", 3),
];

/// The oldest model year that still comes.
const OLDEST: i16 = 2004;

#[derive(Debug)]
pub struct World {
    pub today: Day,
    pub services: Vec<Service>,
    pub districts: Vec<District>,
    /// By brand slug, in the order of [`BRANDS`].
    cars: Vec<(usize, Vec<Car>)>,
    pub brands: HashMap<String, Uuid>,
    /// `true`: closed from 13.00 on only.
    pub holidays: HashMap<Day, bool>,
    /// Running sums of the populations, for picking a district.
    people: Vec<usize>,
}

impl World {
    pub async fn read(connection: &mut PgConnection, today: Day) -> Result<Self, DemoError> {
        let districts = sqlx::query_as!(
            District,
            "select d.id, d.province_id, p.name as province, p.slug as province_slug, p.population as province_population,
                    d.name, d.slug, d.population, d.lat, d.lon
             from districts d join provinces p on p.id = d.province_id order by d.slug collate \"C\""
        )
        .fetch_all(&mut *connection)
        .await?;
        let holidays = sqlx::query!("select on_date, half_day from holidays").fetch_all(&mut *connection).await?;
        let people = districts
            .iter()
            .scan(0, |sum, district| {
                *sum += usize::try_from(district.population).unwrap_or_default();
                Some(*sum)
            })
            .collect();
        let world = Self {
            today,
            services: services(connection).await?,
            brands: brands(connection).await?,
            cars: cars(connection, today.year()).await?,
            holidays: holidays.into_iter().map(|row| (row.on_date, row.half_day)).collect(),
            people,
            districts,
        };
        let is_complete = !world.services.is_empty() && !world.districts.is_empty() && !world.cars.is_empty();
        if is_complete { Ok(world) } else { Err(DemoError::NoReference) }
    }

    pub fn district(&self, dice: &mut Dice) -> Option<&District> {
        let throw = dice.below(self.people.last().copied().unwrap_or_default());
        self.districts.get(self.people.partition_point(|sum| *sum <= throw))
    }

    pub fn district_of(&self, slug: &str) -> Option<&District> {
        self.districts.iter().find(|district| district.slug == slug)
    }

    pub fn car(&self, dice: &mut Dice) -> Option<&Car> {
        let (_, cars) = self.cars.get(dice.weighted(self.cars.iter().map(|(weight, _)| *weight)))?;
        cars.get(dice.below(cars.len()))
    }

    /// The first car whose label begins with `label`.
    pub fn car_of(&self, label: &str) -> Option<&Car> {
        self.cars.iter().flat_map(|(_, cars)| cars).find(|car| car.label.starts_with(label))
    }
}

async fn services(connection: &mut PgConnection) -> Result<Vec<Service>, DemoError> {
    let prices = prices::read();
    let rows = sqlx::query!(
        "select s.id, s.slug, c.slug as category, s.name_tr, s.name_en, s.typical_minutes
         from services s join services_categories c on c.id = s.category_id
         where s.is_active and c.is_active order by c.position, s.position, s.slug collate \"C\""
    )
    .fetch_all(connection)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let minutes = i64::from(row.typical_minutes);
            let price = prices.get(row.slug.as_str()).copied().unwrap_or_else(|| Price::by_time(minutes));
            let (id, slug, category) = (row.id, row.slug, row.category);
            Service { id, slug, category, name_tr: row.name_tr, name_en: row.name_en, minutes, price }
        })
        .collect())
}

async fn brands(connection: &mut PgConnection) -> Result<HashMap<String, Uuid>, DemoError> {
    let rows = sqlx::query!("select slug, id from brands").fetch_all(connection).await?;
    Ok(rows.into_iter().map(|row| (row.slug, row.id)).collect())
}

async fn cars(connection: &mut PgConnection, year: i16) -> Result<Vec<(usize, Vec<Car>)>, DemoError> {
    let slugs: Vec<String> = BRANDS.iter().map(|(slug, _)| (*slug).to_owned()).collect();
    let rows = sqlx::query!(
        r#"select v.id, b.id as brand_id, b.slug, b.name || ' ' || m.name || ' ' || v.name as "label!",
                  v.year_from, v.year_to
           from variants v join models m on m.id = v.model_id join brands b on b.id = m.brand_id
           where b.slug = any($1) and v.year_from < $2 and coalesce(v.year_to, $2) >= $3
             and v.body not in ('motorcycle', 'scooter')
           order by v.id"#,
        &slugs,
        year,
        OLDEST
    )
    .fetch_all(connection)
    .await?;
    let mut by_brand: HashMap<String, Vec<Car>> = HashMap::new();
    for row in rows {
        let (variant_id, brand_id, label) = (row.id, row.brand_id, row.label);
        let car = Car { variant_id, brand_id, label, year_from: row.year_from, year_to: row.year_to };
        by_brand.entry(row.slug).or_default().push(car);
    }
    Ok(BRANDS.iter().filter_map(|(slug, weight)| Some((*weight, by_brand.remove(*slug)?))).collect())
}

impl District {
    /// Many provinces have a district called Merkez; people then say the province.
    pub fn known_as(&self) -> &str {
        if self.name == "Merkez" { &self.province } else { &self.name }
    }
}

impl Car {
    /// A model year that was built and sold by `year`.
    pub fn model_year(&self, dice: &mut Dice, year: i16) -> i16 {
        let from = self.year_from.max(OLDEST);
        let to = self.year_to.unwrap_or(year).min(year).max(from);
        i16::try_from(dice.between(from.into(), to.into())).unwrap_or(from)
    }
}
