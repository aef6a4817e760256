//! What the README promises other programs about answers: each name in its table is in the answer.

use super::{BALATA_ID, DAY, Place};
use serde_json::Value;
use std::{collections::BTreeSet, fs, path::Path};

/// Names between the braces of a call's answer, without remarks and without what only some workshops have.
fn promised(call: &str) -> BTreeSet<String> {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let row =
        readme.lines().find(|line| line.starts_with(&format!("| `{call}` |"))).unwrap_or_else(|| panic!("{call}"));
    let answer = row.replace("\\|", "/");
    let answer = answer.trim_end_matches(" |").rsplit(" | ").next().unwrap();
    let mut depth = 0;
    let told: String = answer
        .chars()
        .filter(|letter| {
            depth += i32::from(*letter == '(') - i32::from(*letter == ')');
            depth == 0
        })
        .collect();
    let told = told.replace("photos: [{large, small, width, height, caption}]", "photos");
    let (from, to) = told.find('{').zip(told.rfind('}')).unwrap_or_else(|| panic!("{call} promises no names: {told}"));
    let names = told[from..to].split(|letter: char| !(letter.is_ascii_lowercase() || letter == '_'));
    names.filter(|name| !name.is_empty()).map(ToOwned::to_owned).collect()
}

fn names(answer: &Value, into: &mut BTreeSet<String>) {
    match answer {
        Value::Object(fields) => {
            into.extend(fields.keys().cloned());
            fields.values().for_each(|value| names(value, into));
        }
        Value::Array(items) => items.iter().for_each(|item| names(item, into)),
        _ => {}
    }
}

#[tokio::test]
async fn answers_hold_every_name_that_is_promised() {
    let place = Place::instant().await;
    place.app.run_jobs().await;
    let booked = place.book("10:00", "key-00000001").await;
    let slots = format!("appointments/free_slots?mechanic={}&services={BALATA_ID}&from={DAY}&days=1", place.mechanic);
    let slug: String = sqlx::query_scalar("select slug from mechanics").fetch_one(&place.app.pool).await.unwrap();
    let mut answers = vec![("POST /api/appointments/book", booked)];
    for (call, asked) in [
        ("GET /api/auth/me", "auth/me".to_owned()),
        ("GET /api/vehicles/brands", "vehicles/brands".to_owned()),
        ("GET /api/vehicles/models", "vehicles/models?brand=fiat".to_owned()),
        ("GET /api/mechanics/search", format!("mechanics/search?service={BALATA_ID}&lat=39.9&lon=32.8&sort=distance")),
        ("GET /api/mechanics/profile", format!("mechanics/profile?slug={slug}")),
        ("GET /api/appointments/free_slots", slots),
        ("GET /api/appointments/mine", "appointments/mine".to_owned()),
    ] {
        answers.push((call, place.ayse.get(&asked).await));
    }
    for (call, answer) in answers {
        assert_eq!(answer.status, 200, "{call}: {}", answer.text);
        let mut there = BTreeSet::new();
        names(&answer.json(), &mut there);
        let missing: Vec<String> = promised(call).difference(&there).cloned().collect();
        assert_eq!(missing, Vec::<String>::new(), "{call}: {}", answer.text);
    }
}
