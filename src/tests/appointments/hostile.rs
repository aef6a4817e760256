//! What people type stays text, whatever it is, and nothing endless is kept: the fields around a visit that no other test fills.

use super::{Place, id_of, rule};
use crate::support::Client;

/// SQL, HTML, a picture and letters that run the other way; short enough for the name of a lift.
const NASTY: &str = "\"><script>x()</script>'; drop table bays;-- 🚗 عربي";
const PROFILE: &str = "/usta/usta-oto-servis-cankaya";

/// A field of a form, and where its text is shown.
struct Field<'a> {
    client: &'a Client,
    endpoint: &'a str,
    name: &'a str,
    rest: &'a [(&'a str, &'a str)],
    shown: (&'a Client, &'a str),
}

impl Field<'_> {
    async fn send(&self, text: &str) -> crate::support::Answer {
        let mut fields = self.rest.to_vec();
        fields.push((self.name, text));
        self.client.post(self.endpoint, &fields).await
    }

    /// Refused when endless or broken, kept as text else.
    async fn holds(&self) -> crate::support::Answer {
        let name = self.name.replace("][", ".").replace('[', ".").replace(']', "");
        let endless = self.send(&"ş".repeat(10_000)).await;
        assert_eq!(
            (endless.status, rule(&endless, &name)),
            (422, "too_long".to_owned()),
            "{}: {}",
            self.endpoint,
            endless.text
        );
        assert_eq!(self.send("a\0b").await.status, 422, "{}", self.endpoint);
        let kept = self.send(NASTY).await;
        assert_eq!(kept.status, 200, "{}: {}", self.endpoint, kept.text);
        let (reader, path) = self.shown;
        let page = reader.page(path).await;
        assert_eq!(page.status, 200, "{path}");
        assert!(page.text.contains("عربي") && page.text.contains("🚗"), "{} is not on {path}", self.endpoint);
        assert!(!page.text.contains("<script>x()"), "{} runs on {path}", self.endpoint);
        kept
    }
}

#[tokio::test]
async fn addresses_lifts_and_days_off_are_text() {
    let place = Place::new().await;
    let (usta, hours) = (&place.usta, "/atolye/calisma-saatleri");
    let visitor = place.app.visitor();
    let named =
        [("name", "usta Oto Servis"), ("phone", "0532 000 00 01"), ("il", "ankara"), ("ilce", "ankara-cankaya")];
    let settings =
        [("books_instantly", "false"), ("lead_minutes", "60"), ("window_days", "30"), ("buffer_minutes", "0")];
    let day = [("from_on", "2026-12-20"), ("to_on", "2026-12-20")];
    for (endpoint, name, rest, shown) in [
        ("mechanics/save_profile", "address", &named[..], (&visitor, PROFILE)),
        ("mechanics/save_booking_settings", "bays[0][name]", &settings[..], (usta, hours)),
        ("mechanics/add_exception", "reason", &day[..], (usta, hours)),
    ] {
        Field { client: usta, endpoint, name, rest, shown }.holds().await;
    }
}

#[tokio::test]
async fn reasons_and_answers_are_text() {
    let place = Place::new().await;
    let (usta, ayse) = (&place.usta, &place.ayse);
    for (start, key, verb, mover) in [
        ("09:00", "key-00000001", "decline", usta),
        ("10:00", "key-00000002", "propose", usta),
        ("11:00", "key-00000003", "cancel", ayse),
    ] {
        let id = place.booked(start, key).await;
        let rest = [("appointment_id", id.as_str()), ("start", "2026-11-25T17:00:00+03:00")];
        let rest = if verb == "propose" { &rest[..] } else { &rest[..1] };
        for (reader, page) in [(ayse, "hesap"), (usta, "atolye")] {
            let path = format!("/{page}/randevular/{id}");
            let field = Field {
                client: mover,
                endpoint: &format!("appointments/{verb}"),
                name: "reason",
                rest,
                shown: (reader, &path),
            };
            if page == "hesap" {
                field.holds().await;
            } else {
                let text = reader.page(&path).await.text;
                assert!(text.contains("عربي") && !text.contains("<script>x()"), "{verb} on {path}");
            }
        }
    }
    place.app.run_jobs().await;
    let mails = "select count(*) from mails where html_body like '%<script>x()%'";
    assert_eq!(place.app.count(mails).await, 0);
    assert!(place.app.count("select count(*) from mails where html_body like '%&lt;script&gt;x()%'").await > 0);
}

#[tokio::test]
async fn answers_to_reviews_names_of_categories_and_reasons_of_the_desk_are_text() {
    let place = Place::instant().await;
    let visitor = place.app.visitor();
    let id = place.booked("09:00", "key-00000001").await;
    place.app.clock.advance_minutes(25 * 60);
    // Sessions of the desk are short: this one begins now.
    let admin = place.app.admin().await;
    let done = place.usta.post("appointments/complete", &[("appointment_id", &id)]).await;
    assert_eq!(done.status, 200, "{}", done.text);
    let stars = ["quality", "price", "punctuality", "communication", "cleanliness"].map(|name| (name, "5"));
    let mut review =
        vec![("appointment_id", id.as_str()), ("text", "Balatalar zamanında değişti, fiyat konuştuğumuz gibiydi.")];
    review.extend(stars);
    let written = place.ayse.post("reviews/write", &review).await;
    assert_eq!(written.status, 200, "{}", written.text);
    let review = id_of(&written);
    if written.json()["status"] != "published" {
        let approved = admin.post("reviews/moderate", &[("review_id", &review), ("decision", "approve")]).await;
        assert_eq!(approved.status, 200, "{}", approved.text);
    }
    let rest = [("review_id", review.as_str())];
    Field { client: &place.usta, endpoint: "reviews/reply", name: "text", rest: &rest, shown: (&visitor, PROFILE) }
        .holds()
        .await;

    let category = [("name_en", "Nasty"), ("position", "9"), ("active", "true")];
    let desk = "/yonetim/kategoriler";
    Field {
        client: &admin,
        endpoint: "service_requests/save_category",
        name: "name_tr",
        rest: &category,
        shown: (&admin, desk),
    }
    .holds()
    .await;
    let workshop = [("mechanic_id", place.mechanic.as_str())];
    Field {
        client: &admin,
        endpoint: "mechanics/suspend",
        name: "reason",
        rest: &workshop,
        shown: (&admin, "/yonetim/denetim"),
    }
    .holds()
    .await;
    assert_eq!(place.app.count("select count(*) from bays").await, 1, "nothing was dropped");
}
