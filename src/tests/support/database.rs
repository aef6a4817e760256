//! A database for each test, copied from one that has the schema, the queue and the country in miniature already.
//!
//! `#[sqlx::test]` runs every migration for every test, which takes longer than most tests do; it remains for tests of
//! the migrations and of what fills an empty database.

use super::fixture;
use sanaiyiusta::{platform::db::MIGRATOR, server};
use sha2::{Digest, Sha256};
use sqlx::{
    ConnectOptions, PgConnection, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use std::time::Duration;
use uuid::Uuid;

/// The lock under which the model is made, by the first test of a run.
const MAKING: i64 = 0x6d6f_6465_6c00;

/// A database of the caller's own, with the country of [`fixture`]. It is dropped by a later test, once this test's process has ended.
pub async fn fresh() -> PgPool {
    let server = server_options();
    let mut keeper =
        server.clone().disable_statement_logging().connect().await.expect("the database server in DATABASE_URL");
    drop_those_left(&mut keeper).await;
    let model = model(&mut keeper, &server).await;
    let name = format!("test_{}", Uuid::new_v4().simple());
    // Held as long as the process lives: this is how others see that the database is in use.
    run(&mut keeper, &format!("select pg_advisory_lock(hashtext('{name}'))")).await;
    run(&mut keeper, &format!("create database {name} template {model} strategy file_copy")).await;
    std::mem::forget(keeper);
    PgPoolOptions::new()
        .max_connections(5)
        .idle_timeout(Duration::from_secs(1))
        .connect_with(server.database(&name))
        .await
        .expect("the new database")
}

/// The same behind a pool of so many connections; nobody waits long for one more.
pub async fn narrow(connections: u32) -> PgPool {
    let options = (*fresh().await.connect_options()).clone();
    PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_millis(900))
        .connect_lazy_with(options)
}

fn server_options() -> PgConnectOptions {
    let url =
        std::env::var("DATABASE_URL").expect("DATABASE_URL: `make test` sets it, so does `sanaiyiusta database exec`");
    url.parse().expect("DATABASE_URL")
}

/// The name of the database that others are copied from; made when the schema or the country changed.
async fn model(keeper: &mut PgConnection, server: &PgConnectOptions) -> String {
    let mut contents = Sha256::new();
    for migration in MIGRATOR.iter() {
        contents.update(&migration.checksum);
    }
    for statement in fixture::STATEMENTS {
        contents.update(statement);
    }
    let name = format!("model_{:.16x}", contents.finalize());
    if exists(keeper, &name).await {
        return name;
    }
    run(keeper, &format!("select pg_advisory_lock({MAKING})")).await;
    if !exists(keeper, &name).await {
        // Under another name until it is whole, in case its maker does not come to the end.
        let unfinished = format!("{name}_unfinished");
        run(keeper, &format!("drop database if exists {unfinished} with (force)")).await;
        run(keeper, &format!("create database {unfinished}")).await;
        let pool = PgPool::connect_with(server.clone().database(&unfinished)).await.expect("the model");
        MIGRATOR.run(&pool).await.expect("migrations");
        fixture::insert(&pool).await;
        server::migrate_jobs(&pool).await.expect("queue");
        pool.close().await;
        run(keeper, &format!("alter database {unfinished} rename to {name}")).await;
    }
    run(keeper, &format!("select pg_advisory_unlock({MAKING})")).await;
    name
}

async fn exists(keeper: &mut PgConnection, name: &str) -> bool {
    sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
        .bind(name)
        .fetch_one(keeper)
        .await
        .expect("databases")
}

/// Databases whose tests have ended: nobody holds the lock of their name.
async fn drop_those_left(keeper: &mut PgConnection) {
    let names: Vec<String> =
        sqlx::query_scalar("select datname::text from pg_database where datname ~ '^test_[0-9a-f]{32}$'")
            .fetch_all(&mut *keeper)
            .await
            .expect("databases");
    for name in names {
        let ours: bool = sqlx::query_scalar("select pg_try_advisory_lock(hashtext($1))")
            .bind(&name)
            .fetch_one(&mut *keeper)
            .await
            .expect("lock");
        if ours {
            run(keeper, &format!("drop database if exists {name} with (force)")).await;
            run(keeper, &format!("select pg_advisory_unlock(hashtext('{name}'))")).await;
        }
    }
}

/// Statements about databases take no parameters; the names in them are made here.
async fn run(keeper: &mut PgConnection, statement: &str) {
    sqlx::raw_sql(sqlx::AssertSqlSafe(statement)).execute(keeper).await.expect(statement);
}
