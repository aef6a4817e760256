//! People and workshops that the desk keeps out: nobody finds or books them, and no visit with them stands.

use super::Place;
use crate::support::Client;
use sanaiyiusta::modules::appointments::jobs;

const PROFILE: &str = "/usta/usta-oto-servis-cankaya";
const SEARCH: &str = "/usta-bul?il=ankara";

impl Place {
    async fn user(&self, name: &str) -> String {
        sqlx::query_scalar("select id::text from users where email = $1 || '@ornek.test'")
            .bind(name)
            .fetch_one(&self.app.pool)
            .await
            .unwrap()
    }

    /// Status, who closed it and why, of every visit by its start.
    async fn ends(&self) -> Vec<(String, String, String)> {
        sqlx::query_as(
            "select status, coalesce(closed_by, ''), coalesce(reason, '') from appointments order by start_at",
        )
        .fetch_all(&self.app.pool)
        .await
        .unwrap()
    }

    async fn is_found(&self) -> bool {
        let (visitor, found) = (self.app.visitor(), "usta Oto Servis");
        let listed = visitor.page(SEARCH).await.text.contains(found);
        assert_eq!(visitor.page(PROFILE).await.status == 200, listed, "search and profile say the same");
        listed
    }
}

async fn decide(admin: &Client, endpoint: &str, who: (&str, &str)) {
    let answer = admin.post(endpoint, &[who, ("reason", "Şikayetler inceleniyor")]).await;
    assert_eq!(answer.status, 200, "{endpoint}: {}", answer.text);
}

const CALLED_OFF: &str = "select count(*) from mails where kind = 'appointment_cancelled' and sent_at is not null
                          and text_body like '%Bu randevuyu biz iptal ettik%'";

#[tokio::test]
async fn a_suspended_owner_takes_the_workshop_and_its_visits_along_and_brings_only_the_workshop_back() {
    let place = Place::instant().await;
    let admin = place.app.admin().await;
    place.booked("2026-11-26T15:00:00+03:00", "key-00000001").await;
    place.booked("2026-11-27T15:00:00+03:00", "key-00000002").await;
    let owner = place.user("usta").await;
    let page = format!("/yonetim/kullanicilar/{owner}");
    assert!(admin.page(&page).await.text.contains("İptal edilecek gelecek randevu: 2"), "the question says how many");
    assert!(place.is_found().await);

    decide(&admin, "users/suspend", ("user_id", &owner)).await;
    assert!(!place.is_found().await);
    let why = "İşletme şu an sitemiz üzerinden hizmet vermiyor.";
    let called_off = ("cancelled".to_owned(), "system".to_owned(), why.to_owned());
    assert_eq!(place.ends().await, [called_off.clone(), called_off]);
    assert_eq!(place.book("2026-11-28T11:00:00+03:00", "key-00000003").await.status, 404);
    assert_eq!(place.app.count("select count(*) from mechanics where next_slot_at is not null").await, 0);
    place.app.run_jobs().await;
    assert_eq!(place.app.count(CALLED_OFF).await, 4, "both sides of both visits are told");

    let workshop = [("mechanic_id", place.mechanic.as_str())];
    let refused = admin.post("mechanics/reinstate", &workshop).await;
    assert_eq!((refused.status, refused.code().as_str()), (409, "wrong_status"), "it is out with its owner");
    decide(&admin, "users/reinstate", ("user_id", &owner)).await;
    assert!(place.is_found().await);
    assert!(place.app.count("select count(*) from mechanics where next_slot_at is not null").await == 1);
    assert_eq!(place.app.count("select count(*) from appointments where status = 'cancelled'").await, 2);
    place.app.clock.advance_minutes(30 * 60);
    assert_eq!(jobs::send_reminders(&place.app.wires).await.unwrap(), 0, "nobody is reminded of what is off");
}

#[tokio::test]
async fn a_suspension_of_the_workshop_itself_outlasts_that_of_its_owner() {
    let place = Place::instant().await;
    let admin = place.app.admin().await;
    place.booked("15:00", "key-00000001").await;
    let listed = admin.page("/yonetim/ustalar").await.text;
    assert!(listed.contains("İptal edilecek gelecek randevu: 1"), "{listed}");
    decide(&admin, "mechanics/suspend", ("mechanic_id", &place.mechanic)).await;
    assert_eq!(place.ends().await[0].1, "system");
    place.app.run_jobs().await;
    assert_eq!(place.app.count(CALLED_OFF).await, 2);
    let owner = place.user("usta").await;
    place.app.clock.advance_minutes(1);
    decide(&admin, "users/suspend", ("user_id", &owner)).await;
    decide(&admin, "users/reinstate", ("user_id", &owner)).await;
    assert!(!place.is_found().await, "the desk has closed it for a reason of its own");
    decide(&admin, "mechanics/reinstate", ("mechanic_id", &place.mechanic)).await;
    assert!(place.is_found().await);
}

#[tokio::test]
async fn a_suspended_customer_frees_the_times_they_held() {
    let place = Place::new().await;
    let admin = place.app.admin().await;
    place.booked("09:00", "key-00000001").await;
    let confirmed = place.booked("15:00", "key-00000002").await;
    assert_eq!(place.usta.post("appointments/confirm", &[("appointment_id", &confirmed)]).await.status, 200);
    assert!(!place.free("2026-11-25").await.iter().any(|start| start == "09:00" || start == "15:00"));
    let customer = place.user("ayse").await;
    decide(&admin, "users/suspend", ("user_id", &customer)).await;
    let free = place.free("2026-11-25").await;
    assert!(["09:00", "15:00"].iter().all(|start| free.iter().any(|found| found == start)), "{free:?}");
    assert!(place.is_found().await, "the workshop has done nothing");
    let page = place.usta.page(&format!("/atolye/randevular/{confirmed}")).await.text;
    assert!(page.contains("Site tarafından iptal edildi") && page.contains("Müşterinin hesabı kullanıma kapalı."));
    place.app.run_jobs().await;
    assert_eq!(place.app.count(CALLED_OFF).await, 4);
    decide(&admin, "users/reinstate", ("user_id", &customer)).await;
    assert_eq!(place.app.count("select count(*) from appointments where status = 'cancelled'").await, 2);
}

#[tokio::test]
async fn work_that_has_begun_is_finished_and_billed_in_peace() {
    let place = Place::instant().await;
    let begun = place.booked("09:00", "key-00000001").await;
    place.booked("15:00", "key-00000002").await;
    place.app.clock.advance_minutes(24 * 60);
    let admin = place.app.admin().await;
    decide(&admin, "mechanics/suspend", ("mechanic_id", &place.mechanic)).await;
    let ends = place.ends().await;
    assert_eq!((ends[0].0.as_str(), ends[1].0.as_str()), ("confirmed", "cancelled"));
    assert_eq!(place.usta.post("appointments/complete", &[("appointment_id", &begun)]).await.status, 200);
}
