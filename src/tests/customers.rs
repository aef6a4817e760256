//! What customers keep: favourite workshops, invoice profiles.

use crate::support::{Client, TestApp};
use serde_json::Value;

const TCKN: &str = "17291716060";
const VKN: &str = "4540536920";
const SAVE: &str = "customers/save_invoice_profile";
const PAGE: &str = "/hesap/ayarlar/fatura";

async fn workshop(app: &TestApp) -> (String, String) {
    let fields = [
        ("name", "Işık Oto"),
        ("phone", "0532 000 00 01"),
        ("address", "Ostim 12. Blok No: 5"),
        ("il", "ankara"),
        ("ilce", "ankara-cankaya"),
    ];
    let opened = app.mechanic("mehmet").await.post("mechanics/open", &fields).await;
    assert_eq!(opened.status, 200, "{}", opened.text);
    sqlx::query("update mechanics set verified_at = now()").execute(&app.pool).await.unwrap();
    let text = |name: &str| opened.json()[name].as_str().unwrap().to_owned();
    (text("id"), text("slug"))
}

fn person<'a>(title: &'a str, number: &'a str) -> [(&'a str, &'a str); 4] {
    [("kind", "person"), ("title", title), ("tax_number", number), ("address", "Ostim Mah. No: 5, Ankara")]
}

/// Titles with the default marked, in the order of the page.
async fn titles(app: &TestApp, email: &str) -> Vec<String> {
    sqlx::query_scalar(
        "select case when p.is_default then '*' else '' end || p.title from customer_invoice_profiles p
         join customers c on c.id = p.customer_id join users u on u.id = c.user_id where u.email = $1
         order by p.is_default desc, p.created_at desc, p.id desc",
    )
    .bind(email)
    .fetch_all(&app.pool)
    .await
    .unwrap()
}

async fn id_of(app: &TestApp, title: &str) -> String {
    let id: uuid::Uuid = sqlx::query_scalar("select id from customer_invoice_profiles where title = $1")
        .bind(title)
        .fetch_one(&app.pool)
        .await
        .unwrap();
    id.to_string()
}

async fn save(client: &Client, fields: &[(&str, &str)]) -> (u16, Value) {
    let answer = client.post(SAVE, fields).await;
    (answer.status, serde_json::from_str(&answer.text).unwrap_or_default())
}

#[tokio::test]
async fn a_workshop_is_kept_on_its_page_and_let_go_in_the_list() {
    let app = TestApp::new().await;
    let (id, slug) = workshop(&app).await;
    let (ayse, page) = (app.customer("ayse").await, format!("/usta/{slug}"));
    assert!(
        app.visitor().page(&page).await.text.contains(&format!("/giris?next=%2Fusta%2F{slug}")),
        "visitors sign in first"
    );
    let door = app.visitor().page(&format!("/giris?next=%2Fusta%2F{slug}%3Ffavori%3D1&favori=1")).await.text;
    assert!(door.contains("favorilerinize eklemek için giriş yapın"), "{door}");
    let back = ayse.page(&format!("{page}?favori=1")).await.text;
    assert!(back.contains("bir kez daha dokunun"), "not kept yet, and told so: {back}");
    assert!(ayse.page("/hesap/favoriler").await.text.contains("Henüz favoriniz yok"));

    let kept = ayse.form(&page, "mechanics/add_favourite", &[("mechanic_id", &id), ("next", &page)]).await;
    assert_eq!((kept.status, kept.header("location")), (303, page.clone()));
    assert!(!ayse.page(&format!("{page}?favori=1")).await.text.contains("bir kez daha dokunun"));
    let kept = ayse.form(&page, "mechanics/add_favourite", &[("mechanic_id", &id), ("next", &page)]).await;
    assert_eq!(kept.status, 303);
    let shown = ayse.page(&page).await.text;
    assert!(shown.contains("mechanics/remove_favourite") && shown.contains("Favorilerinize eklendi."));
    assert_eq!(ayse.post("mechanics/add_favourite", &[("mechanic_id", &id)]).await.status, 200, "twice is once");
    assert_eq!(app.count("select count(*) from favourite_mechanics").await, 1);
    assert!(!app.customer("veli").await.page("/hesap/favoriler").await.text.contains(&page), "nobody else's");
    assert!(ayse.page("/hesap/favoriler").await.text.contains(&format!("href=\"{page}\"")));

    sqlx::query("update mechanics set suspended_at = now()").execute(&app.pool).await.unwrap();
    let list = ayse.page("/hesap/favoriler").await.text;
    assert!(list.contains("Şu an randevu almıyor") && !list.contains(&page), "a closed one has no page to lead to");
    let gone = ayse.form("/hesap/favoriler", "mechanics/remove_favourite", &[("mechanic_id", &id)]).await;
    assert_eq!((gone.status, gone.header("location").as_str()), (303, "/hesap/favoriler"));
    assert_eq!(app.count("select count(*) from favourite_mechanics").await, 0);
    assert_eq!(ayse.post("mechanics/add_favourite", &[("mechanic_id", &id)]).await.status, 404, "what nobody finds");
    assert_eq!(ayse.post("mechanics/add_favourite", &[("mechanic_id", "yok")]).await.fields(), ["mechanic_id"]);
}

#[tokio::test]
async fn a_hundred_favourites_are_enough() {
    let app = TestApp::new().await;
    let (id, _) = workshop(&app).await;
    let ayse = app.customer("ayse").await;
    let others = "with people as (
             insert into users (id, email, full_name, kind, terms_accepted_at, terms_version, created_at)
             select gen_random_uuid(), 'usta' || n || '@ornek.test', 'Usta', 'mechanic', now(), '1', now() from generate_series(1, 100) n returning id),
         made as (
             insert into mechanics (id, owner_user_id, slug, name, address, province_id, district_id, lat, lon, verified_at, created_at, updated_at)
             select gen_random_uuid(), p.id, 'usta-' || p.id, 'Usta', '', m.province_id, m.district_id, m.lat, m.lon, now(), now(), now()
             from people p, mechanics m returning id)
         insert into favourite_mechanics (customer_id, mechanic_id, created_at)
         select c.id, made.id, now() from made, customers c join users u on u.id = c.user_id where u.email = 'ayse@ornek.test'";
    sqlx::query(others).execute(&app.pool).await.unwrap();
    let refused = ayse.post("mechanics/add_favourite", &[("mechanic_id", &id)]).await;
    assert_eq!((refused.status, refused.json()["fields"]["mechanic_id"]["rule"].as_str()), (422, Some("too_many")));
}

#[tokio::test]
async fn invoice_profiles_are_kept_with_one_default() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    assert!(ayse.page(PAGE).await.text.contains("Henüz fatura bilginiz yok"));
    assert_eq!(save(&ayse, &person("Ayşe Yılmaz", TCKN)).await.0, 200);
    let company = [
        ("kind", "company"),
        ("title", "Yılmaz Ltd"),
        ("tax_number", VKN),
        ("tax_office", "Ostim"),
        ("address", "Ostim, Ankara"),
    ];
    assert_eq!(save(&ayse, &company).await.0, 200);
    assert_eq!(titles(&app, "ayse@ornek.test").await, ["*Ayşe Yılmaz", "Yılmaz Ltd"]);

    let page = ayse.page(PAGE).await.text;
    assert!(page.contains("172••••••60") && !page.contains(TCKN), "nobody reads a number over a shoulder");
    let id = id_of(&app, "Yılmaz Ltd").await;
    let editing = ayse.page(&format!("{PAGE}?duzenle={id}")).await.text;
    assert!(editing.contains(&format!("value=\"{VKN}\"")) && editing.contains(&format!("value=\"{id}\"")));
    let changed =
        [&company[..1], &[("title", "Yılmaz Otomotiv Ltd")], &company[2..], &[("profile_id", id.as_str())]].concat();
    let answer = ayse.form(&format!("{PAGE}?duzenle={id}"), SAVE, &changed).await;
    assert_eq!((answer.status, answer.header("location").as_str()), (303, PAGE));
    assert_eq!(ayse.post("customers/make_default_invoice_profile", &[("profile_id", &id)]).await.status, 200);
    assert_eq!(titles(&app, "ayse@ornek.test").await, ["*Yılmaz Otomotiv Ltd", "Ayşe Yılmaz"]);
    assert_eq!(ayse.post("customers/remove_invoice_profile", &[("profile_id", &id)]).await.status, 200);
    assert_eq!(titles(&app, "ayse@ornek.test").await, ["*Ayşe Yılmaz"], "a removed default passes on");
}

#[tokio::test]
async fn a_refused_invoice_profile_comes_back_as_it_was_typed() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let wrong = [
        ("kind", "company"),
        ("title", "Yılmaz <b>Ltd</b>"),
        ("tax_number", "4540536921"),
        ("tax_office", ""),
        ("address", "kısa"),
    ];
    let (status, error) = save(&ayse, &wrong).await;
    let rules = ["address", "tax_number", "tax_office"]
        .map(|name| error["fields"][name]["rule"].as_str().unwrap_or_default().to_owned());
    assert_eq!((status, rules), (422, ["too_short", "check_digits", "required"].map(String::from)));
    assert_eq!(ayse.form(PAGE, SAVE, &wrong).await.status, 303);
    let page = ayse.page(PAGE).await.text;
    assert!(page.contains("Yılmaz &lt;b&gt;Ltd&lt;/b&gt;") && page.contains("value=\"4540536921\""), "{page}");
    assert!(page.contains("Bu numara geçerli değil"));
    assert!(ayse.page(&format!("{PAGE}?lang=en")).await.text.contains("Invoice details"));

    assert_eq!(save(&ayse, &person("Ayşe Yılmaz", TCKN)).await.0, 200);
    let (status, error) = save(&ayse, &person("Başka Ad", TCKN)).await;
    assert_eq!((status, error["fields"]["tax_number"]["rule"].as_str()), (422, Some("taken")));
    assert_eq!(app.count("select count(*) from customer_invoice_profiles").await, 1);
}

#[tokio::test]
async fn twenty_invoice_profiles_are_enough() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    sqlx::query(
        "insert into customer_invoice_profiles (id, customer_id, kind, title, tax_number, tax_office, address, created_at, updated_at)
         select gen_random_uuid(), c.id, 'company', 'Şirket ' || n, (1000000000 + n)::text, 'Ostim', 'Ostim, Ankara', now(), now()
         from customers c join users u on u.id = c.user_id, generate_series(1, 20) n where u.email = 'ayse@ornek.test'",
    )
    .execute(&app.pool)
    .await
    .unwrap();
    let (status, error) = save(&ayse, &person("Ayşe Yılmaz", TCKN)).await;
    assert_eq!(
        (status, error["fields"]["title"]["rule"].as_str(), error["fields"]["title"]["limit"].as_i64()),
        (422, Some("too_many"), Some(20))
    );
}
