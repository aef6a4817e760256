//! The workshop's first page says what its profile still lacks, and what its application waits for.

use super::{application, fine, opened};
use crate::support::{BALATA_ID, TestApp};

const PAGE: &str = "/atolye";
const TITLE: &str = "Profilinizi tamamlayın";

/// Each step, what takes it, and its place.
const STEPS: [(&str, &str, &str); 5] = [
    (
        "Fiyatıyla en az bir hizmet ekleyin",
        "insert into mechanic_services (mechanic_id, service_id, price_kurus, minutes) select id, $1::text::uuid, 100000, 60 from mechanics",
        "/atolye/hizmetler",
    ),
    (
        "Bir kapak fotoğrafı yükleyin",
        "insert into mechanic_photos (id, mechanic_id, position, width, height, hash, created_at)
         select gen_random_uuid(), id, 1, 8, 8, sha256($1::text::bytea), now() from mechanics",
        "/atolye/fotograflar",
    ),
    (
        "Atölyenizi en az 200 harfle anlatın",
        "update mechanics set story = repeat('ş', 200) where $1::text is not null",
        "/atolye/profil",
    ),
    (
        "Atölyenizin tam yerini işaretleyin",
        "update mechanics set lat = lat + 0.01 where $1::text is not null",
        "/atolye/profil",
    ),
    (
        "Belgelerinizi yükleyip doğrulanmaya başvurun",
        "update mechanics set verified_at = created_at where $1::text is not null",
        "/atolye/basvuru",
    ),
];

#[tokio::test]
async fn what_a_profile_lacks_is_said_step_by_step_until_nothing_is() {
    let app = TestApp::new().await;
    let (hasan, _) = opened(&app, "hasan").await;
    let text = hasan.page(PAGE).await.text;
    // Hours come with the opening, and the number was typed there.
    assert!(
        text.contains(TITLE) && text.contains("7 adımdan 2 tanesi tamam") && text.contains("aria-valuenow=\"28\""),
        "{text}"
    );
    assert!(hasan.page("/atolye?lang=en").await.text.contains("2 of 7 steps are done"));
    hasan.page("/atolye?lang=tr").await;
    for (step, sql, place) in STEPS {
        let text = hasan.page(PAGE).await.text;
        assert!(text.contains(step) && text.contains(&format!("href=\"{place}\"")), "{step}: {text}");
        sqlx::query(sql).bind(BALATA_ID).execute(&app.pool).await.unwrap();
        assert!(!hasan.page(PAGE).await.text.contains(step), "{step}");
    }
    assert!(!hasan.page(PAGE).await.text.contains(TITLE), "nothing is missing");
    sqlx::query("update mechanics set phone = null").execute(&app.pool).await.unwrap();
    sqlx::query("delete from working_hours").execute(&app.pool).await.unwrap();
    let text = hasan.page(PAGE).await.text;
    assert!(text.contains("Telefon numaranızı yazın") && text.contains("Çalışma saatlerinizi yazın"), "{text}");

    let kalfa = app.customer("kalfa").await;
    sqlx::query(
        "insert into mechanic_staff (user_id, mechanic_id, post, joined_at)
         select u.id, m.id, 'manager', now() from users u, mechanics m where u.email = 'kalfa@ornek.test'",
    )
    .execute(&app.pool)
    .await
    .unwrap();
    let seen = kalfa.page(PAGE).await;
    assert!(seen.status == 200 && !seen.text.contains(TITLE), "the profile is its owner's");
}

#[tokio::test]
async fn the_workshops_home_says_what_its_application_waits_for() {
    let app = application::site().await;
    let (hasan, id) = opened(&app, "hasan").await;
    let (admin, id) = (app.admin().await, id.to_string());
    let says = async |words: &str| {
        let home = hasan.page(PAGE).await.text;
        assert!(home.contains(words) && home.contains("href=\"/atolye/basvuru\""), "{words}: {home}");
        assert!(!home.contains("Boş saatleriniz aramada görünüyor"), "{home}");
    };
    says("Başvurunuzu tamamlayıp gönderin").await;
    application::sent(&hasan).await;
    says("başvurunuz inceleniyor").await;
    fine(&admin, "ask_more", &[("mechanic_id", &id), ("reason", "Ruhsatın ikinci sayfası eksik")]).await;
    says("Başvurunuz için bir sorumuz var").await;
}
