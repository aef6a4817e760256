//! What strangers put into addresses, names and questions.

use crate::support::{EGEA_VARIANT_ID, PASSWORD, TestApp};
use axum::http::Request;

const BREAKS_OUT: &str = "W</title><b id=inj>";

#[tokio::test]
async fn no_text_ends_the_title_it_stands_in() {
    let app = TestApp::new().await;
    let (usta, workshop) = crate::appointments::workshop(&app, "usta", "true").await;
    let name = [
        ("name", BREAKS_OUT),
        ("phone", "0532 000 00 01"),
        ("address", "Sanayi Sitesi No: 5"),
        ("il", "ankara"),
        ("ilce", "ankara-cankaya"),
    ];
    let saved = usta.post("mechanics/save_profile", &name).await;
    assert_eq!(saved.status, 200, "{}", saved.text);
    sqlx::query("update users set full_name = $1").bind(BREAKS_OUT).execute(&app.pool).await.unwrap();
    let slug: String = sqlx::query_scalar("select slug from mechanics").fetch_one(&app.pool).await.unwrap();
    let user: String =
        sqlx::query_scalar("select owner_user_id::text from mechanics").fetch_one(&app.pool).await.unwrap();
    let admin = app.admin().await;
    for page in [
        "/usta-bul?q=W%3C/title%3E%3Cb%20id=inj%3E".to_owned(),
        format!("/usta/{slug}"),
        format!("/usta/{slug}/randevu"),
        format!("/yonetim/ustalar/{workshop}"),
        format!("/yonetim/kullanicilar/{user}"),
    ] {
        let text = admin.page(&page).await.text;
        let title = text.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).unwrap();
        assert!(title.contains("W&lt;/title>&lt;b id=inj>"), "{page}: {title}");
        assert!(!text.contains("<b id=inj"), "{page}");
    }
}

#[tokio::test]
async fn what_is_true_for_a_moment_is_kept_by_nobody() {
    let app = TestApp::new().await;
    for path in ["/healthz", "/readyz", "/metrics", "/healthz?v=1"] {
        assert_eq!(app.visitor().page(path).await.header("cache-control"), "no-store", "{path}");
    }
}

#[tokio::test]
async fn a_wrong_method_is_told_with_the_right_one() {
    let app = TestApp::new().await;
    let visitor = app.visitor();
    for (method, path, allowed) in [
        ("GET", "/api/auth/sign_in", "POST"),
        ("DELETE", "/api/auth/me", "GET"),
        ("PUT", "/api/vehicles/brands", "GET"),
    ] {
        let answer = visitor.send(Request::builder().method(method).uri(path)).await;
        assert_eq!((answer.status, answer.code().as_str()), (405, "method_not_allowed"), "{method} {path}");
        assert!(answer.header("allow").contains(allowed), "{method} {path}: {}", answer.header("allow"));
    }
    let page = visitor.send(Request::post("/usta-bul").header("accept", "text/html")).await;
    assert!(page.status == 405 && page.text.contains("Bu adres böyle açılmaz"), "{} {}", page.status, page.text);
}

#[tokio::test]
async fn who_asks_for_the_head_of_a_call_gets_it() {
    let app = TestApp::new().await;
    for call in ["vehicles/brands", "mechanics/search"] {
        let head = app.visitor().send(Request::head(format!("/api/{call}"))).await;
        let whole = app.visitor().get(call).await;
        assert_eq!((head.status, head.header("content-type")), (200, whole.header("content-type")), "{call}");
    }
    assert_eq!(app.visitor().send(Request::head("/api/auth/me")).await.status, 401);
}

#[tokio::test]
async fn addresses_that_are_no_text_lead_nowhere() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    for page in ["/hesap/araclar/%ff/defter.pdf", "/foto/%ff", "/foto/atolye/%ff", "/paylas/%ff", "/usta/%ff"] {
        let answer = ayse.page(page).await;
        assert!(answer.status == 404 && answer.text.contains("<html"), "{page}: {}", answer.status);
    }
    let call = ayse.get("boyle/%ff").await;
    assert_eq!((call.status, call.code().as_str()), (404, "not_found"));
}

#[tokio::test]
async fn what_cannot_be_read_is_said_to_be_so() {
    let app = TestApp::new().await;
    let visitor = app.visitor();
    let lacking = visitor.get("vehicles/models").await;
    assert_eq!((lacking.status, lacking.fields()), (422, vec!["brand".to_owned()]));
    let twice = visitor.get("mechanics/search?il=ankara&il=adana").await;
    assert_eq!((twice.status, twice.code().as_str()), (422, "invalid"), "{}", twice.text);
    assert!(twice.text.contains("Gönderdiğiniz okunamadı"), "no field is marked: {}", twice.text);
    let bodies = [
        ("application/json", r#"{"input":{"email":"a@b.co","password":"x"}}"#),
        ("application/x-www-form-urlencoded", "email=a@b.co&password=x"),
        ("application/x-www-form-urlencoded", "input[email]=a%ff@b.co&input[password]=x"),
    ];
    for (kind, body) in bodies {
        let request = Request::post("/api/auth/sign_in").header("content-type", kind);
        let answer = visitor.send_text(request, body).await;
        assert_eq!((answer.status, answer.code().as_str()), (422, "invalid"), "{body}: {}", answer.text);
        let message = answer.json()["message"].as_str().unwrap_or_default().to_owned();
        assert!(!answer.fields().is_empty() || message.starts_with("Gönderdiğiniz okunamadı"), "{body}: {message}");
    }
}

#[tokio::test]
async fn who_may_not_send_a_file_is_told_so_before_what_is_wrong_with_it() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let car = [("plate", "34 ABC 123"), ("variant_id", EGEA_VARIANT_ID), ("model_year", "2019"), ("km", "84250")];
    let car = ayse.post("vehicles/add", &car).await.json()["id"].as_str().unwrap().to_owned();
    let nothing = "00000000-0000-5000-8000-0000000000ff";
    for path in [
        "/atolye/basvuru/belge".to_owned(),
        "/atolye/sertifikalar/belge".to_owned(),
        format!("/atolye/randevular/{nothing}/belge"),
        format!("/hesap/araclar/{car}/defter/{nothing}/belge"),
    ] {
        let visitor = app.visitor().send_text(Request::post(&path), "x").await;
        assert_eq!((visitor.status, visitor.code().as_str()), (401, "unauthenticated"), "{path}: {}", visitor.text);
        let stranger = app.customer(&format!("yabanci{}", path.len())).await.send_text(Request::post(&path), "x").await;
        assert_eq!((stranger.status, stranger.code().as_str()), (404, "not_found"), "{path}: {}", stranger.text);
    }
}

#[tokio::test]
async fn who_has_just_registered_finds_the_address_typed() {
    let app = TestApp::new().await;
    let visitor = app.visitor();
    let fields = [
        ("email", "zeynep@ornek.test"),
        ("password", PASSWORD),
        ("full_name", "Zeynep Ak"),
        ("kind", "customer"),
        ("accept_terms", "true"),
    ];
    let place = visitor.form("/kayit", "auth/register", &fields).await.header("location");
    assert_eq!(place, "/giris?yeni=1");
    let page = visitor.page(&place).await.text;
    assert!(page.contains("value=\"zeynep@ornek.test\"") && page.contains("Hesabınız hazır"), "{page}");
    assert!(!page.contains("Yazdıklarınız duruyor"), "nothing was interrupted");
}
