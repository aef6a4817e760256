//! Photos of a workshop: whatever is sent they are drawn anew, in their owner's order, seen by whom they are for.

use super::{fine, opened, refused};
use crate::{
    people::photos::files::{self, halves, jpeg, png},
    support::{Answer, Client, TestApp},
};
use axum::http::Request;
use sanaiyiusta::platform::media::{MAX_BYTES, SHOT_SIDE, THUMB_SIDE};
use serde_json::{Value, json};
use tempfile::TempDir;

const PAGE: &str = "/atolye/fotograflar";
const SLUG: &str = "isik-oto-servis-cankaya";

async fn site() -> (TestApp, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("media").to_str().unwrap().to_owned();
    let app = TestApp::with_env(&[("MEDIA_DIR", &dir), ("RATE_LIMIT_FACTOR", "1000")]).await;
    (app, folder)
}

async fn send(owner: &Client, bytes: &[u8]) -> Answer {
    owner.upload(PAGE, false, ("dukkan.jpg", "image/jpeg", bytes), &[]).await
}

/// Adds a photo and gives its id.
async fn added(owner: &Client, bytes: &[u8]) -> String {
    let answer = send(owner, bytes).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()[0].as_str().unwrap().to_owned()
}

/// Several files in one form.
async fn send_all(owner: &Client, files: &[(&str, &[u8])]) -> Answer {
    let mut body = Vec::new();
    for (name, bytes) in files {
        let head = format!("--grenze\r\ncontent-disposition: form-data; name=\"photo\"; filename=\"{name}\"\r\n\r\n");
        body.extend([head.as_bytes(), bytes, b"\r\n"].concat());
    }
    body.extend(b"--grenze--\r\n");
    owner.multipart(PAGE, body).await
}

async fn verified(app: &TestApp, id: &str) -> Client {
    let admin = app.admin().await;
    fine(&admin, "verify", &[("mechanic_id", id)]).await;
    admin
}

/// The photos of a public workshop, as other clients get them.
async fn shown(app: &TestApp) -> Vec<Value> {
    let answer = app.visitor().get(&format!("mechanics/profile?slug={SLUG}")).await.json();
    answer["photos"].as_array().unwrap().clone()
}

fn text<'a>(photo: &'a Value, name: &str) -> &'a str {
    photo[name].as_str().unwrap()
}

/// Addresses of small photos, in the order of a page.
fn tiles(page: &Answer) -> Vec<String> {
    let parts = page.text.split("src=\"/foto/atolye/").skip(1);
    parts
        .filter_map(|part| part.split('"').next())
        .filter(|name| name.ends_with("-kucuk.jpg"))
        .map(Into::into)
        .collect()
}

fn stored(folder: &TempDir) -> usize {
    std::fs::read_dir(folder.path().join("media/atolye")).map_or(0, Iterator::count)
}

/// A picture that no other one equals.
fn picture(shade: u8) -> Vec<u8> {
    jpeg(&image::RgbImage::from_pixel(64, 48, image::Rgb([shade, 90, 40])))
}

#[tokio::test]
async fn photos_are_added_by_a_plain_form_and_shown_on_the_profile() {
    let (app, folder) = site().await;
    let waiting = app.mechanic("hasan").await;
    assert!(waiting.page(PAGE).await.text.contains("Önce atölyenizi açın"));
    let (hasan, id) = opened(&app, "sinan").await;
    let empty = hasan.page(PAGE).await.text;
    assert!(empty.contains("Henüz fotoğraf yok") && empty.contains("enctype=\"multipart/form-data\""), "{empty}");
    let plain = hasan.upload(PAGE, true, ("a.png", "image/png", &png(3000, 1500)), &[]).await;
    assert_eq!((plain.status, plain.header("location").as_str()), (303, PAGE), "{}", plain.text);
    let several = send_all(&hasan, &[("b.jpg", &picture(10)), ("c.jpg", &picture(200))]).await;
    assert_eq!(several.json().as_array().map(Vec::len), Some(2), "{}", several.text);
    let page = hasan.page(PAGE).await;
    assert!(page.text.contains("Eklendi.") && page.text.contains("Kapak"), "{}", page.text);
    assert_eq!((tiles(&page).len(), stored(&folder)), (3, 6));

    verified(&app, &id.to_string()).await;
    let photos = shown(&app).await;
    assert_eq!((&photos[0]["width"], &photos[0]["height"]), (&json!(SHOT_SIDE), &json!(SHOT_SIDE / 2)));
    for (name, side) in [("large", SHOT_SIDE), ("small", THUMB_SIDE)] {
        let answer = app.visitor().page(text(&photos[0], name)).await;
        assert_eq!((answer.status, answer.header("content-type").as_str()), (200, "image/jpeg"));
        assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(answer.header("content-security-policy"), "default-src 'none'; sandbox");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        let drawn = image::load_from_memory_with_format(&answer.bytes, image::ImageFormat::Jpeg).unwrap();
        assert_eq!((drawn.width(), drawn.height()), (side, side / 2));
    }
    let profile = app.visitor().page(&format!("/usta/{SLUG}")).await;
    let large = text(&photos[0], "large");
    assert!(
        profile.text.contains("3 fotoğraf") && profile.text.contains("popovertarget=\"foto-1\""),
        "{}",
        profile.text
    );
    assert!(profile.text.contains(&format!("\"image\":[\"http://127.0.0.1:3000{large}\"")), "{}", profile.text);
    assert!(!profile.text.contains("dükkân cephesi, çizim"), "no drawing beside photos");
    let english = app.visitor().page(&format!("/usta/{SLUG}?lang=en")).await.text;
    assert!(english.contains("Photos: 3") && english.contains("Enlarge: Işık Oto Servis, photo 1"), "{english}");
}

#[tokio::test]
async fn the_order_captions_and_removal_are_the_owners() {
    let (app, folder) = site().await;
    let (hasan, id) = opened(&app, "hasan").await;
    let mut ids = Vec::new();
    for shade in [10, 90, 170, 250] {
        ids.push(added(&hasan, &picture(shade)).await);
    }
    let order = async |page: Answer| -> Vec<usize> {
        let place = |tile: &String| ids.iter().position(|id| tile.starts_with(&id.replace('-', ""))).unwrap();
        tiles(&page).iter().map(place).collect()
    };
    for (photo, to, expected) in [
        (3, "1", [3, 0, 1, 2]),
        (0, "down", [3, 1, 0, 2]),
        (1, "up", [1, 3, 0, 2]),
        (1, "up", [1, 3, 0, 2]),
        (2, "down", [1, 3, 0, 2]),
        (1, "99", [3, 0, 2, 1]),
    ] {
        fine(&hasan, "move_photo", &[("photo_id", &ids[photo]), ("to", to)]).await;
        assert_eq!(order(hasan.page(PAGE).await).await, expected, "{photo} {to}");
    }
    for to in ["", "0", "-1", "yan"] {
        assert_eq!(refused(&hasan, "move_photo", &[("photo_id", &ids[0]), ("to", to)]).await, ["to"], "{to:?}");
    }
    let plain = hasan.form(PAGE, "mechanics/move_photo", &[("photo_id", &ids[2]), ("to", "1")]).await;
    assert_eq!(plain.header("location"), format!("{PAGE}#foto-{}", ids[2]));
    assert_eq!(order(hasan.page(PAGE).await).await, [2, 3, 0, 1]);

    let hostile = " <b>Yeni\n liftimiz</b>  ";
    fine(&hasan, "caption_photo", &[("photo_id", &ids[2]), ("caption", hostile)]).await;
    let long = "ş".repeat(121);
    assert_eq!(refused(&hasan, "caption_photo", &[("photo_id", &ids[3]), ("caption", &long)]).await, ["caption"]);
    let claim = [("photo_id", ids[3].as_str()), ("caption", "Fiat yetkili servisi")];
    assert_eq!(refused(&hasan, "caption_photo", &claim).await, ["caption"], "captions claim no more than the story");
    let plain = hasan.form(PAGE, "mechanics/caption_photo", &claim).await;
    assert_eq!(plain.header("location"), PAGE);
    let page = hasan.page(PAGE).await.text;
    assert!(page.contains("value=\"Fiat yetkili servisi\"") && page.contains("aria-invalid=\"true\""), "{page}");
    fine(&hasan, "caption_photo", &[("photo_id", &ids[3]), ("caption", &"ş".repeat(120))]).await;

    fine(&hasan, "remove_photo", &[("photo_id", &ids[3])]).await;
    assert_eq!(order(hasan.page(PAGE).await).await, [2, 0, 1]);
    assert_eq!(app.count("select max(position)::bigint from mechanic_photos").await, 3, "no gap is left");
    app.run_jobs().await;
    assert_eq!(stored(&folder), 6, "its files are gone");
    verified(&app, &id.to_string()).await;
    assert_eq!(shown(&app).await[0]["caption"], "<b>Yeni liftimiz</b>");
    let profile = app.visitor().page(&format!("/usta/{SLUG}")).await.text;
    assert!(profile.contains("&lt;b&gt;Yeni liftimiz") && !profile.contains("<b>Yeni"), "{profile}");
}

#[tokio::test]
async fn photos_of_others_are_not_found_and_hidden_ones_are_seen_by_owner_and_desk() {
    let (app, _folder) = site().await;
    let ((hasan, id), (sinan, _)) = (opened(&app, "hasan").await, opened(&app, "sinan").await);
    let photo = added(&hasan, &picture(10)).await;
    let name = tiles(&hasan.page(PAGE).await).remove(0);
    let address = format!("/foto/atolye/{name}");
    let (ayse, admin) = (app.customer("ayse").await, app.admin().await);
    for stranger in [&app.visitor(), &ayse, &sinan] {
        assert_eq!(stranger.page(&address).await.status, 404);
    }
    for reader in [&hasan, &admin] {
        let answer = reader.page(&address).await;
        assert_eq!((answer.status, answer.header("cache-control").as_str()), (200, "private, no-store"));
    }
    for (endpoint, field) in
        [("caption_photo", ("caption", "x")), ("move_photo", ("to", "1")), ("remove_photo", ("x", "y"))]
    {
        let endpoint = format!("mechanics/{endpoint}");
        for stranger in [&sinan, &ayse, &admin] {
            assert_eq!(stranger.post(&endpoint, &[("photo_id", &photo), field]).await.status, 404, "{endpoint}");
        }
        for wrong in ["yok", "00000000-0000-7000-8000-000000000000"] {
            assert_eq!(hasan.post(&endpoint, &[("photo_id", wrong), field]).await.status, 404, "{endpoint}");
        }
        assert_eq!(app.visitor().post(&endpoint, &[("photo_id", &photo), field]).await.status, 401);
    }
    for stranger in [&ayse, &admin] {
        assert_eq!(send(stranger, &picture(1)).await.status, 404);
    }
    let visitor = app.visitor().upload(PAGE, true, ("a.png", "image/png", &png(64, 64)), &[]).await;
    assert_eq!(visitor.header("location"), "/giris?next=%2Fatolye%2Ffotograflar");
    let desk = admin.page(&format!("/yonetim/ustalar/{id}")).await.text;
    assert!(desk.contains(&address), "the desk sees them with the application: {desk}");

    fine(&admin, "verify", &[("mechanic_id", &id.to_string())]).await;
    assert_eq!(app.visitor().page(&address).await.status, 200);
    let large = address.replace("-kucuk", "");
    for wrong in [
        large.replace(".jpg", ".png"),
        large.replace(".jpg", ""),
        format!("{}0000.jpg", large.get(..large.len() - 8).unwrap()),
        "/foto/atolye/..%2F..%2Fgizli.jpg".into(),
        "/foto/atolye/ş".into(),
        format!("/foto/{}", name.replace("-kucuk.jpg", "")),
    ] {
        assert_eq!(hasan.page(&wrong).await.status, 404, "{wrong}");
    }
    fine(&admin, "suspend", &[("mechanic_id", &id.to_string()), ("reason", "Şikayetler inceleniyor")]).await;
    assert_eq!((app.visitor().page(&address).await.status, hasan.page(&large).await.status), (404, 200));
}

#[tokio::test]
async fn hostile_files_are_refused_by_name_and_keep_nobody_else_out() {
    let (app, folder) = site().await;
    let (hasan, _) = opened(&app, "hasan").await;
    for (name, bytes, rule) in files::refused() {
        let answer = send(&hasan, &bytes).await;
        assert_eq!((answer.status, answer.code().as_str()), (422, "invalid"), "{name}: {}", answer.text);
        let field = &answer.json()["fields"]["photo"];
        assert_eq!(field["rule"], rule, "{name}");
        assert!(
            field["message"].as_str().is_some_and(|message| message.starts_with("dukkan.jpg: ")),
            "{name}: {field}"
        );
    }
    assert_eq!((app.count("select count(*) from mechanic_photos").await, stored(&folder)), (0, 0), "nothing is kept");

    let huge = vec![0xff; MAX_BYTES + 1];
    let svg = b"<svg onload=alert(1)>".as_slice();
    let files = [("iyi.jpg", picture(10)), ("a<b>.svg", svg.to_vec()), ("buyuk.jpg", huge), ("son.jpg", picture(200))];
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    let answer = send_all(&hasan, &files).await;
    let message = answer.json()["fields"]["photo"]["message"].as_str().unwrap().to_owned();
    assert_eq!((answer.status, message.lines().count()), (422, 2), "{message}");
    assert!(
        message.contains("a<b>.svg: Bu dosya türü") && message.contains("buyuk.jpg: Dosya en fazla 8 MB"),
        "{message}"
    );
    assert!(answer.text.contains("2 fotoğraf eklendi, 2 dosya alınmadı."), "{}", answer.text);
    assert_eq!(app.count("select count(*) from mechanic_photos").await, 2, "the others are there");

    let plain = hasan.upload(PAGE, true, ("<i>.svg", "image/svg+xml", svg), &[]).await;
    assert_eq!((plain.status, plain.header("location").as_str()), (303, PAGE));
    let page = hasan.page(PAGE).await.text;
    assert!(page.contains("f-photo-error") && page.contains("&lt;i&gt;.svg: Bu dosya türü"), "{page}");
    let nothing = hasan.upload(PAGE, false, ("", "application/octet-stream", b""), &[]).await;
    assert_eq!(nothing.json()["fields"]["photo"]["rule"], "required");
    assert_eq!(hasan.send(Request::post(PAGE)).await.status, 422, "no form at all");
    assert_eq!(hasan.send(Request::post(PAGE).header("sec-fetch-site", "cross-site")).await.status, 403);
}

#[tokio::test]
async fn what_hides_in_a_photo_is_never_served_nor_stored() {
    let (app, folder) = site().await;
    let (hasan, _) = opened(&app, "hasan").await;
    let placed = files::with_exif(&jpeg(&halves(64, 32)), 6);
    let mut pictures = files::polyglots();
    pictures.push(("a phone's photo", placed, b"ORTAKOY41"));
    let hidden: Vec<&[u8]> = pictures.iter().map(|(_, _, secret)| *secret).collect();
    for (name, bytes, secret) in &pictures {
        assert!(bytes.windows(secret.len()).any(|part| part == *secret), "{name}");
        let answer = send(&hasan, bytes).await;
        // Several of them hide behind the same picture.
        let is_twice = answer.status == 422 && answer.json()["fields"]["photo"]["rule"] == "taken";
        assert!(answer.status == 200 || is_twice, "{name}: {}", answer.text);
    }
    let photos = tiles(&hasan.page(PAGE).await);
    assert!(photos.len() >= 3, "{photos:?}");
    for small in photos {
        for name in [small.replace("-kucuk", ""), small] {
            let shown = hasan.page(&format!("/foto/atolye/{name}")).await;
            assert_eq!(shown.header("content-type"), "image/jpeg");
            image::load_from_memory_with_format(&shown.bytes, image::ImageFormat::Jpeg).unwrap();
        }
    }
    for file in std::fs::read_dir(folder.path().join("media/atolye")).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        for secret in hidden.iter().chain(&[b"Exif".as_slice(), b"GPS", b"<script"]) {
            assert!(!bytes.windows(secret.len()).any(|part| part == *secret));
        }
    }
    let upright = app.count("select count(*) from mechanic_photos where width = 32 and height = 64").await;
    assert_eq!(upright, 1, "a phone's photo stands upright");
}

#[tokio::test]
async fn twenty_photos_once_each_and_not_without_end() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("media").to_str().unwrap().to_owned();
    let app = TestApp::with_env(&[("MEDIA_DIR", &dir), ("RATE_LIMIT_FACTOR", "1")]).await;
    let (hasan, id) = opened(&app, "hasan").await;
    let shades: Vec<Vec<u8>> = (0..21).map(|shade| picture(shade * 12)).collect();
    for bytes in &shades[..19] {
        added(&hasan, bytes).await;
    }
    let twice = send(&hasan, &shades[0]).await.json();
    assert_eq!((&twice["fields"]["photo"]["rule"], stored(&folder)), (&json!("taken"), 38));
    // Two at once for the last place: one comes in.
    let both = tokio::join!(send(&hasan, &shades[19]), send(&hasan, &shades[20]));
    let mut statuses = [both.0.status, both.1.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 422]);
    let more = send(&hasan, &picture(255)).await.json();
    assert_eq!((&more["fields"]["photo"]["rule"], &more["fields"]["photo"]["limit"]), (&json!("too_many"), &json!(20)));
    assert_eq!((app.count("select count(*) from mechanic_photos").await, stored(&folder)), (20, 40));
    let one_more = "insert into mechanic_photos (id, mechanic_id, position, width, height, hash, created_at)
                    values (gen_random_uuid(), $1, 21, 1, 1, sha256('x'), now())";
    let error = sqlx::query(one_more).bind(*id).execute(&app.pool).await.unwrap_err().to_string();
    assert!(error.contains("mechanic_photos_are_twenty_at_most"), "{error}");

    for _ in 0..17 {
        send(&hasan, b"x").await;
    }
    assert_eq!(send(&hasan, &picture(77)).await.status, 429);
    app.clock.advance_minutes(1);
    assert_eq!(send(&hasan, &picture(77)).await.status, 422);
}

#[tokio::test]
async fn photos_help_an_application_and_go_with_their_owner() {
    let (app, folder) = site().await;
    let (hasan, _) = opened(&app, "hasan").await;
    let before = hasan.page("/atolye/basvuru").await.text;
    assert!(before.contains("isteğe bağlı") && before.contains("href=\"/atolye/fotograflar\""), "{before}");
    added(&hasan, &picture(10)).await;
    added(&hasan, &picture(200)).await;
    assert!(hasan.page("/atolye/basvuru").await.text.contains("2 fotoğraf"));
    assert_eq!(hasan.post("users/request_deletion", &[("confirm", "hasan@ornek.test")]).await.status, 200);
    app.clock.advance_minutes(30 * 24 * 60);
    let run = sanaiyiusta::modules::users::retain(&app.wires).await.unwrap();
    assert_eq!((run.people_erased, run.people_failed), (1, 0));
    assert_eq!(app.count("select count(*) from mechanic_photos").await, 0);
    app.run_jobs().await;
    assert_eq!(stored(&folder), 0);
}
