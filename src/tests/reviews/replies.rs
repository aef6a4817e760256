//! A workshop's answer is looked at like a review and hidden apart from it.

use super::{HONEST, Stage, stars, workshop};

#[tokio::test]
async fn an_answer_with_a_signal_waits_for_a_moderator_and_can_be_hidden_without_the_review() {
    let stage = Stage::new().await;
    let (elif, visit) = stage.customer_with_visit("elif").await;
    let review =
        elif.post("reviews/write", &stars(&visit, "5", HONEST)).await.json()["id"].as_str().unwrap().to_owned();
    let admin = stage.app.admin().await;
    let decide = async |decision: &str, rule: &str| {
        let fields = [("review_id", review.as_str()), ("decision", decision), ("rule", rule)];
        admin.post("reviews/moderate_reply", &fields).await
    };
    assert_eq!(decide("hide", "reklam").await.code(), "wrong_status", "there is none yet");

    let number = "Fiyat için 0532 123 45 67 numarasını arayın.";
    let answer = stage.owner.post("reviews/reply", &[("review_id", &review), ("text", number)]).await;
    assert_eq!((answer.status, answer.json()["status"].as_str()), (200, Some("pending")), "{}", answer.text);
    let profile = async || stage.app.visitor().page("/usta/isik-oto").await.text;
    assert!(!profile().await.contains("0532 123") && stage.published().await[0]["reply"].is_null());
    let own = stage.owner.page("/atolye/yorumlar").await.text;
    assert!(own.contains("0532 123") && own.contains("Kontrol ediliyor"), "{own}");
    assert!(admin.page("/yonetim").await.text.contains("1 işletme yanıtı karar bekliyor"));
    let queue = admin.page("/yonetim/yorumlar?durum=yanitlar").await.text;
    assert!(queue.contains("0532 123") && queue.contains("Telefon") && queue.contains("Yanıtı onayla"), "{queue}");
    assert!(!queue.contains(">Onayla<"), "the review itself is not what waits");

    assert_eq!(
        elif.post("reviews/moderate_reply", &[("review_id", &review), ("decision", "approve")]).await.status,
        404
    );
    assert_eq!(decide("hide", "").await.fields(), ["rule"]);
    assert_eq!(decide("approve", "").await.json()["status"], "published");
    assert_eq!(decide("approve", "").await.code(), "wrong_status", "twice is once");
    assert!(profile().await.contains("0532 123"));
    assert_eq!(decide("hide", "reklam").await.json()["status"], "hidden");
    let shown = profile().await;
    assert!(!shown.contains("0532 123") && shown.contains("Diskleri de ölçtü"), "the review stays");
    assert_eq!(stage.score().await, stage.recomputed().await);
    assert!(stage.owner.page("/atolye/yorumlar").await.text.contains("Yayında değil: Reklam"));
    let again = stage.owner.post("reviews/reply", &[("review_id", &review), ("text", "Bir daha")]).await;
    assert_eq!(again.code(), "wrong_status", "one answer only");
    assert!(admin.page("/yonetim/yorumlar?durum=gizli-yanitlar").await.text.contains("0532 123"));

    stage.app.run_jobs().await;
    let told: Vec<(String, String, String)> = sqlx::query_as(
        "select kind, to_email, text_body from mails where kind like 'review_reply_%' and sent_at is not null order by created_at, id",
    )
    .fetch_all(&stage.app.pool)
    .await
    .unwrap();
    let kinds: Vec<&str> = told.iter().map(|(kind, ..)| kind.as_str()).collect();
    assert_eq!(kinds, ["review_reply_published", "review_reply_hidden"]);
    assert!(told[1].1 == "usta@ornek.test" && told[1].2.contains("Reklam veya yönlendirme"), "{told:?}");
    let acts = "select count(*) from audit_log where action in ('reviews.approve_reply', 'reviews.hide_reply') and subject_kind = 'review'";
    assert_eq!(stage.app.count(acts).await, 2);
    assert!(admin.page("/yonetim/denetim?alan=reviews").await.text.contains("İşletme yanıtı gizlendi"));
}

#[tokio::test]
async fn moderators_hide_an_answer_from_the_row_of_its_review_and_come_back_to_it() {
    let stage = Stage::new().await;
    let (elif, visit) = stage.customer_with_visit("elif").await;
    let review =
        elif.post("reviews/write", &stars(&visit, "5", HONEST)).await.json()["id"].as_str().unwrap().to_owned();
    let polite = stage.owner.post("reviews/reply", &[("review_id", &review), ("text", "Sağ olun.")]).await;
    assert_eq!(polite.json()["status"], "published", "polite and short is no signal");
    let admin = stage.app.admin().await;
    let page = "/yonetim/yorumlar?durum=published";
    let fields = [("review_id", review.as_str()), ("decision", "hide"), ("rule", "konu-disi"), ("back", page)];
    let done = admin.form(page, "reviews/moderate_reply", &fields).await;
    assert_eq!((done.status, done.header("location").as_str()), (303, page));
    assert!(admin.page(page).await.text.contains("Yanıt gizlendi; yorum yerinde duruyor."));
    let away = [("review_id", review.as_str()), ("decision", "approve"), ("back", "https://baska.test/")];
    assert_eq!(admin.form(page, "reviews/moderate_reply", &away).await.header("location"), "/yonetim/yorumlar");
}

#[tokio::test]
async fn the_workshops_home_says_how_many_reviews_wait_for_its_answer() {
    let stage = Stage::new().await;
    let waits = "yorum yanıtınızı bekliyor";
    assert!(!stage.owner.page("/atolye").await.text.contains(waits));
    let (elif, visit) = stage.customer_with_visit("elif").await;
    let answer = elif.post("reviews/write", &stars(&visit, "5", HONEST)).await;
    let review = answer.json()["id"].as_str().unwrap().to_owned();
    let other = stage.app.mechanic("baska").await;
    workshop(&stage.app, "baska", "baska-oto").await;
    let text = stage.owner.page("/atolye").await.text;
    assert!(text.contains(&format!("1 {waits}")) && text.contains("href=\"/atolye/yorumlar\""), "{text}");
    assert!(!other.page("/atolye").await.text.contains(waits));
    let reply = [("review_id", review.as_str()), ("text", "Teşekkür ederiz, yine bekleriz.")];
    assert_eq!(stage.owner.post("reviews/reply", &reply).await.status, 200);
    assert!(!stage.owner.page("/atolye").await.text.contains(waits));
}
