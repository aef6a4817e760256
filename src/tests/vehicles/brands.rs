//! Two brands that are one.

use super::catalogue::{DESK, id_of, merged, ok};
use crate::support::{Client, TestApp};

const FIAT: &str = "00000000-0000-5000-8000-000000000021";
const RENAULT: &str = "00000000-0000-5000-8000-000000000022";

async fn add(admin: &Client, brand: &str, model: &str) {
    let fields = [
        ("brand", brand),
        ("model", model),
        ("name", "1.6"),
        ("year_from", "2000"),
        ("year_to", "2010"),
        ("active", "on"),
    ];
    ok(&admin.post("vehicles/save_variant", &fields).await);
}

/// A workshop whose rules, prices and certificate name both brands.
async fn workshop_of_both(app: &TestApp) {
    let [egea, sahin] = ["egea", "sahin"].map(|slug| {
        format!("select m.id::text from models m join brands b on b.id = m.brand_id where b.slug = 'tofas' and m.slug = '{slug}'")
    });
    let usta = app.mechanic("usta").await;
    let workshop = [
        ("name", "Işık Oto"),
        ("phone", "0532 555 00 00"),
        ("address", "Cadde 1"),
        ("il", "ankara"),
        ("ilce", "ankara-cankaya"),
    ];
    ok(&usta.post("mechanics/open", &workshop).await);
    #[expect(clippy::disallowed_methods, reason = "the slug is a part of the query")]
    let egea: String = sqlx::query_scalar(sqlx::AssertSqlSafe(egea)).fetch_one(&app.pool).await.unwrap();
    #[expect(clippy::disallowed_methods, reason = "the slug is a part of the query")]
    let sahin: String = sqlx::query_scalar(sqlx::AssertSqlSafe(sahin)).fetch_one(&app.pool).await.unwrap();
    let fiat_egea = "00000000-0000-5000-8000-000000000031";
    for (brand, model) in [("tofas", ""), ("fiat", ""), ("tofas", &egea), ("fiat", fiat_egea), ("tofas", &sahin)] {
        let rule = [("brand_id", brand), ("model_id", model), ("includes", "true")];
        ok(&usta.post("mechanics/add_vehicle_rule", &rule).await);
    }
    let offer =
        [("rows[0][service_id]", crate::support::BALATA_ID), ("rows[0][price]", "1250"), ("rows[0][active]", "true")];
    ok(&usta.post("mechanics/save_services", &offer).await);
    for (brand, model) in [("tofas", ""), ("fiat", ""), ("tofas", &egea), ("fiat", fiat_egea), ("tofas", &sahin)] {
        let service = crate::support::BALATA_ID;
        let price = [("service_id", service), ("brand_id", brand), ("model_id", model), ("price", "900")];
        ok(&usta.post("mechanics/put_car_price", &price).await);
    }
    let past = [("service_id", crate::support::BALATA_ID), ("brand_id", "tofas"), ("price", "950")];
    ok(&usta.post("mechanics/put_car_price", &past).await);
    for sql in [
        "insert into mechanic_documents (id, mechanic_id, kind, medium, bytes, created_at)
         select gen_random_uuid(), id, 'certificate', 'pdf', '%PDF-1.7 %%EOF', now() from mechanics",
        "insert into mechanic_certificates (id, mechanic_id, document_id, kind, brand_id, number, issuer, issued_on, created_at)
         select gen_random_uuid(), d.mechanic_id, d.id, 'authorised', b.id, 'T-1', 'Tofaş', '2026-01-01', now()
         from mechanic_documents d, brands b where b.slug = 'tofas'",
    ] {
        sqlx::query(sql).execute(&app.pool).await.unwrap();
    }
}

#[tokio::test]
async fn merging_brands_moves_everything_that_names_the_double() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    add(&admin, "Tofaş", "Egea").await;
    add(&admin, "Tofaş", "Şahin").await;
    let double = id_of(&app, "select id::text from brands where slug = 'tofas'").await;
    let ayse = app.customer("ayse").await;
    for (plate, model) in [("34 ABC 123", "egea"), ("34 ABC 124", "sahin")] {
        let variant: String = sqlx::query_scalar(
            "select v.id::text from variants v join models m on m.id = v.model_id join brands b on b.id = m.brand_id
             where b.slug = 'tofas' and m.slug = $1",
        )
        .bind(model)
        .fetch_one(&app.pool)
        .await
        .unwrap();
        let car = [("plate", plate), ("variant_id", variant.as_str()), ("model_year", "2005"), ("km", "1")];
        ok(&ayse.post("vehicles/add", &car).await);
    }
    workshop_of_both(&app).await;

    let page = admin.page(&format!("{DESK}?marka={double}&birlestir=fia")).await.text;
    assert!(page.contains("/api/vehicles/merge_brands") && page.contains(&format!("value=\"{FIAT}\"")), "{page}");
    merged(&app, &admin, "vehicles/merge_brands", "brands", &double, FIAT).await;
    assert_eq!(app.count("select count(*) from mechanic_service_prices").await, 3, "prices that both had are one");
    assert_eq!(app.count("select count(*) from mechanic_past_prices").await, 3, "a change before, and two doubles");

    let cars = ayse.get("vehicles/mine").await.json();
    let mut labels: Vec<&str> = cars.as_array().unwrap().iter().map(|car| car["label"].as_str().unwrap()).collect();
    labels.sort_unstable();
    assert_eq!(labels, ["Fiat Egea 1.6", "Fiat Şahin 1.6"]);
    assert_eq!(app.count("select count(*) from mechanic_supported_vehicles").await, 3, "what both said is said once");
    let models =
        "select count(*) from models m join brands b on b.id = m.brand_id where b.slug = 'fiat' and m.is_active";
    assert_eq!(app.count(models).await, 2, "models of one name are one");
    let visitor = app.visitor();
    assert_eq!(
        visitor.get("vehicles/find?q=tofas+sahin").await.json()[0]["model"],
        "Şahin",
        "the double's name leads on"
    );
    assert_eq!(visitor.get("vehicles/find?q=egea+2005").await.json()[0]["brand"], "Fiat");
    assert_eq!(
        visitor.get("vehicles/brands").await.json().as_array().map(Vec::len),
        Some(2),
        "the brands in memory are new"
    );
    let years = "select count(*) from model_years y join models m on m.id = y.model_id where m.slug = 'egea' and y.year between 2000 and 2010";
    assert_eq!(app.count(years).await, 11);
    assert_eq!(app.count("select count(*) from audit_log where action = 'vehicles.merge_brands'").await, 1);
}

#[tokio::test]
async fn a_model_out_of_sight_comes_back_when_its_twin_moves_in() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    add(&admin, "Tofaş", "Egea").await;
    ok(&admin.post("vehicles/save_model", &[("id", "00000000-0000-5000-8000-000000000031"), ("name", "Egea")]).await);
    let double = id_of(&app, "select id::text from brands where slug = 'tofas'").await;
    ok(&admin.post("vehicles/merge_brands", &[("from_id", &double), ("into_id", FIAT)]).await);
    assert_eq!(app.visitor().get("vehicles/find?q=egea+2005").await.json()[0]["brand"], "Fiat");
}

#[tokio::test]
async fn no_brand_is_merged_into_itself_or_what_is_out_of_sight() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let refused = async |from: &str, into: &str| {
        let answer = admin.post("vehicles/merge_brands", &[("from_id", from), ("into_id", into)]).await;
        (answer.status, answer.fields())
    };
    assert_eq!(refused(FIAT, FIAT).await, (422, vec!["into_id".to_owned()]));
    for (from, into) in [(FIAT, "yok"), ("", FIAT), (FIAT, "00000000-0000-5000-8000-000000000031")] {
        assert_eq!(refused(from, into).await.0, 404, "{from} {into}");
    }
    ok(&admin.post("vehicles/save_brand", &[("id", RENAULT), ("name", "Renault")]).await);
    assert_eq!(refused(FIAT, RENAULT).await, (422, vec!["into_id".to_owned()]));
    let page = admin.page(&format!("{DESK}?marka={FIAT}&birlestir=rena")).await.text;
    assert!(!page.contains("/api/vehicles/merge_brands") && page.contains("Aramanıza uyan araç yok"));
    assert_eq!(app.count("select count(*) from brands where is_active").await, 1);
}
