//! Photos: shown small, upright and bare of everything else, whatever is sent.

pub mod files;

use super::id_of;
use crate::support::{Answer, Client, TestApp};
use files::{BLUE, RED, halves, jpeg, png};
use sanaiyiusta::platform::media::{MAX_BYTES, SIDE};

const UPLOAD: &str = "/hesap/ayarlar/fotograf";

/// A site with a folder of its own for photos.
async fn site() -> (TestApp, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("media").to_str().unwrap().to_owned();
    let app = TestApp::with_env(&[("MEDIA_DIR", &dir), ("RATE_LIMIT_FACTOR", "1000")]).await;
    (app, folder)
}

async fn send(client: &Client, bytes: &[u8], fields: &[(&str, &str)]) -> Answer {
    client.upload(UPLOAD, false, ("foto.jpg", "image/jpeg", bytes), fields).await
}

/// The photo that a person shows now, as everybody gets it.
async fn shown(app: &TestApp) -> Answer {
    let key: String = sqlx::query_scalar("select photo_key from users where photo_key is not null")
        .fetch_one(&app.pool)
        .await
        .unwrap();
    app.visitor().page(&format!("/foto/{key}")).await
}

/// Colour of a point of the photo, given in eighths.
fn colour(photo: &Answer, x: u32, y: u32) -> [u8; 3] {
    let picture = image::load_from_memory_with_format(&photo.bytes, image::ImageFormat::Jpeg).unwrap().to_rgb8();
    assert_eq!(picture.dimensions(), (SIDE, SIDE));
    picture.get_pixel(x * SIDE / 8, y * SIDE / 8).0
}

fn near(one: [u8; 3], other: [u8; 3]) -> bool {
    one.iter().zip(other).all(|(a, b)| a.abs_diff(b) < 24)
}

fn stored(folder: &tempfile::TempDir) -> usize {
    std::fs::read_dir(folder.path().join("media/foto")).map_or(0, Iterator::count)
}

#[tokio::test]
async fn a_photo_is_uploaded_by_a_plain_form_shown_everywhere_replaced_and_removed() {
    let (app, folder) = site().await;
    let (elif, admin) = (app.customer("elif").await, app.admin().await);
    let visitor = app.visitor().upload(UPLOAD, true, ("a.png", "image/png", &png(64, 64)), &[]).await;
    assert_eq!((visitor.status, visitor.header("location").as_str()), (303, "/giris?next=%2Fhesap%2Fayarlar"));

    let sent = elif.upload(UPLOAD, true, ("a.png", "image/png", &png(64, 64)), &[]).await;
    assert_eq!((sent.status, sent.header("location").as_str()), (303, "/hesap/ayarlar"), "{}", sent.text);
    let photo = shown(&app).await;
    assert_eq!((photo.status, photo.header("content-type").as_str()), (200, "image/jpeg"));
    assert_eq!(photo.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(photo.header("content-security-policy"), "default-src 'none'; sandbox");
    assert_eq!(photo.header("x-content-type-options"), "nosniff");
    assert!(photo.bytes.starts_with(&[0xff, 0xd8]));

    let settings = elif.page("/hesap/ayarlar").await.text;
    assert!(settings.contains("Kaydedildi."), "{settings}");
    let address = format!("src=\"/foto/{}", settings.split("src=\"/foto/").nth(1).unwrap().get(..32).unwrap());
    for page in [settings, elif.page("/").await.text, admin.page("/yonetim/kullanicilar").await.text] {
        assert!(page.contains(&address), "{address}");
    }
    let person = format!("/yonetim/kullanicilar/{}", id_of(&app, "elif").await);
    assert!(admin.page(&person).await.text.contains(&address));

    assert_eq!(send(&elif, &jpeg(&halves(64, 64)), &[]).await.status, 204);
    assert!(!elif.page("/").await.text.contains(&address), "another photo has another address");
    assert_eq!(app.visitor().page(&address.replace("src=\"", "")).await.status, 404);
    assert_eq!(stored(&folder), 1, "the one before is deleted");
    let removed = elif.form("/hesap/ayarlar", "users/remove_photo", &[]).await;
    assert_eq!(removed.header("location"), "/hesap/ayarlar");
    assert!(!elif.page("/hesap/ayarlar").await.text.contains("/foto/"));
    assert_eq!(stored(&folder), 0);
}

#[tokio::test]
async fn the_square_is_the_middle_or_what_the_sliders_say() {
    let (app, _folder) = site().await;
    let elif = app.customer("elif").await;
    let wide = jpeg(&halves(128, 64));
    let no_sliders: &[(&str, &str)] = &[];
    for (fields, left, right) in [
        (no_sliders, RED, BLUE),
        (&[("x", "0"), ("y", "500"), ("zoom", "100")][..], RED, RED),
        (&[("x", "1000"), ("y", "500"), ("zoom", "100")][..], BLUE, BLUE),
        (&[("x", "500"), ("y", "0"), ("zoom", "200")][..], RED, BLUE),
        (&[("x", "-1"), ("y", "?"), ("zoom", "")][..], RED, BLUE),
    ] {
        assert_eq!(send(&elif, &wide, fields).await.status, 204);
        let photo = shown(&app).await;
        let (a, b) = (colour(&photo, 1, 4), colour(&photo, 7, 4));
        assert!(near(a, left) && near(b, right), "{fields:?}: {a:?} {b:?}");
    }
}

#[tokio::test]
async fn a_phones_photo_stands_upright_and_tells_nobody_where_it_was_taken() {
    let (app, _folder) = site().await;
    let elif = app.customer("elif").await;
    let sent = files::with_exif(&jpeg(&halves(64, 32)), 6);
    assert!(sent.windows(4).any(|part| part == b"Exif") && sent.windows(9).any(|part| part == b"ORTAKOY41"));
    assert_eq!(send(&elif, &sent, &[]).await.status, 204);
    let photo = shown(&app).await;
    // Turned to the right, the red left half is on top.
    assert!(near(colour(&photo, 4, 1), RED) && near(colour(&photo, 4, 7), BLUE));
    for trace in [&b"Exif"[..], b"ORTAKOY41", b"GPS"] {
        assert!(!photo.bytes.windows(trace.len()).any(|part| part == trace));
    }
}

#[tokio::test]
async fn hostile_files_are_refused_in_words() {
    let (app, folder) = site().await;
    let elif = app.customer("elif").await;
    let files = files::refused();
    assert!(files.len() >= 20, "{}", files.len());
    for (name, bytes, rule) in files {
        let answer = send(&elif, &bytes, &[]).await;
        assert_eq!((answer.status, answer.code().as_str()), (422, "invalid"), "{name}: {}", answer.text);
        let field = &answer.json()["fields"]["photo"];
        assert_eq!(field["rule"], rule, "{name}");
        assert!(field["message"].as_str().is_some_and(|message| message.len() > 10), "{name}");
    }
    assert_eq!(app.count("select count(*) from users where photo_key is not null").await, 0);
    assert_eq!(stored(&folder), 0, "nothing that was sent is kept");

    let plain = elif.upload(UPLOAD, true, ("a.svg", "image/svg+xml", b"<svg onload=alert(1)>"), &[]).await;
    assert_eq!((plain.status, plain.header("location").as_str()), (303, "/hesap/ayarlar"));
    let page = elif.page("/hesap/ayarlar").await.text;
    assert!(page.contains("f-photo-error") && page.contains("aria-invalid=\"true\""), "the form says why");
}

#[tokio::test]
async fn what_hides_behind_a_picture_is_never_served() {
    let (app, folder) = site().await;
    let elif = app.customer("elif").await;
    for (name, bytes, secret) in files::polyglots() {
        assert!(bytes.windows(secret.len()).any(|part| part == secret), "{name}");
        let answer = send(&elif, &bytes, &[]).await;
        assert_eq!(answer.status, 204, "{name}: {}", answer.text);
        let photo = shown(&app).await;
        assert_eq!(photo.header("content-type"), "image/jpeg", "{name}");
        assert!(!photo.bytes.windows(secret.len()).any(|part| part == secret), "{name}");
        colour(&photo, 4, 4);
    }
    for file in std::fs::read_dir(folder.path().join("media/foto")).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.windows(7).any(|part| part == b"<script"), "nor stored");
    }
}

#[tokio::test]
async fn uploads_are_limited_in_size_and_number_and_come_from_here() {
    let folder = tempfile::tempdir().unwrap();
    let app = TestApp::with_env(&[("MEDIA_DIR", folder.path().to_str().unwrap()), ("RATE_LIMIT_FACTOR", "1")]).await;
    let elif = app.customer("elif").await;
    let huge = vec![0xff; MAX_BYTES + 128 * 1024];
    assert_eq!(send(&elif, &huge, &[]).await.json()["fields"]["photo"]["rule"], "file_too_large");
    let text = axum::http::Request::post(UPLOAD).header("sec-fetch-site", "cross-site");
    assert_eq!(elif.send(text).await.status, 403);
    assert_eq!(elif.send(axum::http::Request::post(UPLOAD)).await.status, 422, "no form at all");
    for _ in 0..8 {
        send(&elif, b"x", &[]).await;
    }
    assert_eq!(send(&elif, &png(64, 64), &[]).await.status, 429);
    app.clock.advance_minutes(2);
    assert_eq!(send(&elif, &png(64, 64), &[]).await.status, 204);
}

#[tokio::test]
async fn names_of_photos_lead_nowhere_else() {
    let (app, folder) = site().await;
    std::fs::create_dir_all(folder.path().join("media")).unwrap();
    std::fs::write(folder.path().join("media/gizli.txt"), "gizli").unwrap();
    for name in ["..%2Fgizli.txt", "%2e%2e%2fgizli", "gizli.txt", "0", "ABCDEF00ABCDEF00ABCDEF00ABCDEF00", "%00"] {
        let answer = app.visitor().page(&format!("/foto/{name}")).await;
        assert_eq!(answer.status, 404, "{name}");
        assert!(!answer.text.contains("gizli"));
    }
}
