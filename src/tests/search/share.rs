//! Pictures for those who share a page.

use super::{run, town};
use crate::support::{Answer, BALATA};

/// The pixels, once the answer is the picture that `og:image` promises.
fn pixels(answer: &Answer) -> Vec<u8> {
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(answer.header("content-type"), "image/png");
    assert_eq!(answer.header("cache-control"), "public, max-age=3600");
    assert!(answer.bytes.len() < 150_000, "{} bytes", answer.bytes.len());
    let picture = image::load_from_memory_with_format(&answer.bytes, image::ImageFormat::Png).unwrap().to_rgb8();
    assert_eq!(picture.dimensions(), (1200, 630));
    picture.into_raw()
}

/// The address of the picture that a page names.
fn named(page: &str) -> String {
    let content = page.split("property=\"og:image\" content=\"").nth(1).or_else(|| {
        let before = page.split(" property=\"og:image\"").next()?;
        before.rsplit("content=\"").next()
    });
    let address = content.unwrap().split('"').next().unwrap();
    address.split_once("/paylas").map_or_else(|| panic!("{address}"), |(_, path)| format!("/paylas{path}"))
}

#[tokio::test]
async fn workshops_and_places_have_pictures_of_their_own() {
    let app = town().await;
    let visitor = app.visitor();
    let mut seen = Vec::new();
    let landing = format!("/usta-bul/istanbul/{BALATA}");
    for path in ["/usta/usta-1", "/usta/usta-2", "/usta-bul/istanbul", landing.as_str()] {
        let address = named(&visitor.page(path).await.text);
        assert_eq!(address, format!("/paylas{path}.png"));
        let picture = pixels(&visitor.page(&address).await);
        assert!(!seen.contains(&picture), "{path} has the picture of another");
        seen.push(picture);
    }
    let english = visitor.page(&format!("/paylas{landing}.png?lang=en")).await;
    assert!(!seen.contains(&pixels(&english)), "the English picture says it in English");
}

#[tokio::test]
async fn nothing_is_drawn_of_what_is_not_public() {
    let app = town().await;
    run(&app.pool, "update mechanics set suspended_at = now() where id = $1", 1).await;
    for path in [
        "usta/usta-1.png",
        "usta/yok.png",
        "usta/usta-2",
        "usta-bul/atlantis.png",
        "usta-bul.png",
        "baska/sey.png",
        "x",
    ] {
        assert_eq!(app.visitor().page(&format!("/paylas/{path}")).await.status, 404, "{path}");
    }
}
