//! What `migrations/README.md` promises about names and references.

use sqlx::PgPool;
use std::{collections::BTreeSet, fs, path::Path};

/// References without an index of their own, and why nobody misses it.
const UNINDEXED: [(&str, &str); 15] = [
    (
        "customer_vehicles_customer_exists",
        "customer_vehicles_plate_once_per_customer leads with it for the cars in use",
    ),
    ("customer_vehicles_variant_exists", "variants are never deleted, only set inactive"),
    ("services_categories_parent_exists", "a few dozen rows"),
    (
        "appointments_person_exists",
        "people are never deleted; appointments_person_is_free leads with it for the open ones",
    ),
    ("appointments_bay_exists", "bays are never deleted; appointments_bay_is_free leads with it for the open ones"),
    (
        "mechanics_province_exists",
        "provinces are never deleted; mechanics_by_province_rank leads with it for the public ones",
    ),
    (
        "mechanics_district_exists",
        "districts are never deleted; mechanics_by_district_rank leads with it for the public ones",
    ),
    ("mechanic_services_service_exists", "mechanic_services_by_price leads with it for the offers in force"),
    ("advertisements_province_exists", "provinces are never deleted"),
    ("advertisements_district_exists", "districts are never deleted"),
    ("fair_prices_province_exists", "provinces are never deleted"),
    ("mechanic_past_prices_service_exists", "asked only when an admin removes a service that nobody offers"),
    ("mechanic_supported_vehicles_model_exists", "models are never deleted, only set inactive"),
    ("appointment_services_service_exists", "asked only when an admin removes a service that nobody offers"),
    (
        "ratings_reviews_mechanic_exists",
        "workshops are never deleted; ratings_reviews_published leads with it for the public ones",
    ),
];

/// Endings that PostgreSQL makes up for nameless constraints.
const MADE_UP: [&str; 6] = ["_check", "_key", "_fkey", "_excl", "_idx", "_not_null"];

async fn names(pool: &PgPool, sql: &'static str) -> Vec<(String, String)> {
    let names: Vec<(String, String)> = sqlx::query_as(sql).fetch_all(pool).await.unwrap();
    assert!(!names.is_empty());
    names
}

fn is_made_up(name: &str) -> bool {
    let bare = name.trim_end_matches(|c: char| c.is_ascii_digit());
    MADE_UP.iter().any(|ending| bare.ends_with(ending))
}

/// `table_rule_in_words`; primary keys may keep `table_pkey`.
pub async fn badly_named_constraints(pool: &PgPool) -> Vec<String> {
    let constraints = names(
        pool,
        "select r.relname::text, c.conname::text from pg_constraint c join pg_class r on r.oid = c.conrelid
         where c.connamespace = 'public'::regnamespace and c.contype <> 'n' and r.relname <> '_sqlx_migrations' order by 1, 2",
    )
    .await;
    let is_bad = |table: &str, name: &str| {
        let Some(rule) = name.strip_prefix(table).and_then(|rest| rest.strip_prefix('_')) else { return true };
        let in_words = rule == "pkey" || rule == "once" || rule.split('_').count() >= 2;
        is_made_up(name) || !in_words || name.len() > 63
    };
    constraints.into_iter().filter(|(table, name)| is_bad(table, name)).map(|(_, name)| name).collect()
}

/// `table_by_what` or `table_words`; those behind a constraint carry its name.
pub async fn badly_named_indexes(pool: &PgPool) -> Vec<String> {
    let indexes = names(
        pool,
        "select tablename::text, indexname::text from pg_indexes where schemaname = 'public' and tablename <> '_sqlx_migrations' order by 1, 2",
    )
    .await;
    let is_bad = |table: &str, name: &str| !name.starts_with(&format!("{table}_")) || is_made_up(name);
    indexes.into_iter().filter(|(table, name)| is_bad(table, name)).map(|(_, name)| name).collect()
}

/// `*_at` timestamptz, `*_on` date, `*_kurus` bigint, and no time without a zone.
pub async fn badly_named_columns(pool: &PgPool) -> Vec<String> {
    let columns = names(
        pool,
        "select table_name || '.' || column_name, data_type::text from information_schema.columns
         where table_schema = 'public' and table_name in (select tablename from pg_tables where schemaname = 'public' and tablename <> '_sqlx_migrations')
         order by 1",
    )
    .await;
    let is_bad = |name: &str, kind: &str| match kind {
        // `at`, `tat` and `auth_time` are words of their own trade; dates may be the day itself.
        "timestamp with time zone" => {
            !(name.ends_with("_at")
                || name.rsplit('.').next() == Some("at")
                || name.rsplit('.').next() == Some("tat")
                || name.ends_with(".auth_time")
                || name.ends_with("_until"))
        }
        "date" => !(name.ends_with("_on") || name.ends_with(".on_date")),
        "timestamp without time zone" | "time without time zone" | "money" | "character varying" => true,
        _ => name.ends_with("_at") || name.ends_with("_on") || (name.ends_with("_kurus") && kind != "bigint"),
    };
    columns.into_iter().filter(|(name, kind)| is_bad(name, kind)).map(|(name, kind)| format!("{name} {kind}")).collect()
}

/// Deleting a row, or asking who points at it, must not read whole tables.
pub async fn every_reference_has_an_index_or_a_reason(pool: &PgPool) {
    let bare: Vec<String> = sqlx::query_scalar(
        "select c.conname::text from pg_constraint c
         where c.contype = 'f' and c.connamespace = 'public'::regnamespace and not exists (
             select 1 from pg_index i where i.indrelid = c.conrelid and i.indpred is null
                 and (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey)",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    let bare: BTreeSet<&str> = bare.iter().map(String::as_str).collect();
    let listed: BTreeSet<&str> = UNINDEXED.iter().map(|(name, _)| *name).collect();
    let missing: Vec<_> = bare.difference(&listed).collect();
    assert!(missing.is_empty(), "no index leads with the columns of {missing:?}: add one, or a reason to UNINDEXED");
    let stale: Vec<_> = listed.difference(&bare).collect();
    assert!(stale.is_empty(), "{stale:?} have an index now: take them out of UNINDEXED");
}

/// `YYYYMMDDHHMMSS_verb_noun.sql`, each with a row in the list of README.md and an opening comment where it makes tables.
pub fn steps_are_named_and_listed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let readme = fs::read_to_string(folder.join("README.md")).unwrap();
    let mut steps = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        let Some(stem) = name.strip_suffix(".sql") else { continue };
        steps += 1;
        let (time, words) = stem.split_once('_').unwrap_or_default();
        assert!(time.len() == 14 && time.bytes().all(|b| b.is_ascii_digit()), "{name}: starts with YYYYMMDDHHMMSS");
        assert!(words.contains('_'), "{name}: verb_noun");
        assert!(readme.contains(&format!("`{name}`")), "{name} is missing in migrations/README.md");
    }
    assert!(steps > 0);
    for name in readme
        .split('`')
        .filter(|word| Path::new(word).extension().is_some_and(|kind| kind == "sql") && !word.contains("YYYY"))
    {
        assert!(folder.join(name).exists(), "migrations/README.md lists {name}, which is not there");
    }
}
