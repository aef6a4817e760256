//! Places to search from.

use crate::support::{Client, TestApp};
use axum::http::Request;

const PAGE: &str = "/hesap/ayarlar/yerler";
const SAVE: &str = "customers/save_place";

async fn save(client: &Client, changed: &[(&str, &str)]) -> crate::support::Answer {
    let mut fields = vec![("kind", "home"), ("il", "ankara"), ("ilce", "ankara-cankaya")];
    for (name, value) in changed {
        match fields.iter_mut().find(|(known, _)| known == name) {
            Some(field) => field.1 = value,
            None => fields.push((name, value)),
        }
    }
    client.post(SAVE, &fields).await
}

async fn newest(app: &TestApp) -> String {
    sqlx::query_scalar("select id::text from customer_places order by created_at desc, id desc limit 1")
        .fetch_one(&app.pool)
        .await
        .unwrap()
}

#[tokio::test]
async fn places_are_made_changed_and_removed_by_plain_forms() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let text = ayse.page(PAGE).await.text;
    assert!(text.contains("Henüz kayıtlı yeriniz yok") && !text.contains(SAVE), "the province comes first: {text}");
    let form = format!("{PAGE}?il=ankara");
    let fields = [("kind", "other"), ("il", "ankara"), ("ilce", "yok"), ("address", "<b>Ostim</b>"), ("lat", "39.9")];
    let refused = ayse.form(&form, SAVE, &fields).await;
    assert_eq!((refused.status, refused.header("location")), (303, form.clone()));
    let text = ayse.page(&form).await.text;
    assert!(
        text.contains("&lt;b&gt;Ostim") && text.contains("39.9") && text.contains("Listeden bir seçim yapın."),
        "{text}"
    );
    assert_eq!(save(&ayse, &[("kind", "other"), ("ilce", "x"), ("lat", "39")]).await.fields(), ["ilce", "lon", "name"]);

    let fields = [
        ("kind", "home"),
        ("il", "ankara"),
        ("ilce", "ankara-cankaya"),
        ("address", "Ostim"),
        ("lat", "39,91234"),
        ("lon", "32.85678"),
    ];
    let made = ayse.form(&form, SAVE, &fields).await;
    assert_eq!(made.header("location"), PAGE);
    let text = ayse.page(PAGE).await.text;
    assert!(text.contains("Çankaya, Ankara") && text.contains("Nokta kayıtlı"), "{text}");
    let id = newest(&app).await;
    let text = ayse.page(&format!("{PAGE}?duzenle={id}")).await.text;
    assert!(text.contains("39.91234") && text.contains("Ostim") && text.contains(SAVE), "{text}");
    assert_eq!(save(&ayse, &[]).await.json()["fields"]["kind"]["rule"].as_str(), Some("taken"), "one home");
    let other =
        [("place_id", &*id), ("kind", "other"), ("name", "Yazlık"), ("il", "istanbul"), ("ilce", "istanbul-kadikoy")];
    assert_eq!(save(&ayse, &other).await.status, 200);
    let text = ayse.page(PAGE).await.text;
    assert!(
        text.contains("Yazlık") && text.contains("Kadıköy, İstanbul") && !text.contains("Çankaya, Ankara"),
        "{text}"
    );

    let fatma = app.customer("fatma").await;
    assert_eq!(save(&fatma, &other).await.status, 404);
    assert_eq!(fatma.post("customers/remove_place", &[("place_id", &id)]).await.status, 404);
    assert_eq!(ayse.post("customers/remove_place", &[("place_id", &id)]).await.status, 200);
    assert_eq!(app.count("select count(*) from customer_places").await, 0);
}

#[tokio::test]
async fn places_are_quick_choices_of_a_search() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    assert_eq!(save(&ayse, &[("lat", "39.91234"), ("lon", "32.85678")]).await.status, 200);
    assert_eq!(save(&ayse, &[("kind", "work"), ("il", "istanbul"), ("ilce", "istanbul-kadikoy")]).await.status, 200);
    for page in ["/", "/usta-bul?hizmet=on-fren-balatasi-degisimi&il=adana"] {
        let text = ayse.page(page).await.text;
        assert!(text.contains("konum=39.91%2C32.86") && text.contains("ilce=istanbul-kadikoy"), "{text}");
        assert!(!text.contains("39.91234") && !text.contains("il=adana&amp;ilce=istanbul"), "{text}");
        assert!(!app.visitor().page(page).await.text.contains("konum=39.91"));
    }
    let near = ayse.page("/usta-bul?konum=39.91,32.86&sirala=mesafe").await;
    assert_eq!(near.status, 200);
    let mut links = near.text.split("<a ").filter_map(|part| part.split("</a>").next());
    let is_home =
        |link: &&str| link.contains("class=\"chip\"") && link.contains("konum=39.91%2C32.86") && link.contains("Ev");
    let home = links.find(is_home).unwrap();
    assert!(home.contains("aria-current=\"true\""), "the place in force is marked: {home}");
}

#[tokio::test]
async fn places_have_a_limit() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    for place in 0..10 {
        assert_eq!(save(&ayse, &[("kind", "other"), ("name", &format!("Yer {place}"))]).await.status, 200);
    }
    let refused = save(&ayse, &[("kind", "other"), ("name", "Bir tane daha")]).await;
    assert_eq!((refused.status, refused.fields()), (422, vec!["kind".to_owned()]));
}

const PIN: &str = "/konum-sec";

/// A form whose map is tapped, as a browser sends it from `page`.
async fn tap(client: &Client, form: &str, page: &str, fields: &[(&str, &str)]) -> crate::support::Answer {
    let request = Request::post(format!("{PIN}/{form}"))
        .header("accept", "text/html")
        .header("host", "127.0.0.1:3000")
        .header("referer", format!("http://127.0.0.1:3000{page}"));
    client.send_body(request, fields).await
}

#[tokio::test]
async fn a_pin_is_set_by_tapping_a_map_and_all_else_stays_as_it_was_typed() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let form = format!("{PAGE}?il=ankara");
    let text = ayse.page(&form).await.text;
    for part in ["formaction=\"/konum-sec/yer\"", "type=\"image\"", "map.svg", "Henüz iğne yok.", "sokakları göstermez"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    let wide = ("harita", "39.92000,32.85000,130.000");
    let typed = [("kind", "other"), ("name", "Yazlık"), ("il", "ankara"), ("address", "<b>Ostim</b>")];
    let sent = tap(&ayse, "yer", &form, &[&typed[..], &[wide, ("dokun.x", "140"), ("dokun.y", "112")]].concat()).await;
    assert_eq!((sent.status, sent.header("location")), (303, format!("{form}#igne")), "{}", sent.text);
    let text = ayse.page(&form).await.text;
    for part in ["value=\"Yazlık\"", "&lt;b&gt;Ostim", "value=\"39.92000\"", "value=\"32.85000\"", "İğneyi kaldır"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(text.contains("value=\"39.92000,32.85000,32.500\""), "the map comes nearer: {text}");
    assert!(text.contains("En yakın ilçe merkezi: Çankaya, Ankara"), "{text}");
    assert_eq!(app.count("select count(*) from customer_places").await, 0, "nothing is saved by it");

    let pinned = [("lat", "39.92000"), ("lon", "32.85000"), ("harita", "39.92000,32.85000,32.500")];
    let moved = tap(&ayse, "yer", &form, &[&pinned[..], &[("adim", "kuzey")]].concat()).await;
    assert_eq!(moved.header("location"), format!("{form}#adim-kuzey"), "back to the button that was pressed");
    let text = ayse.page(&form).await.text;
    assert!(text.contains("value=\"39.92000\"") && !text.contains("value=\"39.92000,32.85000,32.500\""), "{text}");
    let gone = tap(&ayse, "yer", &form, &[&pinned[..], &[("adim", "kaldir")]].concat()).await;
    assert_eq!(gone.status, 303);
    assert!(ayse.page(&form).await.text.contains("Henüz iğne yok."));
    assert_eq!(save(&ayse, &pinned).await.status, 200, "what the map shows does not disturb the form itself");
    assert_eq!(app.count("select count(*) from customer_places where lat = 39.92 and lon = 32.85").await, 1);

    assert_eq!(tap(&ayse, "yer", "/hesap", &pinned).await.header("location"), format!("{PAGE}#igne"));
    assert_eq!(tap(&ayse, "yok", &form, &pinned).await.status, 404);
    let hostile = [("harita", "NaN,1e999,<i>"), ("adim", "x\"><script>"), ("dokun.x", "-5"), ("dokun.y", "inf")];
    let sent = tap(&ayse, "yer", &form, &hostile).await;
    assert_eq!((sent.status, sent.header("location")), (303, format!("{form}#adim-xscript")));
    assert_eq!(ayse.page(&form).await.status, 200);
    let door = tap(&app.visitor(), "yer", &form, &pinned).await;
    assert!(door.header("location").starts_with("/giris?next="), "{}", door.header("location"));
}

#[tokio::test]
async fn a_workshop_is_put_on_the_map_by_the_same_tap() {
    let tiles = "https://harita.test/{z}/{x}/{y}.png";
    let app = TestApp::with_env(&[("MAP_TILES_URL", tiles), ("MAP_TILES_CREDIT", "© Haritacılar")]).await;
    let hasan = app.mechanic("hasan").await;
    let mut fields = vec![
        ("name", "Işık Oto Servis"),
        ("phone", "0532 000 00 01"),
        ("address", "Sanayi Sitesi 12. Blok No: 5"),
        ("il", "ankara"),
        ("ilce", "ankara-cankaya"),
        ("harita", "39.95000,32.80000,8.000"),
        ("dokun-genis.x", "240"),
        ("dokun-genis.y", "192"),
    ];
    let form = "/atolye/profil?il=ankara";
    let text = hasan.page(form).await.text;
    assert!(text.contains("formaction=\"/konum-sec/atolye-ac\""), "{text}");
    assert!(text.contains("<image href=\"https://harita.test/") && text.contains("© Haritacılar"), "{text}");
    assert!(!text.contains("sokakları göstermez") && !text.contains("İğneyi kaldır"), "{text}");
    assert_eq!(tap(&hasan, "atolye-ac", form, &fields).await.header("location"), format!("{form}#igne"));
    let text = hasan.page(form).await.text;
    assert!(text.contains("value=\"Işık Oto Servis\"") && text.contains("value=\"39.95000\""), "{text}");

    fields.truncate(6);
    fields.extend([("lat", "41.5"), ("lon", "29")]);
    let far = hasan.post("mechanics/open", &fields).await;
    assert_eq!(far.fields(), ["lat", "lon"], "a pin outside of its district is refused as before");
    fields[6] = ("lat", "39.95000");
    fields[7] = ("lon", "32.80000");
    assert_eq!(hasan.post("mechanics/open", &fields).await.status, 200);
    let text = hasan.page("/atolye/profil").await.text;
    assert!(text.contains("formaction=\"/konum-sec/profil\"") && text.contains("value=\"39.95000\""), "{text}");
}
