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
/// The times are compared twice: all of them, and without so many of the slowest of both sides together. The machine's other business
/// made those slow, and they spread so wide that a small difference would drown in them; one that shows in them alone is in the first
/// figure.
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
    let questions: [(&str, Ask, &[String]); 3] = [
        ("sign-in, known or unknown address", sign_in, &unknown),
        ("registration, taken or free address", register, &fresh),
        ("forgotten password, known or unknown address", reset, &unknown),
    ];
    for (what, ask, others) in questions {
        let Apart { all, most } = compare(site, ask, &known, others, each).await?;
        let holds = all.abs() < LIMIT && most.abs() < LIMIT;
        if !holds {
            table.wrong(format!("{what}: the times differ"));
        }
        let verdict = if holds { "goal |t| < 4.5" } else { "FAILED: goal |t| < 4.5, the times differ" };
        let note = format!(
            "{each} of each; {verdict}; the second without the slowest {CUT_PERCENT} % of both sides, which stalls of the machine spread"
        );
        table.line(what, format!("t = {all:+.2}, {most:+.2}"), &note);
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
struct Apart {
    all: f64,
    /// Without the slowest.
    most: f64,
}

impl Apart {
    fn of(times: &mut [(bool, f64)]) -> Self {
        times.sort_unstable_by(|one, other| one.1.total_cmp(&other.1));
        let (most, _) = times.split_at(times.len() * (100 - CUT_PERCENT) / 100);
        let side = |times: &[(bool, f64)], wanted: bool| -> Vec<f64> {
            times.iter().filter(|(is_known, _)| *is_known == wanted).map(|(_, seconds)| *seconds).collect()
        };
        let apart = |times: &[(bool, f64)]| welch(&side(times, true), &side(times, false));
        Self { all: apart(times), most: apart(most) }
    }
}

async fn compare(site: &Site, ask: Ask, known: &[String], others: &[String], each: usize) -> Result<Apart, Failure> {
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
    Ok(Apart::of(&mut times))
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

    #[test]
    fn the_slowest_neither_drown_a_difference_nor_go_unseen() {
        let usual = |place: u16| f64::from(10 + place / 2 % 2);
        let is_known = |place: u16| place % 2 == 1;
        // A little longer about known addresses; now and then the machine stalls, on both sides.
        let stalling = |place| if place < 4 { 900.0 } else { usual(place) + f64::from(u8::from(is_known(place))) };
        let mut times: Vec<(bool, f64)> = (0..100).map(|place| (is_known(place), stalling(place))).collect();
        let apart = Apart::of(&mut times);
        assert!(apart.all.abs() < 1.0 && apart.most > LIMIT, "{} {}", apart.all, apart.most);
        // Much longer about a few known ones.
        let rarely = |place| if place % 40 == 1 { 900.0 } else { usual(place) };
        let mut times: Vec<(bool, f64)> = (0..2000).map(|place| (is_known(place), rarely(place))).collect();
        let apart = Apart::of(&mut times);
        assert!(apart.all > LIMIT && apart.most.abs() < LIMIT, "{} {}", apart.all, apart.most);
    }
}
