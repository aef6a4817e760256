//! With a car named, a workshop is shown, sorted and filtered by what it asks for that car: the same as booking asks.

use super::{FIAT, RENAULT, asked, found, id, run, scope, town};
use crate::support::{BALATA_ID, EGEA_VARIANT_ID, TestApp};
use sanaiyiusta::{
    kernel::{ids::PriceId, money::Money},
    modules::{
        mechanics::{
            model::PriceKind,
            prices::by_car::{CarPrice, price_for},
            search::{SearchFilter, Shape, facets_now, in_shape},
        },
        vehicles::{CarFacts, CarSpec, Fuel},
    },
};
use uuid::Uuid;

const EGEA: &str = "00000000-0000-5000-8000-000000000031";

/// Brake pads for some cars: the columns that name them, and the price.
async fn price(app: &TestApp, workshop: u128, cars: &str, values: &str, kurus: i64) {
    let sql = format!(
        "insert into mechanic_service_prices (id, mechanic_id, service_id, price_kurus, price_kind, priced_at, {cars})
         values (gen_random_uuid(), $1, '{BALATA_ID}', {kurus}, 'fixed', now(), {values})"
    );
    run(&app.pool, &sql, workshop).await;
}

/// For everybody 1 250, 1 180, 1 650 and 990 lira (1, 2, 4, 5); for an Egea of 2020 the fourth is the cheapest and the fifth the dearest.
async fn town_with_car_prices() -> TestApp {
    let app = town().await;
    price(&app, 1, "brand_id", &format!("'{RENAULT}'"), 50_000).await;
    price(&app, 4, "brand_id", &format!("'{FIAT}'"), 80_000).await;
    price(&app, 5, "brand_id", &format!("'{FIAT}'"), 60_000).await;
    price(&app, 5, "brand_id, model_id", &format!("'{FIAT}', '{EGEA}'"), 170_000).await;
    app
}

fn query(rest: &str) -> String {
    format!("hizmet=on-fren-balatasi-degisimi&tip={EGEA_VARIANT_ID}&yil=2020{rest}")
}

async fn prices(app: &TestApp, filter: &SearchFilter, shape: Shape) -> Vec<(u128, i64, bool)> {
    let page = in_shape(&mut scope(app).await, filter, shape).await.unwrap();
    let told = |hit: &sanaiyiusta::modules::mechanics::search::Hit| {
        (hit.id.as_u128() - 0x7000, hit.price.unwrap(), hit.price_for_car)
    };
    page.items.iter().map(told).collect()
}

#[tokio::test]
async fn every_shape_sorts_and_filters_by_the_price_for_the_car() {
    let app = town_with_car_prices().await;
    for (rest, shapes, expected) in [
        ("&sirala=fiyat", &[Shape::Prices, Shape::Services][..], &[4, 2, 1, 5][..]),
        ("&sirala=fiyat&il=34", &[Shape::Prices, Shape::Services, Shape::Area], &[4, 2, 1]),
        ("&enfazla=1000", &[Shape::Walk, Shape::Services], &[4]),
        ("&enfazla=1200&il=34", &[Shape::Walk, Shape::Area, Shape::Services], &[2, 4]),
    ] {
        let filter = asked(&app, &query(rest)).await;
        for &shape in shapes {
            assert_eq!(found(&app, &filter, shape).await, expected, "{rest} {shape:?}");
        }
        let facets = facets_now(&mut scope(&app).await, &filter).await.unwrap();
        assert_eq!(facets.here.total, expected.len() as i64, "{rest}");
    }
    let facets = facets_now(&mut scope(&app).await, &asked(&app, &query("&il=34")).await).await.unwrap();
    assert_eq!(facets.prices, [(100_000, 1)], "800 lira for the fourth; 1 180 and 1 250 lie beyond one step");
    let filter = asked(&app, &query("&sirala=fiyat")).await;
    let told = [(4, 80_000, true), (2, 118_000, false), (1, 125_000, false), (5, 170_000, true)];
    assert_eq!(prices(&app, &filter, Shape::Prices).await, told);
    let every_car = asked(&app, "hizmet=on-fren-balatasi-degisimi&sirala=fiyat").await;
    assert_eq!(found(&app, &every_car, Shape::Prices).await, [5, 2, 1, 4], "without a car nothing changes");
}

#[tokio::test]
async fn a_card_says_whose_price_it_shows() {
    let app = town_with_car_prices().await;
    let page = async |query: &str| app.visitor().page(&format!("/usta-bul?{query}")).await.text;
    let own = page(&query("&sirala=fiyat")).await;
    assert!(own.contains("₺800") && own.contains("sizin aracınız için") && !own.contains("araca göre"), "{own}");
    let english = page(&query("&sirala=fiyat&lang=en")).await;
    assert!(english.contains("for your car"), "{english}");
    let every_car = page("hizmet=on-fren-balatasi-degisimi").await;
    assert!(every_car.contains("araca göre") && !every_car.contains("sizin aracınız için"), "{every_car}");
    let why = app.visitor().page(&format!("/usta/usta-4/neden?{}", query(""))).await.text;
    assert!(why.contains("₺800"), "{why}");
}

/// A chain of numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.throw(of.len())]
    }
}

/// Some rule about cars, as one of the eight kinds a workshop can write.
fn rule(dice: &mut Dice, n: u128) -> CarPrice {
    let brand = dice.one(&[None, Some(FIAT), Some(FIAT), Some(RENAULT)]);
    let model = if brand == Some(FIAT) { dice.one(&[None, Some(EGEA)]) } else { None };
    let mut years = [dice.one(&[None, Some(2010), Some(2016)]), dice.one(&[None, Some(2018), Some(2022)])];
    if brand.is_none() && years == [None, None] {
        years[0] = Some(2012);
    }
    CarPrice {
        id: PriceId(Uuid::from_u128(n)),
        brand_id: brand.map(|id| id.parse().unwrap()),
        model_id: model.map(|id| id.parse().unwrap()),
        year_from: years[0],
        year_to: years[1],
        fuel: dice.one(&[None, None, Some(Fuel::Diesel), Some(Fuel::Petrol)]),
        body: dice.one(&[None, None, Some("sedan"), Some("suv")]).map(str::to_owned),
        price: Money(dice.one(&[50_000, 60_000, 70_000, 80_000])),
        price_kind: PriceKind::Fixed,
        minutes: None,
    }
}

#[tokio::test]
async fn the_database_and_booking_agree_about_every_car() {
    let app = town().await;
    let mut dice = Dice(7);
    let mut connection = app.pool.acquire().await.unwrap();
    let every_car = 125_000;
    for round in 0..60u128 {
        sqlx::query("delete from mechanic_service_prices").execute(&mut *connection).await.unwrap();
        let mut rules: Vec<CarPrice> = Vec::new();
        for n in 0..6 {
            let next = rule(&mut dice, round * 10 + n);
            let names = |one: &CarPrice| {
                (one.brand_id, one.model_id, one.year_from, one.year_to, one.fuel.map(Fuel::word), one.body.clone())
            };
            if rules.iter().all(|one| names(one) != names(&next)) {
                rules.push(next);
            }
        }
        for rule in &rules {
            sqlx::query(
                "insert into mechanic_service_prices (id, mechanic_id, service_id, brand_id, model_id, year_from, year_to, fuel, body,
                                                      price_kurus, price_kind, priced_at)
                 values ($1, $2, $3::uuid, $4, $5, $6, $7, $8, $9, $10, 'fixed', now())",
            )
            .bind(*rule.id)
            .bind(id(1))
            .bind(BALATA_ID)
            .bind(rule.brand_id.map(|id| *id))
            .bind(rule.model_id.map(|id| *id))
            .bind(rule.year_from)
            .bind(rule.year_to)
            .bind(rule.fuel.map(Fuel::word))
            .bind(&rule.body)
            .bind(rule.price.0)
            .execute(&mut *connection)
            .await
            .unwrap();
        }
        for (year, fuel, body) in
            [(2009, "diesel", "sedan"), (2017, "petrol", "sedan;suv"), (2020, "diesel", "suv"), (2023, "", "")]
        {
            let spec = CarSpec {
                brand_id: FIAT.parse().unwrap(),
                model_id: EGEA.parse().unwrap(),
                year,
                fuel: Fuel::parse(fuel),
            };
            let booked = price_for(&rules, &CarFacts { spec, body }).map_or(every_car, |price| price.price.0);
            let found: i64 =
                sqlx::query_scalar("select price_for_car($1, $2::uuid, $3, $4::uuid, $5::uuid, $6, $7, $8)")
                    .bind(id(1))
                    .bind(BALATA_ID)
                    .bind(every_car)
                    .bind(FIAT)
                    .bind(EGEA)
                    .bind(year)
                    .bind(fuel)
                    .bind(body)
                    .fetch_one(&mut *connection)
                    .await
                    .unwrap();
            assert_eq!(found, booked, "{year} {fuel} {body}: {rules:?}");
        }
    }
}
