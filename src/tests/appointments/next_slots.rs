//! The next free time on a workshop's card against what its calendar says, after a long walk of moves in an order that nobody chose.

use super::{BALATA_ID, Place};
use crate::support::{Answer, TestApp};
use sanaiyiusta::kernel::time::Instant;

/// The same numbers in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

fn fine(answer: &Answer) {
    assert_eq!(answer.status, 200, "{}", answer.text);
}

async fn free(place: &Place) -> Vec<String> {
    let call = format!("appointments/free_slots?mechanic={}&services={BALATA_ID}&days=30", place.mechanic);
    let slots = place.app.visitor().get(&call).await.json();
    slots.as_array().unwrap().iter().map(|slot| slot["start"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn the_next_free_time_is_true_after_any_moves_on_two_lifts() {
    let place = Place::on(TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1000")]).await, "true").await;
    for sql in [
        "insert into bays (id, mechanic_id, name, position) select gen_random_uuid(), id, 'İkinci lift', 2 from mechanics",
        "update mechanics set buffer_minutes = 15",
    ] {
        sqlx::query(sql).execute(&place.app.pool).await.unwrap();
    }
    let mut dice = Dice(2026);
    let mut booked: Vec<String> = Vec::new();
    for step in 0..60 {
        let slots = free(&place).await;
        match dice.below(10) {
            // Mostly the first times, which are those that count.
            0..=5 => {
                let start = &slots[dice.below(slots.len().min(6))];
                booked.push(place.booked_apart(start, &format!("key-0000-{step}")).await);
            }
            6..=7 if !booked.is_empty() => {
                let id = booked.swap_remove(dice.below(booked.len()));
                let by = if dice.below(2) == 0 { &place.ayse } else { &place.usta };
                fine(&by.post("appointments/cancel", &[("appointment_id", &id), ("reason", "Olmadı")]).await);
            }
            8 => {
                let day = slots[dice.below(slots.len())][..10].to_owned();
                fine(&place.usta.post("mechanics/add_exception", &[("from_on", &day), ("to_on", &day)]).await);
            }
            _ => {
                let exception: Option<String> = sqlx::query_scalar("select id::text from working_exceptions limit 1")
                    .fetch_optional(&place.app.pool)
                    .await
                    .unwrap();
                if let Some(id) = exception {
                    fine(&place.usta.post("mechanics/remove_exception", &[("exception_id", &id)]).await);
                }
            }
        }
        let kept: Option<Instant> =
            sqlx::query_scalar("select next_slot_at from mechanics").fetch_one(&place.app.pool).await.unwrap();
        assert_eq!(kept.map(Instant::rfc3339), free(&place).await.first().cloned(), "after step {step}");
    }
    assert!(place.rows().await > 20, "they were many");
}
