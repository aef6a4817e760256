//! Filters by price, certificate, and who drives to the car.

use super::{Given, asked, found, given, insert, run, scope, town};
use crate::support::TestApp;
use sanaiyiusta::modules::mechanics::{
    certificates::model::CertificateKind,
    search::{Area, Mark, RADII_KM, SearchFilter, Shape, facets_now},
};

/// A checked certificate of this kind that runs out on that day.
pub async fn certify(app: &TestApp, workshop: u128, kind: &str, until: Option<&str>) {
    let sql = format!(
        "with paper as (
             insert into mechanic_documents (id, mechanic_id, kind, medium, bytes, created_at)
             values (gen_random_uuid(), $1, 'certificate', 'pdf', '%PDF', now()) returning id)
         insert into mechanic_certificates (id, mechanic_id, document_id, kind, number, issuer, issued_on, expires_on, state, decided_at, created_at)
         select gen_random_uuid(), $1, id, '{kind}', 'B-1', 'Kurum', '2020-01-01', {}, 'checked', now(), now() from paper",
        until.map_or_else(|| "null".to_owned(), |day| format!("'{day}'"))
    );
    run(&app.pool, &sql, workshop).await;
}

#[tokio::test]
async fn a_certificate_is_asked_for_and_counted_while_it_is_in_force() {
    let app = town().await;
    certify(&app, 1, "lpg", None).await;
    certify(&app, 3, "lpg", Some("2026-11-24")).await;
    certify(&app, 4, "lpg", Some("2026-11-23")).await;
    certify(&app, 5, "tse_hyb", None).await;
    for (query, shapes, expected) in [
        ("belge=lpg", &[Shape::Walk, Shape::Marked(Mark::Certificate)][..], &[1, 3][..]),
        ("belge=tse-hyb&sirala=puan", &[Shape::Walk, Shape::Marked(Mark::Certificate)], &[5]),
        ("belge=myk", &[Shape::Walk, Shape::Marked(Mark::Certificate)], &[]),
        (
            "belge=lpg&il=34&ilce=umraniye&sirala=mesafe",
            &[Shape::Walk, Shape::Area, Shape::Marked(Mark::Certificate)],
            &[3, 1],
        ),
        (
            "belge=lpg&hizmet=on-fren-balatasi-degisimi&sirala=fiyat",
            &[Shape::Prices, Shape::Services, Shape::Marked(Mark::Certificate)],
            &[1],
        ),
    ] {
        let filter = asked(&app, query).await;
        for &shape in shapes {
            assert_eq!(found(&app, &filter, shape).await, expected, "{query} {shape:?}");
        }
        let facets = facets_now(&mut scope(&app).await, &filter).await.unwrap();
        assert_eq!(facets.here.total, expected.len() as i64, "{query}");
    }
    let everywhere = facets_now(&mut scope(&app).await, &asked(&app, "belge=myk").await).await.unwrap();
    let of = |kind| everywhere.here.certified[CertificateKind::ALL.iter().position(|one| *one == kind).unwrap()];
    let counted = [CertificateKind::TseHyb, CertificateKind::Myk, CertificateKind::Lpg].map(of);
    assert_eq!(counted, [1, 0, 2], "as if each were chosen instead");
    let page = app.visitor().page("/usta-bul?belge=lpg").await.text;
    assert!(page.contains("LPG dönüşüm ve bakım yetkinliği") && page.contains("href=\"?belge=tse-hyb\""), "{page}");
    assert!(!page.contains("belge=myk"), "nobody holds it: it is not offered");
    let why = app.visitor().page("/usta/usta-1/neden?belge=lpg").await.text;
    assert!(why.contains("Aradığınız belgesi var: LPG dönüşüm ve bakım yetkinliği."), "{why}");
}

#[tokio::test]
async fn who_drives_to_the_car_is_found_as_far_as_they_drive() {
    let app = town().await;
    // One kilometre north of the middle of Ümraniye, and three.
    run(&app.pool, "update mechanics set visits_within_km = 1 where id = $1", 1).await;
    run(&app.pool, "update mechanics set visits_within_km = 5 where id = $1", 2).await;
    run(&app.pool, "update mechanics set visits_within_km = 200 where id = $1", 5).await;
    for (query, shapes, expected) in [
        ("yerinde=1", &[Shape::Walk, Shape::Marked(Mark::Comes)][..], &[1, 2, 5][..]),
        ("yerinde=1&il=34&ilce=umraniye", &[Shape::Area, Shape::Marked(Mark::Comes)], &[2]),
        ("yerinde=1&konum=41.0164,29.1248&sirala=mesafe", &[Shape::Walk, Shape::Marked(Mark::Comes)], &[2]),
    ] {
        let filter = asked(&app, query).await;
        for &shape in shapes {
            assert_eq!(found(&app, &filter, shape).await, expected, "{query} {shape:?}");
        }
        let facets = facets_now(&mut scope(&app).await, &filter).await.unwrap();
        assert_eq!((facets.here.total, facets.here.comes), (expected.len() as i64, expected.len() as i64), "{query}");
    }
    let list = app.visitor().page("/usta-bul?il=ankara&yerinde=1").await.text;
    assert!(list.contains("\"/usta/usta-5\"") && list.contains("Yerinize gelir"), "{list}");
    let why = app.visitor().page("/usta/usta-2/neden?il=34&ilce=umraniye&yerinde=1").await.text;
    assert!(why.contains("5 km içinde yerinize geliyor"), "{why}");
}

#[tokio::test]
async fn a_highest_price_holds_for_the_work_that_is_asked_for() {
    let app = town().await;
    for (query, shapes, expected) in [
        (
            "hizmet=on-fren-balatasi-degisimi&enfazla=1250",
            &[Shape::Walk, Shape::Services, Shape::Prices][..],
            &[1, 2, 5][..],
        ),
        ("hizmet=on-fren-balatasi-degisimi&enfazla=1.249,99&il=34", &[Shape::Walk, Shape::Area, Shape::Services], &[2]),
    ] {
        let filter = asked(&app, query).await;
        for &shape in shapes {
            let mut numbers = found(&app, &filter, shape).await;
            numbers.sort_unstable();
            assert_eq!(numbers, expected, "{query} {shape:?}");
        }
        let facets = facets_now(&mut scope(&app).await, &filter).await.unwrap();
        assert_eq!(facets.here.total, expected.len() as i64, "{query}");
    }
    assert_eq!(asked(&app, "il=34&enfazla=100").await.price_max, None, "without work there is no price to hold");
    let visitor = app.visitor();
    let page = visitor.page("/usta-bul?hizmet=on-fren-balatasi-degisimi&il=34&enfazla=1200").await.text;
    let form = page.split("aria-label=\"En yüksek fiyat\"").nth(1).unwrap().split("</form>").next().unwrap();
    assert!(form.contains("name=\"enfazla\"") && form.contains("value=\"1200\""), "{form}");
    assert!(
        form.contains("name=\"hizmet\"") && form.contains("name=\"il\""),
        "the rest of the search goes along: {form}"
    );
    assert!(page.contains("href=\"/usta-bul?hizmet=on-fren-balatasi-degisimi&amp;il=34\""), "all filters go at once");
    let wrong = visitor.page("/usta-bul?hizmet=on-fren-balatasi-degisimi&enfazla=ucuz&belge=diploma").await.text;
    assert!(wrong.contains("Bir filtre anlaşılamadı ve uygulanmadı."), "{wrong}");
    assert!(!visitor.page("/usta-bul?il=34").await.text.contains("name=\"enfazla\""));
}

#[tokio::test]
async fn steps_of_price_and_distance_count_what_choosing_them_leaves() {
    let app = town().await;
    for (n, price) in [(11_u32, 90_000), (12, 240_000), (13, 310_000), (14, 310_000)] {
        let near = Given {
            north_m: f64::from(n) * 600.0,
            ..given(n.into(), "Yan Oto", "istanbul-umraniye", price, 4.2, None)
        };
        insert(&app.pool, &near).await;
    }
    for query in [
        "hizmet=on-fren-balatasi-degisimi&il=34",
        "hizmet=on-fren-balatasi-degisimi&il=34&enfazla=1000",
        "hizmet=on-fren-balatasi-degisimi&il=34&puan=4.5",
        "hizmet=on-fren-balatasi-degisimi&il=34&ilce=istanbul-umraniye",
        "hizmet=on-fren-balatasi-degisimi&il=34&acik=1",
        "hizmet=on-fren-balatasi-degisimi&il=34&bugun=1",
        "hizmet=on-fren-balatasi-degisimi&il=34&aninda=1",
        "hizmet=on-fren-balatasi-degisimi&il=34&yerinde=1",
        "hizmet=on-fren-balatasi-degisimi&konum=41.02,29.11&yaricap=25",
    ] {
        let filter = asked(&app, query).await;
        let facets = facets_now(&mut scope(&app).await, &filter).await.unwrap();
        let narrows = ["puan", "acik", "bugun", "aninda", "yerinde"].iter().any(|word| query.contains(word));
        assert!(!facets.prices.is_empty() || narrows, "{query}");
        for (kurus, count) in facets.prices {
            let chosen = SearchFilter { price_max: Some(kurus), ..filter.clone() };
            let left = facets_now(&mut scope(&app).await, &chosen).await.unwrap().here.total;
            assert_eq!(left, count, "{query}: {kurus}");
        }
    }
    let filter = asked(&app, "konum=41.02,29.11&yaricap=10").await;
    let counts = facets_now(&mut scope(&app).await, &filter).await.unwrap().radii.unwrap();
    for (radius_km, count) in RADII_KM.into_iter().zip(counts) {
        let area = Area::Near { radius_km: f64::from(radius_km), province: None, district: None };
        let chosen = SearchFilter { area, ..filter.clone() };
        let left = facets_now(&mut scope(&app).await, &chosen).await.unwrap().here.total;
        assert_eq!(left, count, "{radius_km} km");
    }
    assert!(counts[0] > 0 && counts[0] < counts[3], "{counts:?}");
    let page = app.visitor().page("/usta-bul?hizmet=on-fren-balatasi-degisimi&il=istanbul").await.text;
    assert!(page.contains("En çok ₺") && page.contains("enfazla="), "{page}");
    let anywhere = asked(&app, "hizmet=on-fren-balatasi-degisimi").await;
    let facets = facets_now(&mut scope(&app).await, &anywhere).await.unwrap();
    assert!(facets.prices.is_empty() && facets.radii.is_none(), "without a place everybody would have to be asked");
}
