//! The admin's desk: people, workshops, the taxonomy, the audit log; and people's own settings.

use crate::support::{BALATA_ID, Client, PERIODIC_ID, TestApp};

const BRAKES: &str = "00000000-0000-5000-8000-000000000001";
const PAGES: [&str; 6] = [
    "/yonetim",
    "/yonetim/yorumlar",
    "/yonetim/ustalar",
    "/yonetim/kullanicilar",
    "/yonetim/kategoriler",
    "/yonetim/denetim",
];

fn lifts<'a>(id: &'a str, name: &'a str, minutes: &'a str) -> [(&'a str, &'a str); 6] {
    [
        ("id", id),
        ("category_id", BRAKES),
        ("name_tr", name),
        ("name_en", "Handbrake cable"),
        ("typical_minutes", minutes),
        ("active", "true"),
    ]
}

/// Gives a role, as if the second factor had been shown.
async fn grant(app: &TestApp, name: &str, role: &str) {
    sqlx::query("with seen as (update user_sessions set aal = 2 where user_id = (select id from users where email = $1 || '@ornek.test'))
                 insert into user_roles (user_id, role, granted_at) select id, $2, now() from users where email = $1 || '@ornek.test'")
        .bind(name)
        .bind(role)
        .execute(&app.pool)
        .await
        .unwrap();
}

#[tokio::test]
async fn the_desk_is_for_those_who_work_there() {
    let app = TestApp::new().await;
    let (admin, customer, mechanic) = (app.admin().await, app.customer("elif").await, app.mechanic("usta").await);
    for page in PAGES {
        assert_eq!(admin.page(page).await.status, 200, "{page}");
        assert_eq!(app.visitor().page(page).await.status, 303, "{page}");
        for person in [&customer, &mechanic] {
            assert_eq!(person.page(page).await.status, 404, "{page}");
        }
    }
    grant(&app, "elif", "moderator").await;
    let seen: Vec<u16> = pages_of(&customer).await;
    assert_eq!(seen, [200, 200, 404, 404, 404, 404], "a moderator sees the desk and the reviews");
}

async fn pages_of(person: &Client) -> Vec<u16> {
    let mut seen = Vec::new();
    for page in PAGES {
        seen.push(person.page(page).await.status);
    }
    seen
}

#[tokio::test]
async fn isik_finds_isik_among_people() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    app.customer("elif").await;
    app.mechanic("usta").await;
    sqlx::query("update users set full_name = 'Hasan Işık' where email = 'usta@ornek.test'")
        .execute(&app.pool)
        .await
        .unwrap();
    for needle in ["isik", "I%C5%9EIK", "hasan+isik", "usta%40ornek"] {
        let page = admin.page(&format!("/yonetim/kullanicilar?ara={needle}")).await;
        assert!(page.text.contains("Hasan Işık") && !page.text.contains("elif Deneme"), "{needle}");
    }
    let mechanics = admin.page("/yonetim/kullanicilar?tur=mechanic").await;
    assert!(mechanics.text.contains("Hasan Işık") && !mechanics.text.contains("elif Deneme"));
    assert!(admin.page("/yonetim/kullanicilar?ara=%25&tur=%27%3B--").await.text.contains("elif Deneme"));
}

#[tokio::test]
async fn people_are_listed_page_by_page() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    sqlx::query(
        "insert into users (id, email, full_name, kind, terms_accepted_at, terms_version, created_at)
         select gen_random_uuid(), 'kisi' || n || '@ornek.test', 'Kişi Sıra' || n, 'customer', now(), '1', timestamptz '2026-11-01' + make_interval(mins => n)
         from generate_series(100, 170) n",
    )
    .execute(&app.pool)
    .await
    .unwrap();
    let first = admin.page("/yonetim/kullanicilar?ara=sira").await.text;
    let end = first.find("\" rel=\"next\"").expect("a second page");
    let next = first[first[..end].rfind('"').unwrap() + 1..end].replace("&amp;", "&");
    let second = admin.page(&next).await.text;
    let count = |page: &str| page.matches("@ornek.test</p>").count();
    assert_eq!((count(&first), count(&second)), (50, 21));
    assert!(!second.contains("rel=\"next\"") && second.contains("rel=\"prev\""));
}

#[tokio::test]
async fn a_new_service_can_be_named_at_once_and_an_unused_one_removed() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let saved = admin.post("service_requests/save_service", &lifts("", "El freni teli", "75")).await;
    assert_eq!(saved.status, 200, "{}", saved.text);
    let id = saved.json()["id"].as_str().unwrap().to_owned();
    let in_memory = app
        .wires
        .reference
        .get()
        .find_service("el-freni-teli")
        .map(|service| (service.typical_minutes, service.is_active));
    assert_eq!(in_memory, Some((75, true)), "the taxonomy in memory is new after the commit");

    let changed = admin.post("service_requests/save_service", &lifts(&id, "El freni halatı", "80")).await;
    assert_eq!(changed.status, 200, "{}", changed.text);
    assert!(app.wires.reference.get().find_service("el-freni-halati").is_some());
    let leads_here = |words: &str| {
        app.wires.reference.get().search_services(words, 5).iter().any(|service| service.slug == "el-freni-halati")
    };
    let mut named = lifts(&id, "El freni halatı", "80").to_vec();
    named.push(("aliases", "araba yokuşta kayıyor\nçekme kolu boşta"));
    assert!(!leads_here("yokuşta kayıyor"));
    assert_eq!(admin.post("service_requests/save_service", &named).await.status, 200);
    assert!(leads_here("yokusta kayiyor") && leads_here("çekme kolu"));
    let form = admin.page(&format!("/yonetim/kategoriler?kategori={BRAKES}&hizmet={id}")).await.text;
    assert!(form.contains("araba yokuşta kayıyor\nçekme kolu boşta"), "{form}");
    assert_eq!(admin.post("service_requests/save_service", &lifts(&id, "El freni halatı", "80")).await.status, 200);
    assert!(leads_here("yokuşta kayıyor"), "words that were not sent stay");
    let removed = admin.post("service_requests/remove_service", &[("id", &id)]).await;
    assert_eq!(removed.status, 200, "{}", removed.text);
    assert!(app.wires.reference.get().find_service(&id).is_none());
    assert_eq!(
        app.count("select count(*) from audit_log where action like 'service_requests.%' and subject_kind = 'service'")
            .await,
        5
    );
    let log = admin.page("/yonetim/denetim?alan=service_requests").await.text;
    assert!(log.contains("service_requests.remove_service") && log.contains("el-freni-halati"), "{log}");
    assert!(!admin.page("/yonetim/denetim?alan=reviews").await.text.contains("el-freni-halati"));
}

#[tokio::test]
async fn what_is_in_use_is_not_removed_but_can_be_set_inactive() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    app.mechanic("usta").await;
    sqlx::query(
        "with shop as (
             insert into mechanics (id, owner_user_id, slug, name, province_id, district_id, lat, lon, created_at, updated_at)
             select gen_random_uuid(), u.id, 'isik-oto', 'Işık Oto', 6, d.id, 39.9, 32.8, now(), now()
             from users u, districts d where u.email = 'usta@ornek.test' and d.slug = 'ankara-cankaya' returning id)
         insert into mechanic_services (mechanic_id, service_id, price_kurus, minutes) select id, $1::uuid, 125000, 60 from shop",
    )
    .bind(BALATA_ID)
    .execute(&app.pool)
    .await
    .unwrap();
    assert_eq!(admin.post("service_requests/remove_service", &[("id", BALATA_ID)]).await.code(), "in_use");
    assert_eq!(admin.post("service_requests/remove_category", &[("id", BRAKES)]).await.code(), "in_use");
    let page = format!("/yonetim/kategoriler?kategori={BRAKES}");
    let refused = admin.form(&page, "service_requests/remove_service", &[("id", BALATA_ID)]).await;
    assert_eq!((refused.status, refused.header("location")), (303, page.clone()));
    let told = admin.page(&page).await.text;
    assert!(told.contains("Pasif yap"), "the way out is offered: {told}");
    let mut inactive = lifts(BALATA_ID, "Ön fren balatası değişimi", "60");
    inactive[5] = ("active", "");
    assert_eq!(admin.post("service_requests/save_service", &inactive).await.status, 200);
    let service = app.wires.reference.get().find_service(BALATA_ID).map(|service| service.is_active);
    assert_eq!(service, Some(false));
    assert_eq!(
        app.count("select count(*) from audit_log where action like '%.remove_%'").await,
        0,
        "a refused act leaves no audit row"
    );
}

#[tokio::test]
async fn the_tree_of_categories_never_becomes_a_ring() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let category = |id: &str, parent: &str, name: &str| {
        [
            ("id", id.to_owned()),
            ("parent_id", parent.to_owned()),
            ("name_tr", name.to_owned()),
            ("name_en", "Discs".to_owned()),
            ("active", "on".to_owned()),
        ]
    };
    let post = async |fields: &[(&str, String)]| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        admin.post("service_requests/save_category", &fields).await
    };
    let child = post(&category("", BRAKES, "Diskler")).await;
    assert_eq!(child.status, 200, "{}", child.text);
    let child = child.json()["id"].as_str().unwrap().to_owned();
    let ring = post(&category(BRAKES, &child, "Fren Sistemi")).await;
    assert_eq!((ring.status, ring.fields()), (422, vec!["parent_id".to_owned()]));
    let nowhere = post(&category("", "00000000-0000-5000-8000-0000000000ff", "Havada")).await;
    assert_eq!(nowhere.fields(), ["parent_id"]);
    let twin = post(&category("", "", "Fren")).await;
    assert_eq!((twin.status, twin.code().as_str()), (409, "slug_taken"));
    let page = admin.page(&format!("/yonetim/kategoriler?kategori={child}")).await;
    assert!(page.text.contains("Diskler"), "{}", page.text);
    assert_eq!(admin.post("service_requests/remove_category", &[("id", &child)]).await.status, 200);
}

#[tokio::test]
async fn nobody_but_admins_changes_the_taxonomy() {
    let app = TestApp::new().await;
    let (customer, mechanic) = (app.customer("elif").await, app.mechanic("usta").await);
    grant(&app, "elif", "moderator").await;
    for endpoint in ["save_category", "remove_category", "save_service", "remove_service"] {
        let endpoint = format!("service_requests/{endpoint}");
        let fields = lifts(PERIODIC_ID, "Bedava bakım", "5");
        assert_eq!(app.visitor().post(&endpoint, &fields).await.status, 401, "{endpoint}");
        for person in [&customer, &mechanic] {
            assert_eq!(person.post(&endpoint, &fields).await.status, 404, "{endpoint}");
        }
    }
    assert_eq!(app.count("select count(*) from services where name_tr = 'Bedava bakım'").await, 0);
}

#[tokio::test]
async fn a_workshop_is_verified_suspended_and_reinstated_from_its_row() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    app.mechanic("usta").await;
    let id: String = sqlx::query_scalar(
        "insert into mechanics (id, owner_user_id, slug, name, province_id, district_id, lat, lon, created_at, updated_at)
         select gen_random_uuid(), u.id, 'isik-oto', 'Işık Oto', 6, d.id, 39.9, 32.8, now(), now()
         from users u, districts d where u.email = 'usta@ornek.test' and d.slug = 'ankara-cankaya' returning id::text",
    )
    .fetch_one(&app.pool)
    .await
    .unwrap();
    let waiting = "/yonetim/ustalar?durum=waiting";
    assert!(admin.page("/yonetim").await.text.contains("1 usta doğrulama bekliyor"));
    assert!(admin.page(&format!("{waiting}&ara=ISIK")).await.text.contains("Işık Oto"));
    let acts = [("mechanics/verify", ""), ("mechanics/suspend", "Belge süresi doldu."), ("mechanics/reinstate", "")];
    for (endpoint, reason) in acts {
        let done = admin.form(waiting, endpoint, &[("mechanic_id", &id), ("reason", reason), ("next", waiting)]).await;
        assert_eq!((done.status, done.header("location")), (303, waiting.to_owned()), "{endpoint}");
    }
    assert!(!admin.page(waiting).await.text.contains("Işık Oto"));
    assert_eq!(app.count("select count(*) from audit_log where subject_kind = 'mechanic'").await, 3);
    assert!(admin.page("/yonetim/denetim?alan=mechanic&ara=yonetici").await.text.contains("Belge süresi doldu."));
}

#[tokio::test]
async fn settings_are_kept_with_the_person_and_in_cookies() {
    let app = TestApp::new().await;
    let elif = app.customer("elif").await;
    let fields = |phone: &'static str, lang: &'static str| {
        [("full_name", "Elif Yıldız"), ("phone", phone), ("lang", lang), ("theme", "dark")]
    };
    assert_eq!(app.visitor().post("users/save_settings", &fields("", "tr")).await.status, 401);
    assert_eq!(app.visitor().page("/hesap/ayarlar").await.status, 303);

    let wrong = elif.form("/hesap/ayarlar", "users/save_settings", &fields("12", "xx")).await;
    assert_eq!(wrong.status, 303);
    let page = elif.page("/hesap/ayarlar").await.text;
    assert!(page.contains("value=\"12\"") && page.contains("value=\"Elif Yıldız\""), "typed input survives: {page}");

    let saved = elif.form("/hesap/ayarlar", "users/save_settings", &fields("0532 123 45 67", "en")).await;
    assert_eq!((saved.status, saved.header("location").as_str()), (303, "/hesap/ayarlar"));
    assert_eq!((elif.cookie("dil").as_deref(), elif.cookie("tema").as_deref()), (Some("en"), Some("dark")));
    let page = elif.page("/hesap/ayarlar").await.text;
    assert!(page.contains("0532 123 45 67") && page.contains("Mobile phone"), "{page}");
    let kept = "select count(*) from users where full_name = 'Elif Yıldız' and phone = '+905321234567' and lang = 'en' and theme = 'dark'";
    assert_eq!(app.count(kept).await, 1);
}
