//! What workshops note about the customer of two accounts.

use super::{done, merge, run};
use crate::authz::world::World;

#[tokio::test]
async fn two_notes_of_one_workshop_become_one_and_nothing_of_them_is_lost() {
    let mut world = World::build().await;
    world.fill("{completed}").await;
    run(
        &world.app,
        "insert into mechanic_customer_notes (mechanic_id, customer_id, text, updated_at)
         select m.id, c.id, case when u.email = 'ayse@ornek.test' then 'Kahvesi sade' else 'Cumartesi gelir' end, now()
         from mechanics m, customers c join users u on u.id = c.user_id
         where m.name = 'Işık Oto' and u.email in ('ayse@ornek.test', 'baskasi@ornek.test')",
    )
    .await;
    done(merge(&world.app, &world.actors[5], "ayse", "baskasi").await);
    let notes: Vec<String> =
        sqlx::query_scalar("select text from mechanic_customer_notes").fetch_all(&world.app.pool).await.unwrap();
    assert_eq!(notes, ["Cumartesi gelir\nKahvesi sade"]);
}
