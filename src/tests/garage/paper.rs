//! The service book on paper.

use super::{add, done, page};
use crate::support::{Answer, TestApp};

/// How many sheets the file says it has.
fn sheets(answer: &Answer) -> usize {
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(answer.header("content-type"), "application/pdf");
    assert_eq!(answer.header("cache-control"), "private, no-store");
    let name = answer.header("content-disposition");
    assert_eq!(name, "attachment; filename=\"servis-defteri-34-ABC-123-2026-11-24.pdf\"");
    assert!(answer.bytes.starts_with(b"%PDF-1."));
    let mark = b"/MediaBox";
    answer.bytes.windows(mark.len()).filter(|part| part == mark).count()
}

#[tokio::test]
async fn the_book_is_taken_along_on_paper() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let id = add(&ayse, "34 ABC 123").await;
    let paper = format!("{}.pdf", page(&id) + "/defter");
    assert!(ayse.page(&format!("{}/defter", page(&id))).await.text.contains(&format!("href=\"{paper}\"")));
    let empty = ayse.page(&paper).await;
    assert_eq!(sheets(&empty), 1);
    for n in 0..25 {
        let items = format!("Yağ değişimi {n}\nHava filtresi\nPolen filtresi");
        let fields = [
            ("vehicle_id", id.as_str()),
            ("done_on", "2026-03-01"),
            ("items", &items),
            ("parts", "1.250,50"),
            ("note", "Ğüşiöç <b>"),
        ];
        done(&ayse.post("vehicles/save_record", &fields).await);
    }
    let full = ayse.page(&paper).await;
    assert_eq!(sheets(&full), 5, "25 records of seven lines");
    assert!(full.bytes.len() > empty.bytes.len());
    let fatma = app.customer("fatma").await;
    assert_eq!(fatma.page(&paper).await.status, 404);
    let visitor = app.visitor().page(&paper).await;
    assert_eq!(visitor.status, 303);
    assert!(visitor.header("location").starts_with("/giris?next="));
}
