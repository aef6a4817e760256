//! Every query of the program, put to the server that the tests run over.

use crate::support::fresh;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqlSafeStr};
use std::{fs, path::Path};

/// `.sqlx` is written by one server; the oldest that is promised has to understand the same words. This is why not every other test
/// needs to run there too.
#[tokio::test]
async fn every_checked_query_is_understood_by_this_server() {
    let pool = fresh().await;
    let mut connection = PgConnection::connect_with(&pool.connect_options()).await.unwrap();
    let mut understood = 0;
    for file in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".sqlx")).unwrap() {
        let written: serde_json::Value = serde_json::from_slice(&fs::read(file.unwrap().path()).unwrap()).unwrap();
        let query = written["query"].as_str().unwrap();
        if let Err(error) = connection.prepare(AssertSqlSafe(query).into_sql_str()).await {
            panic!("{error}\n{query}");
        }
        understood += 1;
        // Prepared statements stay until they are let go.
        connection.clear_cached_statements().await.unwrap();
    }
    assert!(understood > 900, "{understood}");
}
