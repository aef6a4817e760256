//! SQL of what the desk counts.

use crate::{
    kernel::{error::Result, ids::UserId},
    platform::Scope,
};

/// How many appointments a person has made as a customer.
pub async fn count_of(scope: &mut Scope, user: UserId) -> Result<i64> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from appointments a join customers c on c.id = a.customer_id where c.user_id = $1"#,
        *user
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(count)
}
