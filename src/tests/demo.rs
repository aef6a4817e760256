//! The demo marketplace.

use argon2::{
    Argon2,
    password_hash::{PasswordVerifier, phc::PasswordHash},
};
use sanaiyiusta::{
    demo::{self, Outcome},
    kernel::{
        text::{Phone, Plate},
        time::Instant,
    },
    platform::{db::MIGRATOR, reference::import},
};
use sqlx::PgPool;
use std::collections::{BTreeMap, HashSet};

const MECHANICS: usize = 200;

fn now() -> Instant {
    Instant::parse("2026-11-24T10:00:00+03:00").unwrap()
}

async fn seeded(db: &PgPool, now: Instant) -> demo::DemoReport {
    import::import(db, now).await.unwrap();
    demo::seed_into(db, now, MECHANICS).await.unwrap()
}

async fn count(db: &PgPool, from: &str) -> i64 {
    #[expect(clippy::disallowed_methods, reason = "the question is an argument")]
    sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select count(*) from {from}"))).fetch_one(db).await.unwrap()
}

/// A hash per table over all its rows in the order of their text. Row numbers that the database counts are left out.
async fn canonical_dump(db: &PgPool) -> BTreeMap<String, String> {
    let tables = [
        "users",
        "user_roles",
        "user_auth",
        "customers",
        "customer_vehicles",
        "mechanics",
        "mechanic_services",
        "mechanic_supported_vehicles",
        "working_hours",
        "working_exceptions",
        "bays",
        "working_seasons",
        "working_season_hours",
        "mechanic_people",
        "appointments",
        "appointment_services",
        "appointment_moves",
        "ratings_reviews",
        "advertisements",
        "advertisement_days",
    ];
    let mut dump = BTreeMap::new();
    for table in tables {
        let question = format!(
            "select coalesce(md5(string_agg(row, e'\\n' order by row)), 'empty')
             from (select (case when '{table}' = 'appointment_moves' then to_jsonb(t) - 'id' else to_jsonb(t) end)::text as row from {table} t) r"
        );
        #[expect(clippy::disallowed_methods, reason = "the table's name is an argument")]
        let hash: String = sqlx::query_scalar(sqlx::AssertSqlSafe(question)).fetch_one(db).await.unwrap();
        dump.insert(table.to_owned(), hash);
    }
    dump
}

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn two_seeds_of_one_day_are_equal(db: PgPool) {
    let report = seeded(&db, now()).await;
    assert_eq!((report.outcome, report.mechanics, report.customers), (Outcome::Made, MECHANICS, MECHANICS / 2));
    let first = canonical_dump(&db).await;
    assert!(first.values().all(|hash| hash != "empty"), "{first:?}");

    // Later on the same day, in a database that was emptied.
    sqlx::raw_sql(
        "truncate users, provinces, brands, services_categories, holidays, app_facts, advertisement_packages restart identity cascade",
    )
    .execute(&db)
    .await
    .unwrap();
    MIGRATOR.run(&db).await.unwrap();
    seeded(&db, now().plus_minutes(300)).await;
    assert_eq!(canonical_dump(&db).await, first);
}

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn the_marketplace_is_made_once_and_only_in_an_empty_database(db: PgPool) {
    assert_eq!(seeded(&db, now()).await.outcome, Outcome::Made);
    let before = count(&db, "users").await;
    assert_eq!(demo::seed_into(&db, now(), MECHANICS).await.unwrap().outcome, Outcome::AlreadyThere);
    sqlx::query!("delete from app_facts where key = 'demo'").execute(&db).await.unwrap();
    assert_eq!(demo::seed_into(&db, now(), MECHANICS).await.unwrap().outcome, Outcome::NotEmpty);
    assert_eq!(count(&db, "users").await, before);
}

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn without_reference_data_nothing_is_made(db: PgPool) {
    assert!(matches!(demo::seed_into(&db, now(), MECHANICS).await, Err(demo::DemoError::NoReference)));
    assert_eq!(count(&db, "users").await, 0);
}

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn visits_are_honest(db: PgPool) {
    seeded(&db, now()).await;
    assert!(count(&db, "appointments where status = 'completed'").await > 400);
    for (what, from) in [
        (
            "two visits on one lift at a time",
            "appointments a join appointments b on a.bay_id = b.bay_id and a.id < b.id and a.during && b.during",
        ),
        ("a person of another workshop", "appointments a join mechanic_people p on p.id = a.person_id where p.mechanic_id <> a.mechanic_id"),
        (
            "nobody for a visit where people are named",
            "appointments a join mechanic_people p on p.mechanic_id = a.mechanic_id where a.person_id is null",
        ),
        ("a lift of another workshop", "appointments a join bays b on b.id = a.bay_id where b.mechanic_id <> a.mechanic_id"),
        (
            "a service that isn't offered",
            "appointment_services s join appointments a on a.id = s.appointment_id left join mechanic_services o
             on o.mechanic_id = a.mechanic_id and o.service_id = s.service_id where o.price_kurus is distinct from s.price_kurus",
        ),
        (
            "a total that isn't the sum",
            "appointments a where total_kurus <> (select sum(price_kurus) from appointment_services s where s.appointment_id = a.id)",
        ),
        ("a car of somebody else", "appointments a join customer_vehicles v on v.id = a.vehicle_id where v.customer_id <> a.customer_id"),
        (
            "a brand that isn't taken",
            "appointments a join customer_vehicles c on c.id = a.vehicle_id join variants v on v.id = c.variant_id
             join models m on m.id = v.model_id
             where exists (select 1 from mechanic_supported_vehicles s where s.mechanic_id = a.mechanic_id and s.brand_id = m.brand_id and not s.includes)
                or (exists (select 1 from mechanic_supported_vehicles s where s.mechanic_id = a.mechanic_id and s.includes)
                    and not exists (select 1 from mechanic_supported_vehicles s where s.mechanic_id = a.mechanic_id and s.includes and s.brand_id = m.brand_id))",
        ),
        (
            "a start outside the hours",
            "appointments a left join working_hours h on h.mechanic_id = a.mechanic_id
               and h.weekday = extract(isodow from a.start_at at time zone 'Europe/Istanbul')
             where h.mechanic_id is null
                or extract(hour from a.start_at at time zone 'Europe/Istanbul') * 60 + extract(minute from a.start_at at time zone 'Europe/Istanbul') < h.opens_min
                or (a.end_at at time zone 'Europe/Istanbul')::time > make_interval(mins => h.closes_min)::time and h.closes_min < 1440",
        ),
        (
            "a visit on a holiday",
            "appointments a join holidays d on d.on_date = (a.start_at at time zone 'Europe/Istanbul')::date and not d.half_day
             join mechanics m on m.id = a.mechanic_id where not m.works_on_holidays",
        ),
        ("a review without a finished visit", "ratings_reviews r join appointments a on a.id = r.appointment_id where a.status <> 'completed'"),
        ("a review before the visit", "ratings_reviews where created_at < visited_at or replied_at < created_at"),
        ("a finished visit in the future", "appointments where status not in ('requested', 'confirmed') and end_at > '2026-11-24'"),
        ("a coming visit in the past", "appointments where status in ('requested', 'confirmed') and start_at < '2026-11-24'"),
        (
            "a visit whose last move isn't its state",
            "appointments a where status <> (select to_status from appointment_moves m where m.appointment_id = a.id order by id desc limit 1)",
        ),
        ("a year in which the car wasn't built", "customer_vehicles c join variants v on v.id = c.variant_id
             where c.model_year not between v.year_from and coalesce(v.year_to, 2027)"),
        ("a visit of an unverified workshop", "appointments a join mechanics m on m.id = a.mechanic_id where m.verified_at is null"),
    ] {
        assert_eq!(count(&db, from).await, 0, "{what}");
    }
}

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn everybody_is_marked_and_well_formed(db: PgPool) {
    seeded(&db, now()).await;
    assert_eq!(count(&db, "users where not is_demo").await, 0);
    assert_eq!(count(&db, "mechanics where not is_demo").await, 0);
    assert!(count(&db, "mechanics where verified_at is null").await >= 1, "the admin has something to verify");
    for plate in sqlx::query_scalar!("select plate from customer_vehicles").fetch_all(&db).await.unwrap() {
        assert_eq!(Plate::parse(&plate).as_ref().map(Plate::as_str), Ok(plate.as_str()));
    }
    for phone in sqlx::query_scalar!(r#"select phone as "phone!" from users where phone is not null"#)
        .fetch_all(&db)
        .await
        .unwrap()
    {
        assert_eq!(Phone::parse(&phone).as_ref().map(Phone::as_str), Ok(phone.as_str()));
        assert_eq!(phone.get(6..9), Some("000"), "{phone} might ring");
    }
    let texts = sqlx::query_scalar!("select text from ratings_reviews").fetch_all(&db).await.unwrap();
    assert!(texts.iter().collect::<HashSet<_>>().len() >= 200);
    let services = sqlx::query!(
        r#"select min(n) as "least!", max(n) as "most!" from (select count(*) as n from mechanic_services group by mechanic_id) c"#
    )
    .fetch_one(&db)
    .await
    .unwrap();
    assert!(services.least >= 15 && services.most <= 45, "{services:?}");
    assert_eq!(count(&db, "mechanic_services where price_kurus % 1000 <> 0").await, 0);
}

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn scores_equal_a_recomputation_from_scratch(db: PgPool) {
    seeded(&db, now()).await;
    let rows = sqlx::query!(
        r#"select m.score, m.review_count, m.completed_count, m.rank_score,
                  array(select r.quality + r.price + r.punctuality + r.communication + r.cleanliness from ratings_reviews r
                        where r.mechanic_id = m.id and r.status = 'published') as "stars!: Vec<i32>",
                  (select count(*) from appointments a where a.mechanic_id = m.id and a.status = 'completed') as "completed!"
           from mechanics m"#
    )
    .fetch_all(&db)
    .await
    .unwrap();
    assert_eq!(rows.len(), MECHANICS);
    for row in rows {
        let reviews = row.stars.len();
        let sum: f64 = row.stars.iter().map(|five| f64::from(*five) / 5.0).sum();
        let count = f64::from(u32::try_from(reviews).unwrap());
        let score = if reviews == 0 { 0.0 } else { (20.0 + sum) / (5.0 + count) };
        assert!((f64::from(row.score) - score).abs() <= 0.005_001, "{} instead of {score}", row.score);
        let completed = f64::from(u32::try_from(row.completed).unwrap());
        let rank = if reviews == 0 { 4.0 } else { f64::from(row.score) } + 0.15 * (1.0 + completed).ln();
        assert!((f64::from(row.rank_score) - rank).abs() < 0.001, "{} instead of {rank}", row.rank_score);
        assert_eq!(
            (usize::try_from(row.review_count).unwrap(), i64::from(row.completed_count)),
            (reviews, row.completed)
        );
    }
}

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn the_three_demo_accounts_have_what_the_tour_shows(db: PgPool) {
    seeded(&db, now()).await;
    for (email, kind) in
        [("musteri@demo.test", "customer"), ("usta@demo.test", "mechanic"), ("yonetici@demo.test", "admin")]
    {
        let row = sqlx::query!(
            "select u.kind, a.password_hash from users u join user_auth a on a.user_id = u.id where u.email = $1",
            email
        )
        .fetch_one(&db)
        .await
        .unwrap();
        assert_eq!(row.kind, kind);
        let hash = PasswordHash::new(&row.password_hash).unwrap();
        assert!(Argon2::default().verify_password(demo::PASSWORD.as_bytes(), &hash).is_ok());
        assert!(row.password_hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    }
    let workshop = "mechanics m join users u on u.id = m.owner_user_id and u.email = 'usta@demo.test'";
    assert_eq!(
        count(
            &db,
            &format!("{workshop} where m.province_id = 6 and m.verified_at is not null and not m.books_instantly")
        )
        .await,
        1
    );
    assert_eq!(count(&db, &format!("mechanic_services s join {workshop} on m.id = s.mechanic_id")).await, 25);
    let asked = "slug in ('on-fren-balatasi-degisimi', 'periyodik-bakim-yag-ve-filtreler')";
    let offered = format!(
        "mechanic_services s join {workshop} on m.id = s.mechanic_id join services v on v.id = s.service_id where v.{asked}"
    );
    assert_eq!(count(&db, &offered).await, 2);
    let visits = format!("appointments a join {workshop} on m.id = a.mechanic_id");
    assert!(count(&db, &format!("{visits} where a.status = 'requested'")).await >= 3);
    assert!(count(&db, &format!("{visits} where a.status = 'confirmed'")).await >= 1);
    assert!(count(&db, &format!("ratings_reviews r join {workshop} on m.id = r.mechanic_id")).await >= 10);

    let own = "customers c join users u on u.id = c.user_id and u.email = 'musteri@demo.test'";
    assert_eq!(count(&db, &format!("customer_vehicles v join {own} on c.id = v.customer_id")).await, 2);
    let own_visits = format!("appointments a join {own} on c.id = a.customer_id");
    let unreviewed = "not exists (select 1 from ratings_reviews r where r.appointment_id = a.id)";
    assert_eq!(count(&db, &format!("{own_visits} where a.status = 'completed' and {unreviewed}")).await, 1);
    assert_eq!(count(&db, &format!("{own_visits} where a.status = 'completed' and not {unreviewed}")).await, 1);
    assert_eq!(count(&db, &format!("{own_visits} where a.status = 'confirmed'")).await, 1);
}
