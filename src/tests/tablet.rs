//! A shared tablet of a workshop: who may come in, what it shows, how it ends, and guessing.

use crate::{
    authz::world::World,
    support::{Answer, Client, PASSWORD, TestApp},
};

const HERE: &str = "/atolye-tableti";
const PIN: &str = "4271";

/// A workshop with somebody on its staff who has a PIN, and a tablet.
struct Shop {
    world: World,
    /// The same site with patience of its own.
    app: TestApp,
    kalfa: Client,
    kalfa_id: String,
    tablet: Client,
}

impl Shop {
    async fn open(factor: &str) -> Self {
        let world = World::build().await;
        let kalfa = world.app.customer("kalfa").await;
        join(&world.app, "kalfa").await;
        done(kalfa.post("mechanics/set_pin", &[("pin", PIN)]).await);
        let kalfa_id = kalfa.get("auth/me").await.json()["id"].as_str().unwrap().to_owned();
        // The world is patient; these tests are about patience.
        let app = TestApp::over(world.app.pool.clone(), &[("RATE_LIMIT_FACTOR", factor)]).await;
        let tablet = app.visitor();
        done(tablet.post("auth/sign_in", &[("email", "usta@ornek.test"), ("password", PASSWORD)]).await);
        let made = tablet.form("/atolye/ekip", "mechanics/make_tablet", &[("name", "Kapı yanı")]).await;
        assert_eq!((made.status, made.header("location").as_str()), (303, HERE));
        Self { world, app, kalfa, kalfa_id, tablet }
    }

    async fn enter(&self, pin: &str) -> Answer {
        self.tablet.post("mechanics/enter_tablet", &[("user_id", &*self.kalfa_id), ("pin", pin)]).await
    }

    async fn is_in(&self) -> bool {
        self.tablet.page("/atolye").await.status == 200
    }
}

async fn join(app: &TestApp, name: &str) {
    sqlx::query(
        "insert into mechanic_staff (user_id, mechanic_id, post, joined_at)
         select u.id, m.id, 'manager', now() from users u, mechanics m where u.email = $1 || '@ornek.test' and m.name = 'Işık Oto'",
    )
    .bind(name)
    .execute(&app.pool)
    .await
    .unwrap();
}

fn done(answer: Answer) -> Answer {
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer
}

#[tokio::test]
async fn staff_comes_in_by_pin_and_moves_visits_and_reaches_nothing_else() {
    let mut shop = Shop::open("1000").await;
    let names = shop.tablet.page(HERE).await.text;
    assert!(names.contains("kalfa Deneme") && !names.contains("usta Deneme"), "those with a PIN");
    assert_eq!(shop.tablet.page("/hesap").await.header("location"), HERE, "the owner is gone from it");
    assert_eq!(shop.tablet.get("auth/me").await.status, 401);
    assert!(shop.tablet.page(&format!("{HERE}?kim={}", shop.kalfa_id)).await.text.contains("mechanics/enter_tablet"));

    let before = shop.tablet.cookie("oturum").unwrap();
    let fields = [("user_id", &*shop.kalfa_id), ("pin", PIN)];
    let entered = shop.tablet.form(HERE, "mechanics/enter_tablet", &fields).await;
    assert_eq!((entered.status, entered.header("location").as_str()), (303, "/atolye"));
    assert_ne!(shop.tablet.cookie("oturum").unwrap(), before, "under a new id");
    let today = shop.tablet.page("/atolye").await;
    assert_eq!(today.header("refresh"), format!("600;url={HERE}"), "a page left open goes away");
    assert!(today.text.contains("Kilitle") && !today.text.contains("auth/sign_out"));
    assert!(!today.text.contains("/atolye/hizmetler"), "a manager is a mechanic here");

    let requested = shop.world.fill("{requested}").await;
    assert_eq!(shop.tablet.page(&format!("/atolye/randevular/{requested}")).await.status, 200);
    done(shop.tablet.post("appointments/confirm", &[("appointment_id", &requested)]).await);
    let seen = shop.kalfa.page(&format!("/atolye/randevular/{requested}")).await.text;
    assert!(seen.contains("kalfa Deneme, ortak tablette"), "the move says who and where");

    for page in
        ["/hesap", "/hesap/araclar", "/hesap/ayarlar/guvenlik", "/atolye/ekip", "/atolye/profil", "/onay", "/yonetim"]
    {
        assert_eq!(shop.tablet.page(page).await.header("location"), HERE, "{page}");
    }
    for page in ["/atolye/hizmetler", "/atolye/calisma-saatleri", "/atolye/yorumlar"] {
        assert_eq!(shop.tablet.page(page).await.header("location"), HERE, "{page}");
    }
    for (call, fields) in [
        ("auth/step_up", vec![("password", PASSWORD)]),
        ("auth/end_other_sessions", vec![]),
        ("users/save_settings", vec![("full_name", "Biri"), ("phone", ""), ("lang", "tr"), ("theme", "system")]),
        ("mechanics/set_pin", vec![("pin", "9041")]),
        ("mechanics/leave_staff", vec![]),
        ("mechanics/save_hours", vec![("days[0][weekday]", "6")]),
        ("mechanics/make_tablet", vec![("name", "İkinci")]),
        ("mechanics/invite_staff", vec![("email", "x@ornek.test"), ("post", "manager")]),
    ] {
        assert_eq!(shop.tablet.post(call, &fields).await.status, 401, "{call}");
    }
    assert_eq!(shop.tablet.get("vehicles/mine").await.status, 401);

    let locked = shop.tablet.form("/atolye", "mechanics/lock_tablet", &[]).await;
    assert_eq!(locked.header("location"), HERE);
    assert!(!shop.is_in().await);
    let logged = "select count(*) from audit_log where action in ('mechanic.make_tablet', 'mechanic.enter_tablet', 'mechanic.set_pin')";
    assert_eq!(shop.app.count(logged).await, 3);
}

#[tokio::test]
async fn rest_hours_another_pin_and_the_end_of_a_place_lock_it() {
    let shop = Shop::open("1000").await;
    let clock = &shop.app.clock;
    done(shop.enter(PIN).await);
    clock.advance_minutes(9);
    assert!(shop.is_in().await);
    clock.advance_minutes(9);
    assert!(shop.is_in().await, "who works is not asked again");
    clock.advance_minutes(10);
    assert!(!shop.is_in().await, "who rests is");

    done(shop.enter(PIN).await);
    for _ in 0..79 {
        clock.advance_minutes(9);
        assert!(shop.is_in().await);
    }
    clock.advance_minutes(9);
    assert!(!shop.is_in().await, "twelve hours are over");

    done(shop.enter(PIN).await);
    let fresh = shop.app.visitor();
    done(fresh.post("auth/sign_in", &[("email", "kalfa@ornek.test"), ("password", PASSWORD)]).await);
    done(fresh.post("mechanics/set_pin", &[("pin", "90417")]).await);
    assert!(!shop.is_in().await, "another PIN");
    assert_eq!(shop.enter(PIN).await.fields(), ["pin"]);
    done(shop.enter("90417").await);
    done(fresh.post("mechanics/leave_staff", &[]).await);
    assert!(!shop.is_in().await, "no place any more");
    assert_eq!(shop.enter("90417").await.fields(), ["pin"]);
    assert!(!shop.tablet.page(HERE).await.text.contains("kalfa Deneme"));
    assert_eq!(shop.app.count("select count(*) from mechanic_pins").await, 0);
}

#[tokio::test]
async fn owners_see_their_tablets_and_end_them() {
    let shop = Shop::open("1000").await;
    done(shop.enter(PIN).await);
    let owner = shop.app.visitor();
    done(owner.post("auth/sign_in", &[("email", "usta@ornek.test"), ("password", PASSWORD)]).await);
    assert!(owner.page("/atolye/ekip").await.text.contains("Kapı yanı"));
    assert!(owner.page("/hesap/ayarlar/guvenlik").await.text.contains("Ortak tablet: Kapı yanı"));
    let id: String = sqlx::query_scalar("select id::text from user_sessions where tablet_of is not null")
        .fetch_one(&shop.app.pool)
        .await
        .unwrap();
    done(owner.post("auth/end_session", &[("session_id", &id)]).await);
    assert!(!shop.is_in().await);
    assert_eq!(shop.tablet.page(HERE).await.status, 404, "it is a browser like any other");
    assert_eq!(shop.enter(PIN).await.status, 404);
    assert!(!owner.page("/atolye/ekip").await.text.contains("Kapı yanı"));
    // It is made after a fresh proof only.
    shop.app.clock.advance_minutes(16);
    assert_eq!(owner.post("mechanics/make_tablet", &[("name", "Lift 2")]).await.code(), "step_up");
}

#[tokio::test]
async fn wrong_pins_wait_longer_each_time_and_the_owner_hears_of_them() {
    let shop = Shop::open("1").await;
    for _ in 0..5 {
        assert_eq!(shop.enter("9999").await.fields(), ["pin"]);
    }
    let refused = shop.enter(PIN).await;
    assert_eq!((refused.status, refused.header("retry-after").as_str()), (429, "30"), "even the right one waits");
    let other = shop
        .tablet
        .post("mechanics/enter_tablet", &[("user_id", "00000000-0000-7000-8000-000000000001"), ("pin", PIN)]);
    assert_eq!(other.await.fields(), ["pin"], "others do not");
    shop.app.clock.advance_minutes(1);
    assert_eq!(shop.enter("9999").await.fields(), ["pin"]);
    assert_eq!(shop.enter(PIN).await.header("retry-after"), "60");
    shop.app.run_jobs().await;
    let told = "select count(*) from mails where kind = 'pin_guessed' and to_email = 'usta@ornek.test' and sent_at is not null";
    assert_eq!(shop.app.count(told).await, 1, "once a day");
    shop.app.clock.advance_minutes(1);
    done(shop.enter(PIN).await);
    done(shop.tablet.post("mechanics/lock_tablet", &[]).await);
    assert_eq!(shop.enter("9999").await.fields(), ["pin"], "the count begins anew");
}

#[tokio::test]
async fn pins_are_kept_out_of_sight_and_refused_when_weak() {
    let shop = Shop::open("1000").await;
    for weak in ["1234", "0000", "1987", "12", "abcd"] {
        assert_eq!(shop.kalfa.post("mechanics/set_pin", &[("pin", weak)]).await.fields(), ["pin"], "{weak}");
    }
    let page = "/hesap/ayarlar/guvenlik";
    let refused = shop.kalfa.form(page, "mechanics/set_pin", &[("pin", "77777")]).await;
    assert_eq!(refused.status, 303);
    let text = shop.kalfa.page(page).await.text;
    assert!(text.contains("kolay tahmin edilir") && !text.contains("77777"), "a PIN never comes back");
    assert!(
        !shop.world.actors[1].page(page).await.text.contains("mechanics/set_pin"),
        "only who belongs to a workshop"
    );
    // Nobody of another workshop comes in, PIN or not.
    done(shop.world.actors[4].post("mechanics/set_pin", &[("pin", "8305")]).await);
    let rival = shop.world.actors[4].get("auth/me").await.json()["id"].as_str().unwrap().to_owned();
    let foreign = shop.tablet.post("mechanics/enter_tablet", &[("user_id", &rival), ("pin", "8305")]).await;
    assert_eq!(foreign.fields(), ["pin"]);
    let hashes: Vec<String> =
        sqlx::query_scalar("select pin_hash from mechanic_pins").fetch_all(&shop.app.pool).await.unwrap();
    assert_eq!(hashes.len(), 2);
    assert!(hashes.iter().all(|hash| hash.starts_with("$argon2id$")));
    done(shop.enter(PIN).await);
    done(shop.kalfa.post("mechanics/remove_pin", &[]).await);
    assert!(!shop.is_in().await);
}
