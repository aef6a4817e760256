//! Workshops beside each other.

use super::{run, town};
use crate::support::BALATA;

#[tokio::test]
async fn ticked_workshops_stand_beside_each_other_with_the_best_marked() {
    let app = town().await;
    let visitor = app.visitor();
    let list = visitor.page(&format!("/usta-bul?il=istanbul&hizmet={BALATA}")).await.text;
    assert!(list.contains("id=\"kiyas\"") && list.contains("action=\"/karsilastir\""), "{list}");
    assert!(list.matches("form=\"kiyas\"").count() > 1 && list.contains("value=\"usta-1\""), "{list}");
    let form = list.split("id=\"kiyas\"").nth(1).unwrap().split("</form>").next().unwrap();
    assert!(form.contains("name=\"hizmet\"") && form.contains(&format!("value=\"{BALATA}\"")), "{form}");
    let address = format!("/karsilastir?usta=usta-1&usta=usta-2&usta=usta-1&hizmet={BALATA}");
    let page = visitor.page(&address).await;
    assert_eq!(page.status, 200);
    let heads: Vec<&str> = page.text.split("<th scope=\"col\"").skip(1).collect();
    assert_eq!(heads.len(), 2, "named twice is there once: {}", page.text);
    let row = |label: &str| {
        let rest =
            page.text.split(&format!(">{label}</th>")).nth(1).unwrap_or_else(|| panic!("{label}: {}", page.text));
        rest.split("</tr>").next().unwrap().split("<td").skip(1).map(str::to_owned).collect::<Vec<_>>()
    };
    let prices: Vec<i64> = sqlx::query_scalar(
        "select s.price_kurus from mechanic_services s join mechanics m on m.id = s.mechanic_id join services v on v.id = s.service_id
         where m.slug in ('usta-1', 'usta-2') and v.slug = $1 order by m.slug",
    )
    .bind(BALATA)
    .fetch_all(&app.pool)
    .await
    .unwrap();
    assert_ne!(prices[0], prices[1], "the town has different prices");
    let cheapest = usize::from(prices[1] < prices[0]);
    let cells = row("Bu hizmetin fiyatı");
    assert!(cells[cheapest].contains("En iyisi") && !cells[1 - cheapest].contains("En iyisi"), "{cells:?}");
    let promises = row("Parça ve garanti");
    assert!(
        promises.iter().all(|cell| cell.contains("Belirtilmemiş")),
        "they do the work and state nothing: {promises:?}"
    );
    let book = format!("/usta/usta-1/randevu?hizmet={BALATA}");
    assert!(page.text.contains(&book) && page.text.contains("noindex"), "{}", page.text);
    let alone = format!("href=\"/karsilastir?usta=usta-2&amp;hizmet={BALATA}\"");
    assert!(page.text.contains(&alone), "{}", page.text);
}

#[tokio::test]
async fn at_most_three_and_only_public_ones_are_compared() {
    let app = town().await;
    let visitor = app.visitor();
    let page = visitor.page("/karsilastir?usta=usta-1&usta=usta-2&usta=usta-3&usta=usta-4").await.text;
    assert_eq!(page.matches("<th scope=\"col\"").count(), 3);
    assert!(page.contains("En fazla 3 usta"), "{page}");
    run(&app.pool, "update mechanics set suspended_at = now() where id = $1", 1).await;
    let page = visitor.page("/karsilastir?usta=usta-1&usta=usta-2").await.text;
    assert_eq!(page.matches("<th scope=\"col\"").count(), 1);
    assert!(page.contains("Tek usta kaldı"), "{page}");
    let empty = visitor.page("/karsilastir?lang=en").await.text;
    assert!(empty.contains("No mechanics chosen to compare"), "{empty}");
}
