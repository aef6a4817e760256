//! Certificates: checked by the desk, in force until their last day, told of before.

use super::{application::pdf, fine, opened, refused};
use crate::support::{Answer, Client, TestApp, ear};
use sanaiyiusta::modules::mechanics::certificates::{events::CertificateExpiring, jobs::warn};

const PAGE: &str = "/atolye/sertifikalar";
const UPLOAD: &str = "/atolye/sertifikalar/belge";
const PUBLIC: &str = "/usta/isik-oto-servis-cankaya";
const DAY: i64 = 24 * 60;

const HYB: [(&str, &str); 5] = [
    ("kind", "tse_hyb"),
    ("number", "06-HYB-123"),
    ("issuer", "TSE Ankara"),
    ("issued_on", "2026-01-10"),
    ("expires_on", "2027-02-01"),
];
const FIAT: [(&str, &str); 5] =
    [("kind", "authorised"), ("brand", "fiat"), ("number", "F-7"), ("issuer", "Tofaş"), ("issued_on", "2026-01-10")];

async fn site() -> TestApp {
    TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1000")]).await
}

async fn send(owner: &Client, fields: &[(&str, &str)]) -> Answer {
    owner.upload(UPLOAD, false, ("belge.pdf", "application/pdf", &pdf("")), fields).await
}

async fn kept(owner: &Client, fields: &[(&str, &str)]) -> String {
    let answer = send(owner, fields).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json().as_str().unwrap().to_owned()
}

async fn check(admin: &Client, id: &str) {
    fine(admin, "decide_certificate", &[("certificate_id", id), ("decision", "check")]).await;
}

async fn mails(app: &TestApp, kind: &str) -> Vec<String> {
    app.run_jobs().await;
    sqlx::query_scalar("select coalesce(text_body, '') from mails where kind = $1 order by created_at, id")
        .bind(kind)
        .fetch_all(&app.pool)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_certificate_is_sent_checked_shown_refused_and_removed() {
    let app = site().await;
    let (hasan, workshop) = opened(&app, "hasan").await;
    let (sinan, _) = opened(&app, "sinan").await;
    let admin = app.admin().await;
    fine(&admin, "verify", &[("mechanic_id", &workshop.to_string())]).await;
    let desk = format!("/yonetim/ustalar/{workshop}");

    let empty =
        hasan.upload(UPLOAD, true, ("a.pdf", "application/pdf", b""), &[("kind", "myk"), ("number", "M-1")]).await;
    assert_eq!((empty.status, empty.header("location").as_str()), (303, PAGE));
    let page = hasan.page(PAGE).await.text;
    assert!(page.contains("value=\"M-1\"") && page.contains("f-issuer-error"), "{page}");
    let plain = hasan.upload(UPLOAD, true, ("a.pdf", "application/pdf", &pdf("")), &HYB).await;
    assert_eq!((plain.status, plain.header("location").as_str()), (303, PAGE), "{}", plain.text);
    assert!(hasan.page(PAGE).await.text.contains("Kontrol bekliyor"));
    assert!(!app.visitor().page(PUBLIC).await.text.contains("06-HYB-123"), "nobody sees what nobody has checked");
    assert!(admin.page("/yonetim/ustalar?durum=certificates").await.text.contains(&desk));
    assert_eq!(send(&hasan, &[("kind", "authorised"), HYB[1], HYB[2], HYB[3]]).await.fields(), ["brand"]);

    let id: String =
        sqlx::query_scalar("select id::text from mechanic_certificates").fetch_one(&app.pool).await.unwrap();
    let paper: String =
        sqlx::query_scalar("select document_id::text from mechanic_certificates").fetch_one(&app.pool).await.unwrap();
    let paper = format!("/atolye/basvuru/belge/{paper}");
    assert!(admin.page(&desk).await.text.contains(&paper));
    assert_eq!((hasan.page(&paper).await.status, sinan.page(&paper).await.status), (200, 404));
    for stranger in [&hasan, &sinan] {
        let decision = [("certificate_id", id.as_str()), ("decision", "check")];
        assert_eq!(stranger.post("mechanics/decide_certificate", &decision).await.status, 404);
    }
    assert_eq!(sinan.post("mechanics/remove_certificate", &[("certificate_id", &id)]).await.status, 404);
    assert_eq!(
        refused(&admin, "decide_certificate", &[("certificate_id", &id), ("decision", "refuse")]).await,
        ["reason"]
    );
    assert_eq!(
        refused(&admin, "decide_certificate", &[("certificate_id", &id), ("decision", "?")]).await,
        ["decision"]
    );
    check(&admin, &id).await;
    check(&admin, &id).await;
    let page = app.visitor().page(PUBLIC).await.text;
    assert!(page.contains("TSE Hizmet Yeterlilik Belgesi") && page.contains("06-HYB-123"), "{page}");
    assert!(!admin.page("/yonetim/ustalar?durum=certificates").await.text.contains(&desk));

    let refusal = [("certificate_id", id.as_str()), ("decision", "refuse"), ("reason", "Numara başkasının")];
    fine(&admin, "decide_certificate", &refusal).await;
    assert!(!app.visitor().page(PUBLIC).await.text.contains("06-HYB-123"));
    assert!(hasan.page(PAGE).await.text.contains("Numara başkasının"));
    let told = mails(&app, "certificate_decided").await;
    assert_eq!(told.len(), 2, "deciding twice is deciding once");
    assert!(told[0].contains("artık profilinizde") && told[1].contains("Numara başkasının"), "{told:?}");
    assert_eq!(app.count("select count(*) from audit_log where action like 'mechanic.%_certificate'").await, 2);
    fine(&hasan, "remove_certificate", &[("certificate_id", &id)]).await;
    assert_eq!(app.count("select count(*) from mechanic_documents").await, 0, "its paper goes with it");
}

#[tokio::test]
async fn the_badge_drops_at_midnight_in_istanbul_and_warnings_come_once_each() {
    let app = site().await;
    let (hasan, workshop) = opened(&app, "hasan").await;
    let admin = app.admin().await;
    fine(&admin, "verify", &[("mechanic_id", &workshop.to_string())]).await;
    // From Tuesday 24 November 10.00: 1 February is 69 days away.
    let id = kept(&hasan, &HYB).await;
    app.clock.advance_minutes(9 * DAY);
    assert_eq!(warn(&app.wires).await.unwrap(), 0, "what nobody has checked is nothing to lose");
    sqlx::query("update mechanic_certificates set state = 'checked', decided_at = now() where id = $1::text::uuid")
        .bind(&id)
        .execute(&app.pool)
        .await
        .unwrap();
    let mut told = Vec::new();
    for days in [0, 1, 28, 1, 1, 21, 1, 1, 5] {
        app.clock.advance_minutes(days * DAY);
        told.push(warn(&app.wires).await.unwrap());
        assert_eq!(warn(&app.wires).await.unwrap(), 0, "once each");
    }
    assert_eq!(told, [1, 0, 0, 1, 0, 0, 1, 0, 0], "60, 30 and 7 days before");
    let mails = mails(&app, "certificate_expiring").await;
    assert_eq!(mails.len(), 3);
    for (mail, days) in mails.iter().zip(["60", "30", "7"]) {
        assert!(mail.contains("1 Şubat 2027") && mail.contains(&format!("kalan gün: {days}.")), "{mail}");
    }
    // Now it is 31 January … 1 February 23.59 the badge stands, at 00.00 it is gone.
    let shown = async || app.visitor().page(PUBLIC).await.text.contains("06-HYB-123");
    let minutes: i64 =
        sqlx::query_scalar("select extract(epoch from ('2027-02-02 00:00+03'::timestamptz - $1))::bigint / 60")
            .bind(app.clock.now())
            .fetch_one(&app.pool)
            .await
            .unwrap();
    app.clock.advance_minutes(minutes - 1);
    assert!(shown().await);
    app.clock.advance_minutes(1);
    assert!(!shown().await);
}

#[tokio::test]
async fn only_a_checked_authorisation_in_force_lets_a_workshop_call_itself_authorised() {
    let app = site().await;
    let claim = |name: &'static str, story: &'static str| {
        let mut fields = super::OPEN;
        fields[0].1 = name;
        fields[2].1 = story;
        fields
    };
    let hasan = app.mechanic("hasan").await;
    let both = claim("Işık YETKİLİ Servisi", "Fiat yetkili-servisiyiz.");
    assert_eq!(refused(&hasan, "open", &both).await, ["name", "story"]);
    fine(&hasan, "open", &super::OPEN).await;
    let admin = app.admin().await;
    let hyb = kept(&hasan, &HYB).await;
    check(&admin, &hyb).await;
    assert_eq!(refused(&hasan, "save_profile", &both).await, ["name", "story"], "another certificate is not enough");
    let ends = [FIAT[0], FIAT[1], FIAT[2], FIAT[3], FIAT[4], ("expires_on", "2026-12-31")];
    let fiat = kept(&hasan, &ends).await;
    assert_eq!(refused(&hasan, "save_profile", &both).await, ["name", "story"], "not before it is checked");
    check(&admin, &fiat).await;
    fine(&hasan, "save_profile", &both).await;
    app.clock.advance_minutes(38 * DAY);
    let back = app.visitor();
    let fields = [("email", "hasan@ornek.test"), ("password", crate::support::PASSWORD)];
    assert_eq!(back.post("auth/sign_in", &fields).await.status, 200);
    assert_eq!(refused(&back, "save_profile", &both).await, ["name", "story"], "nor after its last day");
    let shown = back.page("/atolye/profil").await.text;
    assert!(shown.contains("sözünüz artık belgesiz"), "{shown}");
    sqlx::query("update mechanics set verified_at = created_at").execute(&app.pool).await.unwrap();
    let public = app.visitor().page(PUBLIC).await.text;
    assert!(public.contains("Geçerli yetki belgesi yok") && !public.contains("yetkili-servisiyiz"), "{public}");
    let list = app.visitor().page("/usta-bul?il=ankara").await.text;
    for page in [&public, &list] {
        assert!(
            page.contains("Işık Servisi") && !page.contains("YETKİLİ"),
            "neither card nor page nor what engines read: {page}"
        );
    }
}

#[tokio::test]
async fn a_certificate_that_runs_out_is_announced_and_mail_is_one_listener() {
    let app = site().await;
    let (hasan, _) = opened(&app, "hasan").await;
    kept(&hasan, &HYB).await;
    sqlx::query("update mechanic_certificates set state = 'checked', decided_at = now()")
        .execute(&app.pool)
        .await
        .unwrap();
    app.clock.advance_minutes(9 * DAY);
    let (wires, heard) = ear::<CertificateExpiring>(&app.wires, |CertificateExpiring(paper)| {
        format!("{} {} {}", paper.number, paper.expires_on, paper.step)
    });
    assert_eq!((warn(&wires).await.unwrap(), warn(&app.wires).await.unwrap()), (1, 0));
    assert_eq!(*heard.lock().unwrap(), ["06-HYB-123 2027-02-01 60"]);
    assert_eq!(
        app.count("select count(*) from mails where kind = 'certificate_expiring'").await,
        0,
        "no mail without it"
    );
}
