//! Does it take longer to answer about an address that is known here? Requests about known and unknown ones in random order,
//! one at a time, compared by Welch's t-test. |t| below 4.5 is what an attacker with as many requests learns nothing from.

use super::{
    Failure,
    load::{self, Connection},
    site::Site,
    table::Table,
};
use crate::platform::config::{ConfigError, Env};
use rand::seq::SliceRandom;
use tokio::time::Instant;

/// From here on a difference is taken for real.
const LIMIT: f64 = 4.5;
/// So many addresses take turns on each side.
const ADDRESSES: usize = 200;
/// The slowest of both sides together, which the machine's other business made slow, do not count.
const CUT_PERCENT: usize = 5;
const PASSWORD: &str = "yesil-vadide-uc-kurbaga";

/// A request about an address that is known, or about one that is not.
type Ask = fn(&str) -> Vec<u8>;

pub async fn report(env: &Env, site: &Site, table: &mut Table) -> Result<(), Failure> {
    let each = env.number("BENCH_TIMINGS", 2_000, 20..=100_000).map_err(|error: ConfigError| error.to_string())?;
    let known = sqlx::query_scalar!(
        "select email from users where disabled_at is null and is_demo order by id limit $1",
        i64::try_from(ADDRESSES)?
    )
    .fetch_all(&site.db)
    .await?;
    let unknown: Vec<String> = (0..known.len()).map(|number| format!("bench-kimse-{number}@demo.test")).collect();
    let fresh: Vec<String> = (0..each + ADDRESSES).map(|number| format!("bench-yeni-{number}@demo.test")).collect();
    // Registrations are answered slowly on purpose: fewer of them, so that a run stays below six minutes.
    let questions: [(&str, Ask, &[String], usize); 3] = [
        ("sign-in, known or unknown address", sign_in, &unknown, each),
        ("registration, taken or free address", register, &fresh, each / 2),
        ("forgotten password, known or unknown address", reset, &unknown, each),
    ];
    for (what, ask, others, each) in questions {
        let t = compare(site, ask, &known, others, each).await?;
        let verdict = if t.abs() < LIMIT { "goal |t| < 4.5" } else { "FAILED: goal |t| < 4.5, the times differ" };
        table.line(what, format!("t = {t:+.2}"), &format!("{each} of each; {verdict}"));
    }
    sqlx::query!("delete from users where email like 'bench-yeni-%@demo.test'").execute(&site.db).await?;
    Ok(())
}

fn sign_in(email: &str) -> Vec<u8> {
    load::post("auth/sign_in", &[("email", email), ("password", PASSWORD)], "")
}

fn reset(email: &str) -> Vec<u8> {
    load::post("auth/begin_reset", &[("email", email)], "")
}

fn register(email: &str) -> Vec<u8> {
    let person = [("full_name", "Deneme Kişi"), ("kind", "customer"), ("accept_terms", "true")];
    let fields = [[("email", email), ("password", PASSWORD)].as_slice(), &person].concat();
    load::post("auth/register", &fields, "")
}

/// How far the times of both sides lie apart, in standard errors; above zero known addresses take longer.
async fn compare(site: &Site, ask: Ask, known: &[String], others: &[String], each: usize) -> Result<f64, Failure> {
    let mut connection = Connection::open(site.base).await?;
    let mut order: Vec<bool> = (0..2 * each).map(|place| place % 2 == 0).collect();
    order.shuffle(&mut rand::rng());
    let (mut about_known, mut about_others) = (known.iter().cycle(), others.iter().cycle());
    // Each address once before, so that both sides have their counters.
    for _ in 0..ADDRESSES {
        for side in [&mut about_known, &mut about_others] {
            connection.ask(&ask(side.next().ok_or("no addresses")?)).await?;
        }
    }
    let mut times = Vec::with_capacity(order.len());
    for is_known in order {
        let side = if is_known { &mut about_known } else { &mut about_others };
        let request = ask(side.next().ok_or("no addresses")?);
        let asked = Instant::now();
        let answer = connection.ask(&request).await?;
        times.push((is_known, asked.elapsed().as_secs_f64()));
        if answer.status == 429 || answer.status >= 500 {
            return Err(format!("a request was turned away with {}", answer.status).into());
        }
    }
    times.sort_unstable_by(|one, other| one.1.total_cmp(&other.1));
    times.truncate(times.len() * (100 - CUT_PERCENT) / 100);
    let side = |wanted: bool| -> Vec<f64> {
        times.iter().filter(|(is_known, _)| *is_known == wanted).map(|(_, seconds)| *seconds).collect()
    };
    Ok(welch(&side(true), &side(false)))
}

/// The difference of two means in standard errors of it, whatever the two variances are.
fn welch(one: &[f64], other: &[f64]) -> f64 {
    let (one, other) = (moments(one), moments(other));
    (one.mean - other.mean) / (one.error + other.error).sqrt()
}

struct Moments {
    mean: f64,
    /// Variance of the mean.
    error: f64,
}

fn moments(values: &[f64]) -> Moments {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (count - 1.0);
    Moments { mean, error: variance / count }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_counted_in_standard_errors() {
        // Means 3 and 5, variances 2.5 and 10 of five values each.
        let t = welch(&[1.0, 2.0, 3.0, 4.0, 5.0], &[1.0, 3.0, 5.0, 7.0, 9.0]);
        assert!((t + 2.0 / 2.5_f64.sqrt()).abs() < 1e-12, "{t}");
        assert!(welch(&[1.0, 2.0, 3.0], &[1.0, 2.0, 3.0]).abs() < 1e-12);
    }
}
