//! Places to search from.

use crate::support::{Client, TestApp};

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
