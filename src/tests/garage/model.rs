//! A car that was chosen wrongly is corrected, and keeps everything.

use super::{add, done, page};
use crate::support::{Client, TestApp};

const EGEA: &str = "00000000-0000-5000-8000-000000000031";
const CLIO_DCI: &str = "00000000-0000-5000-8000-000000000042";

#[tokio::test]
async fn variant_and_year_are_corrected_and_book_and_reminders_stay() {
    let app = TestApp::new().await;
    let (ayse, fatma) = (app.customer("ayse").await, app.customer("fatma").await);
    let id = add(&ayse, "34 ABC 123").await;
    let record = [("vehicle_id", id.as_str()), ("done_on", "2026-03-01"), ("items", "Yağ değişimi")];
    done(&ayse.post("vehicles/save_record", &record).await);
    let here = format!("{}/model", page(&id));
    let begin = format!("{here}?marka=fiat&model={EGEA}");
    assert!(ayse.page(&page(&id)).await.text.contains(&begin.replace('&', "&amp;")), "it begins at the years");
    assert!(ayse.page(&begin).await.text.contains("2018"));
    let choices = ayse.page(&format!("{here}?marka=renault&model=00000000-0000-5000-8000-000000000032&yil=2018")).await;
    assert!(choices.text.contains(&format!("arac={CLIO_DCI}&amp;yil=2018")), "{}", choices.text);
    let question = ayse.page(&format!("{here}?arac={CLIO_DCI}&yil=2018")).await.text;
    for words in ["Fiat Egea 1.4 Fire 95 · 2019", "Renault Clio 1.5 dCi 90 · 2018", "Böyle düzelt", "Deftere yazılmış"]
    {
        assert!(question.contains(words), "{words}: {question}");
    }

    let post = async |owner: &Client, variant: &str, year: &str| {
        let fields = [("vehicle_id", id.as_str()), ("variant_id", variant), ("model_year", year)];
        owner.post("vehicles/change_variant", &fields).await
    };
    assert_eq!(post(&fatma, CLIO_DCI, "2018").await.status, 404);
    assert_eq!(post(&fatma, "yok", "iki").await.status, 404);
    assert_eq!(post(&ayse, "yok", "iki").await.fields(), ["model_year", "variant_id"]);
    assert_eq!(post(&ayse, CLIO_DCI, "2024").await.fields(), ["model_year"], "it was built until 2020");
    let fields = [("vehicle_id", id.as_str()), ("variant_id", CLIO_DCI), ("model_year", "2018")];
    let answer = ayse.form(&format!("{here}?arac={CLIO_DCI}&yil=2018"), "vehicles/change_variant", &fields).await;
    assert_eq!((answer.status, answer.header("location")), (303, page(&id)), "{}", answer.text);
    let car = &ayse.get("vehicles/mine").await.json()[0];
    assert_eq!((car["label"].as_str(), car["model_year"].as_i64()), (Some("Renault Clio 1.5 dCi 90"), Some(2018)));
    assert_eq!((car["km"].as_i64(), car["plate"].as_str()), (Some(84_250), Some("34 ABC 123")));
    assert_eq!(app.count("select count(*) from vehicle_reminders where closed_at is null").await, 2);
    assert!(ayse.page(&format!("{}/defter", page(&id))).await.text.contains("Yağ değişimi"));
}
