//! How a workshop comes to be verified: the wizard, its papers, the talk with the desk.

use super::{fine, opened, refused};
use crate::{
    people::photos::files::{self, png},
    privacy::export::{copy_of, only_file},
    support::{Answer, BALATA_ID, Client, TestApp},
};

const PAGE: &str = "/atolye/basvuru";
const UPLOAD: &str = "/atolye/basvuru/belge";
pub const IDENTITY: [(&str, &str); 5] = [
    ("kind", "company"),
    ("title", "Işık Oto Ltd. Şti."),
    ("tax_number", "454 053 69 20"),
    ("tax_office", "Ostim"),
    ("mersis", "0454053692000015"),
];
const NEEDED: [&str; 3] = ["tax_plate", "licence", "mastery"];

pub async fn site() -> TestApp {
    TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1000")]).await
}

pub fn pdf(inside: &str) -> Vec<u8> {
    format!(
        "%PDF-1.7\n1 0 obj\n<< /Type /Catalog {inside} >>\nendobj\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"
    )
    .into_bytes()
}

async fn send(owner: &Client, kind: &str, bytes: &[u8]) -> Answer {
    owner.upload(UPLOAD, false, ("belge.pdf", "application/pdf", bytes), &[("kind", kind)]).await
}

/// Keeps a paper and gives its address.
pub async fn kept(owner: &Client, kind: &str, bytes: &[u8]) -> String {
    let answer = send(owner, kind, bytes).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    format!("{UPLOAD}/{}", answer.json().as_str().unwrap())
}

/// Everything that has to be there, and sent.
pub async fn sent(owner: &Client) {
    fine(owner, "save_identity", &IDENTITY).await;
    let offer = [("rows[0][service_id]", BALATA_ID), ("rows[0][price]", "1250"), ("rows[0][active]", "true")];
    fine(owner, "save_services", &offer).await;
    for kind in NEEDED {
        kept(owner, kind, &pdf("")).await;
    }
    fine(owner, "send_application", &[]).await;
}

#[tokio::test]
async fn each_part_is_kept_as_it_is_sent_and_the_whole_goes_to_the_desk() {
    let app = site().await;
    let hasan = app.mechanic("hasan").await;
    assert!(hasan.page(PAGE).await.text.contains("Önce atölyenizi açın"));
    assert_eq!(hasan.post("mechanics/save_identity", &IDENTITY).await.status, 404, "before there is a workshop");
    hasan.post("mechanics/open", &super::OPEN).await;
    assert!(hasan.page("/atolye/profil").await.text.contains("href=\"/atolye/basvuru\""));
    let page = hasan.page(PAGE).await.text;
    assert!(page.contains("5 adımın 2 tanesi tamam"), "{page}");
    assert_eq!(refused(&hasan, "send_application", &[]).await, ["documents", "identity", "services"]);

    let wrong = [("kind", "person"), ("title", ""), ("tax_number", "4540536920"), ("mersis", "12")];
    assert_eq!(refused(&hasan, "save_identity", &wrong).await, ["mersis", "tax_number", "tax_office", "title"]);
    let plain = hasan.form(PAGE, "mechanics/save_identity", &wrong).await;
    assert_eq!(plain.header("location"), PAGE);
    assert!(hasan.page(PAGE).await.text.contains("value=\"4540536920\""), "what was typed comes back");
    let plain = hasan.form(PAGE, "mechanics/save_identity", &IDENTITY).await;
    assert_eq!(plain.header("location"), PAGE);
    let page = hasan.page(PAGE).await.text;
    assert!(page.contains("value=\"4540536920\"") && page.contains("5 adımın 3 tanesi tamam"), "{page}");

    let offer = [("rows[0][service_id]", BALATA_ID), ("rows[0][price]", "1250"), ("rows[0][active]", "true")];
    fine(&hasan, "save_services", &offer).await;
    let plain =
        hasan.upload(UPLOAD, true, ("levha.png", "image/png", &files::png(64, 48)), &[("kind", "tax_plate")]).await;
    assert_eq!((plain.status, plain.header("location").as_str()), (303, PAGE), "{}", plain.text);
    let page = hasan.page(PAGE).await.text;
    assert!(page.contains("Eksik belgeler: İşyeri açma ve çalışma ruhsatı, Ustalık"), "{page}");
    kept(&hasan, "licence", &pdf("")).await;
    let extra = kept(&hasan, "other", &pdf("")).await;
    kept(&hasan, "mastery", &pdf("")).await;
    fine(&hasan, "remove_document", &[("document_id", extra.rsplit('/').next().unwrap())]).await;
    assert_eq!(hasan.page(&extra).await.status, 404);
    let plain = hasan.form(PAGE, "mechanics/send_application", &[("text", "Hafta içi gelin")]).await;
    assert_eq!(plain.header("location"), PAGE);
    let page = hasan.page(PAGE).await.text;
    assert!(page.contains("Başvurunuz gönderildi.") && page.contains("Hafta içi gelin"), "{page}");
    assert!(!page.contains("api/mechanics/save_identity") && page.contains("4540536920"), "it stands still now");
    for (endpoint, fields) in [("save_identity", &IDENTITY[..]), ("send_application", &[])] {
        assert_eq!(hasan.post(&format!("mechanics/{endpoint}"), fields).await.code(), "wrong_status", "{endpoint}");
    }
    assert_eq!(send(&hasan, "other", &pdf("")).await.code(), "wrong_status");
}

#[tokio::test]
async fn the_desk_reads_asks_refuses_and_approves_with_mails_and_traces() {
    let app = site().await;
    let (hasan, id) = opened(&app, "hasan").await;
    let (admin, id_text) = (app.admin().await, id.to_string());
    let desk = format!("/yonetim/ustalar/{id}");
    let word = [("mechanic_id", id_text.as_str()), ("reason", "Ruhsatın ikinci sayfası eksik")];
    for endpoint in ["ask_more", "refuse"] {
        let endpoint = format!("mechanics/{endpoint}");
        assert_eq!(admin.post(&endpoint, &word).await.code(), "wrong_status", "nothing was sent yet");
        assert_eq!(hasan.post(&endpoint, &word).await.status, 404);
        assert_eq!(admin.post(&endpoint, &[("mechanic_id", BALATA_ID), ("reason", "yanlış yer")]).await.status, 404);
    }
    sent(&hasan).await;
    let queue = admin.page("/yonetim/ustalar?durum=sent").await.text;
    assert!(queue.contains(&desk) && queue.contains("İnceleniyor"), "{queue}");
    assert!(queue.contains("mechanics/verify"), "what was handed in whole is verified without a question: {queue}");
    assert!(!admin.page(&desk).await.text.contains("Yine de doğrula"));
    assert!(!admin.page("/yonetim/ustalar?durum=asked").await.text.contains(&desk));

    let page = admin.page(&desk).await.text;
    for words in ["Işık Oto Ltd. Şti.", "4540536920", "0454053692000015", "Vergi levhası", "Ne eksik?"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert_eq!(refused(&admin, "ask_more", &[("mechanic_id", &id_text), ("reason", "?")]).await, ["reason"]);
    let plain = admin.form(&desk, "mechanics/ask_more", &[word[0], word[1], ("next", &desk)]).await;
    assert_eq!((plain.status, plain.header("location").as_str()), (303, desk.as_str()));
    assert_eq!(admin.post("mechanics/ask_more", &word).await.code(), "wrong_status", "once is enough");
    assert!(admin.page("/yonetim/ustalar?durum=asked").await.text.contains(&desk));

    let page = hasan.page(PAGE).await.text;
    assert!(page.contains("Yanıt bekleniyor") && page.contains("Ruhsatın ikinci sayfası eksik"), "{page}");
    assert_eq!(refused(&hasan, "send_application", &[]).await, ["text"], "an answer has words");
    kept(&hasan, "licence", &pdf("")).await;
    fine(&hasan, "send_application", &[("text", "Ekledim, buyurun.")]).await;
    assert!(admin.page(&desk).await.text.contains("Ekledim, buyurun."));

    fine(&admin, "refuse", &word).await;
    assert!(hasan.page(PAGE).await.text.contains("Geri çevrildi"));
    assert_eq!(app.visitor().get("mechanics/profile?slug=isik-oto-servis-cankaya").await.status, 404);
    fine(&hasan, "send_application", &[]).await;
    fine(&admin, "verify", &[("mechanic_id", &id_text)]).await;
    assert_eq!(app.visitor().get("mechanics/profile?slug=isik-oto-servis-cankaya").await.status, 200);
    assert_eq!(
        admin.post("mechanics/refuse", &word).await.code(),
        "wrong_status",
        "what is public is suspended instead"
    );
    assert!(hasan.page(PAGE).await.text.contains("Atölyeniz doğrulandı"));

    let acts: Vec<String> = sqlx::query_scalar(
        "select distinct action from audit_log where subject_kind = 'mechanic' and subject_id = $1 order by 1",
    )
    .bind(&id_text)
    .fetch_all(&app.pool)
    .await
    .unwrap();
    assert_eq!(acts, ["mechanic.ask_more", "mechanic.read_application", "mechanic.refuse", "mechanic.verify"]);
    let said: Vec<String> = sqlx::query_scalar("select act from mechanic_application_notes order by created_at, id")
        .fetch_all(&app.pool)
        .await
        .unwrap();
    assert_eq!(said, ["sent", "asked", "answered", "refused", "sent", "approved"]);
    app.run_jobs().await;
    let mails: Vec<(String, String)> = sqlx::query_as(
        "select kind, text_body from mails where kind in ('mechanic_asked', 'mechanic_refused') and sent_at is not null order by kind",
    )
    .fetch_all(&app.pool)
    .await
    .unwrap();
    assert_eq!(mails.iter().map(|(kind, _)| kind.as_str()).collect::<Vec<_>>(), ["mechanic_asked", "mechanic_refused"]);
    for (kind, text) in mails {
        assert!(text.contains("Ruhsatın ikinci sayfası eksik") && text.contains("/atolye/basvuru"), "{kind}: {text}");
    }
}

#[tokio::test]
async fn the_desk_sees_a_pdf_beside_its_decision_and_nobody_else_does() {
    let app = site().await;
    let (hasan, id) = opened(&app, "hasan").await;
    let admin = app.admin().await;
    let paper = kept(&hasan, "tax_plate", &pdf("")).await;
    let picture = kept(&hasan, "premises", &files::png(64, 48)).await;
    let desk = admin.page(&format!("/yonetim/ustalar/{id}")).await;
    let frame = format!("{paper}?yanda=1");
    assert!(desk.text.contains(&format!("src=\"{frame}\"")) && desk.text.contains("<iframe"), "{}", desk.text);
    assert!(desk.text.contains("Tarayıcınız PDF göstermiyorsa") && desk.text.contains(&format!("href=\"{paper}\"")));
    assert!(desk.header("content-security-policy").contains("; frame-src 'self'"), "its frames");
    assert_eq!(desk.header("x-frame-options"), "DENY", "nobody frames the desk itself");
    for page in ["/yonetim/ustalar", "/yonetim"] {
        assert!(!admin.page(page).await.header("content-security-policy").contains("frame-src"), "{page}");
    }
    let shown = admin.page(&frame).await;
    assert_eq!((shown.status, shown.header("content-type").as_str()), (200, "application/pdf"));
    assert_eq!(shown.header("content-disposition"), "inline; filename=\"tax_plate.pdf\"");
    assert_eq!(shown.header("x-content-type-options"), "nosniff");
    assert_eq!(shown.header("x-frame-options"), "SAMEORIGIN");
    assert_eq!(shown.header("cache-control"), "private, no-store");
    let policy = shown.header("content-security-policy");
    assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'self'"), "{policy}");
    assert!(!policy.contains("script-src") && !policy.contains("sandbox"), "{policy}");
    assert_eq!(app.count("select count(*) from audit_log where action = 'mechanic.read_document'").await, 1);
    // The owner's browser keeps it as a file, and a picture needs no frame.
    for (reader, address) in [(&hasan, frame.clone()), (&admin, paper), (&admin, format!("{picture}?yanda=1"))] {
        let answer = reader.page(&address).await;
        assert_eq!(answer.header("x-frame-options"), "DENY", "{address}");
        assert_eq!(answer.header("content-security-policy"), "default-src 'none'; sandbox", "{address}");
        let is_pdf = answer.header("content-type") == "application/pdf";
        assert!(!is_pdf || answer.header("content-disposition").starts_with("attachment"), "{address}");
    }
}

#[tokio::test]
async fn papers_are_their_owners_and_the_desks_and_leave_harmless() {
    let app = site().await;
    let (hasan, _) = opened(&app, "hasan").await;
    let (sinan, _) = opened(&app, "sinan").await;
    let (admin, ayse) = (app.admin().await, app.customer("ayse").await);
    let file = pdf("/OpenAction [3 0 R /FitH 800]");
    let (paper, picture) =
        (kept(&hasan, "tax_plate", &file).await, kept(&hasan, "premises", &files::png(64, 48)).await);
    for address in [&paper, &picture] {
        let visitor = app.visitor().page(address).await;
        assert!(visitor.status == 303 && visitor.header("location").starts_with("/giris?next="), "{visitor:?}");
        for stranger in [&sinan, &ayse] {
            assert_eq!(stranger.page(address).await.status, 404);
        }
        assert_eq!(app.count("select count(*) from audit_log where action = 'mechanic.read_document'").await, 0);
    }
    for (address, kind, disposition) in [
        (&paper, "application/pdf", "attachment; filename=\"tax_plate.pdf\""),
        (&picture, "image/jpeg", "inline; filename=\"premises.jpg\""),
    ] {
        for reader in [&hasan, &admin] {
            let answer = reader.page(address).await;
            assert_eq!((answer.status, answer.header("content-type").as_str()), (200, kind));
            assert_eq!(answer.header("content-disposition"), disposition);
            assert_eq!(answer.header("content-security-policy"), "default-src 'none'; sandbox");
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            assert_eq!(answer.header("cache-control"), "private, no-store");
        }
    }
    assert_eq!(hasan.page(&paper).await.bytes, file, "a PDF comes back as it was");
    assert_eq!(app.count("select count(*) from audit_log where action = 'mechanic.read_document'").await, 2);
    let id = paper.rsplit('/').next().unwrap();
    for stranger in [&sinan, &ayse, &admin] {
        assert_eq!(stranger.post("mechanics/remove_document", &[("document_id", id)]).await.status, 404);
    }
    for wrong in ["yok", "00000000-0000-7000-8000-000000000000"] {
        assert_eq!(hasan.page(&format!("{UPLOAD}/{wrong}")).await.status, 404);
        assert_eq!(hasan.post("mechanics/remove_document", &[("document_id", wrong)]).await.status, 404);
    }
    assert_eq!(hasan.page(&paper).await.status, 200);
}

#[tokio::test]
async fn hostile_papers_are_refused_or_lose_what_they_hide() {
    let app = site().await;
    let (hasan, _) = opened(&app, "hasan").await;
    let mut hostile = files::refused();
    for (name, inside) in [
        ("a PDF with a script", "/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"),
        ("a PDF with a script in other letters", "/OpenAction << /S /J#61vaScript /JS (1) >>"),
        ("a PDF that starts a program", "/A << /S /Launch /F (cmd.exe) >>"),
        ("a PDF with a file inside", "/Names << /EmbeddedFiles 2 0 R >>"),
        ("a locked PDF", "/Encrypt 5 0 R"),
        ("a PDF with a form that computes", "/AcroForm << /XFA 4 0 R >>"),
    ] {
        hostile.push((name, pdf(inside), "file_type"));
    }
    hostile.push(("an archive behind a PDF", [pdf(""), b"PK\x03\x04gizli".to_vec()].concat(), "file_type"));
    hostile.push(("a page behind a PDF", [pdf(""), b"<script>alert(1)</script>".to_vec()].concat(), "file_type"));
    hostile.push(("a PDF behind a picture's mark", [b"GIF89a".to_vec(), pdf("")].concat(), "file_type"));
    let mut large = pdf("");
    large.splice(9..9, vec![b' '; 8 * 1024 * 1024]);
    hostile.push(("a large PDF", large, "file_too_large"));
    for (name, bytes, rule) in hostile {
        let answer = send(&hasan, "other", &bytes).await;
        assert_eq!((answer.status, answer.code().as_str()), (422, "invalid"), "{name}: {}", answer.text);
        let field = &answer.json()["fields"]["file"];
        assert_eq!(field["rule"], rule, "{name}");
        assert!(field["message"].as_str().is_some_and(|message| message.len() > 10), "{name}");
    }
    assert_eq!(app.count("select count(*) from mechanic_documents").await, 0, "nothing that was sent is kept");
    assert_eq!(send(&hasan, "kimlik", &pdf("")).await.fields(), ["kind"]);
    assert_eq!(send(&hasan, "certificate", &pdf("")).await.fields(), ["kind"]);

    let placed = files::with_exif(&files::jpeg(&files::halves(64, 32)), 6);
    let mut pictures = files::polyglots();
    pictures.push(("a phone's photo", placed, b"ORTAKOY41"));
    for (name, bytes, secret) in pictures {
        assert!(bytes.windows(secret.len()).any(|part| part == secret), "{name}");
        let address = kept(&hasan, "premises", &bytes).await;
        let shown = hasan.page(&address).await;
        assert_eq!(shown.header("content-type"), "image/jpeg", "{name}");
        assert!(!shown.bytes.windows(secret.len()).any(|part| part == secret), "{name}");
        image::load_from_memory_with_format(&shown.bytes, image::ImageFormat::Jpeg).unwrap();
    }
    let plain =
        hasan.upload(UPLOAD, true, ("a.svg", "image/svg+xml", b"<svg onload=alert(1)>"), &[("kind", "licence")]);
    assert_eq!(plain.await.header("location"), PAGE);
    let page = hasan.page(PAGE).await.text;
    assert!(page.contains("f-file-error") && page.contains("Bu dosya kabul edilmiyor"), "{page}");
    assert!(page.contains("<option value=\"licence\" selected"), "the kind stays chosen");
}

#[tokio::test]
async fn papers_are_limited_and_a_sheet_stays_readable() {
    let app = site().await;
    let (hasan, _) = opened(&app, "hasan").await;
    let address = kept(&hasan, "licence", &files::png(3000, 1500)).await;
    let sheet = image::load_from_memory(&hasan.page(&address).await.bytes).unwrap();
    assert_eq!((sheet.width(), sheet.height()), (2400, 1200));
    for _ in 1..20 {
        kept(&hasan, "other", &pdf("")).await;
    }
    let more = send(&hasan, "other", &pdf("")).await;
    assert_eq!(more.json()["fields"]["file"]["rule"], "too_many");
    assert_eq!(hasan.send(axum::http::Request::post(UPLOAD)).await.status, 422, "no form at all");
    let foreign = axum::http::Request::post(UPLOAD).header("sec-fetch-site", "cross-site");
    assert_eq!(hasan.send(foreign).await.status, 403);
}

#[tokio::test]
async fn an_application_goes_with_its_owner() {
    let app = site().await;
    let (hasan, _) = opened(&app, "hasan").await;
    sent(&hasan).await;
    sqlx::query("insert into mechanic_identity_changes select * from mechanic_identities")
        .execute(&app.pool)
        .await
        .unwrap();
    sqlx::query("insert into mechanic_unseen_changes select id, name, address, created_at from mechanics")
        .execute(&app.pool)
        .await
        .unwrap();
    let left = "select (select count(*) from mechanic_identity_changes) + (select count(*) from mechanic_unseen_changes) + (select count(*) from mechanic_identities) + (select count(*) from mechanic_documents)
                + (select count(*) from mechanic_applications) + (select count(*) from mechanic_application_notes)";
    assert_eq!(app.count(left).await, 8);
    assert_eq!(hasan.post("users/request_deletion", &[("confirm", "hasan@ornek.test")]).await.status, 200);
    app.clock.advance_minutes(30 * 24 * 60);
    let run = sanaiyiusta::modules::users::retain(&app.wires).await.unwrap();
    assert_eq!((run.people_erased, run.people_failed), (1, 0));
    assert_eq!(app.count(left).await, 0);
}

#[tokio::test]
async fn the_copy_of_an_owners_data_holds_photos_and_papers_of_their_workshop_and_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().to_str().unwrap();
    let app = TestApp::with_env(&[("MEDIA_DIR", dir), ("RATE_LIMIT_FACTOR", "1000")]).await;
    let ((hasan, _), (nuri, _)) = (opened(&app, "hasan").await, opened(&app, "nuri").await);
    for (owner, inside) in [(&hasan, ""), (&nuri, "/Nuri true")] {
        kept(owner, "tax_plate", &pdf(inside)).await;
        let photo = owner.upload("/atolye/fotograflar", false, ("a.png", "image/png", &png(64, 48)), &[]).await;
        assert_eq!(photo.status, 200, "{}", photo.text);
    }
    let copy = copy_of(&app, &hasan).await;
    assert_eq!(only_file(&copy, "mechanic_documents"), pdf(""));
    assert!(image::load_from_memory(only_file(&copy, "mechanic_photos")).is_ok());
    assert_eq!(copy.keys().filter(|name| name.starts_with("files/")).count(), 2);
}

#[tokio::test]
async fn a_script_that_sends_a_paper_is_told_where_to_go_on_and_what_is_wrong() {
    let app = site().await;
    let (hasan, _) = opened(&app, "hasan").await;
    let body = |kind: &str, bytes: &[u8]| {
        let kind = format!("--grenze\r\ncontent-disposition: form-data; name=\"kind\"\r\n\r\n{kind}\r\n");
        let file = "--grenze\r\ncontent-disposition: form-data; name=\"file\"; filename=\"belge.pdf\"\r\n\r\n";
        [kind.as_bytes(), file.as_bytes(), bytes, b"\r\n--grenze--\r\n"].concat()
    };
    let sent = hasan.multipart_by_script(UPLOAD, body("licence", &pdf(""))).await;
    assert_eq!((sent.status, sent.header("location").as_str()), (200, PAGE), "{}", sent.text);
    assert!(hasan.page(PAGE).await.text.contains("Eklendi."), "the next page says the same as to a plain form");
    let refused = hasan.multipart_by_script(UPLOAD, body("licence", b"<svg onload=alert(1)>")).await;
    assert_eq!((refused.status, refused.fields()), (422, vec!["file".to_owned()]), "{}", refused.text);
    assert_eq!(refused.header("location"), "");
    assert_eq!(app.count("select count(*) from mechanic_documents").await, 1);
    let other = send(&hasan, "tax_plate", &pdf("")).await;
    assert_eq!((other.status, other.header("location").as_str()), (200, ""), "other clients go nowhere");

    let admin = app.admin().await;
    for (client, page) in [
        (&hasan, PAGE),
        (&hasan, "/atolye/sertifikalar"),
        (&hasan, "/atolye/fotograflar"),
        (&admin, "/yonetim/katalog/aktar"),
    ] {
        let text = client.page(page).await.text;
        for part in ["data-upload", "<progress", "upload.js", "Göndermeyi durdur", "Bağlantı koptu"] {
            assert!(text.contains(part), "{page}: {part}");
        }
    }
}
