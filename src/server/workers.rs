//! The job runner of this process, and the jobs it knows.

use crate::{
    kernel::error::Result,
    modules::{
        appointments::jobs::{self, ComputeFigures, ExpireRequests, RefreshNextSlots, SendReminders},
        auth::jobs::{MailReset, TextSignIn},
        mechanics::{
            adverts::jobs::{self as advert_jobs, TellOfAdverts},
            certificates::jobs::{self as certificate_jobs, WarnCertificates},
            gallery::jobs::ForgetPhotos,
            saved::jobs::{self as saved_jobs, TellOfWorkshops},
        },
        users::jobs::{self as users_jobs, ExportData, RetainData, WarnRequests},
        vehicles::catalogue::sheet::jobs::ApplySheet,
        vehicles::reminders::jobs::{self as reminder_jobs, AnnounceReminders},
    },
    platform::{
        Scope, Wires, db,
        jobs::{When, enqueue, keep_running},
        mail, sms,
    },
};
use graphile_worker::{IntoTaskHandlerResult, TaskHandler, Worker, WorkerContext, WorkerOptions};
use serde::{Deserialize, Serialize};
use sqlx::PgPool;
use std::time::Duration;
use tokio::task::JoinHandle;

const CONCURRENCY: usize = 4;
/// A worker shows that it lives this often, and looks as often for others that do not.
const HEARTBEAT: Duration = Duration::from_secs(5);
/// Jobs of a worker that was silent for so long are given to others. Without this a killed process keeps its jobs for good.
const SILENT_IS_DEAD: Duration = Duration::from_secs(20);

/// Delivery of mails is the platform's own job; it is named here because the platform knows no runner.
impl TaskHandler for mail::SendMail {
    const IDENTIFIER: &'static str = "send_mail";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let wires = context.get_ext::<Wires>().ok_or_else(|| String::from("no wires"))?;
        mail::deliver(wires, self.mail_id).await.map_err(|error| error.to_string())
    }
}

/// As with mails, for short messages.
impl TaskHandler for sms::SendSms {
    const IDENTIFIER: &'static str = "send_sms";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let wires = context.get_ext::<Wires>().ok_or_else(|| String::from("no wires"))?;
        sms::deliver(wires, self.id).await.map_err(|error| error.to_string())
    }
}

/// Forgets what has run out: flashes, empty rate limits, ended sessions.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Purge {}

impl TaskHandler for Purge {
    const IDENTIFIER: &'static str = "purge";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let wires = context.get_ext::<Wires>().ok_or_else(|| String::from("no wires"))?;
        db::purge(&wires.db, wires.clock.now()).await.map_err(|error| error.to_string())
    }
}

/// Every hour, off the round minute.
const PURGE: &str = "17 * * * * purge {}";

/// Brings the queue's own schema up to date.
///
/// # Errors
/// When the database is away.
pub async fn migrate(pool: &PgPool) -> Result<(), String> {
    WorkerOptions::default().pg_pool(pool.clone()).init().await.map(drop).map_err(|error| error.to_string())
}

/// The running workers; stopped by the process' own token.
pub struct Workers(JoinHandle<()>);

impl Workers {
    /// Waits until running jobs have ended; what takes longer is retried by the next process.
    pub async fn stop(self) {
        let _ = tokio::time::timeout(Duration::from_secs(1), self.0).await;
    }
}

/// Everything a worker of this house knows.
fn options(wires: &Wires) -> WorkerOptions {
    WorkerOptions::default()
        .pg_pool(wires.db.clone())
        .concurrency(CONCURRENCY)
        .listen_os_shutdown_signals(false)
        .heartbeat_interval(HEARTBEAT)
        .sweep_interval(HEARTBEAT)
        .sweep_threshold(SILENT_IS_DEAD)
        .recovery_delay(Duration::from_secs(1))
        .add_extension(wires.clone())
        .define_job::<mail::SendMail>()
        .define_job::<RefreshNextSlots>()
        .define_job::<SendReminders>()
        .define_job::<ExpireRequests>()
        .define_job::<ComputeFigures>()
        .define_job::<AnnounceReminders>()
        .define_job::<WarnCertificates>()
        .define_job::<TellOfAdverts>()
        .define_job::<TellOfWorkshops>()
        .define_job::<ForgetPhotos>()
        .define_job::<Purge>()
        .define_job::<ExportData>()
        .define_job::<RetainData>()
        .define_job::<WarnRequests>()
        .define_job::<ApplySheet>()
        .define_job::<MailReset>()
        .define_job::<TextSignIn>()
        .define_job::<sms::SendSms>()
}

/// Runs every job that is due and returns.
///
/// # Errors
/// When the database is away.
pub async fn run_once(wires: &Wires) -> Result<(), String> {
    let worker = options(wires).init().await.map_err(|error| error.to_string())?;
    worker.run_once().await.map_err(|error| error.to_string())
}

/// What runs by the clock, a line each: time, job, payload.
fn schedule() -> Vec<&'static str> {
    let lines = jobs::CRONTAB.iter().chain(&users_jobs::CRONTAB).chain(&reminder_jobs::CRONTAB);
    lines
        .chain(&certificate_jobs::CRONTAB)
        .chain(&advert_jobs::CRONTAB)
        .chain(&saved_jobs::CRONTAB)
        .copied()
        .chain([PURGE])
        .collect()
}

/// Starts the workers.
///
/// # Errors
/// When the database is away or a schedule cannot be read.
pub async fn start(wires: &Wires) -> Result<Workers, String> {
    run_at_start(wires).await.map_err(|error| error.to_string())?;
    let mut first = Some(worker(wires).await?);
    let (stopping, wires) = (wires.stopping.clone(), wires.clone());
    let run = move || {
        let (ready, wires) = (first.take(), wires.clone());
        async move {
            let worker = match ready {
                Some(worker) => worker,
                None => worker(&wires).await?,
            };
            worker.run().await.map_err(|error| error.to_string())
        }
    };
    Ok(Workers(keep_running("job runner", run, stopping)))
}

/// A worker with its schedule; good for one run.
async fn worker(wires: &Wires) -> Result<Worker, String> {
    options(wires)
        .with_cron(schedule().join("\n").as_str())
        .map_err(|error| error.to_string())?
        .shutdown_signal(wires.stopping.clone().cancelled_owned())
        .init()
        .await
        .map_err(|error| error.to_string())
}

/// What a schedule would have done meanwhile, and the first look at the next free slots.
async fn run_at_start(wires: &Wires) -> Result<()> {
    let mut scope = Scope::system(wires).await?;
    for task in [
        RefreshNextSlots::IDENTIFIER,
        SendReminders::IDENTIFIER,
        ExpireRequests::IDENTIFIER,
        ComputeFigures::IDENTIFIER,
        AnnounceReminders::IDENTIFIER,
        WarnCertificates::IDENTIFIER,
        TellOfAdverts::IDENTIFIER,
        TellOfWorkshops::IDENTIFIER,
        WarnRequests::IDENTIFIER,
    ] {
        let when = When { run_at: None, key: Some(format!("start:{task}")) };
        enqueue(&mut scope, task, &serde_json::json!({}), when).await?;
    }
    scope.finish(Ok(())).await
}

#[cfg(test)]
mod tests {
    use super::{
        AnnounceReminders, ComputeFigures, ExpireRequests, Purge, RefreshNextSlots, RetainData, SendReminders,
        TaskHandler, TellOfAdverts, TellOfWorkshops, WarnCertificates, WarnRequests, schedule,
    };

    /// The runner hands `null` to a job whose line has no payload, and only the job finds out, at its hour.
    #[test]
    fn every_scheduled_job_reads_its_payload() {
        fn reads<J: TaskHandler>(payload: &str) -> bool {
            serde_json::from_str::<J>(payload).is_ok()
        }
        for line in schedule() {
            let words: Vec<_> = line.splitn(7, ' ').collect();
            let &[_, _, _, _, _, job, payload] = words.as_slice() else { panic!("no payload: {line}") };
            let read = match job {
                RefreshNextSlots::IDENTIFIER => reads::<RefreshNextSlots>(payload),
                SendReminders::IDENTIFIER => reads::<SendReminders>(payload),
                ComputeFigures::IDENTIFIER => reads::<ComputeFigures>(payload),
                ExpireRequests::IDENTIFIER => reads::<ExpireRequests>(payload),
                AnnounceReminders::IDENTIFIER => reads::<AnnounceReminders>(payload),
                WarnCertificates::IDENTIFIER => reads::<WarnCertificates>(payload),
                TellOfAdverts::IDENTIFIER => reads::<TellOfAdverts>(payload),
                TellOfWorkshops::IDENTIFIER => reads::<TellOfWorkshops>(payload),
                RetainData::IDENTIFIER => reads::<RetainData>(payload),
                WarnRequests::IDENTIFIER => reads::<WarnRequests>(payload),
                Purge::IDENTIFIER => reads::<Purge>(payload),
                _ => panic!("a scheduled job this test does not know: {line}"),
            };
            assert!(read, "{line}");
        }
    }
}
