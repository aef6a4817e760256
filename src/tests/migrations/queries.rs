//! Every query of the program, put to the server that the tests run over.

use serde_json::Value;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, PgPool, SqlSafeStr};
use std::{fs, path::Path};

/// What `cargo sqlx prepare --check` asks, without compiling the program for it: is each query still what `.sqlx` says of it? (A query
/// that `.sqlx` does not know is refused by the compiler.) The oldest server that is promised has to say the same, and this is why not
/// every other test needs to run there too.
#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn every_checked_query_is_what_this_server_says_of_it(pool: PgPool) {
    let mut connection = pool.acquire().await.unwrap();
    let (mut agreed, mut changed) = (0, Vec::new());
    for file in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".sqlx")).unwrap() {
        let written: Value = serde_json::from_slice(&fs::read(file.unwrap().path()).unwrap()).unwrap();
        let query = written["query"].as_str().unwrap();
        match connection.describe(AssertSqlSafe(query).into_sql_str()).await {
            Ok(described)
                if holds(&mut connection, &written["describe"], &serde_json::to_value(&described).unwrap()).await =>
            {
                agreed += 1;
            }
            Ok(_) => changed.push(query.to_owned()),
            Err(error) => changed.push(format!("{error}\n{query}")),
        }
        // Prepared statements stay until they are let go.
        connection.clear_cached_statements().await.unwrap();
    }
    assert!(changed.is_empty(), "`make prepare` writes these anew:\n{}", changed.join("\n\n"));
    assert!(agreed > 900, "{agreed}");
}

/// The same names and types; and what was read off a column that is never null still is. (What else may be null sqlx reads off a plan,
/// which is another one as the tables grow: such columns say it themselves, by `!` or `?`.)
async fn holds(connection: &mut PgConnection, written: &Value, described: &Value) -> bool {
    if (&written["columns"], &written["parameters"]) != (&described["columns"], &described["parameters"]) {
        return false;
    }
    let columns = written["columns"].as_array().unwrap().iter().zip(written["nullable"].as_array().unwrap());
    for (column, nullable) in columns.filter(|(_, nullable)| *nullable == &Value::Bool(false)) {
        let origin = &column["origin"]["Table"];
        let never_null: bool = sqlx::query_scalar(
            "select attnotnull from pg_attribute where attrelid = $1::text::regclass and attname = $2",
        )
        .bind(origin["table"].as_str())
        .bind(origin["name"].as_str())
        .fetch_one(&mut *connection)
        .await
        .unwrap_or_else(|error| panic!("{error}: {column} {nullable}"));
        if !never_null {
            return false;
        }
    }
    true
}
