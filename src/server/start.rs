//! From configuration to wires: database, schema, reference data, mailer, listeners.

use super::hints;
use crate::{
    kernel::{error::AppError, time::Clock},
    modules::{
        appointments, auth, customers,
        mechanics::{self, ScheduleChanged, WorkerLeaves, WorkshopCloses},
        reviews, users, vehicles,
    },
    platform::{
        Wires,
        config::Config,
        db,
        events::Events,
        mail::{Mailer, Renderers},
        personal::{self, PersonalData},
        reference::ReferenceHandle,
    },
};
use leptos::config::LeptosOptions;
use sqlx::{Connection, PgConnection};
use std::{path::Path, sync::Arc};
use tokio_util::sync::CancellationToken;

pub const OLDEST_POSTGRES: i32 = 15;

#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    #[error("{0}")]
    Unusable(String),
    #[error("schema: {0}")]
    Schema(#[from] sqlx::migrate::MigrateError),
    #[error("jobs: {0}")]
    Jobs(String),
    #[error("mail: {0}")]
    Mail(#[from] crate::platform::mail::MailError),
    #[error("reference data: {0}")]
    Reference(#[from] AppError),
    #[error("import: {0}")]
    Import(String),
    #[error("SITE_ROOT: no browser files in {0}")]
    Site(String),
    #[error("MEDIA_DIR: {0}: {1}")]
    Media(String, #[source] std::io::Error),
    #[error(
        "DATABASE_URL: this database holds the demo marketplace, whose people and workshops do not exist; production wants one without"
    )]
    Demo,
    #[error("service books: {0}")]
    Books(#[source] AppError),
}

/// Builds the wires over a database that holds the schema.
///
/// # Errors
/// When the mailer's settings cannot be used or reference data cannot be read.
pub async fn wires(config: Config, database_url: &str, clock: Clock) -> Result<Wires, StartError> {
    let pool = db::open(database_url, &config.database)?;
    let replica = match &config.database.replica_url {
        Some(url) => db::open(url, &config.database)?,
        None => pool.clone(),
    };
    over(config, pool, replica, clock).await
}

/// Asks the database once whether it can be used, so that what is wrong has a name.
///
/// # Errors
/// When it does not answer or is older than [`OLDEST_POSTGRES`].
pub async fn probe(pool: &sqlx::PgPool, by_url: bool) -> Result<(), StartError> {
    let whose = if by_url { "DATABASE_URL" } else { "the own database" };
    // The pool would only say that it waited too long; a connection of its own says why.
    let mut connection = PgConnection::connect_with(&pool.connect_options())
        .await
        .map_err(|error| StartError::Unusable(format!("{whose}: no connection: {error}")))?;
    let version = sqlx::query_scalar!(r#"select current_setting('server_version_num')::integer as "version!""#)
        .fetch_one(&mut connection)
        .await?;
    connection.close().await?;
    let major = version / 10_000;
    if major < OLDEST_POSTGRES {
        let sentence = format!("{whose}: PostgreSQL {OLDEST_POSTGRES} or newer is needed; there is {major}");
        return Err(StartError::Unusable(sentence));
    }
    Ok(())
}

/// What production does not start over: people who do not exist would come in by sessions from before, and workshops that do not
/// exist would be found and booked.
///
/// # Errors
/// When the database holds the demo marketplace.
pub async fn refuse_demo(pool: &sqlx::PgPool) -> Result<(), StartError> {
    let has_some = sqlx::query_scalar!(r#"select exists (select from users where is_demo) as "has_some!""#)
        .fetch_one(pool)
        .await?;
    if has_some { Err(StartError::Demo) } else { Ok(()) }
}

/// Asks for the folders once, before somebody's page has no style or somebody's photo no place.
///
/// # Errors
/// When nothing can be written into the folder of photos; in production also when the browser's files are missing.
pub fn folders(config: &Config) -> Result<(), StartError> {
    let (site, media) = (&config.server.site_root, &config.media.dir);
    if !site.join("pkg").is_dir() {
        let folder = site.display().to_string();
        if config.is_production() {
            return Err(StartError::Site(folder));
        }
        tracing::warn!(folder, "SITE_ROOT: no browser files here");
    }
    let probe = media.join(".writable");
    std::fs::create_dir_all(media)
        .and_then(|()| std::fs::write(&probe, ""))
        .and_then(|()| std::fs::remove_file(&probe))
        .map_err(|error| StartError::Media(media.display().to_string(), error))
}

/// Builds the wires over open pools.
///
/// # Errors
/// As [`wires`].
pub async fn over(
    config: Config,
    pool: sqlx::PgPool,
    replica: sqlx::PgPool,
    clock: Clock,
) -> Result<Wires, StartError> {
    let reference = ReferenceHandle::default();
    reference.reload(&pool).await?;
    let hash_file = hash_file(&config.server.site_root);
    let leptos = LeptosOptions::builder()
        .output_name("sanaiyiusta")
        .site_root(config.server.site_root.to_string_lossy().into_owned())
        .site_pkg_dir("pkg")
        .site_addr(config.server.listen_addr)
        .hash_files(hash_file.is_some())
        .hash_file(hash_file.unwrap_or_default().into())
        .build();
    Ok(Wires {
        mailer: Arc::new(Mailer::new(&config.mail, renderers())?),
        outward: Arc::default(),
        oidc: Arc::default(),
        config: Arc::new(config),
        db: pool,
        replica,
        clock,
        reference,
        events: Arc::new(listeners()),
        hints: Arc::default(),
        personal: Arc::new(personal_data()),
        leptos,
        stopping: CancellationToken::new(),
    })
}

/// `make front` leaves the hashed names in the site's folder; without that file names are plain (`make dev`).
/// Leptos looks for it beside the program, but an absolute path wins there.
fn hash_file(site_root: &Path) -> Option<String> {
    let path = site_root.join("hash.txt").canonicalize().ok()?;
    path.to_str().map(str::to_owned)
}

/// Every kind of mail and who writes it.
fn renderers() -> Renderers {
    auth::mails::renderers()
        .into_iter()
        .chain(users::mails::renderers())
        .chain(auth::letters::renderers())
        .chain(vehicles::mails::renderers())
        .chain(mechanics::mails::renderers())
        .chain(appointments::mails::renderers())
        .chain(reviews::mails::renderers())
        .chain(users::privacy_mails::renderers())
        .collect()
}

/// Who listens to whom.
fn listeners() -> Events {
    let mut events = Events::default();
    events.on::<users::PhoneChanged>(|scope, change| Box::pin(auth::notices::phone_changed(scope, change)));
    events.on::<ScheduleChanged>(|scope, change| Box::pin(appointments::refresh_next_slot(scope, change)));
    events.on::<WorkerLeaves>(|scope, event| Box::pin(appointments::replace_worker(scope, event)));
    events.on::<users::DeletionAsked>(|scope, event| Box::pin(mechanics::leaving::pause(scope, event)));
    events.on::<users::DeletionCancelled>(|scope, event| Box::pin(mechanics::leaving::resume(scope, event)));
    events.on::<users::PersonLeaves>(|scope, event| Box::pin(appointments::call_off(scope, event)));
    events.on::<users::PersonLeaves>(|scope, event| Box::pin(mechanics::leaving::dismiss_staff(scope, event)));
    events.on::<users::PersonLeaves>(|scope, event| Box::pin(mechanics::gallery::service::go_with(scope, event)));
    events.on::<users::PersonSuspended>(|scope, event| Box::pin(mechanics::leaving::close(scope, event)));
    events.on::<users::PersonSuspended>(|scope, event| Box::pin(appointments::call_off_customer(scope, event)));
    events.on::<users::PersonReinstated>(|scope, event| Box::pin(mechanics::leaving::reopen(scope, event)));
    events.on::<WorkshopCloses>(|scope, event| Box::pin(appointments::call_off_workshop(scope, event)));
    events.on::<appointments::AppointmentBooked>(|scope, event| Box::pin(hints::booked(scope, event)));
    events.on::<appointments::AppointmentMoved>(|scope, event| Box::pin(hints::moved(scope, event)));
    events.on::<users::AccountsMerge>(|scope, event| Box::pin(customers::hold_both(scope, event)));
    events.on::<users::AccountsMerge>(|scope, event| Box::pin(vehicles::join_twins(scope, event)));
    tell(&mut events);
    events.on::<vehicles::ModelsMerged>(|scope, event| Box::pin(mechanics::rename_rules(scope, event)));
    events.on::<vehicles::BrandsMerged>(|scope, event| Box::pin(mechanics::rename_brand(scope, event)));
    events
}

/// What reaches people by mail; another channel is another listener.
fn tell(events: &mut Events) {
    use mechanics::{adverts, certificates};
    use vehicles::reminders;
    events.on::<reminders::events::ReminderDue>(|scope, event| Box::pin(reminders::mails::due(scope, event)));
    events.on::<certificates::events::CertificateDecided>(|scope, event| {
        Box::pin(certificates::mails::decided(scope, event))
    });
    events.on::<certificates::events::CertificateExpiring>(|scope, event| {
        Box::pin(certificates::mails::expiring(scope, event))
    });
    events.on::<adverts::events::AdvertDecided>(|scope, event| Box::pin(adverts::mails::decided(scope, event)));
    events.on::<adverts::events::AdvertOver>(|scope, event| Box::pin(adverts::mails::over(scope, event)));
}

/// What every module keeps about people, the highest first: the order of erasing.
fn personal_data() -> PersonalData {
    let holdings = [
        reviews::personal::holdings(),
        appointments::personal::holdings(),
        mechanics::personal::holdings(),
        vehicles::personal::holdings(),
        auth::personal::holdings(),
        customers::personal::holdings(),
        personal::holdings(),
        users::personal::holdings(),
    ];
    let sweeps = [
        appointments::personal::sweeps(),
        mechanics::personal::sweeps(),
        vehicles::personal::sweeps(),
        auth::personal::sweeps(),
        personal::sweeps(),
        users::personal::sweeps(),
    ];
    PersonalData { holdings: holdings.concat(), sweeps: sweeps.concat() }
}
