//! Reviews: only after a finished visit, once; signals hold back; moderators decide; the score equals a recomputation.

mod left_open;
mod moderators;
mod replies;

use crate::support::{BALATA_ID, Client, EGEA_VARIANT_ID, TestApp};
use serde_json::Value;
use std::sync::atomic::{AtomicU32, Ordering};

const NOBODY: &str = "00000000-0000-5000-8000-0000000000ff";
const HONEST: &str = "Fiyat ne konuştuysak o. Diskleri de ölçtü, teşekkürler.";

/// A site with one public workshop and its owner.
struct Stage {
    app: TestApp,
    owner: Client,
    mechanic: String,
    visits: AtomicU32,
}

impl Stage {
    async fn new() -> Self {
        let app = TestApp::new().await;
        let owner = app.mechanic("usta").await;
        let mechanic = workshop(&app, "usta", "isik-oto").await;
        Self { app, owner, mechanic, visits: AtomicU32::new(0) }
    }

    /// A customer with one visit in this state, begun so many days ago.
    async fn visit(&self, customer: &str, status: &str, days_ago: i32) -> String {
        // Every visit has a time of its own, so that the one bay is never booked twice.
        let hours = i32::try_from(self.visits.fetch_add(1, Ordering::SeqCst)).unwrap() * 2;
        let sql = "
            with car as (
                insert into customer_vehicles (id, customer_id, plate, variant_id, model_year, km, created_at, updated_at)
                select gen_random_uuid(), c.id, '34 ABC ' || (100 + floor(random() * 899))::int || $5::int, $4::uuid, 2019, 84250, now(), now()
                from customers c join users u on u.id = c.user_id where u.email = $1 || '@ornek.test'
                returning id, customer_id),
            visit as (
                insert into appointments (id, mechanic_id, customer_id, vehicle_id, bay_id, status, start_at, end_at, busy_until,
                    mechanic_name, mechanic_address, customer_name, plate, vehicle_label, km, total_kurus, idempotency_key,
                    idempotency_hash, created_at, awaits)
                select gen_random_uuid(), b.mechanic_id, car.customer_id, car.id, b.id, $2, at, at + interval '1 hour',
                    at + interval '1 hour', 'Işık Oto', 'Ankara', 'Deneme', '34 ABC 123', 'Fiat Egea', 84250, 125000,
                    gen_random_uuid()::text, '\\x00', at, case when $2 = 'requested' then 'mechanic' end
                from car, bays b join mechanics m on m.id = b.mechanic_id,
                    lateral (select timestamptz '2026-11-23 10:00+03' - make_interval(days => $3, hours => $5) as at) t
                where m.slug = 'isik-oto'
                returning id)
            insert into appointment_services (appointment_id, position, service_id, name_tr, name_en, price_kurus, price_kind, minutes)
            select id, 0, $6::uuid, 'Ön fren balatası', 'Front brake pads', 125000, 'fixed', 60 from visit
            returning appointment_id::text";
        sqlx::query_scalar(sql)
            .bind(customer)
            .bind(status)
            .bind(days_ago)
            .bind(uuid::Uuid::parse_str(EGEA_VARIANT_ID).unwrap())
            .bind(hours)
            .bind(uuid::Uuid::parse_str(BALATA_ID).unwrap())
            .fetch_one(&self.app.pool)
            .await
            .unwrap()
    }

    async fn customer_with_visit(&self, name: &str) -> (Client, String) {
        let client = self.app.customer(name).await;
        let visit = self.visit(name, "completed", 1).await;
        (client, visit)
    }

    /// The workshop's review count and score, as cards show them.
    async fn score(&self) -> (i32, f32) {
        sqlx::query_as("select review_count, score from mechanics where id = $1::uuid")
            .bind(&self.mechanic)
            .fetch_one(&self.app.pool)
            .await
            .unwrap()
    }

    /// The same from nothing but the published reviews.
    async fn recomputed(&self) -> (i32, f32) {
        sqlx::query_as(
            "select count(*)::int, mechanic_score(coalesce(sum((quality + price + punctuality + communication + cleanliness) / 5.0::float8), 0), count(*)::int)
             from ratings_reviews where mechanic_id = $1::uuid and status = 'published'",
        )
        .bind(&self.mechanic)
        .fetch_one(&self.app.pool)
        .await
        .unwrap()
    }

    async fn published(&self) -> Vec<Value> {
        let answer = self.app.visitor().get(&format!("reviews/of?mechanic={}&after=", self.mechanic)).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.json()["items"].as_array().unwrap().clone()
    }
}

/// A verified workshop with one bay; its id.
async fn workshop(app: &TestApp, owner: &str, slug: &str) -> String {
    let sql = "
        with shop as (
            insert into mechanics (id, owner_user_id, slug, name, province_id, district_id, lat, lon, verified_at, created_at, updated_at)
            select gen_random_uuid(), u.id, $2, 'Işık Oto', 6, d.id, 39.9, 32.8, now(), now(), now()
            from users u, districts d where u.email = $1 || '@ornek.test' and d.slug = 'ankara-cankaya' returning id)
        insert into bays (id, mechanic_id, name) select gen_random_uuid(), id, 'Lift 1' from shop returning mechanic_id::text";
    sqlx::query_scalar(sql).bind(owner).bind(slug).fetch_one(&app.pool).await.unwrap()
}

fn stars<'a>(visit: &'a str, stars: &'a str, text: &'a str) -> [(&'a str, &'a str); 7] {
    [
        ("appointment_id", visit),
        ("quality", stars),
        ("price", stars),
        ("punctuality", stars),
        ("communication", "4"),
        ("cleanliness", stars),
        ("text", text),
    ]
}

#[tokio::test]
async fn a_finished_visit_is_reviewed_once_and_counts_at_once() {
    let stage = Stage::new().await;
    let (elif, visit) = stage.customer_with_visit("elif").await;
    let answer = elif.post("reviews/write", &stars(&visit, "5", HONEST)).await;
    assert_eq!((answer.status, answer.json()["status"].as_str()), (200, Some("published")), "{}", answer.text);

    let again = elif.post("reviews/write", &stars(&visit, "1", "Vazgeçtim, kötüydü aslında.")).await;
    assert_eq!((again.status, again.code().as_str()), (409, "already_reviewed"));

    let list = stage.published().await;
    assert_eq!(list.len(), 1);
    assert_eq!((list[0]["author"].as_str(), list[0]["vehicle"].as_str()), (Some("elif D."), Some("Fiat Egea")));
    assert_eq!(list[0]["services"], "Ön fren balatası");
    assert!((list[0]["overall"].as_f64().unwrap() - 4.8).abs() < 1e-6);
    assert_eq!(stage.score().await, stage.recomputed().await);
    assert_eq!(stage.score().await.0, 1);
}

#[tokio::test]
async fn only_the_customer_of_a_finished_visit_may_review_it() {
    let stage = Stage::new().await;
    let (elif, visit) = stage.customer_with_visit("elif").await;
    let stranger = stage.app.customer("yabanci").await;
    assert_eq!(stage.app.visitor().post("reviews/write", &stars(&visit, "5", HONEST)).await.status, 401);
    assert_eq!(stranger.post("reviews/write", &stars(&visit, "5", HONEST)).await.status, 404);
    assert_eq!(
        stage.owner.post("reviews/write", &stars(&visit, "5", HONEST)).await.status,
        404,
        "not by the workshop either"
    );
    for id in [NOBODY, "1' or '1'='1", ""] {
        assert_eq!(elif.post("reviews/write", &stars(id, "5", HONEST)).await.status, 404, "{id}");
    }
    for status in ["confirmed", "cancelled", "no_show"] {
        let unfinished = stage.visit("elif", status, 1).await;
        let answer = elif.post("reviews/write", &stars(&unfinished, "5", HONEST)).await;
        assert_eq!((answer.status, answer.code().as_str()), (409, "wrong_status"), "{status}");
    }
    let in_time = stage.visit("elif", "completed", 88).await;
    let too_late = stage.visit("elif", "completed", 91).await;
    assert_eq!(elif.post("reviews/write", &stars(&in_time, "5", HONEST)).await.status, 200);
    let late = elif.post("reviews/write", &stars(&too_late, "5", "Geç kaldım ama çok memnundum.")).await;
    assert_eq!((late.status, late.code().as_str()), (409, "wrong_status"));
    assert!(late.json()["message"].as_str().unwrap().contains("90 gün"), "{}", late.text);
}

#[tokio::test]
async fn wrong_stars_and_long_texts_are_refused_and_kept_as_typed() {
    let stage = Stage::new().await;
    let (elif, visit) = stage.customer_with_visit("elif").await;
    let page = format!("/hesap/randevular/{visit}/yorum");
    let long = "ş".repeat(2001);
    let answer = elif.post("reviews/write", &stars(&visit, "6", &long)).await;
    assert_eq!(
        (answer.status, answer.fields()),
        (422, ["cleanliness", "price", "punctuality", "quality", "text"].map(str::to_owned).to_vec())
    );

    let hostile = "</textarea><script>alert(1)</script> 🚗 عربي";
    let refused = elif.form(&page, "reviews/write", &stars(&visit, "", hostile)).await;
    assert_eq!((refused.status, refused.header("location")), (303, page.clone()));
    let again = elif.page(&page).await;
    assert!(
        again.text.contains("&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt; 🚗 عربي"),
        "typed text survives, harmless"
    );
    assert!(!again.text.contains("<script>alert(1)"));

    let sent = elif.form(&page, "reviews/write", &stars(&visit, "5", hostile)).await;
    assert_eq!((sent.status, sent.header("location")), (303, page.clone()));
    let shown = elif.page(&page).await;
    assert!(shown.text.contains("yayında") && !shown.text.contains("<script>alert(1)"), "{}", shown.text);
    assert_eq!(stage.published().await[0]["text"], hostile);
}

#[tokio::test]
async fn signals_hold_a_review_back_until_a_moderator_decides() {
    let stage = Stage::new().await;
    let (elif, visit) = stage.customer_with_visit("elif").await;
    let answer = elif.post("reviews/write", &stars(&visit, "1", "Gitmeyin, 0532 123 45 67 daha ucuz")).await;
    assert_eq!(answer.json()["status"], "pending", "{}", answer.text);
    let review = answer.json()["id"].as_str().unwrap().to_owned();
    assert!(stage.published().await.is_empty());
    assert_eq!(stage.score().await.0, 0);

    let admin = stage.app.admin().await;
    let page = admin.page("/yonetim/yorumlar?sinyal=phone").await;
    assert_eq!(page.status, 200, "{}", page.text);
    assert!(
        page.text.contains("daha ucuz") && page.text.contains("Telefon") && page.text.contains("Işık Oto"),
        "{}",
        page.text
    );
    assert!(!admin.page("/yonetim/yorumlar?sinyal=iban").await.text.contains("daha ucuz"));
    assert!(admin.page("/yonetim/yorumlar?ara=DAHA+UCUZ").await.text.contains("daha ucuz"));

    let unruled = admin.post("reviews/moderate", &[("review_id", &review), ("decision", "hide"), ("rule", "")]).await;
    assert_eq!((unruled.status, unruled.fields()), (422, vec!["rule".to_owned()]));

    let back = "/yonetim/yorumlar?sinyal=phone";
    let decide = [("review_id", review.as_str()), ("decision", "hide"), ("rule", "kisisel-veri"), ("back", back)];
    let hidden = admin.form(back, "reviews/moderate", &decide).await;
    assert_eq!((hidden.status, hidden.header("location")), (303, format!("{back}&karar={review}")));
    let after = admin.page(&hidden.header("location")).await;
    assert!(after.text.contains("gizlendi"), "the notice and the way back stand on the page: {}", after.text);
    assert_eq!(admin.post("reviews/moderate", &decide).await.code(), "wrong_status", "decided is decided");

    // Taken back: approved, counted, told to the author both times.
    let approved = admin.post("reviews/moderate", &[("review_id", &review), ("decision", "approve")]).await;
    assert_eq!(approved.json()["status"], "published");
    assert_eq!(stage.score().await, stage.recomputed().await);
    assert_eq!(stage.score().await.0, 1);
    stage.app.run_jobs().await;
    let app = &stage.app;
    assert_eq!(app.count("select count(*) from mails where kind = 'review_hidden' and sent_at is not null and text_body like '%Kişisel veri%'").await, 1);
    assert_eq!(
        app.count("select count(*) from mails where kind = 'review_published' and sent_at is not null").await,
        1
    );
    assert_eq!(app.count("select count(*) from audit_log where action in ('reviews.hide', 'reviews.approve') and actor_user_id is not null").await, 2);
    assert!(admin.page("/yonetim/yorumlar?durum=kararlar").await.text.contains("daha ucuz"));
}

#[tokio::test]
async fn the_workshop_answers_once_and_in_public() {
    let stage = Stage::new().await;
    let (elif, visit) = stage.customer_with_visit("elif").await;
    let answer = elif.post("reviews/write", &stars(&visit, "5", HONEST)).await;
    let review = answer.json()["id"].as_str().unwrap().to_owned();
    let other = stage.app.mechanic("baska").await;
    workshop(&stage.app, "baska", "baska-oto").await;

    let reply = [("review_id", review.as_str()), ("text", "Teşekkür ederiz, yine bekleriz.")];
    assert_eq!(stage.app.visitor().post("reviews/reply", &reply).await.status, 401);
    assert_eq!(elif.post("reviews/reply", &reply).await.status, 404);
    assert_eq!(other.post("reviews/reply", &reply).await.status, 404);
    assert_eq!(stage.owner.post("reviews/reply", &[("review_id", &review), ("text", "")]).await.fields(), ["text"]);
    assert_eq!(stage.owner.post("reviews/reply", &reply).await.status, 200);
    let again = stage.owner.post("reviews/reply", &reply).await;
    assert_eq!((again.status, again.code().as_str()), (409, "wrong_status"));
    assert_eq!(stage.published().await[0]["reply"], "Teşekkür ederiz, yine bekleriz.");

    let page = stage.owner.page("/atolye/yorumlar").await;
    assert!(page.text.contains("Teşekkür ederiz") && page.text.contains("Diskleri de ölçtü"), "{}", page.text);
    assert!(!other.page("/atolye/yorumlar").await.text.contains("Diskleri de ölçtü"));
    let photo = "update users set photo_key = repeat('a1', 16) where email = 'elif@ornek.test'";
    sqlx::query(photo).execute(&stage.app.pool).await.unwrap();
    let profile = stage.app.visitor().page("/usta/isik-oto").await;
    assert!(profile.text.contains("/foto/a1a1"), "the author's photo stands beside the review");
    assert!(profile.text.contains("Teşekkür ederiz") && profile.text.contains("elif D."), "{}", profile.text);
}

#[tokio::test]
async fn a_burst_and_a_copied_text_are_held_back() {
    let stage = Stage::new().await;
    let mut states = Vec::new();
    for (number, text) in
        ["Bir kez geldim, memnunum.", "İki saatte bitti işim.", "Üç yıldır buradayım.", "DÖRT dörtlük bir iş oldu."]
            .iter()
            .enumerate()
    {
        let (customer, visit) = stage.customer_with_visit(&format!("musteri{number}")).await;
        states.push(customer.post("reviews/write", &stars(&visit, "5", text)).await.json()["status"].clone());
    }
    assert_eq!(states, ["published"; 4]);
    let (fifth, visit) = stage.customer_with_visit("besinci").await;
    assert_eq!(
        fifth.post("reviews/write", &stars(&visit, "5", "Beşinci kişi olarak yazıyorum.")).await.json()["status"],
        "pending"
    );

    stage.app.clock.advance_minutes(61);
    let (copier, visit) = stage.customer_with_visit("kopya").await;
    let copied = copier.post("reviews/write", &stars(&visit, "5", "bir kez GELDİM memnunum")).await;
    assert_eq!(copied.json()["status"], "pending", "the same words, whatever the letters");
    let signals = stage
        .app
        .count("select count(*) from ratings_reviews where signals = '{burst}' or signals = '{same_text}'")
        .await;
    assert_eq!(signals, 2);
    assert_eq!(stage.score().await, stage.recomputed().await);
}

#[tokio::test]
async fn reviews_written_at_the_same_moment_all_count() {
    let stage = Stage::new().await;
    let mut people = Vec::new();
    for number in 0..4 {
        people.push(stage.customer_with_visit(&format!("musteri{number}")).await);
    }
    let texts = [
        "Balatalar değişti, memnunum.",
        "Hızlı ve temiz çalıştılar.",
        "Fiyat uygundu, beklemedim.",
        "Her şeyi tek tek anlattılar.",
    ];
    let writes = people.iter().zip(texts).map(|((client, visit), text)| async move {
        client.post("reviews/write", &stars(visit, "5", text)).await.status
    });
    assert_eq!(futures::future::join_all(writes).await, [200; 4]);
    assert_eq!(stage.score().await, stage.recomputed().await);
    assert_eq!(stage.score().await.0, 4);
}

#[tokio::test]
async fn a_long_queue_is_walked_page_by_page_without_gaps() {
    let stage = Stage::new().await;
    let (_, visit) = stage.customer_with_visit("elif").await;
    // Sixty waiting reviews, written straight into the table: one a minute.
    sqlx::query(
        "with many as (
             insert into appointments (id, mechanic_id, customer_id, vehicle_id, bay_id, status, start_at, end_at, busy_until, mechanic_name,
                 mechanic_address, customer_name, plate, vehicle_label, km, total_kurus, idempotency_key, idempotency_hash, created_at)
             select gen_random_uuid(), mechanic_id, customer_id, vehicle_id, bay_id, status, start_at, end_at, busy_until, mechanic_name,
                 mechanic_address, customer_name, plate, vehicle_label, km, total_kurus, gen_random_uuid()::text, idempotency_hash, created_at
             from appointments, generate_series(1, 60) where id = $1::uuid
             returning id, mechanic_id, customer_id)
         insert into ratings_reviews (id, appointment_id, mechanic_id, customer_id, author_name, vehicle_label, services_tr, services_en,
             quality, price, punctuality, communication, cleanliness, text, status, signals, visited_at, created_at)
         select gen_random_uuid(), id, mechanic_id, customer_id, 'Elif D.', 'Fiat Egea', 'Balata', 'Pads', 5, 5, 5, 5, 5,
             'sira-' || lpad((row_number() over ())::text, 3, '0'), 'pending', '{link}', now(),
             timestamptz '2026-11-24 08:00+03' + make_interval(mins => (row_number() over ())::int)
         from many",
    )
    .bind(&visit)
    .execute(&stage.app.pool)
    .await
    .unwrap();
    let admin = stage.app.admin().await;
    let mut address = "/yonetim/yorumlar?sinyal=link".to_owned();
    let mut seen = Vec::new();
    loop {
        let page = admin.page(&address).await;
        assert_eq!(page.status, 200);
        seen.extend(page.text.match_indices("sira-").map(|(place, _)| page.text[place + 5..place + 8].to_owned()));
        let Some(end) = page.text.find("\" rel=\"next\"") else { break };
        let start = page.text[..end].rfind('"').unwrap() + 1;
        address = page.text[start..end].replace("&amp;", "&");
    }
    let wanted: Vec<String> = (1..=60).map(|number| format!("{number:03}")).collect();
    assert_eq!(seen, wanted, "oldest first, each once");
}

#[tokio::test]
async fn reviews_of_a_workshop_that_is_not_public_are_not_shown() {
    let stage = Stage::new().await;
    let visitor = stage.app.visitor();
    assert_eq!(visitor.get("reviews/of?mechanic=isik-oto&after=").await.status, 200);
    sqlx::query("update mechanics set suspended_at = now()").execute(&stage.app.pool).await.unwrap();
    for mechanic in [stage.mechanic.as_str(), "isik-oto", NOBODY, "kimse"] {
        assert_eq!(visitor.get(&format!("reviews/of?mechanic={mechanic}&after=")).await.status, 404, "{mechanic}");
    }
}
