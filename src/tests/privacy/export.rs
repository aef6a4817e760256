//! The copy of one's data: whole, its owner's alone, and gone after a week.

use super::{come_in, done, mail, site};
use crate::{
    authz::world::World,
    support::{BALATA_ID, Client, TestApp},
};
use sanaiyiusta::platform::personal::Copied;
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Cursor, Read},
};

const PAGE: &str = "/hesap/ayarlar/gizlilik";

/// Asks and gives the path of the file.
async fn ask(client: &Client) -> String {
    let answer = done(client.post("users/request_export", &[]).await).json();
    format!("{PAGE}/dosya/{}", answer["id"].as_str().unwrap())
}

fn files(bytes: Vec<u8>) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|place| {
            let mut file = zip.by_index(place).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

fn unzip(bytes: Vec<u8>) -> Vec<(String, String)> {
    files(bytes).into_iter().map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect()
}

/// A copy as its person gets it.
pub async fn copy_of(app: &TestApp, person: &Client) -> BTreeMap<String, Vec<u8>> {
    let path = ask(person).await;
    app.run_jobs().await;
    files(person.page(&path).await.bytes.to_vec())
}

/// The file of the only row of a table that has one; the row and the page say where it lies.
#[track_caller]
pub fn only_file<'a>(copy: &'a BTreeMap<String, Vec<u8>>, table: &str) -> &'a [u8] {
    let names: Vec<&String> = copy.keys().filter(|name| name.starts_with(&format!("files/{table}/"))).collect();
    let [name] = names[..] else { panic!("{table} has {names:?}") };
    let rows: Vec<Value> = serde_json::from_slice(&copy[&format!("json/{table}.json")]).unwrap();
    assert_eq!(rows.iter().filter(|row| row["file"] == **name).count(), 1, "{rows:?} do not say {name}");
    let page = std::str::from_utf8(&copy["index.html"]).unwrap();
    assert!(page.contains(&format!("<a href=\"{name}\">")), "the page does not lead to {name}");
    &copy[name]
}

#[tokio::test]
async fn every_table_with_a_person_in_it_is_declared() {
    let app = TestApp::new().await;
    let found: Vec<String> = sqlx::query_scalar(
        "with recursive reach as (
             select oid as rel from pg_class
             where relnamespace = 'public'::regnamespace and relname in ('users', 'customers', 'mechanics')
             union
             select c.conrelid from pg_constraint c join reach on c.confrelid = reach.rel where c.contype = 'f')
         select distinct name from (
             select relname::text as name from reach join pg_class on oid = rel
             union all
             select c.table_name::text from information_schema.columns c join pg_tables t on t.tablename = c.table_name
             where c.table_schema = 'public' and t.schemaname = 'public'
               and (c.column_name ~ '(user_id|email|phone|customer_id|mechanic_id)$' or c.column_name in ('ip', 'user_agent', 'full_name'))
         ) tables order by 1",
    )
    .fetch_all(&app.pool)
    .await
    .unwrap();
    let found: BTreeSet<&str> = found.iter().map(String::as_str).collect();
    assert!(found.len() > 20, "{found:?}");
    let declared: BTreeSet<&str> = app.wires.personal.holdings.iter().map(|holding| holding.table).collect();
    assert_eq!(declared.len(), app.wires.personal.holdings.len(), "a table is declared twice");
    let missing: Vec<_> = found.difference(&declared).collect();
    assert!(missing.is_empty(), "{missing:?} hold data of people: declare them in store/personal.rs of their module");
    let gone: Vec<_> = declared.difference(&found).collect();
    assert!(gone.is_empty(), "{gone:?} hold nobody's data any more: take them out of store/personal.rs");
    for holding in &app.wires.personal.holdings {
        if let Copied::No(reason) = holding.copied {
            assert!(reason.len() > 10, "{}: say why it is not copied", holding.table);
        }
    }
    // The page of the desk that lists them all calls each by a name.
    let desk = app.admin().await.page("/yonetim/kvkk").await.text;
    for table in declared.iter().filter(|table| table.contains('_')) {
        assert!(!desk.contains(&format!(">{}<", table.replace('_', " "))), "{table} has no name in users/spoken.rs");
    }
}

#[tokio::test]
async fn every_file_of_a_person_goes_into_the_copy() {
    let app = TestApp::new().await;
    // Hashes and what is sealed are no files; photos that lie on the disk leave their key or their size in the table.
    let found: Vec<String> = sqlx::query_scalar(
        "select distinct table_name::text from information_schema.columns
         where table_schema = 'public' and (column_name in ('photo_key', 'width')
             or data_type = 'bytea' and column_name !~ '(hash|seal|sealed|sha256|checksum|credential_id)$') order by 1",
    )
    .fetch_all(&app.pool)
    .await
    .unwrap();
    let personal = &app.wires.personal.holdings;
    let with_files = personal.iter().filter(|holding| holding.copied.file().is_some()).map(|holding| holding.table);
    let not_copied =
        personal.iter().filter(|holding| matches!(holding.copied, Copied::No(_))).map(|holding| holding.table);
    let (with_files, not_copied): (BTreeSet<_>, BTreeSet<_>) = (with_files.collect(), not_copied.collect());
    let expected: BTreeSet<&str> = found
        .iter()
        .map(String::as_str)
        .filter(|table| personal.iter().any(|holding| holding.table == *table))
        .collect();
    let missing: Vec<_> = expected.difference(&with_files).filter(|table| !not_copied.contains(*table)).collect();
    assert!(
        missing.is_empty(),
        "{missing:?} hold files of people: add with_files in store/personal.rs of their module"
    );
    assert!(with_files.len() >= 5 && with_files.is_subset(&expected), "{with_files:?} {expected:?}");
}

#[tokio::test]
async fn a_copy_holds_every_table_and_no_secret_and_comes_by_mail() {
    let mut world = World::build().await;
    world.fill("{confirmed} {published review} {visit paper}").await;
    let visit = world.fill("{under way}").await;
    let told = [
        ("appointment_id", visit.as_str()),
        ("parts", "1.000"),
        ("labour", "1.500"),
        ("done[0][service_id]", BALATA_ID),
        ("done[0][parts_class]", "used"),
    ];
    done(world.actors[3].post("appointments/complete", &told).await);
    for sql in [
        "insert into passkeys (id, user_id, credential_id, credential, name, created_at)
         select gen_random_uuid(), id, 'gizli-kimlik', '{\"key\": \"gizli-anahtar\"}', 'Telefonum', now() from users where email = 'ayse@ornek.test'",
        "insert into recovery_codes (user_id, code_hash, created_at) select id, 'gizli-kod', now() from users where email = 'ayse@ornek.test'",
    ] {
        sqlx::query(sql).execute(&world.app.pool).await.unwrap();
    }
    let path = ask(&world.actors[1]).await;
    assert!(world.actors[1].page(PAGE).await.text.contains("Dosyanız sırada"));
    let (to, text) = mail(&world.app, "export_ready").await;
    assert_eq!(to, "ayse@ornek.test");
    assert!(text.contains("1 Aralık 2026") && !text.contains("/dosya/"), "{text}");
    assert!(world.actors[1].page(PAGE).await.text.contains(&path));

    let answer = world.actors[1].page(&path).await;
    assert_eq!((answer.status, answer.header("content-type").as_str()), (200, "application/zip"));
    assert!(answer.header("cache-control").contains("no-store"));
    let files = unzip(answer.bytes.to_vec());
    let (papers, names): (BTreeSet<String>, BTreeSet<String>) =
        files.iter().map(|(name, _)| name.clone()).partition(|name| name.starts_with("files/"));
    assert!(
        papers.len() == 1 && papers.iter().all(|name| name.starts_with("files/vehicle_record_files/")),
        "{papers:?}"
    );
    let mut expected: BTreeSet<String> =
        world.app.wires.personal.copied().into_iter().map(|(table, ..)| format!("json/{table}.json")).collect();
    expected.insert("index.html".to_owned());
    assert_eq!(names, expected);
    let read = |name: &str| files.iter().find(|(file, _)| file == name).unwrap().1.clone();
    for (file, words) in [
        ("users", "ayse@ornek.test"),
        ("customer_vehicles", "06 SIR 123"),
        ("appointments", "yalnizca-ustaya"),
        ("ratings_reviews", "Güzel iş"),
        ("vehicle_record_files", "a.pdf"),
        ("passkeys", "Telefonum"),
        ("user_consents", "terms"),
        ("sign_in_events", "password"),
    ] {
        assert!(read(&format!("json/{file}.json")).contains(words), "{file} lacks {words}");
        assert!(read("index.html").contains(words), "the page lacks {words}");
    }
    for (file, part) in [
        ("appointments", "final_parts_kurus"),
        ("appointment_services", "given_parts_class"),
        ("vehicle_maintenance_records", "parts_class"),
    ] {
        assert!(read(&format!("json/{file}.json")).contains(part), "{file} lacks {part}");
    }
    for (name, text) in &files {
        for secret in ["$argon2", "gizli-", "token_hash", "cancel_hash", "\"credential"] {
            assert!(!text.contains(secret), "{name} holds {secret}");
        }
    }
    let own: Vec<Value> = serde_json::from_str(&read("json/users.json")).unwrap();
    assert_eq!(own.len(), 1);
}

#[tokio::test]
async fn a_workshop_gets_its_calendar_without_the_data_of_its_customers() {
    let mut world = World::build().await;
    world.fill("{confirmed}").await;
    let path = ask(&world.actors[3]).await;
    world.app.run_jobs().await;
    let files = unzip(world.actors[3].page(&path).await.bytes.to_vec());
    let text = &files.iter().find(|(name, _)| name == "json/appointments.json").unwrap().1;
    assert!(text.contains("Işık Oto") && text.contains("Fiat Egea"), "{text}");
    for (name, text) in &files {
        for secret in ["06 SIR 123", "yalnizca-ustaya", "+905320000001", "Ayşe Sahibi"] {
            assert!(!text.contains(secret), "{name} holds {secret}");
        }
    }
}

#[tokio::test]
async fn a_file_is_its_owners_after_a_fresh_proof_and_only_for_seven_days() {
    let app = site().await;
    let (ayse, bora) = (app.customer("ayse").await, app.customer("bora").await);
    let path = ask(&ayse).await;
    assert_eq!(ayse.page(&path).await.status, 404, "not made yet");
    app.run_jobs().await;
    assert_eq!(ayse.page(&path).await.status, 200);
    assert_eq!(bora.page(&path).await.status, 404);
    assert!(app.visitor().page(&path).await.header("location").starts_with("/giris?next=%2Fhesap%2Fayarlar"));

    app.clock.advance_minutes(16);
    let stale = ayse.page(&path).await;
    assert_eq!(stale.status, 303);
    assert!(stale.header("location").starts_with("/onay?next=%2Fhesap%2Fayarlar%2Fgizlilik%2Fdosya"), "{stale:?}");
    assert_eq!(bora.page(&path).await.status, 404, "strangers learn nothing from the order of checks");
    assert_eq!(ayse.post("users/request_export", &[]).await.code(), "step_up");
    come_in(&ayse, "ayse").await;
    assert_eq!(ayse.page(&path).await.status, 200);

    app.clock.advance_minutes(7 * 24 * 60);
    come_in(&ayse, "ayse").await;
    assert_eq!(ayse.page(&path).await.status, 410);
    assert!(ayse.page(PAGE).await.text.contains("süresi doldu"));
    assert!(app.count("select count(*) from data_export_chunks").await > 0);
    sanaiyiusta::modules::users::retain(&app.wires).await.unwrap();
    assert_eq!(app.count("select count(*) from data_export_chunks").await, 0);
    assert_eq!(ayse.page(&path).await.status, 410);
}

#[tokio::test]
async fn one_copy_is_made_at_a_time_and_three_at_most_in_a_row() {
    let app = TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1")]).await;
    let ayse = app.customer("ayse").await;
    let first = ask(&ayse).await;
    assert_eq!(ask(&ayse).await, first, "the one that is being made is the answer");
    for _ in 0..2 {
        app.run_jobs().await;
        assert_ne!(ask(&ayse).await, first);
    }
    app.run_jobs().await;
    let refused = ayse.post("users/request_export", &[]).await;
    assert_eq!((refused.status, refused.code().as_str()), (429, "too_many"));
    assert_eq!(app.count("select count(*) from data_exports").await, 1, "a new copy replaces the old one");
    assert_eq!(ayse.page(&first).await.status, 404);
}

#[tokio::test]
async fn progress_and_failure_are_told_on_the_page() {
    let app = site().await;
    let ayse = app.customer("ayse").await;
    assert_eq!(ayse.get("users/export_status").await.status, 404);
    ask(&ayse).await;
    sqlx::query("update data_exports set state = 'working', parts_done = 7").execute(&app.pool).await.unwrap();
    let page = ayse.page(PAGE).await.text;
    assert!(page.contains("tablodan 7 tanesi tamam") && page.contains("Yenile"), "{page}");
    assert_eq!(ayse.get("users/export_status").await.json()["parts_done"], 7);

    sqlx::query("alter table recovery_codes rename to recovery_codes_away").execute(&app.pool).await.unwrap();
    app.run_jobs().await;
    assert!(ayse.page(PAGE).await.text.contains("Dosya hazırlanamadı"));
    sqlx::query("alter table recovery_codes_away rename to recovery_codes").execute(&app.pool).await.unwrap();
    let path = ask(&ayse).await;
    app.run_jobs().await;
    assert_eq!(ayse.page(&path).await.status, 200);
}

#[tokio::test]
async fn a_large_file_lies_in_pieces_and_comes_back_whole() {
    let app = site().await;
    let ayse = app.customer("ayse").await;
    // Random letters cannot be pressed together: some megabytes of user agents.
    sqlx::query(
        "insert into sign_in_events (at, user_id, account_hash, ip, user_agent, method, outcome)
         select now(), u.id, decode(repeat('ab', 32), 'hex'), '127.0.0.1',
                (select string_agg(md5(random()::text || n::text || piece::text), '') from generate_series(1, 40) piece), 'password', 'in'
         from users u cross join generate_series(1, 2000) n where u.email = 'ayse@ornek.test'",
    )
    .execute(&app.pool)
    .await
    .unwrap();
    let path = ask(&ayse).await;
    app.run_jobs().await;
    assert!(app.count("select count(*) from data_export_chunks").await > 1);
    let answer = ayse.page(&path).await;
    assert_eq!(answer.header("content-length"), answer.bytes.len().to_string());
    let files = unzip(answer.bytes.to_vec());
    let events = &files.iter().find(|(name, _)| name == "json/sign_in_events.json").unwrap().1;
    assert!(serde_json::from_str::<Vec<Value>>(events).unwrap().len() >= 2000);
}
