//! What words of a search mean: a service, a category, a name.

use super::{asked, town};
use crate::support::BALATA_ID;
use sanaiyiusta::modules::mechanics::search::{Sort, Wanted};
use uuid::Uuid;

#[tokio::test]
async fn a_category_holds_the_services_of_every_level_below_it() {
    let app = town().await;
    sqlx::query(
        "with below as (insert into services_categories (id, parent_id, slug, name_tr, name_en, updated_at)
                 select gen_random_uuid(), id, 'fren-alt', 'Alt', 'Below', now() from services_categories where slug = 'fren' returning id),
             lowest as (insert into services_categories (id, parent_id, slug, name_tr, name_en, updated_at)
                 select gen_random_uuid(), id, 'fren-en-alt', 'En alt', 'Lowest', now() from below returning id)
         update services set category_id = (select id from lowest) where id = $1",
    )
    .bind(Uuid::parse_str(BALATA_ID).unwrap())
    .execute(&app.pool)
    .await
    .unwrap();
    app.wires.reference.reload(&app.pool).await.unwrap();
    let filter = asked(&app, "kategori=fren").await;
    let services: Vec<String> = filter.wanted.services().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(services, [BALATA_ID]);
}

#[tokio::test]
async fn a_name_is_found_among_thousands_that_are_like_it() {
    let app = town().await;
    sqlx::query(
        "with people as (insert into users (id, email, full_name, kind, terms_accepted_at, terms_version, created_at)
             select gen_random_uuid(), 'oto' || n || '@ornek.test', 'Deneme', 'mechanic', now(), '1', now() from generate_series(1, 1500) n
             returning id, split_part(email, '@', 1) as slug)
         insert into mechanics (id, owner_user_id, slug, name, province_id, district_id, lat, lon, verified_at, created_at, updated_at)
         select gen_random_uuid(), p.id, p.slug, case p.slug when 'oto1500' then 'Bahar Oto Servis' else 'Oto Servis ' || p.slug end,
             m.province_id, m.district_id, m.lat, m.lon, now(), now(), now() from people p, mechanics m where m.slug = 'usta-1'",
    )
    .execute(&app.pool)
    .await
    .unwrap();
    let page = app.visitor().page("/usta-bul?q=bahar+oto+servis").await.text;
    let place = |name: &str| page.find(name).unwrap_or_else(|| panic!("{name}: {page}"));
    assert!(place("Bahar Oto Servis") < place("Oto Servis oto"), "and stands first");
}

#[tokio::test]
async fn text_finds_services_first_and_names_after() {
    let app = town().await;
    assert!(matches!(asked(&app, "q=fren+balata").await.wanted, Wanted::Service(_)));
    assert!(matches!(asked(&app, "q=degisim").await.wanted, Wanted::Service(_)), "one service begins so");
    assert!(matches!(asked(&app, "q=isik+oto").await.wanted, Wanted::Name(_)));
    assert!(matches!(asked(&app, "q=%20%F0%9F%9A%97%20").await.wanted, Wanted::Anything), "a picture holds no words");
    let sorted = asked(&app, "q=isik&sirala=fiyat").await;
    assert_eq!(sorted.sort, Sort::Best, "names have no price");
}
