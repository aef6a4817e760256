//! Lists of the desk and of owners go on page after page, however much there is.

use super::{EGEA, FIAT, add, catalogue::DESK};
use crate::support::{Client, TestApp};
use std::{
    collections::HashSet,
    time::{Duration, Instant},
};

/// One page, in a build that is not optimised, on a machine that does other things too.
const ENOUGH: Duration = Duration::from_secs(5);

async fn run(app: &TestApp, statements: &[&'static str]) {
    for sql in statements {
        sqlx::query(*sql).execute(&app.pool).await.unwrap();
    }
}

/// The text of a page, where it goes on, and where it goes back to.
async fn page(client: &Client, address: &str) -> (String, Option<String>, Option<String>) {
    let asked = Instant::now();
    let answer = client.page(address).await;
    assert_eq!(answer.status, 200, "{address}");
    assert!(asked.elapsed() < ENOUGH, "{address}: {:?}", asked.elapsed());
    let link = |rel: &str| {
        let tag = answer.text.split("<a ").find(|tag| tag.split('>').next().unwrap().contains(rel))?;
        let href = tag.split("href=\"").nth(1)?.split('"').next()?;
        Some(href.replace("&amp;", "&"))
    };
    let (next, first) = (link("rel=\"next\""), link("rel=\"prev\""));
    (answer.text, next, first)
}

/// The names of a page, as they are written between `mark` and something that is no digit.
fn names(text: &str, mark: &str) -> Vec<String> {
    let digits = |part: &str| part.chars().take_while(char::is_ascii_digit).collect::<String>();
    let mut seen = HashSet::new();
    text.split(mark).skip(1).map(digits).filter(|name| !name.is_empty() && seen.insert(name.clone())).collect()
}

/// Three pages follow each other without a gap, `last` and nothing after it follows what `before_last` names.
async fn turns(client: &Client, start: &str, mark: &str, (before_last, last): (&str, &str)) {
    let (text, next, first) = page(client, start).await;
    assert_eq!(first, None, "{start}: nothing is before the first page");
    let mut seen = names(&text, mark);
    let mut next = next;
    for _ in 0..2 {
        let (text, then, first) = page(client, &next.expect("more")).await;
        assert_eq!(first.as_deref(), Some(start), "the way back");
        seen.extend(names(&text, mark));
        next = then;
    }
    let in_order: Vec<String> = (1..=300).map(|n| format!("{n:06}")).collect();
    assert_eq!(seen, in_order, "{start}");
    let join = if start.contains('?') { '&' } else { '?' };
    let (text, next, _) = page(client, &format!("{start}{join}sonra={before_last}")).await;
    assert_eq!((names(&text, mark), next), (vec![last.to_owned()], None), "the end of {start}");
}

#[tokio::test]
async fn a_hundred_thousand_brands_models_and_variants_are_turned_page_by_page() {
    let app = TestApp::new().await;
    run(
        &app,
        &[
            // Words to search by come from triggers, which nobody asks for here.
            "alter table variants disable trigger user",
            "insert into variants (id, model_id, name, year_from, fuel, transmission, source)
             select gen_random_uuid(), '00000000-0000-5000-8000-000000000031', 'V' || lpad(n::text, 6, '0'), 2050, '', '', 'test'
             from generate_series(1, 100000) n",
            "alter table variants enable trigger user",
            "insert into brands (id, name, slug)
             select gen_random_uuid(), '0B' || lpad(n::text, 6, '0'), 'b-' || n from generate_series(1, 100000) n",
            "insert into models (id, brand_id, name, slug)
             select gen_random_uuid(), '00000000-0000-5000-8000-000000000021', '0M' || lpad(n::text, 6, '0'), 'm-' || n
             from generate_series(1, 20000) n",
            "analyze",
        ],
    )
    .await;
    let admin = app.admin().await;
    let last = |sql: &'static str| super::catalogue::id_of(&app, sql);
    let end = last("select id::text from variants where model_id = '00000000-0000-5000-8000-000000000031' order by -year_from, name offset 99998 limit 1").await;
    let (text, next, _) = page(&admin, &format!("{DESK}?model={EGEA}&sonra={end}")).await;
    assert!(text.contains(">V100000<") && text.contains(">1.4 Fire 95<") && next.is_none(), "{text}");
    run(&app, &["delete from variants where name not like 'V%' and model_id = '00000000-0000-5000-8000-000000000031'"])
        .await;
    turns(&admin, &format!("{DESK}?model={EGEA}"), ">V", (&end, "100000")).await;
    let (text, next, first) = page(&admin, &format!("{DESK}?marka={FIAT}")).await;
    assert!(names(&text, ">0M").len() == 100 && first.is_none());
    let (text, _, first) = page(&admin, &next.expect("more models")).await;
    assert_eq!(names(&text, ">0M").first().map(String::as_str), Some("000101"));
    assert_eq!(first, Some(format!("{DESK}?marka={FIAT}")));
    let (text, next, first) = page(&admin, DESK).await;
    assert!(names(&text, ">0B").len() == 100 && first.is_none());
    let (text, _, first) = page(&admin, &next.expect("more brands")).await;
    assert_eq!(names(&text, ">0B").first().map(String::as_str), Some("000101"));
    assert_eq!(first.as_deref(), Some(DESK));
    let end = last("select id::text from brands order by name collate \"tr-x-icu\" desc, id desc limit 1").await;
    let (text, next, _) = page(&admin, &format!("{DESK}?sonra={end}")).await;
    assert!(names(&text, ">0B").is_empty() && next.is_none(), "nothing after the last one");
}

#[tokio::test]
async fn everything_that_answers_to_the_desks_search_can_be_reached() {
    let app = TestApp::new().await;
    run(
        &app,
        &["insert into variants (id, model_id, name, year_from, fuel, transmission, source)
           select gen_random_uuid(), '00000000-0000-5000-8000-000000000031', 'Zzz ' || lpad(n::text, 6, '0'), 2010, '', '', 'test'
           from generate_series(1, 301) n"],
    )
    .await;
    let admin = app.admin().await;
    let end = super::catalogue::id_of(&app, "select id::text from variants where name = 'Zzz 000300'").await;
    turns(&admin, &format!("{DESK}?ara=zzz"), ">Zzz ", (&end, "000301")).await;
    let double = super::catalogue::id_of(&app, "select id::text from variants where name = 'Zzz 000001'").await;
    let others = page(&admin, &format!("{DESK}?arac={double}")).await.0;
    let found = page(&admin, &format!("{DESK}?arac={double}&birlestir=000300")).await.0;
    assert!(!others.contains("Zzz 000300") && found.contains("Zzz 000300 (2010"), "a double's twin is looked for");
}

#[tokio::test]
async fn sheets_of_the_catalogue_are_turned_page_by_page() {
    let app = TestApp::new().await;
    run(
        &app,
        &["insert into catalogue_imports (id, file_name, new_lines, changed_lines, same_lines, refused_lines, other_rows, created_at)
           select lpad(to_hex(1000000 - n), 32, '0')::uuid, 'Sayfa ' || lpad(n::text, 6, '0'), 0, 0, 1, 0, 0, now()
           from generate_series(1, 100000) n"],
    )
    .await;
    let admin = app.admin().await;
    let sheets = format!("{DESK}/aktar");
    let (text, next, _) = page(&admin, &sheets).await;
    assert_eq!(names(&text, ">Sayfa ").len(), 20);
    let (text, _, first) = page(&admin, &next.expect("more sheets")).await;
    assert_eq!(names(&text, ">Sayfa ").first().map(String::as_str), Some("000021"));
    assert_eq!(first.as_deref(), Some(sheets.as_str()));
    let (text, next, _) = page(&admin, &format!("{sheets}?sonra={}", super::NOBODY)).await;
    assert!(next.is_some() == text.contains("rel=\"next\""), "an id that is none is only a place");
}

#[tokio::test]
async fn the_pages_of_a_book_lead_back_to_its_start() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let car = add(&ayse, "34 ABC 123").await;
    for day in 1..=21 {
        let on = format!("2026-03-{day:02}");
        let record = [("vehicle_id", car.as_str()), ("done_on", &on), ("items", "Bakım")];
        assert_eq!(ayse.post("vehicles/save_record", &record).await.status, 200);
    }
    let book = format!("/hesap/araclar/{car}/defter");
    let (_, next, first) = page(&ayse, &format!("{book}?kaynak=owner&yil=2026")).await;
    assert_eq!(first, None);
    let (text, next, first) = page(&ayse, &next.expect("the oldest one")).await;
    assert!(text.contains("1 Mart 2026") && next.is_none() && text.contains("Defterin başı"));
    assert_eq!(first, Some(format!("{book}?kaynak=owner&yil=2026")));
}
