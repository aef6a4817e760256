//! Finding workshops: what is found, in which order, by which shape of query, and what is counted beside.

mod adverts;
mod by_car;
mod compare;
mod filters;
mod kept;
mod pages;
mod saved;
mod seen;
mod share;
mod why;
mod words;

use crate::support::{BALATA_ID, EGEA_VARIANT_ID, PERIODIC_ID, TestApp};
use sanaiyiusta::{
    kernel::{error::Checks, time::Instant},
    modules::mechanics::search::{
        Area, Asked, Cursor, Mark, Rating, SearchFilter, Shape, Sort, facets_now, in_shape, resolve,
    },
    platform::Scope,
};
use sqlx::PgPool;
use uuid::Uuid;

const FIAT: &str = "00000000-0000-5000-8000-000000000021";
const RENAULT: &str = "00000000-0000-5000-8000-000000000022";

/// A workshop: number, name, district, metres north of the district's centre, price of brake pads (0: none).
struct Given {
    n: u128,
    name: &'static str,
    district: &'static str,
    north_m: f64,
    price: i64,
    score: f32,
    slot: Option<&'static str>,
}

const fn given(
    n: u128,
    name: &'static str,
    district: &'static str,
    price: i64,
    score: f32,
    slot: Option<&'static str>,
) -> Given {
    Given { n, name, district, north_m: 0.0, price, score, slot }
}

fn id(n: u128) -> Uuid {
    Uuid::from_u128(0x7000 + n)
}

async fn insert(pool: &PgPool, workshop: &Given) {
    let user = Uuid::from_u128(0x6000 + workshop.n);
    sqlx::query(
        "insert into users (id, email, full_name, kind, terms_accepted_at, terms_version, created_at)
         values ($1, $2, 'Deneme Usta', 'mechanic', now(), '1', now())",
    )
    .bind(user)
    .bind(format!("usta{}@ornek.test", workshop.n))
    .execute(pool)
    .await
    .unwrap();
    sqlx::query(
        "insert into mechanics (id, owner_user_id, slug, name, province_id, district_id, lat, lon, verified_at, books_instantly,
                                score, review_count, rank_score, next_slot_at, created_at, updated_at)
         select $1, $2, $3, $4, d.province_id, d.id, d.lat + $5 / 111195.0, d.lon, now(), $6, $7, 3, $7, $8::timestamptz, now(), now()
         from districts d where d.slug = $9",
    )
    .bind(id(workshop.n))
    .bind(user)
    .bind(format!("usta-{}", workshop.n))
    .bind(workshop.name)
    .bind(workshop.north_m)
    .bind(workshop.n.is_multiple_of(2))
    .bind(workshop.score)
    .bind(workshop.slot.and_then(Instant::parse))
    .bind(workshop.district)
    .execute(pool)
    .await
    .unwrap();
    for (service, price) in [(BALATA_ID, workshop.price), (PERIODIC_ID, 90_000)] {
        if price > 0 {
            sqlx::query("insert into mechanic_services (mechanic_id, service_id, price_kurus, minutes) values ($1, $2::uuid, $3, 60)")
                .bind(id(workshop.n))
                .bind(service)
                .bind(price)
                .execute(pool)
                .await
                .unwrap();
        }
    }
    // Monday to Saturday, nine to six, closed from half past twelve to half past one.
    sqlx::query("insert into working_hours select $1, day, 540, 1080, 750, 810 from generate_series(1, 6) day")
        .bind(id(workshop.n))
        .execute(pool)
        .await
        .unwrap();
}

async fn run(pool: &PgPool, sql: &str, workshop: u128) {
    sqlx::query(sqlx::AssertSqlSafe(sql.to_owned())).bind(id(workshop)).execute(pool).await.unwrap();
}

/// Five workshops: three in Ümraniye, one in Kadıköy, one in Çankaya.
async fn town() -> TestApp {
    let app = TestApp::new().await;
    let soon = Some("2026-11-24T15:00:00+03:00");
    for workshop in [
        Given { north_m: 3000.0, ..given(1, "Işık Oto Servis", "istanbul-umraniye", 125_000, 4.9, soon) },
        Given {
            north_m: 1000.0,
            ..given(2, "Çağrı Fren", "istanbul-umraniye", 118_000, 4.6, Some("2026-11-26T09:00:00+03:00"))
        },
        Given { north_m: 2000.0, ..given(3, "Gürbüz Otomotiv", "istanbul-umraniye", 0, 4.1, None) },
        given(4, "Özen Garaj", "istanbul-kadikoy", 165_000, 3.9, Some("2026-11-25T09:00:00+03:00")),
        given(5, "Başkent Oto", "ankara-cankaya", 99_000, 4.6, soon),
    ] {
        insert(&app.pool, &workshop).await;
    }
    app
}

async fn scope(app: &TestApp) -> Scope {
    Scope::system(&app.wires).await.unwrap()
}

/// Numbers of the workshops found, page by page.
async fn found(app: &TestApp, filter: &SearchFilter, shape: Shape) -> Vec<u128> {
    let mut scope = scope(app).await;
    let mut filter = SearchFilter { limit: 2, ..filter.clone() };
    let mut numbers = Vec::new();
    for _ in 0..10 {
        let page = in_shape(&mut scope, &filter, shape).await.unwrap();
        numbers.extend(page.items.iter().map(|hit| hit.id.as_u128() - 0x7000));
        let Some(next) = page.next else { return numbers };
        let last = page.items.last().unwrap();
        assert!(!next.is_empty());
        filter.after = sanaiyiusta::modules::mechanics::search::Cursor::after(last.key, last.id);
    }
    panic!("pages without end: {numbers:?}");
}

async fn asked(app: &TestApp, query: &str) -> SearchFilter {
    let mut checks = Checks::default();
    let asked = Asked::read(form_urlencoded::parse(query.as_bytes()).into_owned());
    let filter = resolve(&mut scope(app).await, &asked, &mut checks).await.unwrap();
    checks.done().unwrap();
    filter
}

#[tokio::test]
async fn every_shape_finds_the_same_in_the_same_order() {
    let app = town().await;
    for (query, shapes, expected) in [
        ("", &[Shape::Walk][..], &[1, 2, 5, 3, 4][..]),
        ("il=34", &[Shape::Walk, Shape::Area], &[1, 2, 3, 4]),
        ("il=istanbul&ilce=umraniye", &[Shape::Area], &[1, 2, 3]),
        ("il=istanbul&hizmet=on-fren-balatasi-degisimi", &[Shape::Walk, Shape::Area, Shape::Services], &[1, 2, 4]),
        ("hizmet=on-fren-balatasi-degisimi&sirala=fiyat", &[Shape::Prices, Shape::Services], &[5, 2, 1, 4]),
        (
            "il=34&hizmet=on-fren-balatasi-degisimi&sirala=price",
            &[Shape::Prices, Shape::Services, Shape::Area],
            &[2, 1, 4],
        ),
        ("sirala=erken", &[Shape::Walk], &[1, 5, 4, 2, 3]),
        ("il=34&sirala=erken", &[Shape::Walk, Shape::Area], &[1, 4, 2, 3]),
        ("il=34&sirala=puan", &[Shape::Walk, Shape::Area], &[1, 2, 3, 4]),
        ("il=34&ilce=umraniye&sirala=mesafe", &[Shape::Walk, Shape::Area], &[2, 3, 1]),
        ("konum=41.0164,29.1248&yaricap=2.5&sirala=mesafe", &[Shape::Walk, Shape::Area], &[2, 3]),
        ("konum=41.0164,29.1248&yaricap=5", &[Shape::Area], &[1, 2, 3]),
        // A radius and a place hold together.
        ("il=34&konum=41.0164,29.1248&yaricap=2.5", &[Shape::Area], &[2, 3]),
        ("il=34&ilce=kadikoy&konum=41.0164,29.1248&yaricap=5", &[Shape::Area], &[]),
        ("il=06&konum=41.0164,29.1248&yaricap=5", &[Shape::Area], &[]),
        ("il=34&ilce=umraniye&yaricap=1.5&sirala=mesafe", &[Shape::Area], &[2]),
        ("kategori=fren&il=06", &[Shape::Walk, Shape::Area, Shape::Services], &[5]),
        ("kategori=fren&sirala=fiyat", &[Shape::Prices, Shape::Services], &[5, 2, 1, 4]),
        ("q=fren+balata&il=34", &[Shape::Walk, Shape::Services], &[1, 2, 4]),
        ("q=isik+oto", &[Shape::Names], &[1]),
        ("q=I%C5%9FIK", &[Shape::Names], &[1]),
    ] {
        let filter = asked(&app, query).await;
        for &shape in shapes {
            assert_eq!(found(&app, &filter, shape).await, expected, "{query} {shape:?}");
        }
    }
}

#[tokio::test]
async fn only_verified_workshops_that_are_not_suspended_are_found() {
    let app = town().await;
    run(&app.pool, "update mechanics set verified_at = null where id = $1", 1).await;
    run(&app.pool, "update mechanics set suspended_at = now() where id = $1", 2).await;
    assert_eq!(found(&app, &asked(&app, "").await, Shape::Walk).await, [5, 3, 4]);
    for shape in [Shape::Services, Shape::Prices] {
        let filter = asked(&app, "hizmet=on-fren-balatasi-degisimi&sirala=fiyat").await;
        assert_eq!(found(&app, &filter, shape).await, [5, 4], "{shape:?}");
    }
    assert!(found(&app, &asked(&app, "ad=isik").await, Shape::Names).await.is_empty());
    let visitor = app.visitor();
    assert_eq!(visitor.get("mechanics/profile?slug=usta-1").await.status, 404);
    assert_eq!(visitor.get("mechanics/profile?slug=usta-2").await.status, 404);
    assert_eq!(visitor.page("/usta/usta-1").await.status, 404);
}

#[tokio::test]
async fn a_car_leaves_out_those_who_do_not_take_it() {
    let app = town().await;
    let rule = |brand: &str, includes: bool| {
        format!(
            "insert into mechanic_supported_vehicles (id, mechanic_id, brand_id, includes) values (gen_random_uuid(), $1, '{brand}', {includes})"
        )
    };
    run(&app.pool, &rule(RENAULT, true), 1).await;
    run(&app.pool, &rule(FIAT, false), 2).await;
    run(&app.pool, &rule(FIAT, true), 3).await;
    let filter = asked(&app, &format!("il=34&tip={EGEA_VARIANT_ID}&yil=2019")).await;
    for shape in [Shape::Walk, Shape::Area] {
        assert_eq!(found(&app, &filter, shape).await, [3, 4], "{shape:?}");
    }
    assert_eq!(facets_now(&mut scope(&app).await, &filter).await.unwrap().here.total, 2);
    let by_fuel = "insert into mechanic_supported_vehicles (id, mechanic_id, fuel, includes) values (gen_random_uuid(), $1, 'petrol', false)";
    run(&app.pool, by_fuel, 3).await;
    for shape in [Shape::Walk, Shape::Area] {
        assert_eq!(found(&app, &filter, shape).await, [4], "{shape:?}, no petrol cars");
    }
}

#[tokio::test]
async fn open_now_knows_breaks_exceptions_holidays_and_seasons() {
    let app = town().await;
    run(&app.pool, "insert into working_exceptions (id, mechanic_id, from_on, to_on) values (gen_random_uuid(), $1, '2026-11-24', '2026-11-24')", 1).await;
    run(
        &app.pool,
        "insert into working_exceptions (id, mechanic_id, from_on, to_on, opens_min, closes_min) values (gen_random_uuid(), $1, '2026-11-24', '2026-11-24', 720, 780)",
        2,
    )
    .await;
    run(&app.pool, "update mechanics set works_on_holidays = true where id = $1", 4).await;
    // Every spring from seven to eight on Mondays, and on no other day.
    run(
        &app.pool,
        "with made as (insert into working_seasons (id, mechanic_id, name, from_on, to_on, every_year)
                       values (gen_random_uuid(), $1, 'Bahar', '2027-03-01', '2027-05-31', true) returning id)
         insert into working_season_hours (season_id, weekday, opens_min, closes_min) select id, 1, 420, 480 from made",
        3,
    )
    .await;
    for (time, expected) in [
        ("2026-11-24T10:00:00+03:00", &[3, 4, 5][..]),
        // In the break only the exception works.
        ("2026-11-24T12:45:00+03:00", &[2]),
        ("2026-11-24T18:00:00+03:00", &[]),
        // Sunday, a full holiday, and the afternoon of a half one.
        ("2026-11-29T10:00:00+03:00", &[]),
        ("2027-01-01T10:00:00+03:00", &[4]),
        ("2026-10-28T12:00:00+03:00", &[1, 2, 3, 4, 5]),
        // The season of one: its Monday morning, in its second year too; its Tuesday, and the day after its last.
        ("2027-03-01T07:30:00+03:00", &[3]),
        ("2028-03-06T07:30:00+03:00", &[3]),
        ("2028-03-06T10:00:00+03:00", &[1, 2, 4, 5]),
        ("2027-03-02T10:00:00+03:00", &[1, 2, 4, 5]),
        ("2027-06-01T10:00:00+03:00", &[1, 2, 3, 4, 5]),
        ("2026-10-28T14:00:00+03:00", &[4]),
    ] {
        let now = Instant::parse(time).unwrap();
        let mut scope = scope(&app).await;
        scope.now = now;
        let filter = SearchFilter { open_now: true, ..SearchFilter::default() };
        for shape in [Shape::Walk, Shape::Marked(Mark::Open)] {
            let page = in_shape(&mut scope, &filter, shape).await.unwrap();
            let mut open: Vec<u128> = page.items.iter().map(|hit| hit.id.as_u128() - 0x7000).collect();
            open.sort_unstable();
            assert_eq!(open, expected, "{time} {shape:?}");
        }
        let counted = facets_now(&mut scope, &filter).await.unwrap().here;
        assert_eq!((counted.total, counted.open_now), (expected.len() as i64, expected.len() as i64), "{time}");
    }
}

#[tokio::test]
async fn facets_count_what_each_filter_would_leave() {
    let app = town().await;
    let mut scope = scope(&app).await;
    let in_istanbul = SearchFilter { area: Area::Province(34), ..SearchFilter::default() };
    let facets = facets_now(&mut scope, &in_istanbul).await.unwrap();
    assert_eq!(
        (
            facets.here.total,
            facets.here.four,
            facets.here.four_and_a_half,
            facets.here.slot_today,
            facets.here.instantly
        ),
        (4, 3, 2, 1, 2)
    );
    assert_eq!(facets.places.iter().map(|(_, count)| *count).collect::<Vec<_>>(), [3, 1]);
    let rated = SearchFilter { rating: Some(Rating::FourAndAHalf), ..in_istanbul };
    let facets = facets_now(&mut scope, &rated).await.unwrap();
    assert_eq!(
        (facets.here.total, facets.here.four, facets.here.instantly),
        (2, 3, 1),
        "other ratings are counted as if they were chosen instead"
    );
}

#[tokio::test]
async fn other_clients_get_the_agreed_answer() {
    let app = town().await;
    let visitor = app.visitor();
    let answer =
        visitor.get(&format!("mechanics/search?service={BALATA_ID}&il=34&lat=41.0164&lon=29.1248&sort=distance")).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let items = answer.json()["items"].clone();
    assert_eq!(items.as_array().map(Vec::len), Some(3));
    let first = &items[0];
    assert_eq!((first["slug"].as_str(), first["name"].as_str()), (Some("usta-2"), Some("Çağrı Fren")));
    assert_eq!((first["distance_km"].as_f64(), first["price_from_kurus"].as_i64()), (Some(1.0), Some(118_000)));
    assert_eq!(
        (first["next_slot"].as_str(), first["review_count"].as_i64()),
        (Some("2026-11-26T09:00:00+03:00"), Some(3))
    );
    assert_eq!(answer.json()["next"], serde_json::Value::Null);

    let profile = visitor.get("mechanics/profile?slug=usta-2").await.json();
    assert_eq!(
        (profile["il"].as_str(), profile["ilce"].as_str(), profile["open_now"].as_bool()),
        (Some("İstanbul"), Some("Ümraniye"), Some(true))
    );
    assert_eq!(profile["services"][0]["price_kurus"].as_i64(), Some(118_000));
}

#[tokio::test]
async fn words_that_mean_nothing_are_refused_by_name() {
    let app = town().await;
    let visitor = app.visitor();
    for (query, fields) in [
        ("service=yok", &["service"][..]),
        ("il=yok&ilce=yok", &["il", "ilce"]),
        ("lat=abc&lon=500", &["lat", "lon"]),
        ("lat=41", &["lon"]),
        ("lat=41&lon=29&radius_km=-3", &["radius_km"]),
        ("vehicle=x", &["vehicle"]),
        ("sort=yok", &["sort"]),
        ("sort=price", &["service"]),
        ("sort=distance", &["lat"]),
        ("service=%27%3B%20drop%20table%20mechanics%3B--", &["service"]),
    ] {
        let answer = visitor.get(&format!("mechanics/search?{query}")).await;
        assert_eq!((answer.status, answer.code()), (422, "invalid".to_owned()), "{query}: {}", answer.text);
        assert_eq!(answer.fields(), fields, "{query}");
    }
    let strange = "vehicle=00000000-0000-5000-8000-0000000000ff";
    assert_eq!(visitor.get(&format!("mechanics/search?{strange}")).await.status, 401);
    assert_eq!(app.customer("elif").await.get(&format!("mechanics/search?{strange}")).await.status, 404);
    let answer = visitor.get("mechanics/search?after=bm9wZQ").await;
    assert_eq!((answer.status, answer.fields()), (422, vec!["after".to_owned()]), "a wrong cursor");
    for sort in Sort::ALL {
        let forged = Cursor { key: 1e300, id: Uuid::nil() }.write(sort);
        let answer = visitor
            .get(&format!("mechanics/search?service={BALATA_ID}&lat=39.9&lon=32.8&sort={}&after={forged}", sort.word()))
            .await;
        assert_eq!((answer.status, answer.fields()), (422, vec!["after".to_owned()]), "{}", sort.word());
    }
    let page = visitor.page("/usta-bul?sonra=bm9wZQ").await;
    assert!(
        page.status == 200 && page.text.contains("listeyi baştan görüyorsunuz") && page.text.contains("/usta/usta-1")
    );
    let page = visitor.page("/usta-bul?hizmet=yok&il=yok&sirala=yok&sonra=%01x&q=%3Cscript%3E").await;
    assert_eq!(page.status, 200);
    assert!(!page.text.contains("<script>alert") && !page.text.contains("q=<script>"));
}
