//! Customers who book whatever happens, and the check of what became of it.

use super::http;
use serde_json::Value;
use std::{
    collections::{BTreeMap, VecDeque},
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{sync::watch, task::JoinHandle, time::Instant};

/// How many book at the same time.
const BOOKERS: usize = 6;
/// So many more than anybody waits for are booked before the bookers wait to be asked again: enough that they are under way when
/// something dies, and never all that there is while something takes long to come back.
const AHEAD: usize = 12;

/// A wish for one time, with the key that makes it one booking however often it is sent.
struct Wish {
    start: String,
    key: String,
}

#[derive(Default)]
struct Shared {
    wishes: Mutex<VecDeque<Wish>>,
    /// Id → start, as the site acknowledged them.
    booked: Mutex<BTreeMap<String, String>>,
    /// Answers that were neither a booking nor "taken" nor "come again".
    odd: Mutex<Vec<String>>,
    /// Up to how many bookings there may be for now.
    room: watch::Sender<usize>,
    is_over: AtomicBool,
}

/// A car owner, a workshop and its free times.
pub struct Scene {
    customer: String,
    mechanic: String,
    car: String,
    workshop: String,
    service: String,
    lifts: usize,
    shared: Arc<Shared>,
}

/// The running bookers.
pub struct Storm {
    shared: Arc<Shared>,
    bookers: Vec<JoinHandle<()>>,
}

impl Scene {
    /// The demo accounts and the next weeks of the demo workshop.
    pub async fn find(addr: SocketAddr) -> Self {
        let customer = http::sign_in(addr, "musteri@demo.test", sanaiyiusta::demo::PASSWORD).await;
        let mechanic = http::sign_in(addr, "usta@demo.test", sanaiyiusta::demo::PASSWORD).await;
        let cars = http::get(addr, "vehicles/mine", &customer).await.unwrap().body;
        let own = http::get(addr, "mechanics/mine", &mechanic).await.unwrap().body;
        let (workshop, car) = (text(&own["id"]), text(&cars[0]["id"]));
        let service = own["services"]
            .as_array()
            .unwrap()
            .iter()
            .min_by_key(|service| service["minutes"].as_i64())
            .map(|service| text(&service["id"]))
            .unwrap();
        let slots = http::get(
            addr,
            &format!("appointments/free_slots?mechanic={workshop}&services={service}&days=30"),
            &customer,
        )
        .await
        .unwrap();
        let starts: Vec<String> = slots.body.as_array().unwrap().iter().map(|slot| text(&slot["start"])).collect();
        assert!(starts.len() > 60, "the demo workshop has only {} free times", starts.len());
        let lifts = own["bays"].as_array().unwrap().len();
        // Each time is wished for by more people than there are lifts.
        let wishes = starts
            .iter()
            .flat_map(|start| (0..lifts + 2).map(move |n| Wish { start: start.clone(), key: format!("{start}/{n}") }))
            .collect();
        let shared = Arc::new(Shared { wishes: Mutex::new(wishes), ..Shared::default() });
        Self { customer, mechanic, car, workshop, service, lifts, shared }
    }

    pub fn storm(&self, addr: SocketAddr) -> Storm {
        let bookers = (0..BOOKERS).map(|_| self.booker(addr)).collect();
        Storm { shared: self.shared.clone(), bookers }
    }

    #[expect(clippy::disallowed_methods, reason = "customers are no background work of the site")]
    fn booker(&self, addr: SocketAddr) -> JoinHandle<()> {
        let shared = self.shared.clone();
        let (cookie, workshop, car, service) =
            (self.customer.clone(), self.workshop.clone(), self.car.clone(), self.service.clone());
        tokio::spawn(async move {
            let mut room = shared.room.subscribe();
            loop {
                let may = |room: &usize| {
                    shared.is_over.load(Ordering::Relaxed) || shared.booked.lock().unwrap().len() < *room
                };
                if room.wait_for(may).await.is_err() || shared.is_over.load(Ordering::Relaxed) {
                    return;
                }
                let Some(wish) = shared.wishes.lock().unwrap().pop_front() else { return };
                let fields = [
                    ("input[mechanic_id]", workshop.as_str()),
                    ("input[vehicle_id]", &car),
                    ("input[service_ids][0]", &service),
                    ("input[start]", &wish.start),
                    ("input[idempotency_key]", &wish.key),
                ];
                // No answer and "come again" mean: nobody knows. The same key asks again until somebody does.
                loop {
                    match http::post(addr, "appointments/book", &cookie, &fields).await {
                        Ok(answer) if answer.status == 200 => {
                            shared.booked.lock().unwrap().insert(text(&answer.body["id"]), wish.start.clone());
                            break;
                        }
                        Ok(answer) if answer.status == 409 && answer.body["code"] == "slot_taken" => break,
                        Ok(answer) if answer.status != 503 => {
                            shared.odd.lock().unwrap().push(format!("{} {}", answer.status, answer.body));
                            break;
                        }
                        _ => {}
                    }
                    if shared.is_over.load(Ordering::Relaxed) {
                        return;
                    }
                    tokio::time::sleep(Duration::from_millis(30)).await;
                }
            }
        })
    }

    /// Makes room for further bookings and waits for so many acknowledged ones.
    pub async fn more_bookings(&self, count: usize) {
        let goal = self.shared.booked.lock().unwrap().len() + count;
        self.shared.room.send_replace(goal + AHEAD);
        let started = Instant::now();
        while self.shared.booked.lock().unwrap().len() < goal {
            assert!(
                started.elapsed() < Duration::from_mins(2),
                "bookings do not come back; odd answers: {:?}",
                self.shared.odd.lock().unwrap()
            );
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Every acknowledged booking is there, at its time; no lift holds two cars.
    pub async fn nothing_lost_nothing_doubled(&self, addr: SocketAddr) {
        assert_eq!(*self.shared.odd.lock().unwrap(), Vec::<String>::new(), "refusals other than a taken time");
        let mine = http::get(addr, "appointments/mine", &self.customer).await.unwrap().body;
        let found: BTreeMap<String, &Value> =
            mine.as_array().unwrap().iter().map(|item| (text(&item["id"]), item)).collect();
        let booked = self.shared.booked.lock().unwrap().clone();
        for (id, start) in &booked {
            let item = found.get(id).unwrap_or_else(|| panic!("booking {id} at {start} was acknowledged and is lost"));
            assert_eq!(&text(&item["start"]), start);
        }
        let all = http::get(addr, "appointments/mine?as=workshop", &self.mechanic).await.unwrap().body;
        let open: Vec<(String, String)> = all
            .as_array()
            .unwrap()
            .iter()
            .filter(|item| item["status"] == "requested" || item["status"] == "confirmed")
            .map(|item| (text(&item["start"]), text(&item["end"])))
            .collect();
        assert!(open.len() >= booked.len(), "{} of {}", open.len(), booked.len());
        for (start, _) in &open {
            // Times of one zone sort as text.
            let at_once = open.iter().filter(|(from, to)| from <= start && start < to).count();
            assert!(at_once <= self.lifts, "{at_once} cars on {} lifts at {start}", self.lifts);
        }
    }
}

impl Storm {
    pub async fn stop(self) {
        self.shared.is_over.store(true, Ordering::Relaxed);
        // Whoever waits for room looks again.
        self.shared.room.send_modify(|_| ());
        for booker in self.bookers {
            booker.await.unwrap();
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
