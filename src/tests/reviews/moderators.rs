//! Who decides about reviews, and about which not.

use super::{HONEST, NOBODY, Stage, stars};

#[tokio::test]
async fn only_moderators_and_admins_decide() {
    let stage = Stage::new().await;
    let (elif, visit) = stage.customer_with_visit("elif").await;
    let answer = elif.post("reviews/write", &stars(&visit, "5", HONEST)).await;
    let review = answer.json()["id"].as_str().unwrap().to_owned();
    let hide = [("review_id", review.as_str()), ("decision", "hide"), ("rule", "sahte")];
    assert_eq!(stage.app.visitor().post("reviews/moderate", &hide).await.status, 401);
    for person in [&elif, &stage.owner] {
        assert_eq!(person.post("reviews/moderate", &hide).await.status, 404);
        assert_eq!(person.page("/yonetim/yorumlar").await.status, 404);
    }
    // With a second factor, which roles of the desk ask for.
    sqlx::query("with seen as (update user_sessions set aal = 2)
                 insert into user_roles (user_id, role, granted_at) select id, 'moderator', now() from users where email = 'elif@ornek.test'")
        .execute(&stage.app.pool)
        .await
        .unwrap();
    stage.app.prove_two_factors("elif").await;
    assert_eq!(elif.page("/yonetim/yorumlar").await.status, 200);
    assert_eq!(elif.post("reviews/moderate", &hide).await.status, 403, "nobody decides about what they wrote");
    let moderator = stage.app.customer("deniz").await;
    let makes = "insert into user_roles (user_id, role, granted_at)
                 select id, 'moderator', now() from users where email in ('deniz@ornek.test', 'usta@ornek.test')";
    sqlx::query(makes).execute(&stage.app.pool).await.unwrap();
    stage.app.prove_two_factors("usta").await;
    assert_eq!(
        stage.owner.post("reviews/moderate", &hide).await.status,
        403,
        "nor about a review of their own workshop"
    );
    let answered = [("review_id", review.as_str()), ("text", "Teşekkür ederiz, yine bekleriz.")];
    assert_eq!(stage.owner.post("reviews/reply", &answered).await.status, 200);
    assert_eq!(stage.owner.post("reviews/moderate_reply", &hide).await.status, 403, "nor about their own answer");
    assert_eq!(stage.score().await.0, 1, "and nothing of it was done");
    stage.app.prove_two_factors("deniz").await;
    assert_eq!(moderator.post("reviews/moderate", &hide).await.status, 200);
    assert_eq!(stage.score().await, (0, 0.0), "a hidden review counts no more");
    assert_eq!(moderator.post("reviews/moderate", &[("review_id", NOBODY), ("decision", "approve")]).await.status, 404);
}
