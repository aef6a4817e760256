//! The pages of the search, as browsers without a script see them.

use super::{FIAT, run, scope, town};
use crate::support::BALATA;
use uuid::Uuid;

#[tokio::test]
async fn a_time_on_a_card_is_booked_as_it_stands_there() {
    let app = town().await;
    let page = app.visitor().page(&format!("/usta-bul?il=34&hizmet={BALATA}")).await.text;
    let href = format!("/usta/usta-1/randevu?hizmet={BALATA}&amp;saat=2026-11-24T15:00");
    assert!(page.contains(&href) && page.contains("1 saatlik iş için ilk boş saat"), "{page}");
}

#[tokio::test]
async fn the_form_offers_the_districts_of_the_province_and_forgets_those_of_another() {
    let app = town().await;
    let visitor = app.visitor();
    let everywhere = visitor.page("/usta-bul").await.text;
    assert!(everywhere.contains("name=\"il\"") && !everywhere.contains("name=\"ilce\""));
    let page = visitor.page("/usta-bul?il=istanbul&ilce=istanbul-umraniye").await.text;
    let list = page.split("name=\"ilce\"").nth(1).unwrap().split("</select>").next().unwrap();
    assert!(list.contains("istanbul-kadikoy") && !list.contains("ankara-cankaya"), "{list}");
    let chosen = list.split("istanbul-umraniye").nth(1).unwrap().split('>').next().unwrap();
    assert!(chosen.contains("selected"), "{list}");
    let moved = visitor.page("/usta-bul?il=ankara&ilce=istanbul-umraniye").await.text;
    assert!(
        moved.contains("/usta/usta-5") && !moved.contains("daha geniş bir yere"),
        "the old district is no complaint"
    );
}

#[tokio::test]
async fn a_count_beside_a_place_is_what_its_link_leads_to() {
    let app = town().await;
    let visitor = app.visitor();
    let count = |page: &str, href: &str| {
        let line = page.split(&format!("href=\"{href}\"")).nth(1).unwrap_or_else(|| panic!("{href}: {page}"));
        let line = line.split("</a>").next().unwrap();
        line.split("num").nth(1).unwrap().chars().filter(char::is_ascii_digit).collect::<String>()
    };
    let found = |page: &str| {
        let lead = page.split("font-semibold num\">").nth(1).unwrap_or_else(|| panic!("{page}"));
        lead.chars().take_while(char::is_ascii_digit).collect::<String>()
    };
    let page = visitor.page(&format!("/usta-bul?hizmet={BALATA}&il=ankara&puan=4.5")).await.text;
    let elsewhere = format!("/usta-bul?hizmet={BALATA}&amp;il=istanbul");
    let there = visitor.page(&elsewhere.replace("&amp;", "&")).await.text;
    assert_eq!(count(&page, &elsewhere), found(&there), "other provinces are counted, and led to, without the filters");

    let near = format!("/usta-bul?hizmet={BALATA}&konum=41.0164,29.1248&yaricap=2");
    let page = visitor.page(&near).await.text;
    let inside = format!("/usta-bul?hizmet={BALATA}&amp;il=istanbul&amp;konum=41.0164%2C29.1248&amp;yaricap=2");
    let there = visitor.page(&inside.replace("&amp;", "&")).await.text;
    let facet = format!("href=\"{}\"", inside.trim_start_matches("/usta-bul"));
    let line =
        page.split(&facet).nth(1).and_then(|rest| rest.split("<small>").nth(1)).unwrap_or_else(|| panic!("{page}"));
    let counted: String = line.chars().take_while(char::is_ascii_digit).collect();
    assert_eq!(counted, found(&there), "the radius goes along");
    assert_ne!(found(&there), found(&visitor.page(&format!("/usta-bul?hizmet={BALATA}&il=istanbul")).await.text));
}

#[tokio::test]
async fn a_search_without_a_result_says_why_in_the_words_of_its_reader() {
    let app = town().await;
    let visitor = app.visitor();
    let words = |text: &str| form_urlencoded::Serializer::new(String::new()).append_pair("q", text).finish();
    let page = visitor.page(&format!("/usta-bul?{}&il=istanbul", words("Çıtırık Zırtapoz"))).await.text;
    assert!(page.contains("“Çıtırık Zırtapoz” araması"), "as it was typed: {page}");
    assert!(page.contains("Aradığınız sözcüklerle") && page.contains("href=\"/hizmetler\""), "{page}");
    assert!(!page.contains("Başka bir il") && !page.contains("Bu yerde henüz"), "{page}");
    let page = visitor.page(&format!("/usta-bul?{}", words("IŞIK oto"))).await.text;
    assert!(page.contains("“IŞIK oto” araması") && page.contains("/usta/usta-1"), "{page}");
    let none = visitor.page("/usta-bul?il=adana").await.text;
    assert!(none.contains(">0 usta<") && !none.contains("Hepsi doğrulanmış"), "{none}");
    let one = visitor.page("/usta-bul?il=ankara&lang=en").await.text;
    assert!(one.contains(">1 mechanic<") && one.contains("Show 1 mechanic<"), "{one}");
}

#[tokio::test]
async fn a_visitor_names_a_car_and_comes_back_to_the_search() {
    let app = town().await;
    run(&app.pool, &format!("insert into mechanic_supported_vehicles (id, mechanic_id, brand_id, includes) values (gen_random_uuid(), $1, '{FIAT}', false)"), 1).await;
    let visitor = app.visitor();
    let home = visitor.page("/").await.text;
    assert!(home.contains("formaction=\"/arac-sec\"") && home.contains("Konumumu kullan"));
    let mut address = "/arac-sec?q=fren+balata&il=34".to_owned();
    // Brand, model, year, engine.
    for wanted in ["marka=fiat", "model=", "yil=2019", "tip="] {
        let page = visitor.page(&address).await;
        assert_eq!(page.status, 200, "{address}");
        let next = page.text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let next =
            next.map(|href| href.replace("&amp;", "&")).find(|href| href.contains(wanted) && href.contains("il=34"));
        address = next.unwrap_or_else(|| panic!("{wanted} is not offered on {address}"));
        assert!(address.contains("q=fren+balata"), "the search goes along: {address}");
    }
    assert!(address.starts_with("/usta-bul?"), "{address}");
    let found = visitor.page(&address).await.text;
    assert!(found.contains("Fiat Egea 2019") && found.contains("/usta/usta-2") && !found.contains("\"/usta/usta-1\""));
    let search = visitor.page("/usta-bul?q=fren+balata&il=34").await.text;
    assert!(search.contains("\"/usta/usta-1\"") && search.contains("degistir=1#arama"), "the header leads to the form");
}

#[tokio::test]
async fn made_up_reviews_are_not_told_to_search_engines() {
    let app = town().await;
    run(&app.pool, "update mechanics set is_demo = true where id = $1", 1).await;
    let page = app.visitor().page("/usta/usta-1").await.text;
    assert!(page.contains("AutoRepair") && page.contains("Demo işletme") && !page.contains("AggregateRating"));
}

#[tokio::test]
async fn public_pages_show_what_the_database_knows() {
    let app = town().await;
    let visitor = app.visitor();
    for path in [
        "/",
        "/usta-bul",
        "/usta-bul?il=34&hizmet=on-fren-balatasi-degisimi&sirala=fiyat",
        "/hizmetler",
        "/usta-bul/istanbul",
        "/usta-bul/istanbul/umraniye",
    ] {
        let page = visitor.page(path).await;
        assert_eq!(page.status, 200, "{path}");
        assert!(page.text.len() < 60 * 1024, "{path}: {} bytes", page.text.len());
    }
    for path in [
        "/nasil-calisir",
        "/usta-ol",
        "/siralama-kurallari",
        "/yorum-kurallari",
        "/veri-kaynaklari",
        "/kosullar",
        "/gizlilik",
        "/kvkk",
        "/cerezler",
    ] {
        assert_eq!(visitor.page(path).await.status, 200, "{path}");
    }
    let landing = visitor.page(&format!("/usta-bul/istanbul/umraniye/{BALATA}")).await;
    assert!(landing.text.contains("₺1.180") && landing.text.contains("BreadcrumbList"), "{}", landing.text);
    assert!(
        landing.text.contains("AggregateOffer") && landing.text.contains("\"lowPrice\":\"1180.00\""),
        "{}",
        landing.text
    );
    for path in
        ["/usta-bul/yok", "/usta-bul/istanbul/yok", "/usta-bul/istanbul/umraniye/yok", "/usta-bul/34", "/usta/yok"]
    {
        assert_eq!(visitor.page(path).await.status, 404, "{path}");
    }
    let profile = visitor.page("/usta/usta-1").await;
    assert_eq!(profile.status, 200);
    for part in [
        "Işık Oto Servis",
        "AutoRepair",
        "AggregateRating",
        "BreadcrumbList",
        "\"price\":\"1250.00\"",
        "₺1.250",
        "/usta/usta-1/randevu?hizmet=",
    ] {
        assert!(profile.text.contains(part), "{part}");
    }
}

#[tokio::test]
async fn a_large_sitemap_is_split_and_names_each_workshop_once() {
    use sanaiyiusta::modules::mechanics::sitemap;
    let app = town().await;
    let mut scope = scope(&app).await;
    let names = |xml: &str, before: &str, after: &str| -> Vec<String> {
        xml.split(before).skip(1).map(|rest| rest.split(after).next().unwrap().to_owned()).collect()
    };
    let whole = sitemap::part(&mut scope, &Uuid::nil().to_string(), sitemap::PART).await.unwrap();
    let mut all = names(&whole, "<loc>", "</loc>");
    all.sort_unstable();
    assert!(all.len() >= 4, "{all:?}");
    for size in 1..=i64::try_from(all.len()).unwrap() + 1 {
        let index = sitemap::index(&mut scope, size).await.unwrap();
        let parts = names(&index, "?part=", "</loc>").into_iter().filter(|part| Uuid::parse_str(part).is_ok());
        let (mut found, mut count) = (Vec::new(), 0);
        for part in parts {
            let xml = sitemap::part(&mut scope, &part, size).await.unwrap();
            let own = names(&xml, "<loc>", "</loc>");
            assert!(i64::try_from(own.len()).unwrap() <= size && !own.is_empty(), "{size}: {xml}");
            found.extend(own);
            count += 1;
        }
        found.sort_unstable();
        assert_eq!(found, all, "in parts of {size}");
        assert_eq!(count, all.len().div_ceil(usize::try_from(size).unwrap()), "no part too many: {index}");
    }
}

#[tokio::test]
async fn the_sitemap_names_every_public_workshop() {
    use sanaiyiusta::modules::mechanics::sitemap;
    let app = town().await;
    run(&app.pool, "update mechanics set verified_at = null where id = $1", 1).await;
    let mut scope = scope(&app).await;
    let index = sitemap::index(&mut scope, sitemap::PART).await.unwrap();
    assert_eq!(index.matches("<sitemap>").count(), 4, "pages, two provinces, workshops: {index}");
    let workshops = sitemap::part(&mut scope, &Uuid::nil().to_string(), sitemap::PART).await.unwrap();
    assert_eq!(workshops.matches("<url>").count(), 4);
    assert!(workshops.contains("/usta/usta-2</loc>") && !workshops.contains("/usta/usta-1<"));
    let pages = sitemap::part(&mut scope, "pages", sitemap::PART).await.unwrap();
    assert!(pages.contains("/hizmetler</loc>") && !pages.contains("/usta-bul/"), "{pages}");
    run(&app.pool, "update mechanic_services set is_active = false where mechanic_id = $1", 5).await;
    let istanbul = sitemap::part(&mut scope, "il-istanbul", sitemap::PART).await.unwrap();
    for path in [
        "",
        "/umraniye",
        "/kadikoy",
        &format!("/{BALATA}"),
        &format!("/umraniye/{BALATA}"),
        &format!("/kadikoy/{BALATA}"),
    ] {
        assert!(istanbul.contains(&format!("/usta-bul/istanbul{path}</loc>")), "{path} is not in {istanbul}");
    }
    let ankara = sitemap::part(&mut scope, "il-ankara", sitemap::PART).await.unwrap();
    assert!(
        ankara.contains("/usta-bul/ankara/cankaya</loc>") && !ankara.contains(BALATA),
        "nobody offers it there: {ankara}"
    );
    assert_eq!(sitemap::part(&mut scope, "il-yok", sitemap::PART).await.unwrap_err().code.status(), 404);
    // Whatever the sitemap names has somebody on it.
    for address in istanbul.split("<loc>").skip(1).filter_map(|rest| rest.split("</loc>").next()) {
        let path = address.split_once("/usta-bul").map(|(_, path)| format!("/usta-bul{path}")).unwrap();
        let page = app.visitor().page(&path).await;
        assert!(page.status == 200 && !page.text.contains("name=\"robots\""), "{path}");
    }
}

/// What a page says it is, and where its other language stands.
fn links(page: &str) -> Vec<(String, String)> {
    let value = |link: &str, name: &str| {
        link.split_once(&format!("{name}=\"")).and_then(|(_, rest)| rest.split('"').next()).map(ToOwned::to_owned)
    };
    let links = page.split("<link").skip(1).filter_map(|link| link.split('>').next());
    let own = links.filter(|link| link.contains("canonical") || link.contains("hreflang"));
    own.filter_map(|link| Some((value(link, "hreflang").unwrap_or_else(|| "own".into()), value(link, "href")?)))
        .collect()
}

#[tokio::test]
async fn each_language_of_a_page_names_itself_and_the_other() {
    let app = town().await;
    for path in ["/", "/usta-bul", "/usta-bul/istanbul/umraniye"] {
        let turkish = links(&app.visitor().page(path).await.text);
        let english = links(&app.visitor().page(&format!("{path}?lang=en")).await.text);
        let href =
            |links: &[(String, String)], name: &str| links.iter().find(|(own, _)| own == name).unwrap().1.clone();
        assert!(href(&turkish, "own").ends_with(path), "{turkish:?}");
        assert_eq!(href(&turkish, "own"), href(&turkish, "tr"));
        assert_eq!(href(&english, "own"), href(&english, "en"));
        for name in ["tr", "en", "x-default"] {
            assert_eq!(href(&turkish, name), href(&english, name), "{path} {name}");
        }
    }
}

#[tokio::test]
async fn a_card_shows_the_cover_and_the_certificates_in_force() {
    let app = town().await;
    let shown = async || app.visitor().page("/usta-bul?il=34").await.text;
    assert!(!shown().await.contains("/foto/atolye/"));
    let photo = |place: i32| {
        format!(
            "insert into mechanic_photos (id, mechanic_id, position, width, height, hash, created_at)
             values (gen_random_uuid(), $1, {place}, 1600, 1200, sha256('{place}'), now())"
        )
    };
    run(&app.pool, &photo(2), 1).await;
    run(&app.pool, &photo(1), 1).await;
    for (kind, until) in [("tse_hyb", "2026-11-24"), ("lpg", "2026-11-23")] {
        super::filters::certify(&app, 1, kind, Some(until)).await;
    }
    let page = shown().await;
    let cards: Vec<&str> = page.split("<article").skip(1).collect();
    let covers: Vec<_> =
        cards.iter().filter_map(|card| card.split("/foto/atolye/").nth(1)?.split('"').next()).collect();
    assert_eq!(covers.len(), 1, "one card has a photo");
    let first: String = sqlx::query_scalar("select replace(id::text, '-', '') from mechanic_photos where position = 1")
        .fetch_one(&app.pool)
        .await
        .unwrap();
    assert!(covers[0].starts_with(&first), "of two it shows the first: {covers:?}");
    assert_eq!(cards.iter().filter(|card| card.contains("TSE Hizmet Yeterlilik Belgesi")).count(), 1);
    assert!(!cards.iter().any(|card| card.contains("LPG")), "what ran out yesterday is no badge");
}
