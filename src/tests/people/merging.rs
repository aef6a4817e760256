//! Two accounts of one person become one: nothing is lost, nobody else gets anything, and nobody takes it back.

mod cars;
mod notes;
mod told;

use super::{change, id_of, worker};
use crate::{
    authz::world::World,
    support::{Answer, Client, TestApp},
};
use sanaiyiusta::{
    kernel::ids::UserId,
    platform::{
        Scope,
        personal::{Fate, Holding, Merge},
    },
};
use std::collections::BTreeMap;

const REASON: &str = "Kimlikleri ve telefonu karşılaştırıldı.";

async fn merge_ids(admin: &Client, from: &str, into: &str) -> Answer {
    let fields = [("user_id", from), ("into_id", into), ("reason", REASON), ("agreed", "true")];
    admin.post("users/merge", &fields).await
}

/// By the first parts of their addresses.
async fn merge(app: &TestApp, admin: &Client, from: &str, into: &str) -> Answer {
    merge_ids(admin, &id_of(app, from).await, &id_of(app, into).await).await
}

#[track_caller]
fn done(answer: Answer) -> Answer {
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer
}

async fn scalar(app: &TestApp, sql: String) -> i64 {
    sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&app.pool).await.unwrap()
}

async fn run(app: &TestApp, sql: &'static str) {
    sqlx::query(sql).execute(&app.pool).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

/// The rows of one person in a table, as their copy has them.
async fn rows_of(app: &TestApp, holding: &Holding, user: &str) -> usize {
    let Some(rows) = holding.copied.rows() else { return 0 };
    let mut scope = Scope::system(&app.wires).await.unwrap();
    rows(&mut scope, UserId(user.parse().unwrap())).await.unwrap().len()
}

async fn arriving(app: &TestApp, user: &str) -> BTreeMap<&'static str, usize> {
    let mut found = BTreeMap::new();
    for holding in app.wires.personal.holdings.iter().filter(|holding| holding.merge.arrives()) {
        found.insert(holding.table, rows_of(app, holding, user).await);
    }
    found
}

/// Rows of everybody, by table.
async fn everything(app: &TestApp) -> BTreeMap<&'static str, i64> {
    let mut found = BTreeMap::new();
    for holding in app.wires.personal.holdings.iter().filter(|holding| holding.merge.arrives()) {
        found.insert(holding.table, scalar(app, format!("select count(*) from {}", holding.table)).await);
    }
    found
}

/// A row in every table of a customer that no form of the world leaves.
const MORE: [&str; 8] = [
    // Whoever sees all cars is told by the tests of cars.
    "update household_members set all_cars = false where email is not null",
    "insert into favourite_mechanics (customer_id, mechanic_id, created_at)
     select c.id, m.id, now() from mechanics m, customers c join users u on u.id = c.user_id where u.email = 'ayse@ornek.test' limit 1",
    "insert into seen_mechanics (customer_id, mechanic_id, seen_at)
     select c.id, m.id, now() from mechanics m, customers c join users u on u.id = c.user_id where u.email = 'ayse@ornek.test' limit 1",
    "insert into appointment_moves (appointment_id, at, by_user_id, by_role, to_status, start_at, reason)
     select a.id, now(), u.id, 'customer', 'requested', a.start_at, 'Geç kalacağım' from appointments a join customers c on c.id = a.customer_id
     join users u on u.id = c.user_id where u.email = 'ayse@ornek.test' limit 1",
    "insert into mechanic_customer_notes (mechanic_id, customer_id, text, updated_at)
     select a.mechanic_id, a.customer_id, 'Kahvesi sade', now() from appointments a join customers c on c.id = a.customer_id
     join users u on u.id = c.user_id where u.email = 'ayse@ornek.test' limit 1",
    "insert into household_cars (membership_id, vehicle_id)
     select h.id, v.id from household_members h join customer_vehicles v on v.customer_id = h.owner_id limit 1",
    "insert into vehicle_reminder_times (reminder_id, occurrence, done_on, km) select id, 7, '2026-01-01', 1 from vehicle_reminders limit 1",
    "insert into vehicle_marks (vehicle_id, kind, value, during)
     select id, 'plate', '34 ESK 123', '[2020-01-01,2021-01-01)' from customer_vehicles where plate = '06 SIR 123'",
];

/// The first customer with something of everything.
async fn rich() -> World {
    let mut world = World::build().await;
    world
        .fill(
            "{confirmed} {published review} {completed} {search} {invoice profile} {place} {share} {membership} {joined household}
             {record} {file} {car photo} {reminder} {cost} {proposal} {privacy request} {passkey} {offered car} {export}",
        )
        .await;
    for sql in MORE {
        run(&world.app, sql).await;
    }
    let ayse = id_of(&world.app, "ayse").await;
    done(world.actors[5].post("users/add_note", &[("user_id", &ayse), ("text", "İki hesabı var")]).await);
    world
}

#[tokio::test]
async fn every_table_says_what_a_merge_makes_of_it() {
    let app = TestApp::new().await;
    let holdings = &app.wires.personal.holdings;
    for holding in holdings {
        match holding.merge {
            Merge::Follows(table) => {
                let other = holdings.iter().find(|other| other.table == table);
                assert!(other.is_some_and(|other| other.merge.arrives()), "{} follows {table}", holding.table);
            }
            Merge::Ends => assert!(matches!(holding.fate, Fate::Deleted(_)), "{} cannot be ended", holding.table),
            Merge::Stays(why) => assert!(why.len() > 10, "{}: say why it stays", holding.table),
            Merge::Moves(_) | Merge::Workshop => {}
        }
    }
}

#[tokio::test]
async fn everything_of_the_emptied_account_is_the_other_ones_and_not_a_row_is_lost() {
    let world = rich().await;
    let app = &world.app;
    let (from, into) = (id_of(app, "ayse").await, id_of(app, "baskasi").await);
    let (before, theirs, others) = (everything(app).await, arriving(app, &from).await, arriving(app, &into).await);
    let without: Vec<_> = theirs.iter().filter(|(_, rows)| **rows == 0).map(|(table, _)| *table).collect();
    assert!(without.is_empty(), "{without:?} have no row to move: make one in this test");

    done(merge_ids(&world.actors[5], &from, &into).await);
    let mut expected = before;
    *expected.get_mut("customers").unwrap() -= 1;
    assert_eq!(everything(app).await, expected);
    assert!(arriving(app, &from).await.values().all(|rows| *rows == 0));
    for (table, rows) in arriving(app, &into).await {
        let sum = if table == "customers" { 1 } else { theirs[table] + others[table] };
        assert_eq!(rows, sum, "{table}");
    }
    // Whatever names the emptied person still, says so in its declaration.
    let references: Vec<(String, String)> = sqlx::query_as(
        "select c.conrelid::regclass::text, a.attname::text from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
         where c.contype = 'f' and c.confrelid = 'users'::regclass",
    )
    .fetch_all(&app.pool)
    .await
    .unwrap();
    for (table, column) in references {
        let holding = app.wires.personal.holdings.iter().find(|holding| holding.table == table).unwrap();
        let left = scalar(app, format!("select count(*) from {table} where {column} = '{from}'")).await;
        assert!(left == 0 || matches!(holding.merge, Merge::Stays(_)), "{table}.{column} names the emptied account");
    }
}

#[tokio::test]
async fn the_customer_finds_it_all_in_the_account_that_stays() {
    let mut world = rich().await;
    let review = world.fill("{slug}").await;
    done(merge(&world.app, &world.actors[5], "ayse", "baskasi").await);
    let stays = &world.actors[2];
    let cars = stays.get("vehicles/mine").await.text;
    assert!(cars.contains("06 SIR 123"), "{cars}");
    assert!(stays.page("/hesap/randevular").await.text.contains("Işık Oto"));
    assert!(stays.page("/hesap/favoriler").await.status == 200);
    assert!(world.app.visitor().page(&format!("/usta/{review}")).await.text.contains("Güzel iş"));
    assert_eq!(world.actors[1].get("vehicles/mine").await.status, 401, "the emptied account is out at once");
    let one_default = "select count(*) from customer_vehicles where is_default and removed_at is null and customer_id =
                       (select c.id from customers c join users u on u.id = c.user_id where u.email = 'baskasi@ornek.test')";
    assert_eq!(world.app.count(one_default).await, 1);
}

/// Both have the same of these, and something of their own.
const TWICE: [&str; 6] = [
    "insert into seen_mechanics (customer_id, mechanic_id, seen_at)
     select c.id, m.id, case when u.email = 'ayse@ornek.test' then timestamptz '2026-11-23' else '2026-11-22' end
     from mechanics m, customers c join users u on u.id = c.user_id
     where u.email = 'ayse@ornek.test' or (u.email = 'baskasi@ornek.test' and m.name = 'Işık Oto')",
    "insert into favourite_mechanics (customer_id, mechanic_id, created_at)
     select c.id, m.id, now() from mechanics m, customers c join users u on u.id = c.user_id
     where u.email = 'ayse@ornek.test' or (u.email = 'baskasi@ornek.test' and m.name = 'Işık Oto')",
    "insert into saved_searches (id, customer_id, query, created_at)
     select gen_random_uuid(), c.id, q, now() from customers c join users u on u.id = c.user_id
     cross join lateral (values ('il=ankara'), ('il=' || u.email)) s (q)
     where u.email in ('ayse@ornek.test', 'baskasi@ornek.test')",
    "insert into customer_invoice_profiles (id, customer_id, kind, title, tax_number, address, is_default, created_at, updated_at)
     select gen_random_uuid(), c.id, 'person', u.full_name, n, 'Ostim Mah. No 5', n = '10000000146', now(), now()
     from customers c join users u on u.id = c.user_id
     cross join lateral (values ('10000000146'), ('2' || lpad(length(u.email)::text, 10, '0'))) s (n)
     where u.email in ('ayse@ornek.test', 'baskasi@ornek.test')",
    "insert into customer_places (id, customer_id, kind, district_id, created_at, updated_at)
     select gen_random_uuid(), c.id, k, (select min(id) from districts), now(), now() from customers c join users u on u.id = c.user_id,
     (values ('home'), ('work')) s (k) where u.email = 'ayse@ornek.test' or (u.email = 'baskasi@ornek.test' and k = 'home')",
    "update appointments set idempotency_key = 'ayni-anahtar'
     where id in (select id from appointments order by created_at, id limit 1)",
];

#[tokio::test]
async fn what_both_have_is_settled_and_stays_once() {
    let mut world = World::build().await;
    world.fill("{confirmed}").await;
    for sql in TWICE {
        run(&world.app, sql).await;
    }
    run(
        &world.app,
        "insert into appointments (id, mechanic_id, customer_id, vehicle_id, bay_id, status, start_at, end_at, busy_until, mechanic_name,
             mechanic_address, customer_name, plate, vehicle_label, km, total_kurus, idempotency_key, idempotency_hash, created_at, closed_at)
         select gen_random_uuid(), a.mechanic_id, c.id, a.vehicle_id, a.bay_id, 'cancelled', a.start_at, a.end_at, a.busy_until, a.mechanic_name,
             a.mechanic_address, 'Başkası', a.plate, a.vehicle_label, 1, 1, a.idempotency_key, a.idempotency_hash, a.created_at, a.created_at
         from appointments a, customers c join users u on u.id = c.user_id where u.email = 'baskasi@ornek.test'",
    )
    .await;
    done(merge(&world.app, &world.actors[5], "ayse", "baskasi").await);
    let app = &world.app;
    for (what, count) in [
        ("select count(*) from favourite_mechanics", 2),
        ("select count(*) from seen_mechanics where seen_at = '2026-11-23'", 2),
        ("select count(*) from saved_searches", 3),
        ("select count(*) from customer_invoice_profiles", 3),
        ("select count(*) from customer_invoice_profiles where is_default", 1),
        ("select count(*) from customer_invoice_profiles where is_default and title = 'baskasi Deneme'", 1),
        ("select count(*) from customer_places", 3),
        ("select count(*) from customer_places where kind = 'other' and name = 'Ev (2)'", 1),
        ("select count(*) from customer_places where kind = 'work'", 1),
        ("select count(*) from appointments", 2),
        ("select count(distinct customer_id) from appointments", 1),
    ] {
        assert_eq!(app.count(what).await, count, "{what}");
    }
}

#[tokio::test]
async fn who_works_here_is_suspended_leaves_or_is_gone_is_not_merged() {
    let world = World::build().await;
    let (app, admin) = (&world.app, &world.actors[5]);
    for name in ["askida", "giden", "destekci", "kalan"] {
        app.customer(name).await;
    }
    worker(app, "masada", "support").await;
    change(
        app,
        "askida",
        "update users set disabled_at = now(), disabled_reason = 'x' where email = $1 || '@ornek.test'",
    )
    .await;
    change(
        app,
        "giden",
        "insert into deletion_requests (id, user_id, requested_at, due_at, cancel_hash)
         select gen_random_uuid(), id, now(), '2099-01-01', sha256('a') from users where email = $1 || '@ornek.test'",
    )
    .await;
    for (from, into, status, code) in [
        ("usta", "kalan", 409, "in_use"),
        ("masada", "kalan", 409, "in_use"),
        ("askida", "kalan", 409, "wrong_status"),
        ("kalan", "askida", 409, "wrong_status"),
        ("giden", "kalan", 409, "wrong_status"),
        ("kalan", "giden", 409, "wrong_status"),
        ("kalan", "kalan", 409, "wrong_status"),
        ("kalan", "yonetici", 403, "forbidden"),
        ("yonetici", "kalan", 403, "forbidden"),
    ] {
        let answer = merge(app, admin, from, into).await;
        assert_eq!((answer.status, answer.code().as_str()), (status, code), "{from} into {into}: {}", answer.text);
        assert!(answer.json()["message"].as_str().unwrap().len() > 20, "{from} into {into} says why");
    }
    let kalan = id_of(app, "kalan").await;
    for unknown in ["00000000-0000-7000-8000-000000000000", "x"] {
        assert_eq!(merge_ids(admin, unknown, &kalan).await.status, 404, "{unknown}");
        assert_eq!(merge_ids(admin, &kalan, unknown).await.status, 404, "{unknown}");
    }
    let ayse = id_of(app, "ayse").await;
    let fields = |reason: &'static str, agreed: &'static str| {
        [
            ("user_id", kalan.clone()),
            ("into_id", ayse.clone()),
            ("reason", reason.to_owned()),
            ("agreed", agreed.to_owned()),
        ]
    };
    for (reason, agreed, refused) in [("kısa", "true", vec!["reason"]), ("Kimliğine bakıldı", "", vec!["agreed"])] {
        let fields = fields(reason, agreed);
        let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
        assert_eq!(admin.post("users/merge", &fields).await.fields(), refused);
    }
    let long = "x".repeat(501);
    let fields =
        [("user_id", kalan.as_str()), ("into_id", ayse.as_str()), ("reason", long.as_str()), ("agreed", "true")];
    assert_eq!(admin.post("users/merge", &fields).await.fields(), ["reason"]);
    assert_eq!(app.count("select count(*) from users where merged_into is not null").await, 0);
    // A workshop's owner may be the one that stays.
    done(merge(app, admin, "kalan", "usta").await);
}

#[tokio::test]
async fn only_admins_with_a_fresh_proof_merge_and_support_does_not_even_see_the_page() {
    let app = TestApp::new().await;
    let (admin, support) = (app.admin().await, worker(&app, "destek", "support").await);
    app.customer("elif").await;
    app.customer("elif2").await;
    let (from, into) = (id_of(&app, "elif").await, id_of(&app, "elif2").await);
    let page = format!("/yonetim/kullanicilar/{from}/birlestir?hesap={into}");
    assert_eq!((support.page(&page).await.status, merge_ids(&support, &from, &into).await.status), (404, 404));
    assert!(!support.page(&format!("/yonetim/kullanicilar/{from}")).await.text.contains("/birlestir"));
    app.clock.advance_minutes(16);
    assert_eq!(merge_ids(&admin, &from, &into).await.code(), "step_up");
    let fields = [("user_id", &*from), ("into_id", &*into), ("reason", REASON), ("agreed", "true")];
    let sent = admin.form(&page, "users/merge", &fields).await;
    assert!(sent.header("location").starts_with("/onay?next="), "{sent:?}");
    assert!(admin.page(&page).await.text.contains(REASON), "the typed reason is still there");
    assert_eq!(app.count("select count(*) from users where merged_into is not null").await, 0);
}

#[tokio::test]
async fn of_two_merges_at_once_one_comes_first_and_the_other_is_told() {
    let world = World::build().await;
    let (app, admin) = (&world.app, &world.actors[5]);
    let (a, b) = (id_of(app, "ayse").await, id_of(app, "baskasi").await);
    let (one, other) = tokio::join!(merge_ids(admin, &a, &b), merge_ids(admin, &b, &a));
    let mut codes = [one.status, other.status];
    codes.sort_unstable();
    assert_eq!(codes, [200, 409], "{} {}", one.text, other.text);
    assert_eq!(app.count("select count(*) from users where merged_into is not null").await, 1);

    app.customer("elif").await;
    app.customer("elif2").await;
    let (from, into) = (id_of(app, "elif").await, id_of(app, "elif2").await);
    let (one, other) = tokio::join!(merge_ids(admin, &from, &into), merge_ids(admin, &from, &into));
    let mut answers = [(one.status, one.code()), (other.status, other.code())];
    answers.sort();
    assert_eq!((answers[0].0, answers[1].0, answers[1].1.as_str()), (200, 409, "merged"));
    assert_eq!(app.count("select count(*) from audit_log where action = 'users.merge'").await, 2);
}

#[tokio::test]
async fn a_merge_that_fails_leaves_nothing_half_done() {
    let world = rich().await;
    let app = &world.app;
    let (from, into) = (id_of(app, "ayse").await, id_of(app, "baskasi").await);
    let before = (arriving(app, &from).await, arriving(app, &into).await);
    run(app, "create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$")
        .await;
    run(app, "create trigger refuse before update of merged_into on users for each row execute function refuse()")
        .await;
    assert_eq!(merge_ids(&world.actors[5], &from, &into).await.status, 500);
    assert_eq!((arriving(app, &from).await, arriving(app, &into).await), before);
    assert_eq!(world.actors[1].get("auth/me").await.status, 200, "not even signed out");
    run(app, "drop trigger refuse on users").await;
    done(merge_ids(&world.actors[5], &from, &into).await);
}

#[tokio::test]
async fn the_database_refuses_a_merge_into_itself_into_an_emptied_account_and_an_open_one_that_is_emptied() {
    let app = TestApp::new().await;
    for name in ["bir", "iki", "uc"] {
        app.customer(name).await;
    }
    let point = async |name: &str, into: &str| {
        sqlx::query(
            "update users set disabled_at = now(), disabled_reason = 'merged', merged_into = (select id from users where email = $2 || '@ornek.test')
             where email = $1 || '@ornek.test'",
        )
        .bind(name)
        .bind(into)
        .execute(&app.pool)
        .await
        .map_err(|error| error.as_database_error().unwrap().constraint().unwrap_or_default().to_owned())
    };
    assert_eq!(point("bir", "bir").await.unwrap_err(), "users_merged_into_another");
    point("bir", "iki").await.unwrap();
    assert_eq!(point("uc", "bir").await.unwrap_err(), "users_merged_into_a_whole_one");
    assert_eq!(point("iki", "uc").await.unwrap_err(), "users_merged_into_a_whole_one", "what points at it comes first");
    let opened =
        sqlx::query("update users set disabled_at = null, disabled_reason = null where merged_into is not null")
            .execute(&app.pool)
            .await
            .unwrap_err();
    assert_eq!(opened.as_database_error().unwrap().constraint(), Some("users_merged_ones_are_closed"));
}
