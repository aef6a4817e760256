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

/// What the drawing operators of a PDF say, unpacked.
fn drawn(pdf: &[u8]) -> String {
    let find = |bytes: &[u8], mark: &[u8]| bytes.windows(mark.len()).position(|part| part == mark);
    let (mut rest, mut text) = (pdf, String::new());
    while let Some(at) = find(rest, b"stream\n").or_else(|| find(rest, b"stream\r\n")) {
        let body = &rest[at + b"stream".len()..];
        let body = body.strip_prefix(b"\r").unwrap_or(body);
        let body = body.strip_prefix(b"\n").unwrap_or(body);
        let end = find(body, b"endstream").expect("an end");
        let mut unpacked = Vec::new();
        let packed = std::io::Read::read_to_end(&mut flate2::read::ZlibDecoder::new(&body[..end]), &mut unpacked);
        text.push_str(&String::from_utf8_lossy(if packed.is_ok() { &unpacked } else { &body[..end] }));
        text.push('\n');
        rest = &body[end + b"endstream".len()..];
    }
    text
}

/// Left, top and width of every box that is filled, where those of one size stand on a grid.
fn boxes(operators: &str) -> Vec<(f32, f32, f32)> {
    let (mut numbers, mut corners, mut boxes) = (Vec::new(), Vec::<(f32, f32)>::new(), Vec::new());
    for word in operators.split_whitespace() {
        if let Ok(number) = word.parse::<f32>() {
            numbers.push(number);
            continue;
        }
        match (word, numbers.as_slice()) {
            ("m" | "l", [.., x, y]) => corners.push((*x, *y)),
            ("re", [.., x, y, width, height]) => corners.extend([(*x, *y), (x + width, y + height)]),
            ("f" | "f*", _) if !corners.is_empty() => {
                let least = |pick: fn(&(f32, f32)) -> f32| corners.iter().map(pick).fold(f32::MAX, f32::min);
                let most = |pick: fn(&(f32, f32)) -> f32| corners.iter().map(pick).fold(f32::MIN, f32::max);
                let (width, height) = (most(|c| c.0) - least(|c| c.0), most(|c| c.1) - least(|c| c.1));
                if (width - height).abs() < 0.01 {
                    boxes.push((least(|c| c.0), least(|c| c.1), width));
                }
                corners.clear();
            }
            _ => {}
        }
        numbers.clear();
    }
    boxes
}

/// Reads the square code that stands in a file, as a phone reads it from paper.
fn read_back(pdf: &[u8]) -> String {
    const DOT: usize = 6;
    let boxes = boxes(&drawn(pdf));
    assert!(boxes.len() > 200, "the dark dots of a code: {}", boxes.len());
    let dot = boxes[0].2 - 0.05;
    let least = |pick: fn(&(f32, f32, f32)) -> f32| boxes.iter().map(pick).fold(f32::MAX, f32::min);
    let (left, top) = (least(|b| b.0), least(|b| b.1));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "places on a small grid")]
    let place = |at: f32, from: f32| ((at - from) / dot).round() as usize;
    let dark: std::collections::HashSet<_> = boxes.iter().map(|b| (place(b.0, left), place(b.1, top))).collect();
    let side = 1 + dark.iter().map(|(x, y)| *x.max(y)).max().expect("dots");
    let pixels = (side + 8) * DOT;
    let read = |upside_down: bool| {
        let is_dark = |x: usize, y: usize| {
            let (x, y) = ((x / DOT).checked_sub(4)?, (y / DOT).checked_sub(4)?);
            dark.contains(&(x, if upside_down { side.checked_sub(y + 1)? } else { y })).then_some(())
        };
        let paint = |place: usize| if is_dark(place % pixels, place / pixels).is_some() { 0 } else { 255 };
        let picture: Vec<u8> = (0..pixels * pixels).map(paint).collect();
        let code = quircs::Quirc::default().identify(pixels, pixels, &picture).next()?.ok()?;
        String::from_utf8(code.decode().ok()?.payload).ok()
    };
    read(false).or_else(|| read(true)).expect("a code that can be read")
}

#[tokio::test]
async fn the_square_code_on_paper_leads_to_the_page_that_proves_the_last_record() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let id = add(&ayse, "34 ABC 123").await;
    for on in ["2026-03-01", "2026-04-01", "2026-05-01"] {
        let record = [("vehicle_id", id.as_str()), ("done_on", on), ("items", "Yağ değişimi")];
        done(&ayse.post("vehicles/save_record", &record).await);
    }
    let paper = ayse.page(&format!("{}/defter.pdf", page(&id))).await;
    assert_eq!(sheets(&paper), 1);
    let address = read_back(&paper.bytes);
    let code: String = sqlx::query_scalar("select code from vehicle_maintenance_records where done_on = '2026-05-01'")
        .fetch_one(&app.pool)
        .await
        .unwrap();
    let path = address.find("/defter-dogrula/").map(|at| &address[at..]).expect("the page of proofs");
    assert!(address.starts_with(&app.wires.config.server.base_url), "{address}");
    assert_eq!(path, format!("/defter-dogrula/{code}"));
    let proof = app.visitor().page(path).await;
    assert!(proof.status == 200 && proof.text.contains("1 Mayıs 2026"), "{}", proof.text);
}
