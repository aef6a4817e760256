//! The catalogue as a file: taken away, changed, brought back.

use super::catalogue::ok;
use crate::support::{Answer, Client, EGEA_VARIANT_ID, NOW, TestApp};
use axum::http::{Request, header};
use sanaiyiusta::platform::reference::import::import;
use serde_json::json;
use sqlx::PgPool;
use std::time::{Duration, Instant};

const SHEETS: &str = "/yonetim/katalog/aktar";
const UPLOAD: &str = "/yonetim/katalog/aktar/dosya";
const HEAD: &str = "brand,model,variant,generation,year_from,year_to,fuel,transmission,engine_cc,power_kw,body";
const EGEA_LINE: &str = "Fiat,Egea,1.4 Fire 95,,2016,2024,petrol,manual,1368,70,";

async fn send(admin: &Client, plain: bool, bytes: &[u8]) -> Answer {
    admin.upload(UPLOAD, plain, ("katalog.csv", "text/csv", bytes), &[]).await
}

/// Sends a file; the id of what came of it.
async fn compare(admin: &Client, file: &str) -> String {
    let answer = send(admin, false, file.as_bytes()).await;
    ok(&answer);
    answer.json().as_str().unwrap().to_owned()
}

fn sheet(lines: &[&str]) -> String {
    format!("{HEAD}\n{}\n", lines.join("\n"))
}

/// New, changed, same, wrong lines; brands and models.
async fn counts(app: &TestApp, id: &str) -> [i32; 5] {
    let (new, changed, same, refused, other) = sqlx::query_as::<_, (i32, i32, i32, i32, i32)>(
        "select new_lines, changed_lines, same_lines, refused_lines, other_rows from catalogue_imports where id = $1::text::uuid",
    )
    .bind(id)
    .fetch_one(&app.pool)
    .await
    .unwrap();
    [new, changed, same, refused, other]
}

async fn apply(admin: &Client, id: &str, skip: &str) -> Answer {
    admin.post("vehicles/apply_import", &[("import_id", id), ("skip", skip)]).await
}

async fn state(app: &TestApp, id: &str) -> (String, String) {
    sqlx::query_as("select state, failure from catalogue_imports where id = $1::text::uuid")
        .bind(id)
        .fetch_one(&app.pool)
        .await
        .unwrap()
}

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn the_whole_catalogue_comes_back_unchanged(pool: PgPool) {
    import(&pool, sanaiyiusta::kernel::time::Instant::parse(NOW).unwrap()).await.unwrap();
    sanaiyiusta::server::migrate_jobs(&pool).await.unwrap();
    let app = TestApp::over(pool, &[]).await;
    // Two of one name, one that a spreadsheet would calculate, one that nobody can choose.
    for sql in [
        "insert into variants (id, model_id, name, aliases, year_from, fuel, transmission, source, is_active)
         select gen_random_uuid(), model_id, name, '''74,  Eski;Yeni', year_from, '', '', 'desk', false from variants order by id limit 1",
        "update variants set name = '=1+1' where id = (select id from variants where is_active order by id limit 1)",
        "update brands set aliases = '@oto, \"Oto\"' where slug = 'fiat'",
        "insert into models (id, brand_id, name, slug) select gen_random_uuid(), brand_id, name, 'ikiz' from models where slug = 'egea'",
        "update variants set model_id = (select id from models where slug = 'ikiz')
         where id = (select v.id from variants v join models m on m.id = v.model_id where m.slug = 'egea' order by v.id limit 1)",
    ] {
        sqlx::query(sql).execute(&app.pool).await.unwrap();
    }
    let admin = app.admin().await;
    let file = admin.page("/yonetim/katalog.csv").await;
    assert_eq!((file.status, file.header("content-type").as_str()), (200, "text/csv; charset=utf-8"));
    assert!(file.text.starts_with("\u{feff}\"variant_id\",\"brand\","));
    assert!(file.text.contains("\"'=1+1\"") && file.text.contains("\"'@oto, \"\"Oto\"\"\""));
    assert_eq!(file.text.lines().count(), 8_711);

    let id = compare(&admin, &file.text).await;
    let wrong: Vec<(i32, String)> =
        sqlx::query_as("select line, coalesce(refusal, after)::text from catalogue_import_rows limit 5")
            .fetch_all(&app.pool)
            .await
            .unwrap();
    assert_eq!(counts(&app, &id).await, [0, 0, 8_710, 0, 0], "{wrong:?}");
    assert!(admin.page(&format!("{SHEETS}/{id}")).await.text.contains("hiçbir şeyi değiştirmiyor"));
    assert_eq!(apply(&admin, &id, "").await.code(), "wrong_status");

    // Without ids the names lead to the same rows.
    for sql in [
        "update variants set model_id = (select id from models where slug = 'egea') where model_id = (select id from models where slug = 'ikiz')",
        "delete from models where slug = 'ikiz'",
    ] {
        sqlx::query(sql).execute(&app.pool).await.unwrap();
    }
    let shipped = include_str!("../../platform/reference/data/vehicles.csv");
    let id = compare(&admin, shipped).await;
    let [new, changed, same, refused, other] = counts(&app, &id).await;
    assert_eq!((new, changed, other, same + refused), (0, 0, 0, 8_709));
    assert_eq!(refused, 1, "what was renamed is asked for by its id");
    let page = admin.page(&format!("{SHEETS}/{id}?lang=en")).await;
    assert!(
        page.text.contains("Columns that were not read: source") && page.text.contains("is now called"),
        "{}",
        page.text
    );
}

/// What the file says is what everybody finds.
async fn applied(app: &TestApp, visitor: &Client) {
    let brands = visitor.get("vehicles/brands").await.json();
    assert_eq!(brands[2]["slug"], "togg", "the brands in memory are new");
    let found = visitor.get("vehicles/find?q=togg+elektrik+2025").await.json();
    assert_eq!(found[0]["name"], "V2");
    let egea = "select count(*) from variants where power_kw = 75 and body = 'sedan' and year_to is null and edited_at is not null";
    assert_eq!(app.count(egea).await, 1);
    let years = |slug: &str| {
        format!(
            "select array_agg(year order by year)::text from model_years y join models m on m.id = y.model_id where m.slug = '{slug}'"
        )
    };
    for (slug, expected) in [
        ("t10x", "{2023,2024,2025,2026,2027}"),
        ("egea", "{2016,2017,2018,2019,2020,2021,2022,2023,2024,2025,2026,2027}"),
    ] {
        #[expect(clippy::disallowed_methods, reason = "the slug is a part of the query")]
        let found: String = sqlx::query_scalar(sqlx::AssertSqlSafe(years(slug))).fetch_one(&app.pool).await.unwrap();
        assert_eq!(found, expected);
    }
}

#[tokio::test]
async fn a_file_is_compared_shown_and_applied() {
    let app = TestApp::new().await;
    let (admin, visitor) = (app.admin().await, app.visitor());
    let file = sheet(&[
        "fiat,EGEA,1.4 Fire 95,,2016,,petrol,manual,1368,75,sedan",
        "Renault,Clio,1.5 dCi 90,,2016,2020,diesel,manual,1461,66,",
        "Togg,T10X,V2,,2023,,electric,automatic,,160,suv",
        "Togg,T10X,V2,,2023,,electric,automatic,,320,suv",
        "Togg,T10F,V1,,2025,,steam,automatic,,160,sedan",
    ]);
    let sent = send(&admin, true, file.as_bytes()).await;
    let place = sent.header("location");
    assert!(sent.status == 303 && place.starts_with(&format!("{SHEETS}/")), "{}", sent.text);
    let id = place.rsplit('/').next().unwrap();
    assert_eq!(counts(&app, id).await, [1, 1, 1, 2, 2]);
    let page = admin.page(&place).await.text;
    for said in [
        "Henüz hiçbir şey değişmedi",
        "70 → 75",
        "2024 → —",
        "— → sedan",
        "Yeni · Marka",
        "Aynı kayıt 4. satırda da var",
        "fuel: Listeden",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("T10F →") && admin.page(SHEETS).await.text.contains(&place));
    assert_eq!(app.count("select count(*) from brands").await, 2, "comparing changes nothing");

    assert_eq!(apply(&admin, id, "").await.fields(), ["skip"]);
    let queued = admin.form(&place, "vehicles/apply_import", &[("import_id", id), ("skip", "true")]).await;
    assert_eq!((queued.status, queued.header("location")), (303, place.clone()));
    let running = admin.page(&place).await;
    assert!(running.text.contains("progressbar") && running.header("refresh") == "3");
    let other = compare(&admin, &sheet(&["Togg,T10X,V3,,2023,,electric,automatic,,160,suv"])).await;
    assert_eq!(apply(&admin, &other, "").await.code(), "wrong_status", "one at a time");
    let refused = admin.form(&format!("{SHEETS}/{other}"), "vehicles/apply_import", &[("import_id", &other)]).await;
    assert!(refused.status == 303 && admin.page(&format!("{SHEETS}/{other}")).await.text.contains("başka bir dosya"));
    assert_eq!(admin.post("vehicles/drop_import", &[("import_id", id)]).await.code(), "wrong_status");

    app.run_jobs().await;
    assert_eq!(state(&app, id).await, ("done".to_owned(), String::new()));
    let done = admin.page(&place).await;
    assert!(done.text.contains("Dosya uygulandı. Yeni 1, değişen 1.") && done.header("refresh").is_empty());
    applied(&app, &visitor).await;
    let again = compare(&admin, &file).await;
    assert_eq!(counts(&app, &again).await, [0, 0, 3, 2, 0], "the same file twice changes nothing");
    assert_eq!(apply(&admin, id, "true").await.code(), "wrong_status", "once");
    ok(&apply(&admin, &other, "").await);
    app.run_jobs().await;
    assert_eq!(state(&app, &other).await.1, "stale", "it was compared before the brand was there");
    let other = compare(&admin, &sheet(&["Togg,T10X,V3,,2023,,electric,automatic,,160,suv"])).await;
    ok(&apply(&admin, &other, "").await);
    app.run_jobs().await;
    assert_eq!(
        app.count("select count(*) from variants v join models m on m.id = v.model_id where m.slug = 't10x'").await,
        2
    );
    assert_eq!(app.count("select count(*) from audit_log where action = 'vehicles.apply_import'").await, 3);
    ok(&admin.post("vehicles/drop_import", &[("import_id", &again)]).await);
    assert_eq!(admin.page(&format!("{SHEETS}/{again}")).await.status, 404);
    let left = "select count(*) from catalogue_import_rows r where not exists (select from catalogue_imports i where i.id = r.import_id)";
    assert_eq!(app.count(left).await, 0);
}

#[tokio::test]
async fn a_catalogue_that_changed_meanwhile_is_left_alone() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let togg = "Togg,T10X,V2,,2023,,electric,automatic,,160,suv";
    let egea = EGEA_LINE.replace("70,", "75,");
    let edit = [
        ("id", EGEA_VARIANT_ID),
        ("name", "1.4 Fire 95"),
        ("year_from", "2016"),
        ("year_to", "2023"),
        ("fuel", "petrol"),
        ("transmission", "manual"),
        ("active", "on"),
    ];
    let model = [("brand_id", "00000000-0000-5000-8000-000000000021"), ("name", "Yeni"), ("active", "on")];
    for (line, endpoint, fields) in [
        (egea.as_str(), "vehicles/save_variant", edit.as_slice()),
        ("Fiat,Yeni,1.0,,2020,,petrol,manual,,,", "vehicles/save_model", model.as_slice()),
        ("Ford,Ka,1.0,,2020,,petrol,manual,,,", "vehicles/save_brand", &[("name", "Ford"), ("active", "on")]),
        (
            "Renault,Clio,1.0,,2020,,petrol,manual,,,",
            "vehicles/save_model",
            &[("id", "00000000-0000-5000-8000-000000000032"), ("name", "Clio")],
        ),
    ] {
        let id = compare(&admin, &sheet(&[togg, line])).await;
        ok(&admin.post(endpoint, fields).await);
        ok(&apply(&admin, &id, "").await);
        app.run_jobs().await;
        assert_eq!(state(&app, &id).await, ("failed".to_owned(), "stale".to_owned()), "{line}");
        assert!(admin.page(&format!("{SHEETS}/{id}")).await.text.contains("karşılaştırmadan sonra değişti"));
        assert_eq!(app.count("select count(*) from brands where slug = 'togg'").await, 0, "nothing is half applied");
    }
    assert_eq!(app.count("select count(*) from variants where power_kw = 75").await, 0);
}

/// Why each line was left out.
async fn reasons(app: &TestApp, id: &str) -> Vec<(i32, String)> {
    sqlx::query_as(
        "select line, coalesce(refusal -> 'fields', refusal -> 'why')::text from catalogue_import_rows
         where import_id = $1::text::uuid and kind = 'refused' order by line",
    )
    .bind(id)
    .fetch_all(&app.pool)
    .await
    .unwrap()
}

#[tokio::test]
async fn every_wrong_line_says_why() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    ok(&admin.post("vehicles/save_model", &[("id", "00000000-0000-5000-8000-000000000032"), ("name", "Clio")]).await);
    let head = "variant_id,brand,brand_aliases,model,variant,generation,year_from,year_to,fuel,transmission,active";
    let nobody = "00000000-0000-5000-8000-0000000000ff";
    let lines = [
        format!("{EGEA_VARIANT_ID},Fiat,Tofaş,Egea,1.4 FIRE,,2017,2024,petrol,manual,0"),
        "yok,,,Egea,,,1900,,steam,manual,belki".to_owned(),
        format!("{nobody},Fiat,Tofaş,Egea,1.6,,2017,,petrol,manual,1"),
        format!("{EGEA_VARIANT_ID},Renault,,Clio,1.6,,2017,,petrol,manual,1"),
        ",Renault,,Clio,1.6,,2017,,petrol,manual,1".to_owned(),
        format!("{EGEA_VARIANT_ID},Fiat,Tofaş,Egea,1.4,,2017,2024,petrol,manual,1"),
        ",Fiat,Murat,Egea,1.6,,2017,,petrol,manual,1".to_owned(),
        "Fiat,Egea".to_owned(),
        ",Fiat,Tofaş,Egea,1.6,,2017,2016,petrol,manual,1".to_owned(),
    ];
    let id = compare(&admin, &format!("{head}\n{}\n", lines.join("\n"))).await;
    assert_eq!(counts(&app, &id).await, [0, 1, 0, 8, 1]);
    let reasons = reasons(&app, &id).await;
    let why: Vec<&str> = reasons.iter().skip(1).take(6).map(|(_, why)| why.trim_matches('"')).collect();
    assert_eq!(why, ["unknown_variant", "elsewhere", "inactive", "repeats", "names_differ", "width"]);
    let fields: serde_json::Value = serde_json::from_str(&reasons[0].1).unwrap();
    let broken: Vec<&String> = fields.as_object().unwrap().keys().collect();
    assert_eq!(broken, ["active", "brand", "fuel", "variant", "variant_id", "year_from"]);
    assert!(reasons[7].1.contains("dates_order"), "{reasons:?}");
    let page = admin.page(&format!("{SHEETS}/{id}")).await.text;
    assert!(
        page.contains("Satırda 2 hücre var, başlıkta 11.")
            && page.contains("Evet → Hayır")
            && page.contains("— → Tofaş"),
        "{page}"
    );
    let english = admin.page(&format!("{SHEETS}/{id}?lang=en")).await.text;
    assert!(english.contains("Line 2 gives the same brand or model different other names."), "{english}");

    // More than a page of them.
    let many: String = (0..150).map(|n| format!(",Fiat,,Egea,,,{n},,petrol,manual,1\n")).collect();
    let id = compare(&admin, &format!("{head}\n{many}")).await;
    let first = admin.page(&format!("{SHEETS}/{id}")).await.text;
    assert!(first.contains(&format!("{SHEETS}/{id}?satir=101#hatali")), "{first}");
    let second = admin.page(&format!("{SHEETS}/{id}?satir=101")).await.text;
    assert!(second.contains(">151<") && !second.contains(">101<"), "{second}");
    for odd in ["?satir=x", "x"] {
        assert_eq!(admin.page(&format!("{SHEETS}/{id}{odd}")).await.status, 404, "{odd}");
    }
    let missing = compare(&admin, "brand;model;variant\nFiat;Egea;1.4\n").await;
    assert_eq!(counts(&app, &missing).await, [0, 0, 0, 1, 0]);
    assert!(
        admin
            .page(&format!("{SHEETS}/{missing}"))
            .await
            .text
            .contains("generation, year_from, year_to, fuel, transmission")
    );
}

#[tokio::test]
async fn what_is_no_such_file_is_refused_whole() {
    let app = TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1")]).await;
    let admin = app.admin().await;
    let rule = async |bytes: &[u8]| send(&admin, false, bytes).await.json()["fields"]["file"]["rule"].clone();
    assert_eq!(rule(b"").await, json!("required"));
    assert_eq!(rule(b"\xff\xfeb\0r\0a\0").await, json!("not_utf8"));
    assert_eq!(rule(&vec![b'a'; 16 * 1024 * 1024 + 1]).await, json!("file_too_large"));
    assert_eq!(rule(&vec![b'a'; 17 * 1024 * 1024]).await, json!("file_too_large"));
    let long = format!("{HEAD}\n{}", format!("{EGEA_LINE}\n").repeat(50_001));
    assert_eq!(rule(long.as_bytes()).await, json!("too_many_lines"));
    let plain = send(&admin, true, b"Citro\xebn").await;
    assert_eq!((plain.status, plain.header("location").as_str()), (303, SHEETS));
    let page = admin.page(SHEETS).await.text;
    assert!(page.contains("f-file-error") && page.contains("CSV UTF-8"), "{page}");
    let none = admin.send(Request::post(UPLOAD).header(header::ACCEPT, "application/json")).await;
    assert_eq!((none.status, none.fields()), (422, vec!["file".to_owned()]), "{}", none.text);
    let ayse = app.customer("ayse").await;
    assert_eq!(send(&ayse, false, EGEA_LINE.as_bytes()).await.status, 404);
    assert_eq!(send(&app.visitor(), false, EGEA_LINE.as_bytes()).await.status, 401);
    for _ in 0..10 {
        send(&admin, false, b"").await;
    }
    assert_eq!(send(&admin, false, b"").await.status, 429);
    assert_eq!(app.count("select count(*) from catalogue_imports").await, 0);
}

#[tokio::test]
async fn fifty_thousand_lines_take_less_than_a_minute() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let lines: String = (0..50_000)
        .map(|n| {
            format!(
                "Marka {},Seri {},1.{} Turbo {},,{},,petrol,manual,1200,{},sedan\n",
                n % 50,
                n % 1_000,
                n % 7,
                n,
                1990 + n % 30,
                60 + n % 90
            )
        })
        .collect();
    let began = Instant::now();
    let id = compare(&admin, &format!("{HEAD}\n{lines}")).await;
    let compared = began.elapsed();
    assert_eq!(counts(&app, &id).await, [50_000, 0, 0, 0, 1_050]);
    let first = admin.page(&format!("{SHEETS}/{id}")).await.text;
    let next = first.split("href=\"").find(|part| part.contains("?fark=")).unwrap().split('"').next().unwrap();
    let second = admin.page(next.split('#').next().unwrap()).await.text;
    assert!(second.contains("?fark=") && second.contains("İlk sayfa") && second != first, "page after page: {second}");
    assert_eq!(admin.page(&format!("{SHEETS}/{id}?fark=yok")).await.status, 404);
    ok(&apply(&admin, &id, "").await);
    let began = Instant::now();
    app.run_jobs().await;
    let applied = began.elapsed();
    assert_eq!(state(&app, &id).await.0, "done");
    assert_eq!(app.count("select count(*) from variants where source = 'file'").await, 50_000);
    assert!(compared + applied < Duration::from_mins(1), "{compared:?} to compare, {applied:?} to apply");
    println!("{compared:?} to compare, {applied:?} to apply");
    assert_eq!(app.count("select done_lines::bigint from catalogue_imports").await, 50_000);
}
