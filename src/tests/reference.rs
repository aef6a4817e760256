//! The import of the reference data.

use sanaiyiusta::{
    kernel::time::Instant,
    platform::reference::{
        ReferenceHandle,
        import::{Refused, Sources, Tally, import, import_from},
    },
};
use sqlx::PgPool;
use std::collections::BTreeSet;

fn now() -> Instant {
    Instant::parse("2026-11-24T10:00:00+03:00").unwrap()
}

async fn count(db: &PgPool, table: &str) -> i64 {
    #[expect(clippy::disallowed_methods, reason = "the table's name is an argument")]
    sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select count(*) from {table}"))).fetch_one(db).await.unwrap()
}

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn importing_gives_the_whole_country_the_catalogue_and_the_taxonomy(db: PgPool) {
    let report = import(&db, now()).await.unwrap();
    assert_eq!(report.refused, []);
    for (table, rows) in [
        ("provinces", 81),
        ("districts", 973),
        ("services_categories", 21),
        ("services", 218),
        ("brands", 77),
        ("models", 1_019),
        ("variants", 8_709),
    ] {
        assert_eq!(count(&db, table).await, rows, "{table}");
        assert_eq!(report.table(table), Tally { added: rows, ..Tally::default() }, "{table}");
    }
    assert!(count(&db, "model_years where year = 2027").await > 200, "open ranges reach into next year");
    assert_eq!(count(&db, "districts d join provinces p on p.id = d.province_id where p.slug = 'istanbul'").await, 39);
    assert_eq!(count(&db, "models m join brands b on b.id = m.brand_id where m.slug in ('206', '206-plus')").await, 2);
    // Every variant can be reached through a year of its model.
    assert_eq!(count(&db, "variants v where not exists (select 1 from model_years y where y.model_id = v.model_id and y.year = v.year_from)").await, 0);
}

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn importing_twice_adds_nothing(db: PgPool) {
    import(&db, now()).await.unwrap();
    let again = import(&db, now().plus_days(1)).await.unwrap();
    assert_eq!(again.skipped, ["places", "taxonomy", "catalogue", "holidays"]);
    assert!(!again.wrote());

    // Even when every file is read again, not one row changes.
    sqlx::query!("delete from app_facts where key like 'reference.%' and key <> 'reference.taxonomy'")
        .execute(&db)
        .await
        .unwrap();
    let read_again = import(&db, now().plus_days(2)).await.unwrap();
    assert!(!read_again.wrote(), "{read_again}");
    assert_eq!(read_again.table("variants"), Tally { unchanged: 8_709, ..Tally::default() });
}

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn a_new_year_brings_new_model_years(db: PgPool) {
    import(&db, now()).await.unwrap();
    let next_year = import(&db, now().plus_days(60)).await.unwrap();
    assert_eq!(next_year.skipped, ["places", "taxonomy", "holidays"]);
    assert!(next_year.table("model_years").added > 200, "{next_year}");
    assert_eq!(next_year.table("variants").added, 0);
}

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn a_refused_row_is_reported_with_its_line_and_the_others_go_in(db: PgPool) {
    let vehicles = "brand,model,generation,year_from,year_to,variant,engine_cc,fuel,power_kw,transmission,body,source\n\
        Fiat,Egea,,2015,,1.4 Fire 95,1368,petrol,70,manual,sedan,editorial\n\
        Fiat,Egea,,2015,2009,1.6 Multijet 120,1598,diesel,88,manual,sedan,editorial\n\
        Fiat,Egea,,2015,,1.3 Multijet 95,1248,kerosene,70,manual,sedan,editorial\n\
        Fiat,Egea,,2015,,1.4 Fire 95,1368,petrol,70,manual,hatchback,editorial\n\
        Fiat,,,2015,,1.4 Fire 95,1368,petrol,70,manual,hatchback,editorial\n\
        Fiat,Egea,2015\n";
    let from = Sources {
        vehicles,
        vehicle_aliases: "brand,model,alias\nFiat,Egea,Tipo\nFiat,Uno,Uno S\n",
        ..Sources::SHIPPED
    };
    let report = import_from(&db, now(), &from).await.unwrap();
    let refused = |file, line, reason: &str| Refused { file, line, reason: reason.to_owned() };
    assert_eq!(
        report.refused,
        [
            refused("vehicles.csv", 3, "year_to 2009 is not between 2015 and 2027"),
            refused("vehicles.csv", 4, "fuel `kerosene` is unknown"),
            refused("vehicles.csv", 5, "the same stands in line 2"),
            refused("vehicles.csv", 6, "model is missing"),
            refused("vehicles.csv", 7, "3 fields instead of 12"),
            refused("vehicle_aliases.csv", 3, "`Fiat Uno` is not in the catalogue"),
        ]
    );
    assert_eq!(report.table("variants").added, 1);
    assert_eq!(count(&db, "models where aliases = 'Tipo'").await, 1);
    assert!(report.to_string().contains("refused: vehicles.csv line 4: fuel `kerosene` is unknown"));
}

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn a_model_that_came_into_a_brand_by_a_merge_stays_there(db: PgPool) {
    import(&db, now()).await.unwrap();
    sqlx::query("insert into models (id, brand_id, name, slug, edited_at) select gen_random_uuid(), id, 'Kartal', 'kartal-99', now() from brands where slug = 'fiat'")
        .execute(&db)
        .await
        .unwrap();
    let vehicles = "brand,model,generation,year_from,year_to,variant,engine_cc,fuel,power_kw,transmission,body,source\n\
        Fiat,Kartal 99,,1990,1999,1.6,1581,petrol,62,manual,wagon,editorial\n\
        Fiat,Kartal 98,,1990,1999,1.6,1581,petrol,62,manual,wagon,editorial\n";
    let report = import_from(
        &db,
        now().plus_days(1),
        &Sources { vehicles, vehicle_aliases: "brand,model,alias\n", ..Sources::SHIPPED },
    )
    .await
    .unwrap();
    assert_eq!((report.table("models").added, report.table("variants").added), (1, 1), "{report}");
}

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn what_an_administrator_edited_is_kept(db: PgPool) {
    import(&db, now()).await.unwrap();
    sqlx::query!("update services set typical_minutes = 75, is_active = false, updated_at = updated_at + interval '1 hour' where slug = 'balans-ayari'")
        .execute(&db)
        .await
        .unwrap();
    let services = Sources::SHIPPED
        .services
        .replace("Wheel balancing,40", "Wheel balancing,50")
        .replace("Tyre rotation", "Rotation of tyres");
    assert_ne!(services, Sources::SHIPPED.services);
    for day in 2..4 {
        let services = format!("{services}{}", "\n".repeat(usize::try_from(day).unwrap()));
        let report =
            import_from(&db, now().plus_days(day), &Sources { services: &services, ..Sources::SHIPPED }).await.unwrap();
        // The edited row stays as it is, its neighbour follows the file (once).
        let changed = i64::from(day == 2);
        assert_eq!(report.table("services"), Tally { changed, kept: 1, unchanged: 217 - changed, added: 0 });
        let row = sqlx::query!("select typical_minutes, is_active from services where slug = 'balans-ayari'")
            .fetch_one(&db)
            .await
            .unwrap();
        assert_eq!((row.typical_minutes, row.is_active), (75, false));
    }
}

/// The desk renamed, added and merged before a new file came.
#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn what_the_desk_made_of_the_catalogue_is_kept(db: PgPool) {
    let head = "brand,model,generation,year_from,year_to,variant,engine_cc,fuel,power_kw,transmission,body,source\n";
    let line =
        |brand: &str, kw: u8| format!("{brand},Egea,,2015,,1.4 Fire 95,1368,petrol,{kw},manual,sedan,editorial\n");
    let run = async |text: String, day: i64| {
        let from = Sources { vehicles: &text, vehicle_aliases: "brand,model,alias\n", ..Sources::SHIPPED };
        import_from(&db, now().plus_days(day), &from).await.unwrap()
    };
    run(format!("{head}{}{}", line("Fiat", 70), line("Tofaş", 70)), 0).await;
    for sql in [
        "update brands set name = 'Fiat Türkiye', edited_at = now() where slug = 'fiat'",
        "update variants set power_kw = 71, edited_at = now() where model_id in (select m.id from models m join brands b on b.id = m.brand_id where b.slug = 'fiat')",
        "insert into brands (id, name, slug) values (gen_random_uuid(), 'Togg', 'togg-eski')",
    ] {
        sqlx::query(sql).execute(&db).await.unwrap();
    }
    let again = run(format!("{head}{}{}{}", line("Fiat", 72), line("Tofaş", 72), line("Togg", 72)), 1).await;
    assert_eq!(again.table("brands"), Tally { kept: 1, unchanged: 2, ..Tally::default() }, "{again}");
    assert_eq!(again.table("variants").kept, 1);
    assert_eq!(count(&db, "variants where power_kw = 72").await, 1, "Tofaş follows the file");
    assert_eq!(count(&db, "variants").await, 2, "a brand whose name is taken waits with its models");
}

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn holidays_are_complete_and_two_on_one_day_are_one_row(db: PgPool) {
    import(&db, now()).await.unwrap();
    for year in 2025..=2028_i32 {
        let from = format!("extract(year from on_date) = {year}");
        let expected = if year == 2027 { 16 } else { 17 };
        assert_eq!(count(&db, &format!("holidays where {from}")).await, expected, "{year}");
        assert_eq!(count(&db, &format!("holidays where half_day and {from}")).await, 3, "{year}");
    }
    let handle = ReferenceHandle::default();
    handle.reload(&db).await.unwrap();
    let day = sanaiyiusta::kernel::time::Day::parse("2027-05-19").unwrap();
    let both = handle.get().holiday(day).cloned().unwrap();
    assert_eq!(both.name_tr, "Atatürk'ü Anma, Gençlik ve Spor Bayramı, Kurban Bayramı 4. gün");
    assert!(!both.half_day);
}

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn every_icon_of_a_category_or_brand_is_drawn(db: PgPool) {
    import(&db, now()).await.unwrap();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("public");
    let sprite = std::fs::read_to_string(root.join("icons.svg")).unwrap();
    for icon in sqlx::query_scalar!("select distinct icon from services_categories").fetch_all(&db).await.unwrap() {
        assert!(sprite.contains(&format!("id=\"{icon}\"")), "{icon}");
    }
    assert_eq!(count(&db, "services_categories where icon = 'wrench'").await, 0);
    let drawn: BTreeSet<String> = std::fs::read_dir(root.join("brands"))
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    let listed: BTreeSet<String> = Sources::SHIPPED.brand_icons.lines().map(str::to_owned).collect();
    assert_eq!(drawn, listed);
    for brand in sqlx::query_scalar!("select slug from brands where has_icon").fetch_all(&db).await.unwrap() {
        assert!(drawn.contains(&brand), "{brand}");
    }
}

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn everyday_words_lead_to_the_work_they_mean(db: PgPool) {
    import(&db, now()).await.unwrap();
    let handle = ReferenceHandle::default();
    handle.reload(&db).await.unwrap();
    let reference = handle.get();
    let found = |text: &str| -> Vec<&str> {
        reference.search_services(text, 40).into_iter().map(|service| service.slug.as_str()).collect()
    };
    for (text, expected) in [
        ("fren sesi", "on-fren-balatasi-degisimi"),
        ("yağ bakımı", "motor-yagi-ve-yag-filtresi-degisimi"),
        ("rot balans", "balans-ayari"),
        ("kış lastiği", "mevsimlik-lastik-degisimi-yazlik-kislik"),
        ("fren bakımı", "fren-hidroligi-degisimi"),
        ("brake noise", "on-fren-balatasi-degisimi"),
        ("frenden ses geliyor", "on-fren-balatasi-degisimi"),
        ("fren ötüyor", "arka-fren-balatasi-degisimi"),
        ("klima soğutmuyor", "klima-gazi-dolumu-r134a"),
        ("motor ışığı", "motor-ariza-tespiti"),
        ("check engine", "bilgisayarli-ariza-tespiti-obd"),
        ("lastik patladı", "lastik-tamiri-fitil-yama"),
        ("flat tire", "lastik-tamiri-fitil-yama"),
        ("akü bitti", "aku-degisimi"),
        ("direksiyon titriyor", "balans-ayari"),
        ("debriyaj kaçırıyor", "debriyaj-seti-baski-balata-degisimi"),
        ("hararet yaptı", "hararet-sorunu-tespiti"),
        ("cam kırıldı", "on-cam-degisimi"),
        ("overheating", "hararet-sorunu-tespiti"),
        ("oil change", "motor-yagi-ve-yag-filtresi-degisimi"),
        ("aracım marş basmıyor", "mars-motoru-tamiri"),
        ("araç muayenesi", "tuvturk-muayene-oncesi-kontrol"),
        ("triger kayışı", "triger-seti-degisimi"),
        ("egzoz sesi", "egzoz-susturucu-degisimi"),
        ("vites geçmiyor", "manuel-sanziman-tamiri"),
        ("ABS LIGHT", "abs-sensoru-degisimi"),
        ("oto yıkama", "ic-dis-yikama"),
        ("yolda kaldım", "sehir-ici-cekici"),
        ("göçük", "boyasiz-gocuk-duzeltme-pdr"),
    ] {
        let found = found(text);
        assert!(found.contains(&expected), "{text}: {found:?}");
    }
    assert!(found("fren").len() >= 13, "no service of a category is dropped: {:?}", found("fren"));
    assert_eq!(
        found("ön fren balatası değişimi").first(),
        Some(&"on-fren-balatasi-degisimi"),
        "a name finds itself first"
    );
    for name in ["ışık oto", "çağrı fren servisi yok", "qwxz"] {
        assert!(found(name).is_empty(), "{name} names a workshop, no work: {:?}", found(name));
    }
    assert_eq!(count(&db, "services where aliases = ''").await, 0, "each has words of its own");
}
