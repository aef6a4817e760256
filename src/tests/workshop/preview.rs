//! The profile as it would look, before it is saved.

use super::{mine, opened};
use crate::support::TestApp;
use axum::http::Request;

const PREVIEW: &str = "/atolye/profil/onizleme";

#[tokio::test]
async fn a_draft_of_the_profile_is_looked_at_and_not_saved() {
    let app = TestApp::new().await;
    let (hasan, _) = opened(&app, "hasan").await;
    let address = PREVIEW;
    let editor = hasan.page("/atolye/profil").await.text;
    assert!(
        editor.contains(&format!("formaction=\"{address}\"")) && editor.contains("formtarget=\"_blank\""),
        "{editor}"
    );
    let typed =
        [("name", "  Yeni   Oto <i> "), ("phone", "0555 111 22 33"), ("story", "Baba mesleği."), ("il", "ankara")];
    let sent = hasan.send_body(Request::post(address).header("accept", "text/html"), &typed).await;
    assert_eq!((sent.status, sent.header("location").as_str()), (303, address));
    let page = hasan.page(address).await.text;
    for words in ["Yeni Oto &lt;i&gt;", "Baba mesleği.", "0555 111 22 33", "henüz kaydedilmedi", "name=\"robots\""] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("application/ld+json"), "search engines get nothing of it");
    let kept = mine(&hasan).await;
    assert_eq!((kept["name"].as_str(), kept["phone"].as_str()), (Some("Işık Oto Servis"), Some("+905320000001")));
    let again = hasan.page(address).await.text;
    assert!(again.contains("Işık Oto Servis") && !again.contains("Yeni Oto"), "by itself it shows what is kept");

    let broken = [("name", " "), ("phone", "123"), ("story", "")];
    hasan.send_body(Request::post(address).header("accept", "text/html"), &broken).await;
    let page = hasan.page(address).await.text;
    assert!(page.contains("Işık Oto Servis") && page.contains("0532 000 00 01") && !page.contains("Yirmi yıldır"));
    let ayse = app.customer("ayse").await;
    assert_eq!(ayse.send_body(Request::post(address), &typed).await.status, 404);
    let visitor = app.visitor().send_body(Request::post(address).header("accept", "text/html"), &typed).await;
    assert_eq!(visitor.header("location"), "/giris?next=%2Fatolye%2Fprofil");
}

#[tokio::test]
async fn a_draft_shows_address_place_estate_and_radius_as_they_are_typed() {
    let app = TestApp::new().await;
    let (hasan, _) = opened(&app, "hasan").await;
    let address = PREVIEW;
    let editor = hasan.page("/atolye/profil").await.text;
    for part in [&format!("data-preview=\"{address}\""), "preview.js", "sandbox=\"allow-same-origin\""] {
        assert!(editor.contains(part), "{part}: {editor}");
    }
    let mut typed = [
        ("name", "Işık Oto Servis"),
        ("phone", "0532 000 00 01"),
        ("address", "Yeni  Sokak 9"),
        ("il", "istanbul"),
        ("ilce", "istanbul-kadikoy"),
        ("lat", "40,99"),
        ("lon", "29.03"),
        ("estate", "Dudullu Sanayi"),
        ("estate_unit", "3. Blok"),
        ("visits_within_km", "25"),
    ];
    let look = async |typed: &[(&str, &str)]| {
        let sent = hasan.send_body(Request::post(address).header("accept", "text/html"), typed).await;
        assert_eq!(sent.status, 303);
        hasan.page(address).await.text
    };
    let page = look(&typed).await;
    for words in [
        "Yeni Sokak 9, Kadıköy, İstanbul",
        "Dudullu Sanayi, 3. Blok",
        "25 km içinde yerinize gelir",
        "geo:40.99000,29.03000",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    for (place, value) in [(2, " "), (4, "yok"), (5, "0"), (7, ""), (8, ""), (9, "uzak")] {
        typed[place].1 = value;
    }
    let page = look(&typed).await;
    assert!(page.contains("Sanayi Sitesi 12. Blok No: 5, Çankaya, Ankara"), "what cannot be read is as it is kept");
    assert!(!page.contains("Dudullu") && !page.contains("km içinde yerinize gelir") && !page.contains("geo:0"));
}
