//! What staff gets: of everything what any other customer gets, but for the duties of their post at the workshop they work for.

use super::{
    Findings,
    pages::PAGES,
    table::{READS, WRITES},
    world::World,
};
use crate::support::Client;

/// The places of the expectations that staff shares.
const OTHER_CUSTOMER: usize = 2;
const MECHANIC: usize = 3;
const OTHER_MECHANIC: usize = 4;

/// Everybody on the staff.
const VISITS: [&str; 17] = [
    "mechanics/set_pin",
    "mechanics/remove_pin",
    "appointments/mine",
    "appointments/confirm",
    "appointments/decline",
    "appointments/propose",
    "appointments/accept_proposal",
    "appointments/cancel",
    "appointments/complete",
    "appointments/no_show",
    "appointments/change_person",
    "appointments/remove_paper",
    "/hesap/randevular/*/takvim.ics",
    "/atolye",
    "/atolye/takvim",
    "/atolye/randevular",
    "/atolye/randevular/*",
];
/// Managers.
const RUNNING: [&str; 39] = [
    "appointments/note_customer",
    "/atolye/musteriler",
    "/atolye/musteriler/*",
    "/atolye/kazanc",
    "/atolye/kazanc.csv",
    "mechanics/mine",
    "mechanics/save_booking_settings",
    "mechanics/save_services",
    "mechanics/remove_service",
    "mechanics/save_promise",
    "mechanics/put_car_price",
    "mechanics/remove_car_price",
    "mechanics/save_price_table",
    "mechanics/raise_prices",
    "mechanics/order_advert",
    "mechanics/pause_advert",
    "mechanics/resume_advert",
    "mechanics/cancel_advert",
    "mechanics/save_hours",
    "mechanics/add_exception",
    "mechanics/remove_exception",
    "mechanics/save_season",
    "mechanics/remove_season",
    "mechanics/save_person",
    "mechanics/remove_person",
    "mechanics/add_absence",
    "mechanics/remove_absence",
    "mechanics/save_bay_skills",
    "mechanics/add_vehicle_rule",
    "mechanics/remove_vehicle_rule",
    "reviews/reply",
    "/atolye/hizmetler",
    "/atolye/hizmetler/*",
    "/atolye/fiyat-tablosu",
    "/atolye/toplu-fiyat",
    "/atolye/calisma-saatleri",
    "/atolye/araclar",
    "/atolye/reklamlar",
    "/atolye/yorumlar",
];
/// One's own place at a workshop.
const OWN_PLACE: [&str; 2] = ["/atolye/ekip", "mechanics/leave_staff"];

struct Staff {
    name: &'static str,
    client: Client,
    manages: bool,
    /// Works for the workshop whose objects are asked for.
    is_near: bool,
}

impl Staff {
    async fn hire(world: &World, name: &'static str, manages: bool, is_near: bool) -> Self {
        let client = world.app.customer(name).await;
        let staff = Self { name, client, manages, is_near };
        staff.stay(world).await;
        staff
    }

    async fn stay(&self, world: &World) {
        sqlx::query(
            "insert into mechanic_staff (user_id, mechanic_id, post, joined_at)
             select u.id, m.id, $2, now() from users u, mechanics m join users o on o.id = m.owner_user_id
             where u.email = $1 || '@ornek.test' and o.email = $3 || '@ornek.test' on conflict do nothing",
        )
        .bind(self.name)
        .bind(if self.manages { "manager" } else { "mechanic" })
        .bind(if self.is_near { "usta" } else { "rakip" })
        .execute(&world.app.pool)
        .await
        .unwrap();
    }

    fn expected(&self, what: &str, row: [u16; 6]) -> u16 {
        let is_duty = VISITS.contains(&what) || (self.manages && RUNNING.contains(&what));
        match (OWN_PLACE.contains(&what), is_duty, self.is_near) {
            (true, ..) => 200,
            (_, false, _) => row[OTHER_CUSTOMER],
            (_, true, true) => row[MECHANIC],
            (_, true, false) => row[OTHER_MECHANIC],
        }
    }
}

#[tokio::test]
async fn staff_reads_and_does_what_their_post_is_for_at_their_own_workshop_only() {
    let mut world = World::build().await;
    let staff = [
        Staff::hire(&world, "yonetmen", true, true).await,
        Staff::hire(&world, "kalfa", false, true).await,
        Staff::hire(&world, "uzak-yonetmen", true, false).await,
        Staff::hire(&world, "uzak-kalfa", false, false).await,
    ];
    let mut findings = Findings::default();
    let mut note = |what: &str, one: &Staff, row: [u16; 6], status: u16| {
        let expected = one.expected(what, row);
        if status != expected {
            findings.0.push(format!("{what}: {} gets {status} instead of {expected}", one.name));
        }
    };
    for (route, address, row) in PAGES {
        for one in &staff {
            let address = world.fill(address).await;
            note(route, one, *row, one.client.page(&address).await.status);
        }
    }
    for (endpoint, query, row) in READS {
        for one in &staff {
            let query = world.fill(query).await;
            note(endpoint, one, *row, one.client.get(&format!("{endpoint}?{query}")).await.status);
        }
    }
    for (endpoint, fields, row) in WRITES {
        for one in &staff {
            let fields = world.fill(fields).await;
            let fields: Vec<(&str, &str)> = fields.split('&').filter_map(|field| field.split_once('=')).collect();
            note(endpoint, one, *row, one.client.post(endpoint, &fields).await.status);
            one.stay(&world).await;
        }
        world.heal().await;
    }
    findings.none();
}

#[test]
fn every_duty_is_a_row_of_the_table() {
    let rows: Vec<&str> = [PAGES, READS, WRITES].concat().into_iter().map(|(what, ..)| what).collect();
    for duty in VISITS.iter().chain(&RUNNING).chain(&OWN_PLACE) {
        assert!(rows.contains(duty), "{duty} is gone");
    }
}
