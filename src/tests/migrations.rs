//! The schema: replayed step by step over rows that must survive, and read for its conventions (`migrations/README.md`).

mod conventions;
mod queries;
mod rows;

use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, TestRunner},
};
use sanaiyiusta::{
    kernel::text::fold,
    platform::db::{self, MIGRATOR},
};
use serde_json::Value;
use sqlx::{AssertSqlSafe, PgPool};
use std::collections::BTreeMap;

/// Every table of ours with all its rows.
type Rows = BTreeMap<String, Vec<Value>>;

async fn tables(pool: &PgPool) -> Vec<String> {
    let tables = sqlx::query_scalar(
        "select c.relname::text from pg_class c
         where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and c.relname <> '_sqlx_migrations' order by 1",
    );
    tables.fetch_all(pool).await.unwrap()
}

async fn rows(pool: &PgPool) -> Rows {
    let mut all = Rows::new();
    for table in tables(pool).await {
        let rows = sqlx::query_scalar(AssertSqlSafe(format!("select to_jsonb(t) from {table} t")))
            .fetch_all(pool)
            .await
            .unwrap();
        all.insert(table, rows);
    }
    all
}

/// Is everything the old row said still said by the new one? Columns may have come.
fn keeps(new: &Value, old: &Value) -> bool {
    let (Some(new), Some(old)) = (new.as_object(), old.as_object()) else { return false };
    old.iter().all(|(column, value)| new.get(column) == Some(value))
}

#[sqlx::test(migrations = false)]
async fn every_step_keeps_the_rows_that_were_there(pool: PgPool) {
    for step in MIGRATOR.iter() {
        let before = rows(&pool).await;
        MIGRATOR.run_to(step.version, &pool).await.unwrap_or_else(|error| panic!("{}: {error}", step.description));
        let after = rows(&pool).await;
        for (table, old) in &before {
            let new = after.get(table).unwrap_or_else(|| panic!("{} drops {table}", step.description));
            for row in old {
                assert!(
                    new.iter().any(|kept| keeps(kept, row)),
                    "{} loses or changes a row of {table}: {row}",
                    step.description
                );
            }
        }
        for sql in rows::after(step.version) {
            sqlx::raw_sql(*sql).execute(&pool).await.unwrap_or_else(|error| panic!("{sql}\n{error}"));
        }
        for (table, rows) in rows(&pool).await {
            assert!(
                !rows.is_empty(),
                "tests/migrations/rows.rs puts no row into {table} after {}: later steps have nothing to lose there",
                step.version
            );
        }
    }
}

#[sqlx::test(migrator = "MIGRATOR")]
async fn running_the_migrations_again_changes_nothing(pool: PgPool) {
    let columns = "select count(*) from information_schema.columns where table_schema = 'public'";
    let before: i64 = sqlx::query_scalar(columns).fetch_one(&pool).await.unwrap();
    let (one, other) = tokio::join!(MIGRATOR.run(&pool), MIGRATOR.run(&pool));
    one.and(other).unwrap();
    assert_eq!(before, sqlx::query_scalar::<_, i64>(columns).fetch_one(&pool).await.unwrap());
}

#[sqlx::test(migrations = false)]
async fn two_processes_that_find_an_empty_database_migrate_it_once(pool: PgPool) {
    let (one, other) = tokio::join!(db::migrate(&pool), db::migrate(&pool));
    one.and(other).unwrap();
    let steps: i64 =
        sqlx::query_scalar("select count(*) from _sqlx_migrations where success").fetch_one(&pool).await.unwrap();
    assert_eq!(usize::try_from(steps).unwrap(), MIGRATOR.iter().count());
}

#[sqlx::test(migrator = "MIGRATOR")]
async fn constraints_say_the_rule_they_guard(pool: PgPool) {
    assert_eq!(conventions::badly_named_constraints(&pool).await, Vec::<String>::new());
}

#[sqlx::test(migrator = "MIGRATOR")]
async fn indexes_say_what_they_find(pool: PgPool) {
    assert_eq!(conventions::badly_named_indexes(&pool).await, Vec::<String>::new());
}

#[sqlx::test(migrator = "MIGRATOR")]
async fn columns_are_named_after_what_they_hold(pool: PgPool) {
    assert_eq!(conventions::badly_named_columns(&pool).await, Vec::<String>::new());
}

#[sqlx::test(migrator = "MIGRATOR")]
async fn references_can_be_followed_back(pool: PgPool) {
    conventions::every_reference_has_an_index_or_a_reason(&pool).await;
}

#[test]
fn steps_are_named_and_listed() {
    conventions::steps_are_named_and_listed();
}

/// Mixed text: mostly letters of Turkish, some of everything else.
fn text() -> impl Strategy<Value = String> {
    let letter = prop_oneof![
        6 => proptest::sample::select("aAbBcCçÇdDeEfFgGğĞhHıIiİjJkKlLmMnNoOöÖpPrRsSşŞtTuUüÜvVyYzZâÂîÎûÛêÊéÉqwxQWX".chars().collect::<Vec<_>>()),
        2 => proptest::sample::select(" \t\n-–—.,;:'\"&()/\\_%$0123456789".chars().collect::<Vec<_>>()),
        1 => any::<char>().prop_filter("PostgreSQL text holds no null bytes", |letter| *letter != '\0'),
    ];
    proptest::collection::vec(letter, 0..40).prop_map(|letters| letters.into_iter().collect())
}

#[sqlx::test(migrator = "MIGRATOR")]
async fn the_database_and_the_kernel_fold_alike(pool: PgPool) {
    let mut runner = TestRunner::new(Config::default());
    let mut samples: Vec<String> = (0..3000).map(|_| text().new_tree(&mut runner).unwrap().current()).collect();
    samples.extend(["", " ", "IŞIK Oto–Servis", "Ω Ǆ ß ﬁ İstanbul", "i\u{307}", "K\u{212a}"].map(String::from));
    let folded: Vec<String> =
        sqlx::query_scalar("select fold_tr(t) from unnest($1::text[]) with ordinality as u (t, place) order by place")
            .bind(&samples)
            .fetch_all(&pool)
            .await
            .unwrap();
    assert_eq!(samples.len(), folded.len());
    for (sample, folded) in samples.iter().zip(folded) {
        assert_eq!(fold(sample), folded, "{sample:?}");
    }
}
