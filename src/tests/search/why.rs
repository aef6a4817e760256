//! How a list stands on a map, and why somebody stands in it.

use super::{FIAT, run, town};
use crate::support::{BALATA, EGEA_VARIANT_ID, TestApp};

const LIST: &str = "/usta-bul?hizmet=on-fren-balatasi-degisimi&il=istanbul";

#[tokio::test]
async fn the_list_stands_on_a_map_when_it_is_asked_for() {
    let app = town().await;
    let visitor = app.visitor();
    let plain = visitor.page(LIST).await.text;
    assert!(!plain.contains("pinmap") && plain.contains("&amp;harita=1#harita"), "{plain}");
    let page = visitor.page(&format!("{LIST}&harita=1")).await.text;
    let map = page.split("class=\"pinmap").nth(1).unwrap().split("</svg>").next().unwrap();
    for (number, name) in [(1, "Işık Oto Servis"), (2, "Çağrı Fren"), (3, "Özen Garaj")] {
        assert!(map.contains(&format!("<title>{number}. {name}</title>")), "{map}");
        assert!(map.contains(&format!("href=\"#kart-{number}\"")), "{map}");
        let card = page.split(&format!("id=\"kart-{number}\"")).nth(1).unwrap().split("</li>").next().unwrap();
        assert!(card.contains(name) && card.contains(&format!("num\">{number}</span>")), "{card}");
    }
    assert_eq!(map.matches("<circle").count(), 3);
    assert!(map.contains("#il-34") && map.contains(">Kadıköy</text>") && !map.contains("<image"), "{map}");
    assert!(page.contains(&format!("href=\"{}#liste\"", LIST.replace('&', "&amp;"))), "the way back");
    assert!(page.contains("sirala=puan&amp;harita=1"), "other orders keep the map");
    let nobody = visitor.page("/usta-bul?il=istanbul&puan=4.5&ad=yok+boyle&harita=1").await;
    assert_eq!((nobody.status, nobody.text.contains("pinmap")), (200, false), "nothing to put on it");
    assert!(visitor.page(&format!("{LIST}&harita=1&lang=en")).await.text.contains("Workshops on this page"));
}

#[tokio::test]
async fn a_saved_search_is_saved_without_its_map() {
    let app = town().await;
    let ayse = app.customer("ayse").await;
    let query = "il=ankara&harita=1";
    assert_eq!(ayse.post("mechanics/save_search", &[("query", query)]).await.status, 200);
    assert_eq!(app.count("select count(*) from saved_searches where query = 'il=ankara'").await, 1);
}

#[tokio::test]
async fn tiles_of_a_map_server_are_drawn_only_where_one_is_configured() {
    let tiles = "https://harita.test/{z}/{x}/{y}.png";
    let app = TestApp::with_env(&[("MAP_TILES_URL", tiles), ("MAP_TILES_CREDIT", "© Haritacılar")]).await;
    super::insert(&app.pool, &super::given(5, "Başkent Oto", "ankara-cankaya", 99_000, 4.6, None)).await;
    let page = app.visitor().page("/usta-bul?il=ankara&harita=1").await;
    let map = page.text.split("class=\"pinmap").nth(1).unwrap().split("</svg>").next().unwrap();
    assert!(map.contains("<image href=\"https://harita.test/") && !map.contains("<use"), "{map}");
    assert!(page.text.contains("© Haritacılar"));
    assert!(page.header("content-security-policy").contains("img-src 'self' data: blob: https://harita.test;"));
    let without = TestApp::new().await.visitor().page("/usta-bul").await;
    assert!(without.header("content-security-policy").contains("img-src 'self' data: blob:;"));
}

#[tokio::test]
async fn each_card_tells_how_it_fits_and_what_its_place_is_made_of() {
    let app = town().await;
    run(
        &app.pool,
        "update mechanics set completed_count = 10, rank_score = mechanic_rank(score, review_count, 10) where id = $1",
        1,
    )
    .await;
    let visitor = app.visitor();
    let address = format!("/usta/usta-1/neden?hizmet={BALATA}&il=istanbul");
    let list = visitor.page(LIST).await.text;
    assert!(list.contains(&format!("href=\"{}\"", address.replace('&', "&amp;"))), "{list}");
    let page = visitor.page(&address).await;
    assert_eq!(page.status, 200);
    for said in [
        "Neden Işık Oto Servis?",
        "fiyatı ₺1.250 (KDV dahil)",
        "uzakta: Ümraniye, İstanbul",
        "3 değerlendirmenin ortalaması",
        ">4,90</td>",
        ">+0,36</td>",
        ">5,26</td>",
        "İstanbul ilindeki 4 usta arasında 1. sırada",
        "href=\"/siralama-kurallari\"",
        "noindex",
    ] {
        assert!(page.text.contains(said), "{said}: {}", page.text);
    }
    assert!(!page.text.contains("başka bir sırayla") && !page.text.contains("Seçtiğiniz araca"));
    let second = visitor.page("/usta/usta-2/neden?il=istanbul&sirala=puan&lang=en").await.text;
    assert!(
        second.contains("Number 2 of 4 workshops in İstanbul") && second.contains("You asked for another order"),
        "{second}"
    );
}

#[tokio::test]
async fn a_workshop_that_does_not_fit_says_so_and_hidden_ones_say_nothing() {
    let app = town().await;
    let visitor = app.visitor();
    let car = format!("tip={EGEA_VARIANT_ID}&yil=2019");
    let fits = visitor.page(&format!("/usta/usta-1/neden?{car}")).await.text;
    assert!(fits.contains("Seçtiğiniz araca bakıyor"), "{fits}");
    let rule = format!(
        "insert into mechanic_supported_vehicles (id, mechanic_id, brand_id, includes) values (gen_random_uuid(), $1, '{FIAT}', false)"
    );
    run(&app.pool, &rule, 1).await;
    for query in [car.as_str(), "il=ankara", "aninda=1"] {
        let page = visitor.page(&format!("/usta/usta-1/neden?{query}")).await.text;
        assert!(page.contains("şu an aramanıza uymuyor") && page.contains("sırasındaki yeri"), "{query}: {page}");
    }
    let plain = visitor.page("/usta/usta-1/neden").await.text;
    assert!(
        !plain.contains("Aramanız:") && plain.contains("sırasındaki yeri"),
        "without a search there is only the order"
    );
    run(&app.pool, "update mechanics set verified_at = null where id = $1", 1).await;
    for path in ["/usta/usta-1/neden", "/usta/yok/neden"] {
        assert_eq!(visitor.page(path).await.status, 404, "{path}");
    }
}
