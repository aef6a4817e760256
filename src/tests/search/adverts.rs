//! Adverts in the search: where they stand, who may, how often, and what is counted.

use super::{Given, given, insert, run};
use crate::support::{BALATA, BALATA_ID, Client, TestApp};
use axum::http::{Request, header};
use std::collections::BTreeSet;

const PERSON: &str =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36";
const PHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1";
const BOT: &str = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";
const PLACE: &str = "/usta-bul?il=34&ilce=umraniye";

/// So many workshops in Ümraniye, the first rated best.
async fn street(count: u128) -> TestApp {
    let app = TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1000")]).await;
    for n in 1..=count {
        let score = 4.9 - f32::from(u8::try_from(n).unwrap()) / 100.0;
        let slot = Some("2026-11-24T15:00:00+03:00");
        insert(&app.pool, &Given { ..given(n, "Sanayi Oto", "istanbul-umraniye", 125_000, score, slot) }).await;
    }
    app
}

/// Gives a workshop an advert for its province that runs from yesterday for ten days.
async fn advertise(app: &TestApp, workshop: u128) {
    let sql = "with pack as (insert into advertisement_packages (id, name_tr, name_en, scope, day_price_kurus, min_days, max_days, created_at)
                   values (gen_random_uuid(), 'Vitrin', 'Showcase', 'province', 10000, 1, 90, now()) returning id)
               insert into advertisements (id, mechanic_id, package_id, package_tr, package_en, province_id, first_on, last_on, day_price_kurus,
                                           total_kurus, state, paid_at, idempotency_key, created_at)
               select m.id, m.id, pack.id, 'Vitrin', 'Showcase', m.province_id, '2026-11-23', '2026-12-02', 100, 1000, 'approved', now(), 'k', now()
               from mechanics m, pack where m.id = $1";
    run(&app.pool, sql, workshop).await;
}

async fn look(client: &Client, agent: &str, path: &str) -> String {
    let request = Request::get(path).header(header::ACCEPT, "text/html").header(header::USER_AGENT, agent);
    let answer = client.send(request).await;
    assert_eq!(answer.status, 200, "{path}");
    answer.text
}

/// The cards of a page in their order; those of adverts are negative.
fn cards(page: &str) -> Vec<i32> {
    let list = page.split("id=\"liste\"").nth(1).unwrap_or_default().split("</ol>").next().unwrap();
    let card = |part: &str| {
        let href = part.split("href=\"/usta/usta-").nth(1).unwrap().split('"').next().unwrap();
        let number: i32 = href.split('?').next().unwrap().parse().unwrap();
        let heading = part.split("</h2>").next().unwrap();
        let is_marked = heading.contains("tag-line") && heading.contains(">Reklam<");
        assert_eq!(is_marked, href.contains("?reklam="), "what is paid for says so: {heading}");
        if is_marked { -number } else { number }
    };
    list.split("<h2>").skip(1).map(card).collect()
}

fn next(page: &str) -> Option<String> {
    let before = page.split("rel=\"next\"").next().filter(|before| before.len() < page.len())?;
    before.rsplit("href=\"").next()?.split('"').next().map(|href| href.replace("&amp;", "&"))
}

async fn figures(app: &TestApp, workshop: u128) -> (i32, i32, i32) {
    sqlx::query_as("select coalesce(sum(impressions), 0)::int, coalesce(sum(clicks), 0)::int, coalesce(sum(bookings), 0)::int from advertisement_days where advertisement_id = $1")
        .bind(super::id(workshop))
        .fetch_one(&app.pool)
        .await
        .unwrap()
}

#[tokio::test]
async fn an_advert_stands_first_and_sixth_is_marked_and_its_workshop_stands_there_only() {
    let app = street(10).await;
    let visitor = app.visitor();
    assert_eq!(cards(&visitor.page(PLACE).await.text), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    advertise(&app, 7).await;
    let page = visitor.page(PLACE).await.text;
    assert_eq!(cards(&page), [-7, 1, 2, 3, 4, 5, 6, 8, 9, 10]);
    assert!(page.contains("Atölye bu yer için ödeme yaptı"), "and the page says what the mark means");
    for workshop in 1..=6 {
        advertise(&app, workshop).await;
    }
    let shown = cards(&visitor.page(PLACE).await.text);
    let places: Vec<usize> = shown.iter().enumerate().filter(|(_, card)| **card < 0).map(|(place, _)| place).collect();
    assert_eq!(places, [0, 5], "seven pay, two of ten are shown");
    assert_eq!(shown.iter().map(|card| card.abs()).collect::<BTreeSet<_>>().len(), 10, "nobody twice, nobody lost");
}

#[tokio::test]
async fn among_fewer_than_five_there_is_no_advert() {
    let app = street(4).await;
    advertise(&app, 4).await;
    assert_eq!(cards(&app.visitor().page(PLACE).await.text), [1, 2, 3, 4]);
}

#[tokio::test]
async fn only_public_workshops_with_a_decent_score_and_an_advert_of_today_are_shown() {
    let app = street(9).await;
    for workshop in 5..=9 {
        advertise(&app, workshop).await;
    }
    run(&app.pool, "update mechanics set score = 3.9, rank_score = 3.9 where id = $1", 5).await;
    run(&app.pool, "update advertisements set paused_at = now() where id = $1", 6).await;
    run(&app.pool, "update advertisements set last_on = '2026-11-23', total_kurus = 100 where id = $1", 7).await;
    run(&app.pool, "update advertisements set first_on = '2026-11-25', total_kurus = 800 where id = $1", 8).await;
    run(&app.pool, "update advertisements set state = 'awaiting_approval' where id = $1", 9).await;
    let visitor = app.visitor();
    assert_eq!(cards(&visitor.page(PLACE).await.text), [1, 2, 3, 4, 6, 7, 8, 9, 5]);
    run(&app.pool, "update mechanics set score = 4.0 where id = $1", 5).await;
    assert_eq!(cards(&visitor.page(PLACE).await.text)[0], -5, "4.0 is enough");
    run(&app.pool, "update mechanics set score = 0, review_count = 0 where id = $1", 5).await;
    assert_eq!(cards(&visitor.page(PLACE).await.text)[0], -5, "newcomers have no score yet");
    run(&app.pool, "update mechanics set suspended_at = now() where id = $1", 5).await;
    assert_eq!(cards(&visitor.page(PLACE).await.text), [1, 2, 3, 4, 6, 7, 8, 9]);
    app.clock.advance_minutes(24 * 60);
    assert_eq!(cards(&visitor.page(PLACE).await.text)[0], -8, "tomorrow the next one begins by itself");
}

#[tokio::test]
async fn an_advert_is_shown_where_it_was_bought_for_and_only_to_searches_that_find_its_workshop() {
    let app = street(6).await;
    insert(&app.pool, &given(20, "Kadıköy Oto", "istanbul-kadikoy", 0, 4.6, None)).await;
    let visitor = app.visitor();
    let first = async |query: &str| cards(&visitor.page(query).await.text).first().copied().unwrap_or_default();
    advertise(&app, 6).await;
    for query in [PLACE, "/usta-bul?il=34", "/usta-bul?konum=41.0164,29.1248", &format!("{PLACE}&hizmet={BALATA}")] {
        assert_eq!(first(query).await, -6, "{query}");
    }
    for query in [
        "/usta-bul",
        "/usta-bul?il=34&sirala=puan",
        "/usta-bul?il=34&sirala=erken",
        "/usta-bul?il=34&ad=sanayi",
        "/usta-bul/istanbul",
    ] {
        assert!(!visitor.page(query).await.text.contains("?reklam="), "{query}");
    }
    assert_ne!(first(&format!("{PLACE}&aninda=1")).await, -1, "filters hold for adverts too");
    run(&app.pool, "update mechanic_services set is_active = false where mechanic_id = $1", 6).await;
    assert_eq!(first(&format!("{PLACE}&hizmet={BALATA}")).await, 1, "it does not offer that");
    run(&app.pool, "update mechanic_services set is_active = true where mechanic_id = $1", 6).await;

    run(
        &app.pool,
        "update advertisements a set district_id = m.district_id from mechanics m where a.id = m.id and m.id = $1",
        6,
    )
    .await;
    assert_eq!(
        (first(PLACE).await, first("/usta-bul?il=34").await),
        (-6, 1),
        "a district's advert is for its district"
    );
    assert_eq!(first("/usta-bul?konum=41.0164,29.1248").await, -6);

    let brakes = "update advertisements set category_id = (select category_id from services where slug = 'on-fren-balatasi-degisimi') where id = $1";
    run(&app.pool, brakes, 6).await;
    assert_eq!(first(PLACE).await, 1, "nobody asked for brakes");
    assert_eq!(first(&format!("{PLACE}&hizmet={BALATA}")).await, -6);
    assert_eq!(first(&format!("{PLACE}&hizmet=periyodik-bakim-yag-ve-filtreler")).await, 1);
}

#[tokio::test]
async fn all_who_pay_are_shown_equally_often_and_machines_and_the_own_workshop_count_nothing() {
    let app = street(6).await;
    for workshop in [4, 5, 6] {
        advertise(&app, workshop).await;
    }
    let visitor = app.visitor();
    for _ in 0..9 {
        assert!(cards(&look(&visitor, PERSON, PLACE).await)[0] < 0);
    }
    assert_eq!([figures(&app, 4).await.0, figures(&app, 5).await.0, figures(&app, 6).await.0], [3, 3, 3]);
    // A second advert of the same workshop buys no second share.
    let again = "insert into advertisements (id, mechanic_id, package_id, package_tr, package_en, province_id, first_on, last_on, day_price_kurus, total_kurus, state, paid_at, idempotency_key, created_at)
                 select gen_random_uuid(), mechanic_id, package_id, '', '', province_id, first_on, last_on, 100, 1000, state, paid_at, 'k2', now() from advertisements where id = $1";
    run(&app.pool, again, 4).await;
    for _ in 0..3 {
        look(&visitor, PERSON, PLACE).await;
    }
    assert_eq!((figures(&app, 5).await.0, figures(&app, 6).await.0), (4, 4));
    assert_eq!(app.count("select sum(impressions) from advertisement_days").await, 12);

    for agent in [BOT, "curl/8.0", ""] {
        look(&visitor, agent, PLACE).await;
    }
    let ahead = Request::get(PLACE).header(header::USER_AGENT, PERSON).header("sec-purpose", "prefetch");
    visitor.send(ahead.header(header::ACCEPT, "text/html")).await;
    let owner = app.mechanic("sahip").await;
    for workshop in [4, 5, 6] {
        run(&app.pool, "update mechanics set owner_user_id = (select id from users where email = 'sahip@ornek.test') where id = $1 and not exists (select from mechanics m join users u on u.id = m.owner_user_id where u.email = 'sahip@ornek.test')", workshop).await;
    }
    run(&app.pool, "update advertisements set paused_at = now() where mechanic_id <> $1", 4).await;
    let again = app.visitor();
    let entered =
        again.post("auth/sign_in", &[("email", "sahip@ornek.test"), ("password", crate::support::PASSWORD)]).await;
    assert_eq!(entered.status, 200);
    drop(owner);
    assert_eq!(cards(&look(&again, PERSON, PLACE).await)[0], -4, "it is shown to its owner");
    assert_eq!(app.count("select sum(impressions) from advertisement_days").await, 12, "and not counted");
}

#[tokio::test]
async fn adverts_of_far_places_and_of_other_work_keep_nobody_from_being_shown() {
    let app = street(6).await;
    for n in 20..=125 {
        let far = if n % 2 == 0 { "ankara-cankaya" } else { "istanbul-umraniye" };
        // Those nearby do not offer what is asked for.
        let price = if n % 2 == 0 { 125_000 } else { 0 };
        insert(&app.pool, &given(n, "Uzak Oto", far, price, 4.2, None)).await;
        advertise(&app, n).await;
    }
    advertise(&app, 1).await;
    run(
        &app.pool,
        "insert into advertisement_days (advertisement_id, on_date, impressions) values ($1, '2026-11-24', 1)",
        1,
    )
    .await;
    let page = look(&app.visitor(), PERSON, &format!("/usta-bul?hizmet={BALATA}&konum=41.02,29.12&yaricap=25")).await;
    assert_eq!(cards(&page).first(), Some(&-1), "{:?}", cards(&page));
}

#[tokio::test]
async fn turning_pages_loses_nobody_and_repeats_nobody() {
    let app = street(45).await;
    for workshop in [3, 21, 25, 44, 45] {
        advertise(&app, workshop).await;
    }
    let visitor = app.visitor();
    let (mut address, mut all, mut marked) = (Some(PLACE.to_owned()), Vec::new(), 0);
    while let Some(path) = address {
        let page = look(&visitor, PERSON, &path).await;
        let shown = cards(&page);
        marked += shown.iter().filter(|card| **card < 0).count();
        for tens in shown.chunks(10) {
            assert!(tens.iter().filter(|card| **card < 0).count() <= 2, "{tens:?}");
        }
        all.extend(shown.iter().map(|card| card.abs()));
        address = next(&page);
    }
    assert_eq!(marked, 4, "on the first page only");
    assert_eq!(all.len(), 45);
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), 45);
}

#[tokio::test]
async fn a_click_counts_once_a_day_per_visitor_and_a_booking_after_it_counts_for_the_advert() {
    let app = street(5).await;
    advertise(&app, 2).await;
    let advert = super::id(2);
    let profile = format!("/usta/usta-2?reklam={advert}");
    let visitor = app.visitor();
    let page = look(&visitor, PERSON, &profile).await;
    assert!(
        page.contains("rel=\"canonical\"") && !page.contains(&format!("/usta/usta-2?reklam={advert}\" rel")),
        "{page}"
    );
    let canonical = page.split("rel=\"canonical\"").next().unwrap().rsplit("<link").next().unwrap().len();
    let link = page.split("<link").find(|link| link.contains("rel=\"canonical\"")).unwrap();
    assert!(
        canonical > 0 && !link.split('>').next().unwrap().contains("reklam"),
        "the address of the page has no mark"
    );
    for _ in 0..2 {
        look(&visitor, PERSON, &profile).await;
        look(&visitor, PERSON, &format!("/usta/usta-2/randevu?reklam={advert}")).await;
    }
    look(&visitor, BOT, &profile).await;
    look(&visitor, PERSON, &format!("/usta/usta-1?reklam={advert}")).await;
    look(&visitor, PERSON, "/usta/usta-2?reklam=yok").await;
    assert_eq!(figures(&app, 2).await, (0, 1, 0), "once, and only for its own workshop");
    look(&visitor, PHONE, &profile).await;
    assert_eq!(figures(&app, 2).await.1, 2, "another device");

    let ayse = app.customer("ayse").await;
    let car = [
        ("plate", "06 REK 123"),
        ("variant_id", crate::support::EGEA_VARIANT_ID),
        ("model_year", "2020"),
        ("km", "60000"),
    ];
    let car = ayse.post("vehicles/add", &car).await.json()["id"].as_str().unwrap().to_owned();
    run(&app.pool, "insert into bays (id, mechanic_id, name) values (gen_random_uuid(), $1, 'Lift 1')", 2).await;
    let book = async |start: &str, key: &str, agent: &str| {
        let fields = [
            ("mechanic_id", advert.to_string()),
            ("vehicle_id", car.clone()),
            ("service_ids[0]", BALATA_ID.to_owned()),
            ("start", start.to_owned()),
            ("idempotency_key", key.to_owned()),
        ];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let request = Request::post("/api/appointments/book").header(header::USER_AGENT, agent);
        let answer = ayse.send_body(request, &fields).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
    };
    book(
        "2026-11-25T09:00:00+03:00",
        "anahtar-1",
        "Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0",
    )
    .await;
    assert_eq!(figures(&app, 2).await.2, 0, "who did not come by the advert");
    book("2026-11-25T10:00:00+03:00", "anahtar-2", PERSON).await;
    book("2026-11-25T10:00:00+03:00", "anahtar-2", PERSON).await;
    assert_eq!(figures(&app, 2).await.2, 1, "a double click is one booking");
    app.clock.advance_minutes(14 * 60 + 30);
    let tomorrow = app.visitor();
    look(&tomorrow, PERSON, &profile).await;
    assert_eq!(figures(&app, 2).await.1, 3, "another day is another visit");
}
