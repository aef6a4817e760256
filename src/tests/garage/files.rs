//! Photos of a car and papers of its service book: drawn anew or made sure of, sealed by the chain, seen by the owner only.

use super::{add, done, page};
use crate::{
    people::photos::files::{self as samples, jpeg, png, with_exif},
    privacy::export::{copy_of, only_file},
    support::{Answer, Client, TestApp},
    workshop::application::pdf,
};
use sanaiyiusta::platform::media::MAX_BYTES;

async fn site() -> TestApp {
    TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1000")]).await
}

/// A picture that no other one equals.
fn picture(shade: u8) -> Vec<u8> {
    jpeg(&image::RgbImage::from_pixel(64, 48, image::Rgb([shade, 90, 40])))
}

fn photos(id: &str) -> String {
    format!("{}/fotograflar", page(id))
}

async fn send(owner: &Client, id: &str, bytes: &[u8]) -> Answer {
    owner.upload(&photos(id), false, ("on.jpg", "image/jpeg", bytes), &[]).await
}

async fn added(owner: &Client, id: &str, bytes: &[u8]) -> String {
    let answer = send(owner, id, bytes).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()[0].as_str().unwrap().to_owned()
}

/// Ids of the photos on a page, in their order.
fn shown(page: &Answer) -> Vec<String> {
    let parts = page.text.split("src=\"/foto/arac/").skip(1);
    parts.map(|part| uuid::Uuid::parse_str(&part[..32]).unwrap().to_string()).collect()
}

fn address(photo: &str, ending: &str) -> String {
    format!("/foto/arac/{}{ending}", photo.replace('-', ""))
}

#[tokio::test]
async fn a_car_shows_its_photos_to_its_owner_alone() {
    let app = site().await;
    let (ayse, fatma) = (app.customer("ayse").await, app.customer("fatma").await);
    let id = add(&ayse, "34 ABC 123").await;
    let empty = ayse.page(&photos(&id)).await.text;
    assert!(empty.contains("data-upload") && empty.contains("data-photos"), "{empty}");
    assert!(empty.contains("Henüz fotoğraf yok") && empty.contains("enctype=\"multipart/form-data\""), "{empty}");
    let turned = with_exif(&jpeg(&samples::halves(80, 40)), 6);
    let plain = ayse.upload(&photos(&id), true, ("a.jpg", "image/jpeg", &turned), &[]).await;
    assert_eq!((plain.status, plain.header("location")), (303, photos(&id)), "{}", plain.text);
    assert!(ayse.page(&photos(&id)).await.text.contains("Eklendi."));
    let second = added(&ayse, &id, &png(3000, 1500)).await;
    let first = shown(&ayse.page(&photos(&id)).await)[0].clone();
    assert!(ayse.page("/hesap/araclar").await.text.contains(&address(&first, "-kucuk.jpg")));
    assert!(ayse.page("/hesap").await.text.contains(&address(&first, "-kucuk.jpg")));

    for (photo, ending, longest) in [(&first, ".jpg", 80), (&second, ".jpg", 1600), (&second, "-kucuk.jpg", 480)] {
        let answer = ayse.page(&address(photo, ending)).await;
        assert_eq!((answer.status, answer.header("content-type").as_str()), (200, "image/jpeg"));
        assert_eq!(answer.header("cache-control"), "private, no-store");
        let drawn = image::load_from_memory(&answer.bytes).unwrap();
        assert_eq!(drawn.width().max(drawn.height()), longest, "{ending}");
        assert!(!answer.bytes.windows(4).any(|part| part == b"Exif" || part == b"GPS:"));
    }
    let upright: (i32, i32) = sqlx::query_as("select width, height from vehicle_photos where position = 1")
        .fetch_one(&app.pool)
        .await
        .unwrap();
    assert_eq!(upright, (40, 80), "turned as its camera was held");
    for stranger in [&app.visitor(), &fatma, &app.mechanic("hasan").await, &app.admin().await] {
        for ending in [".jpg", "-kucuk.jpg"] {
            assert_eq!(stranger.page(&address(&first, ending)).await.status, 404);
        }
    }
    assert_eq!(send(&fatma, &id, &picture(1)).await.status, 404);
    assert_eq!(send(&app.visitor(), &id, &picture(1)).await.status, 401);
    for endpoint in ["vehicles/cover_photo", "vehicles/remove_photo"] {
        assert_eq!(fatma.post(endpoint, &[("photo_id", &first)]).await.status, 404);
    }
    for odd in ["yok.jpg", "00.jpg", &format!("{}.png", first.replace('-', ""))] {
        assert_eq!(ayse.page(&format!("/foto/arac/{odd}")).await.status, 404, "{odd}");
    }

    done(&ayse.post("vehicles/cover_photo", &[("photo_id", &second)]).await);
    assert_eq!(shown(&ayse.page(&photos(&id)).await), [second.clone(), first.clone()]);
    done(&ayse.post("vehicles/remove_photo", &[("photo_id", &second)]).await);
    assert_eq!(shown(&ayse.page(&photos(&id)).await), [first]);
    assert_eq!(app.count("select max(position)::bigint from vehicle_photos").await, 1, "no gap is left");
    done(&ayse.post("vehicles/remove", &[("vehicle_id", &id)]).await);
    assert_eq!(app.count("select count(*) from vehicle_photos").await, 0, "they go with the car");
}

#[tokio::test]
async fn eight_photos_are_enough_and_hostile_ones_are_refused_by_name() {
    let app = site().await;
    let ayse = app.customer("ayse").await;
    let id = add(&ayse, "34 ABC 123").await;
    for (name, bytes, rule) in samples::refused() {
        let answer = send(&ayse, &id, &bytes).await;
        assert_eq!((answer.status, answer.code().as_str()), (422, "invalid"), "{name}: {}", answer.text);
        assert_eq!(answer.json()["fields"]["photo"]["rule"], rule, "{name}");
    }
    let refused = ayse.upload(&photos(&id), true, ("a<b>.svg", "image/jpeg", b"<svg onload=alert(1)>"), &[]).await;
    assert_eq!((refused.status, refused.header("location")), (303, photos(&id)));
    let text = ayse.page(&photos(&id)).await.text;
    assert!(text.contains("a&lt;b&gt;.svg: Bu dosya türü") && text.contains("aria-invalid=\"true\""), "{text}");
    for (name, bytes, hidden) in samples::polyglots() {
        let answer = send(&ayse, &id, &bytes).await;
        if answer.status == 200 {
            let photo = answer.json()[0].as_str().unwrap().to_owned();
            let served = ayse.page(&address(&photo, ".jpg")).await.bytes;
            assert!(!served.windows(hidden.len()).any(|part| part == hidden), "{name}: nothing of the file is kept");
            done(&ayse.post("vehicles/remove_photo", &[("photo_id", &photo)]).await);
        }
    }
    for shade in 0..8 {
        added(&ayse, &id, &picture(shade * 20)).await;
    }
    let twice = send(&ayse, &id, &picture(20)).await;
    assert_eq!(twice.json()["fields"]["photo"]["rule"], "taken");
    let ninth = send(&ayse, &id, &picture(200)).await;
    assert_eq!(ninth.json()["fields"]["photo"]["rule"], "too_many");
    let other = add(&ayse, "06 AB 123").await;
    added(&ayse, &other, &picture(20)).await;
    let (one, two) = (picture(91), picture(93));
    let seven = add(&ayse, "06 AB 124").await;
    for shade in 0..7 {
        added(&ayse, &seven, &picture(shade * 30 + 5)).await;
    }
    let both = tokio::join!(send(&ayse, &seven, &one), send(&ayse, &seven, &two));
    let mut both = [both.0.status, both.1.status];
    both.sort_unstable();
    assert_eq!(both, [200, 422], "of two at once the eighth place takes one");
}

async fn declared(app: &TestApp, owner: &Client, id: &str) -> String {
    let fields = [("vehicle_id", id), ("done_on", "2026-03-01"), ("items", "Yağ değişimi"), ("parts", "1.250")];
    done(&owner.post("vehicles/save_record", &fields).await);
    let sql = "select record_id::text from vehicle_maintenance_records order by created_at desc, seq desc limit 1";
    sqlx::query_scalar(sql).fetch_one(&app.pool).await.unwrap()
}

fn book(id: &str, record: &str) -> String {
    format!("{}/defter/{record}", page(id))
}

async fn hand_in(owner: &Client, id: &str, record: &str, name: &str, bytes: &[u8]) -> Answer {
    owner.upload(&format!("{}/belge", book(id, record)), false, (name, "application/pdf", bytes), &[]).await
}

async fn paper(owner: &Client, id: &str, record: &str, name: &str, bytes: &[u8]) -> String {
    let answer = hand_in(owner, id, record, name, bytes).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json().as_str().unwrap().to_owned()
}

/// The newest version's papers, and whether the chain of the book holds.
async fn newest(app: &TestApp, owner: &Client, id: &str) -> (Vec<String>, bool) {
    let (files, code): (Vec<String>, String) =
        sqlx::query_as("select files, code from vehicle_maintenance_records order by seq desc limit 1")
            .fetch_one(&app.pool)
            .await
            .unwrap();
    let proof = app.visitor().page(&format!("/defter-dogrula/{code}")).await;
    assert!(files.iter().all(|digits| proof.text.contains(digits)), "the proof tells fingerprints: {}", proof.text);
    let holds = !owner.page(&format!("{}/defter", page(id))).await.text.contains("değiştirilmiş");
    (files, holds && proof.status == 200)
}

#[tokio::test]
async fn papers_of_a_declaration_are_sealed_by_its_chain_and_handed_to_the_owner_alone() {
    let app = site().await;
    let (ayse, fatma) = (app.customer("ayse").await, app.customer("fatma").await);
    let id = add(&ayse, "34 ABC 123").await;
    let record = declared(&app, &ayse, &id).await;
    let bill = pdf("");
    let plain = ayse
        .upload(&format!("{}/belge", book(&id, &record)), true, ("Fatura ş.pdf", "application/pdf", &bill), &[])
        .await;
    assert_eq!((plain.status, plain.header("location")), (303, book(&id, &record)), "{}", plain.text);
    let text = ayse.page(&book(&id, &record)).await.text;
    assert!(text.contains("data-upload") && !text.contains("data-photos"), "{text}");
    assert!(text.contains("Fatura ş.pdf") && text.contains("Eklendi.") && text.contains("2. sürüm"), "{text}");
    assert!(ayse.page(&format!("{}/defter", page(&id))).await.text.contains("1 belge"));
    let (files, holds) = newest(&app, &ayse, &id).await;
    assert_eq!((files.len(), holds), (1, true));
    let drawn = paper(&ayse, &id, &record, "test.png", &png(300, 200)).await;
    assert_eq!(newest(&app, &ayse, &id).await.0.len(), 2);

    let answer = ayse.page(&format!("/hesap/belgeler/{drawn}")).await;
    assert_eq!((answer.status, answer.header("content-type").as_str()), (200, "image/jpeg"));
    assert_eq!(answer.header("content-disposition"), "inline; filename*=UTF-8''test.jpg");
    let first: String = sqlx::query_scalar("select id::text from vehicle_record_files order by id limit 1")
        .fetch_one(&app.pool)
        .await
        .unwrap();
    let bill_back = ayse.page(&format!("/hesap/belgeler/{first}")).await;
    assert_eq!(bill_back.bytes, bill);
    assert_eq!(bill_back.header("content-disposition"), "attachment; filename*=UTF-8''Fatura%20%C5%9F.pdf");
    assert_eq!(bill_back.header("cache-control"), "private, no-store");
    for stranger in [&fatma, &app.mechanic("hasan").await, &app.admin().await] {
        assert_eq!(stranger.page(&format!("/hesap/belgeler/{first}")).await.status, 404);
    }
    assert_eq!(app.visitor().page(&format!("/hesap/belgeler/{first}")).await.status, 303, "visitors sign in first");
    assert_eq!(hand_in(&fatma, &id, &record, "a.pdf", &bill).await.status, 404);
    assert_eq!(hand_in(&app.visitor(), &id, &record, "a.pdf", &bill).await.status, 401);
    assert_eq!(fatma.post("vehicles/remove_record_file", &[("file_id", &first)]).await.status, 404);
    let other = add(&ayse, "06 AB 123").await;
    assert_eq!(hand_in(&ayse, &other, &record, "a.pdf", &bill).await.status, 404, "the record of another car");

    let edited = [("vehicle_id", id.as_str()), ("record_id", &record), ("done_on", "2026-03-02"), ("items", "Yağ")];
    done(&ayse.post("vehicles/save_record", &edited).await);
    assert_eq!(newest(&app, &ayse, &id).await.0.len(), 2, "an edit keeps the papers");
    done(&ayse.post("vehicles/remove_record_file", &[("file_id", &first)]).await);
    let (files, holds) = newest(&app, &ayse, &id).await;
    assert_eq!((files.len(), holds), (1, true));
    assert_eq!(ayse.post("vehicles/remove_record_file", &[("file_id", &first)]).await.status, 404);
    done(&ayse.post("vehicles/withdraw_record", &[("record_id", &record)]).await);
    assert_eq!(app.count("select count(*) from vehicle_record_files").await, 0, "taken back with its papers");
    assert_eq!(hand_in(&ayse, &id, &record, "a.pdf", &bill).await.status, 404);
}

#[tokio::test]
async fn five_papers_are_enough_and_what_runs_is_refused() {
    let app = site().await;
    let ayse = app.customer("ayse").await;
    let id = add(&ayse, "34 ABC 123").await;
    let record = declared(&app, &ayse, &id).await;
    let upload = format!("{}/belge", book(&id, &record));
    let launching = pdf("/OpenAction << /S /Launch /F (cmd.exe) >>");
    let huge = vec![0x25; MAX_BYTES + 1];
    for (bytes, rule) in [
        (b"".as_slice(), "required"),
        (b"<svg onload=alert(1)>", "file_type"),
        (&launching, "file_type"),
        (&huge, "file_too_large"),
    ] {
        let answer = hand_in(&ayse, &id, &record, "a.pdf", bytes).await;
        assert_eq!(
            (answer.status, answer.json()["fields"]["file"]["rule"].as_str()),
            (422, Some(rule)),
            "{}",
            answer.text
        );
    }
    let refused = ayse.upload(&upload, true, ("a.pdf", "application/pdf", &launching), &[]).await;
    assert_eq!(refused.header("location"), book(&id, &record));
    let text = ayse.page(&book(&id, &record)).await.text;
    assert!(text.contains("içinde program olan PDF") && text.contains("f-file-error"), "{text}");
    for shade in 0..5 {
        paper(&ayse, &id, &record, "a.jpg", &picture(shade * 40)).await;
    }
    let text = ayse.page(&book(&id, &record)).await.text;
    assert!(text.contains("en çok 5 belge eklenebilir") && !text.contains("name=\"file\""), "{text}");
    let sixth = hand_in(&ayse, &id, &record, "a.jpg", &picture(222)).await;
    assert_eq!(sixth.json()["fields"]["file"]["rule"], "too_many");
    let other = declared(&app, &ayse, &id).await;
    paper(&ayse, &id, &other, "a.jpg", &picture(0)).await;
    let twice = hand_in(&ayse, &id, &other, "b.jpg", &picture(0)).await;
    assert_eq!(twice.json()["fields"]["file"]["rule"], "taken");
    assert!(twice.text.contains("Bu belge bu kayda zaten ekli."), "{}", twice.text);
}

#[tokio::test]
async fn what_the_house_wrote_takes_no_papers_and_a_new_owner_gets_none() {
    let app = site().await;
    let ayse = app.customer("ayse").await;
    let id = add(&ayse, "34 ABC 123").await;
    let record = declared(&app, &ayse, &id).await;
    let kept = paper(&ayse, &id, &record, "fatura.pdf", &pdf("")).await;
    added(&ayse, &id, &picture(7)).await;
    let fatma = app.customer("fatma").await;
    app.clock.advance_minutes(24 * 60);
    super::handover::moved(&app, &ayse, &fatma, &id, "fatma@ornek.test").await;
    assert_eq!(app.count("select count(*) from vehicle_photos").await, 0);
    assert_eq!(app.count("select count(*) from vehicle_record_files").await, 0);
    assert_eq!(fatma.page(&format!("/hesap/belgeler/{kept}")).await.status, 404);
    let text = fatma.page(&format!("{}/defter", page(&id))).await.text;
    assert!(text.contains("Önceki sahip") && !text.contains("1 belge"), "{text}");
    assert_eq!(hand_in(&fatma, &id, &record, "a.pdf", &pdf("")).await.status, 409, "said by the owner before");
    assert!(newest(&app, &fatma, &id).await.1, "the chain holds without the papers");
}

#[tokio::test]
async fn the_copy_of_ones_data_holds_ones_own_photos_and_papers_and_no_others() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().to_str().unwrap();
    let app = TestApp::with_env(&[("MEDIA_DIR", dir), ("RATE_LIMIT_FACTOR", "1000")]).await;
    let (ayse, fatma) = (app.customer("ayse").await, app.customer("fatma").await);
    for (owner, plate, shade, inside) in [(&ayse, "34 ABC 123", 7, ""), (&fatma, "06 AB 123", 90, "/Fatma true")] {
        let face = owner.upload("/hesap/ayarlar/fotograf", false, ("ben.png", "image/png", &png(64, 64)), &[]).await;
        assert_eq!(face.status, 204, "{}", face.text);
        let id = add(owner, plate).await;
        added(owner, &id, &picture(shade)).await;
        let record = declared(&app, owner, &id).await;
        paper(owner, &id, &record, "Fatura.pdf", &pdf(inside)).await;
        app.clock.advance_minutes(1);
    }
    let copy = copy_of(&app, &ayse).await;
    assert_eq!(only_file(&copy, "vehicle_record_files"), pdf(""));
    let shown: Vec<u8> = sqlx::query_scalar(
        "select large from vehicle_photos p join customer_vehicles v on v.id = p.vehicle_id join customers c on c.id = v.customer_id
         join users u on u.id = c.user_id where u.email = 'ayse@ornek.test'",
    )
    .fetch_one(&app.pool)
    .await
    .unwrap();
    assert_eq!(only_file(&copy, "vehicle_photos"), shown);
    assert!(image::load_from_memory(only_file(&copy, "users")).is_ok());
    assert_eq!(copy.keys().filter(|name| name.starts_with("files/")).count(), 3);

    // A photo that the disk has lost does not keep the rest away.
    std::fs::remove_dir_all(folder.path().join("foto")).unwrap();
    let copy = copy_of(&app, &ayse).await;
    assert_eq!(only_file(&copy, "vehicle_record_files"), pdf(""));
    assert_eq!(copy.keys().filter(|name| name.starts_with("files/users/")).count(), 0);
}
