//! Every door that takes files against one corpus of hostile ones (`support::hostile`): each is refused by a rule, or comes back as a
//! picture that this program has drawn; nothing of what was sent is handed out, and no door takes long or much memory over it.

use crate::{
    appointments::{Place, papers::done_at},
    support::{
        Answer, Client, TestApp,
        hostile::{Fate, Hostile, corpus},
    },
    workshop::opened,
};
use std::time::{Duration, Instant};

/// For one file, in a build that is not optimised, on a machine that does other things too.
const ENOUGH: Duration = Duration::from_secs(8);
/// What a door may take of memory beyond what was there: two pictures of the largest kind are decoded at once.
const MEMORY: u64 = 700 * 1024 * 1024;

async fn site() -> (TestApp, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("media").to_str().unwrap().to_owned();
    let app = TestApp::with_env(&[("MEDIA_DIR", &dir), ("RATE_LIMIT_FACTOR", "1000")]).await;
    (app, folder)
}

/// A way by which files come in.
struct Door {
    path: String,
    /// The field that says what is wrong.
    field: &'static str,
    words: Vec<(&'static str, &'static str)>,
    /// Where the last picture is handed out.
    served: &'static str,
    /// What makes room for the next one.
    clear: &'static str,
}

/// The most memory that this process ever had, where the system tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

async fn send(client: &Client, door: &Door, file: &Hostile) -> Answer {
    let began = Instant::now();
    let answer = client.upload(&door.path, false, (file.name, file.kind, &file.bytes), &door.words).await;
    assert!(began.elapsed() < ENOUGH, "{} at {}: {:?}", file.what, door.path, began.elapsed());
    answer
}

/// Sends the whole corpus through one door, by one who sees himself what he has sent.
async fn stand(app: &TestApp, client: &Client, door: &Door) {
    stand_between(app, [client, client], door).await;
}

/// The same where somebody else sees it.
async fn stand_between(app: &TestApp, [client, reader]: [&Client; 2], door: &Door) {
    let files = corpus();
    assert!(files.len() >= 80, "{}", files.len());
    let before = peak();
    for file in &files {
        let answer = send(client, door, file).await;
        let place = format!("{} at {}: {}", file.what, door.path, answer.text);
        match file.fate {
            Fate::Refused(rule) => {
                assert_eq!((answer.status, answer.code().as_str()), (422, "invalid"), "{place}");
                let field = &answer.json()["fields"][door.field];
                assert_eq!(field["rule"], rule, "{place}");
                let message = field["message"].as_str().unwrap();
                assert!(message.len() > 10 && !message.contains("..") && !message.contains('\\'), "{place}");
            }
            Fate::Drawn(secret) => {
                assert!(matches!(answer.status, 200 | 204), "{place}");
                assert!(secret == b"IDAT" || holds(&file.bytes, secret), "{place}");
                let address: String = sqlx::query_scalar(door.served).fetch_one(&app.pool).await.unwrap();
                let shown = reader.page(&address).await;
                assert_eq!((shown.status, shown.header("content-type").as_str()), (200, "image/jpeg"), "{place}");
                assert_eq!(shown.header("x-content-type-options"), "nosniff", "{place}");
                assert!(shown.bytes.starts_with(b"\xff\xd8") && !holds(&shown.bytes, secret), "{place}");
                assert!(!holds(&shown.bytes, b"Exif") && !holds(&shown.bytes, b"<script"), "{place}");
                image::load_from_memory_with_format(&shown.bytes, image::ImageFormat::Jpeg).unwrap();
                sqlx::query(door.clear).execute(&app.pool).await.unwrap();
            }
        }
    }
    if let (Some(before), Some(after)) = (before, peak()) {
        assert!(after.saturating_sub(before) < MEMORY, "{}: {before} became {after}", door.path);
    }
    // A name that no header can carry.
    let zero =
        b"--grenze\r\ncontent-disposition: form-data; name=\"photo\"; filename=\"a\0.jpg\"\r\n\r\nx\r\n--grenze--\r\n";
    assert_eq!(client.multipart(&door.path, zero.to_vec()).await.status, 422, "{}", door.path);
}

#[tokio::test]
async fn hostile_files_pass_no_door_for_a_profiles_photo() {
    let (app, _folder) = site().await;
    let elif = app.customer("elif").await;
    let door = Door {
        path: "/hesap/ayarlar/fotograf".into(),
        field: "photo",
        words: vec![],
        served: "select '/foto/' || photo_key from users where photo_key is not null",
        clear: "select 1",
    };
    stand(&app, &elif, &door).await;
}

#[tokio::test]
async fn hostile_files_pass_no_door_for_a_workshops_photos() {
    let (app, _folder) = site().await;
    let (hasan, _) = opened(&app, "hasan").await;
    let door = Door {
        path: "/atolye/fotograflar".into(),
        field: "photo",
        words: vec![],
        served: "select '/foto/atolye/' || replace(id::text, '-', '') || encode(substr(hash, 1, 8), 'hex') || '.jpg' from mechanic_photos",
        clear: "delete from mechanic_photos",
    };
    stand(&app, &hasan, &door).await;
}

#[tokio::test]
async fn hostile_files_pass_no_door_for_a_cars_photos() {
    let (app, _folder) = site().await;
    let ayse = app.customer("ayse").await;
    let id = crate::garage::add(&ayse, "34 ABC 123").await;
    let door = Door {
        path: format!("/hesap/araclar/{id}/fotograflar"),
        field: "photo",
        words: vec![],
        served: "select '/foto/arac/' || replace(id::text, '-', '') || '.jpg' from vehicle_photos",
        clear: "delete from vehicle_photos",
    };
    stand(&app, &ayse, &door).await;
}

#[tokio::test]
async fn hostile_files_pass_no_door_for_the_papers_of_an_application() {
    let (app, _folder) = site().await;
    let (hasan, _) = opened(&app, "hasan").await;
    let door = Door {
        path: "/atolye/basvuru/belge".into(),
        field: "file",
        words: vec![("kind", "premises")],
        served: "select '/atolye/basvuru/belge/' || id from mechanic_documents",
        clear: "delete from mechanic_documents",
    };
    stand(&app, &hasan, &door).await;
}

#[tokio::test]
async fn hostile_files_pass_no_door_for_certificates() {
    let (app, _folder) = site().await;
    let (hasan, _) = opened(&app, "hasan").await;
    let door = Door {
        path: "/atolye/sertifikalar/belge".into(),
        field: "file",
        words: vec![("kind", "tse_hyb"), ("number", "06-HYB-123"), ("issuer", "TSE"), ("issued_on", "2026-01-10")],
        served: "select '/atolye/basvuru/belge/' || document_id from mechanic_certificates",
        clear: "with gone as (delete from mechanic_certificates) delete from mechanic_documents",
    };
    stand(&app, &hasan, &door).await;
}

#[tokio::test]
async fn hostile_files_pass_no_door_for_the_papers_of_a_service_book() {
    let (app, _folder) = site().await;
    let ayse = app.customer("ayse").await;
    let id = crate::garage::add(&ayse, "34 ABC 123").await;
    let record = [("vehicle_id", id.as_str()), ("done_on", "2026-03-01"), ("items", "Bakım")];
    assert_eq!(ayse.post("vehicles/save_record", &record).await.status, 200);
    let record: String = sqlx::query_scalar("select record_id::text from vehicle_maintenance_records")
        .fetch_one(&app.pool)
        .await
        .unwrap();
    let door = Door {
        path: format!("/hesap/araclar/{id}/defter/{record}/belge"),
        field: "file",
        words: vec![],
        served: "select '/hesap/belgeler/' || id from vehicle_record_files",
        // A version for each paper, which takes it along.
        clear: "delete from vehicle_maintenance_records where version > 1",
    };
    stand(&app, &ayse, &door).await;
}

#[tokio::test]
async fn hostile_files_pass_no_door_for_the_papers_of_a_visit() {
    let (app, _folder) = site().await;
    let (place, visit) = done_at(Place::on(app, "true").await).await;
    let door = Door {
        path: format!("/atolye/randevular/{visit}/belge"),
        field: "file",
        words: vec![],
        served: "select '/hesap/belgeler/' || id from vehicle_record_files",
        clear: "delete from vehicle_maintenance_records where version > 1",
    };
    stand_between(&place.app, [&place.usta, &place.ayse], &door).await;
}

/// A sheet of the catalogue is read as text: whatever is none is refused, and text that is no sheet changes nothing.
#[tokio::test]
async fn hostile_files_pass_no_door_for_sheets_of_the_catalogue() {
    let (app, _folder) = site().await;
    let admin = app.admin().await;
    let variants = app.count("select count(*) from variants").await;
    let door =
        Door { path: "/yonetim/katalog/aktar/dosya".into(), field: "file", words: vec![], served: "", clear: "" };
    for file in corpus() {
        let answer = send(&admin, &door, &file).await;
        let place = format!("{}: {}", file.what, answer.text);
        if answer.status == 422 {
            let rule = answer.json()["fields"]["file"]["rule"].as_str().unwrap().to_owned();
            assert!(["required", "not_utf8", "file_too_large", "too_many_lines"].contains(&rule.as_str()), "{place}");
        } else {
            assert_eq!(answer.status, 200, "{place}");
        }
    }
    for table in ["new_lines", "changed_lines", "other_rows"] {
        let sum: i64 =
            sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select coalesce(sum({table}), 0) from catalogue_imports")))
                .fetch_one(&app.pool)
                .await
                .unwrap();
        assert_eq!(sum, 0, "{table}");
    }
    assert_eq!(app.count("select count(*) from variants").await, variants);
    let list = admin.page("/yonetim/katalog/aktar").await.text;
    assert!(!list.contains("<script>alert"), "names of files are text: {list}");
}
