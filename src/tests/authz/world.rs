//! Six people, two workshops, and fresh objects of the first customer and the first mechanic for every call.

use crate::support::{Answer, BALATA_ID, Client, EGEA_VARIANT_ID, TestApp, fresh};
use sqlx::PgPool;

/// The order of every expectation.
pub const ACTORS: [&str; 6] = ["visitor", "customer", "other customer", "mechanic", "other mechanic", "admin"];
/// Those who have nothing to do with the objects.
pub const STRANGERS: [usize; 3] = [0, 2, 4];
/// What only the two sides of an appointment and the desk may read.
pub const SECRETS: [&str; 3] = ["06 SIR 123", "yalnizca-ustaya", "+905320000001"];

pub struct World {
    pub app: TestApp,
    pub actors: [Client; 6],
    customer_id: String,
    mechanic_id: String,
    slug: String,
    car_id: String,
    bay_id: String,
    serial: u32,
}

impl World {
    pub async fn build() -> Self {
        Self::over(fresh().await).await
    }

    /// Over a database of the caller's.
    pub async fn over(pool: PgPool) -> Self {
        let app = TestApp::over(pool, &[("RATE_LIMIT_FACTOR", "1000")]).await;
        let actors = [
            app.visitor(),
            app.customer("ayse").await,
            app.customer("baskasi").await,
            app.mechanic("usta").await,
            app.mechanic("rakip").await,
            app.admin().await,
        ];
        let phone = [("full_name", "Ayşe Sahibi"), ("phone", SECRETS[2]), ("lang", "tr"), ("theme", "system")];
        done(actors[1].post("users/save_settings", &phone).await);
        let car = [("plate", SECRETS[0]), ("variant_id", EGEA_VARIANT_ID), ("model_year", "2020"), ("km", "60000")];
        let car_id = id(&done(actors[1].post("vehicles/add", &car).await));
        for (mechanic, name) in [(&actors[3], "Işık Oto"), (&actors[4], "Rakip Oto")] {
            open_workshop(mechanic, name, &actors[5]).await;
        }
        let own = done(actors[3].get("mechanics/mine").await).json();
        let text = |name: &str| own[name].as_str().unwrap().to_owned();
        let customer_id = sqlx::query_scalar(
            "select c.id::text from customers c join users u on u.id = c.user_id where u.email = 'ayse@ornek.test'",
        );
        Self {
            customer_id: customer_id.fetch_one(&app.pool).await.unwrap(),
            mechanic_id: text("id"),
            slug: text("slug"),
            bay_id: own["bays"][0]["id"].as_str().unwrap().to_owned(),
            car_id,
            actors,
            app,
            serial: 0,
        }
    }

    /// Fills the `{…}` of a text, making each thing anew.
    pub async fn fill(&mut self, text: &str) -> String {
        let mut filled = text.to_owned();
        while let Some((before, rest)) = filled.clone().split_once('{') {
            let (word, after) = rest.split_once('}').unwrap();
            let thing = self.make(word).await;
            filled = format!("{before}{thing}{after}");
        }
        filled
    }

    async fn make(&mut self, word: &str) -> String {
        self.serial += 1;
        match word {
            "n" => (100 + self.serial).to_string(),
            "car" => self.car_id.clone(),
            "workshop" => self.mechanic_id.clone(),
            "slug" => self.slug.clone(),
            "service" => BALATA_ID.to_owned(),
            "variant" => EGEA_VARIANT_ID.to_owned(),
            "passkey" => self.passkey().await,
            "slot" => self.free_slot().await,
            "spare session" => self.fact("insert into user_sessions (id, token_hash, user_id, auth_time, created_at, last_seen_at, idle_expires_at, expires_at) select gen_random_uuid(), sha256(gen_random_uuid()::text::bytea), id, t, t, t, t + interval '14 days', t + interval '90 days' from users, (values (timestamptz '2026-11-24T07:00Z')) moment (t) where email = 'ayse@ornek.test' returning id::text").await,
            "invoice profile" => self.fact("insert into customer_invoice_profiles (id, customer_id, kind, title, tax_number, address, created_at, updated_at) select gen_random_uuid(), c.id, 'person', 'Ayşe Yılmaz', '1' || lpad(floor(random() * 1e10)::bigint::text, 10, '0'), 'Ostim Mah. No 5', now(), now() from customers c join users u on u.id = c.user_id where u.email = 'ayse@ornek.test' returning id::text").await,
            "spare car" => self.spare_car().await,
            "place" => self.fact("insert into customer_places (id, customer_id, kind, name, district_id, created_at, updated_at) select gen_random_uuid(), c.id, 'other', 'Yazlik', d.id, now(), now() from districts d, customers c join users u on u.id = c.user_id where u.email = 'ayse@ornek.test' and d.slug = 'ankara-cankaya' returning id::text").await,
            "share" => self.fact("insert into vehicle_book_shares (id, vehicle_id, token_hash, shows_prices, created_at, expires_at) select gen_random_uuid(), v.id, sha256(gen_random_uuid()::text::bytea), false, now(), '2099-01-01' from customer_vehicles v join customers c on c.id = v.customer_id join users u on u.id = c.user_id where u.email = 'ayse@ornek.test' limit 1 returning id::text").await,
            "membership" => self.fact("insert into household_members (id, owner_id, email, token_hash, expires_at, may_book, may_pay, all_cars, created_at) select gen_random_uuid(), c.id, gen_random_uuid() || '@ornek.test', sha256(gen_random_uuid()::text::bytea), '2099-01-01', true, false, true, now() from customers c join users u on u.id = c.user_id where u.email = 'ayse@ornek.test' returning id::text").await,
            "joined household" => self.lent().await.0,
            "lent car" => self.lent().await.1,
            "offered car" => {
                let car = self.spare_car().await;
                let offer = "insert into vehicle_handovers (vehicle_id, email, token_hash, created_at, expires_at) values ($1::text::uuid, 'alici@ornek.test', sha256($1::bytea), now(), '2099-01-01')";
                sqlx::query(offer).bind(&car).execute(&self.app.pool).await.unwrap();
                car
            }
            "record" => {
                let fields = [("vehicle_id", self.car_id.as_str()), ("done_on", "2026-03-01"), ("items", "Triger")];
                done(self.actors[1].post("vehicles/save_record", &fields).await);
                self.fact("select record_id::text from vehicle_maintenance_records order by created_at desc, seq desc limit 1").await
            }
            "file" => {
                let fields = [("vehicle_id", self.car_id.as_str()), ("done_on", "2026-03-01"), ("items", "Triger")];
                done(self.actors[1].post("vehicles/save_record", &fields).await);
                self.fact("insert into vehicle_record_files (id, record_id, version, name, medium, hash, bytes, created_at) select gen_random_uuid(), record_id, version, 'a.pdf', 'pdf', sha256('a'), '%PDF-1.7 %%EOF', now() from vehicle_maintenance_records order by created_at desc, seq desc limit 1 returning id::text").await
            }
            "car photo" => {
                self.spare_car().await;
                self.fact("insert into vehicle_photos (id, vehicle_id, position, width, height, hash, large, small, created_at) select gen_random_uuid(), id, 1, 8, 6, sha256('a'), 'a', 'a', now() from customer_vehicles order by created_at desc, id limit 1 returning id::text").await
            }
            "cost" => self.fact("insert into vehicle_costs (id, vehicle_id, kind, spent_on, amount_kurus, created_at) select gen_random_uuid(), v.id, 'fuel', '2026-03-01', 150000, now() from customer_vehicles v join customers c on c.id = v.customer_id join users u on u.id = c.user_id where u.email = 'ayse@ornek.test' and v.removed_at is null limit 1 returning id::text").await,
            "reminder" => self.fact("insert into vehicle_reminders (id, vehicle_id, kind, title, due_on, created_at) select gen_random_uuid(), v.id, 'own', 'Triger', '2027-05-01', now() from customer_vehicles v join customers c on c.id = v.customer_id join users u on u.id = c.user_id where u.email = 'ayse@ornek.test' limit 1 returning id::text").await,
            "requested" => self.appointment("requested", Some("mechanic"), false).await,
            "proposed" => self.appointment("requested", Some("customer"), false).await,
            "confirmed" => self.appointment("confirmed", None, false).await,
            "regular" => {
                self.appointment("completed", None, true).await;
                self.customer_id.clone()
            }
            "under way" => self.appointment("confirmed", None, true).await,
            "completed" => self.appointment("completed", None, true).await,
            "visit paper" => self.visit_paper().await,
            "pending review" => self.review("pending").await,
            "pending reply" => {
                let id = self.review("published").await;
                let sql = "update ratings_reviews set reply = '0532 123 45 67', replied_at = created_at, reply_status = 'pending' where id = $1::text::uuid";
                sqlx::query(sql).bind(&id).execute(&self.app.pool).await.unwrap();
                id
            }
            "published review" => self.review("published").await,
            other => self.make_of_the_workshop(other).await,
        }
    }

    /// What a workshop keeps.
    async fn make_of_the_workshop(&self, word: &str) -> String {
        match word {
            "exception" => self.own_row("insert into working_exceptions (id, mechanic_id, from_on, to_on) values (gen_random_uuid(), $1, '2027-05-01', '2027-05-02') returning id::text").await,
            "bay" => self.bay_id.clone(),
            "worker" => self.own_row("insert into mechanic_people (id, mechanic_id, name) values (gen_random_uuid(), $1, gen_random_uuid()::text) returning id::text").await,
            "absence" => self.own_row("with made as (insert into mechanic_people (id, mechanic_id, name) values (gen_random_uuid(), $1, gen_random_uuid()::text) returning id) insert into mechanic_absences (id, person_id, from_on, to_on) select gen_random_uuid(), id, '2027-03-01', '2027-03-02' from made returning id::text").await,
            "season" => self.own_row("insert into working_seasons (id, mechanic_id, name, from_on, to_on) select gen_random_uuid(), $1, 'Kış', day, day from (select coalesce(max(to_on), '2027-11-30') + 1 as day from working_seasons) next returning id::text").await,
            "rule" => self.own_row("insert into mechanic_supported_vehicles (id, mechanic_id, brand_id, includes, year_from) select gen_random_uuid(), $1, '00000000-0000-5000-8000-000000000022', false, coalesce(max(year_from), 1989) + 1 from mechanic_supported_vehicles returning id::text").await,
            "search" => self.fact("insert into saved_searches (id, customer_id, query, created_at) select gen_random_uuid(), c.id, 'ad=' || gen_random_uuid(), now() from customers c join users u on u.id = c.user_id where u.email = 'ayse@ornek.test' returning id::text").await,
            "car_price" => self.own_row("insert into mechanic_service_prices (id, mechanic_id, service_id, year_to, price_kurus, price_kind, priced_at) select gen_random_uuid(), mechanic_id, service_id, 1990 + (select count(*) from mechanic_service_prices)::smallint, 100000, 'fixed', now() from mechanic_services where mechanic_id = $1 limit 1 returning id::text").await,
            "advert package" => self.fact("insert into advertisement_packages (id, name_tr, name_en, scope, day_price_kurus, min_days, max_days, created_at) values (gen_random_uuid(), 'Vitrin', 'Showcase', 'province', 10000, 1, 90, now()) returning id::text").await,
            "advert" => self.own_row("with pack as (insert into advertisement_packages (id, name_tr, name_en, scope, day_price_kurus, min_days, max_days, created_at) values (gen_random_uuid(), 'Vitrin', 'Showcase', 'province', 10000, 1, 90, now()) returning id) insert into advertisements (id, mechanic_id, package_id, package_tr, package_en, province_id, first_on, last_on, day_price_kurus, total_kurus, state, paid_at, idempotency_key, created_at) select gen_random_uuid(), $1, id, 'Vitrin', 'Showcase', 6, '2026-11-20', '2026-12-19', 100, 3000, 'approved', now(), gen_random_uuid()::text, now() from pack returning id::text").await,
            "unpaid advert" => self.own_row("with pack as (insert into advertisement_packages (id, name_tr, name_en, scope, day_price_kurus, min_days, max_days, created_at) values (gen_random_uuid(), 'Vitrin', 'Showcase', 'province', 10000, 1, 90, now()) returning id) insert into advertisements (id, mechanic_id, package_id, package_tr, package_en, province_id, first_on, last_on, day_price_kurus, total_kurus, state, paid_at, idempotency_key, created_at) select gen_random_uuid(), $1, id, 'Vitrin', 'Showcase', 6, '2026-11-20', '2026-12-19', 100, 3000, 'awaiting_payment', null, gen_random_uuid()::text, now() from pack returning id::text").await,
            "certificate" => self.own_row("with paper as (insert into mechanic_documents (id, mechanic_id, kind, medium, bytes, created_at) values (gen_random_uuid(), $1, 'certificate', 'pdf', '%PDF-1.7 %%EOF', now()) returning id, mechanic_id) insert into mechanic_certificates (id, mechanic_id, document_id, kind, number, issuer, issued_on, created_at) select gen_random_uuid(), mechanic_id, id, 'myk', 'M-1', 'MYK', '2026-01-01', now() from paper returning id::text").await,
            "photo" => self.own_row("insert into mechanic_photos (id, mechanic_id, position, width, height, hash, created_at) select gen_random_uuid(), $1, coalesce(max(position), 0) + 1, 800, 600, sha256(gen_random_uuid()::text::bytea), now() from mechanic_photos returning id::text").await,
            "document" => self.own_row("insert into mechanic_documents (id, mechanic_id, kind, medium, bytes, created_at) values (gen_random_uuid(), $1, 'tax_plate', 'pdf', '%PDF-1.7 %%EOF', now()) returning id::text").await,
            "invitation" => self.own_row("insert into mechanic_staff_invitations (id, mechanic_id, email, post, token_hash, created_at, expires_at) values (gen_random_uuid(), $1, gen_random_uuid() || '@ornek.test', 'mechanic', sha256(gen_random_uuid()::text::bytea), now(), now()) returning id::text").await,
            "member" => self.own_row("with made as (insert into users (id, email, full_name, kind, terms_accepted_at, terms_version, created_at) values (gen_random_uuid(), gen_random_uuid() || '@ornek.test', 'Biri Kişi', 'customer', now(), '1', now()) returning id) insert into mechanic_staff (user_id, mechanic_id, post, joined_at) select id, $1, 'mechanic', now() from made returning user_id::text").await,
            other => self.make_for_the_desk(other).await,
        }
    }

    /// What admins decide about.
    async fn make_for_the_desk(&self, word: &str) -> String {
        match word {
            "applicant" => self.fact("with owner as (insert into users (id, email, full_name, kind, terms_accepted_at, terms_version, created_at) values (gen_random_uuid(), gen_random_uuid() || '@ornek.test', 'Biri Kişi', 'mechanic', now(), '1', now()) returning id), made as (insert into mechanics (id, owner_user_id, slug, name, province_id, district_id, lat, lon, created_at, updated_at) select gen_random_uuid(), owner.id, gen_random_uuid()::text, 'Aday Oto', 6, d.id, 39.9, 32.8, now(), now() from owner, districts d where d.slug = 'ankara-cankaya' returning id), said as (insert into mechanic_applications (mechanic_id, state, sent_at) select id, 'sent', now() from made returning mechanic_id) select mechanic_id::text from said").await,
            "person" => self.fact("insert into users (id, email, full_name, kind, terms_accepted_at, terms_version, created_at) values (gen_random_uuid(), gen_random_uuid() || '@ornek.test', 'Biri Kişi', 'customer', now(), '1', now()) returning id::text").await,
            "helped person" => self.fact("insert into users (id, email, full_name, kind, terms_accepted_at, terms_version, created_at, support_until) values (gen_random_uuid(), gen_random_uuid() || '@ornek.test', 'Biri Kişi', 'customer', now(), '1', now(), '2100-01-01') returning id::text").await,
            "privacy request" => self.fact("insert into privacy_requests (id, user_id, kind, body, created_at, due_at) select gen_random_uuid(), id, 'access', 'Neler var?', now(), now() from users where email = 'ayse@ornek.test' returning id::text").await,
            "export" => self.fact("with made as (insert into data_exports (id, user_id, state, lang, parts_done, parts_all, requested_at, expires_at) select gen_random_uuid(), id, 'ready', 'tr', 1, 1, now(), '2099-01-01' from users where email = 'ayse@ornek.test' returning id) insert into data_export_chunks (export_id, position, bytes) select id, 0, 'zip' from made returning export_id::text").await,
            "proposal" => self.fact("insert into variant_proposals (id, customer_id, brand, model, variant, year, created_at) select gen_random_uuid(), c.id, 'Togg', 'T10X', 'V2', 2023, now() from customers c join users u on u.id = c.user_id where u.email = 'ayse@ornek.test' returning id::text").await,
            "import" => self.fact("insert into catalogue_imports (id, file_name, new_lines, changed_lines, same_lines, refused_lines, other_rows, created_at) values (gen_random_uuid(), 'katalog.csv', 1, 0, 0, 0, 0, now()) returning id::text").await,
            "double brand" => self.fact("insert into brands (id, name, slug) select gen_random_uuid(), 'Tofas ' || s, s from (select gen_random_uuid()::text) made (s) returning id::text").await,
            "double model" => self.fact("insert into models (id, brand_id, name, slug) select gen_random_uuid(), id, 'Egea', gen_random_uuid()::text from brands where slug = 'fiat' returning id::text").await,
            "double variant" => self.fact("insert into variants (id, model_id, name, year_from, fuel, transmission, source) values (gen_random_uuid(), '00000000-0000-5000-8000-000000000031', '1.4 Fire', 2016, 'petrol', 'manual', 'desk') returning id::text").await,
            "category" => self.fact("insert into services_categories (id, slug, name_tr, name_en, updated_at) values (gen_random_uuid(), 'k-' || gen_random_uuid(), 'Yeni', 'New', now()) returning id::text").await,
            "unused service" => self.fact("insert into services (id, category_id, slug, name_tr, name_en, typical_minutes, updated_at) values (gen_random_uuid(), '00000000-0000-5000-8000-000000000001', 's-' || gen_random_uuid(), 'Yeni', 'New', 30, now()) returning id::text").await,
            other => panic!("nobody knows how to make {{{other}}}"),
        }
    }

    /// Undoes what an allowed call changed for the calls after it.
    pub async fn heal(&self) {
        for sql in [
            "update mechanics set suspended_at = null, verified_at = coalesce(verified_at, now())",
            "update mechanic_services set is_active = true",
            "delete from mechanic_supported_vehicles",
            "delete from mechanic_staff_invitations",
            "delete from household_members",
            "delete from passkeys",
            "delete from mechanic_photos",
            "delete from advertisements",
            "delete from favourite_mechanics",
            "delete from saved_searches",
            "delete from customer_invoice_profiles",
            "delete from customer_places",
            "delete from working_exceptions",
            "delete from working_seasons",
            "update appointments set person_id = null",
            "delete from mechanic_people",
            "update user_sessions set acts_as_user_id = null, acts_until = null",
            "update services set is_active = true where slug not like 's-%'",
        ] {
            sqlx::query(sql).execute(&self.app.pool).await.unwrap();
        }
        let offer = "insert into mechanic_services (mechanic_id, service_id, price_kurus, minutes)
                     select id, $1::text::uuid, 250000, 60 from mechanics on conflict do nothing";
        sqlx::query(offer).bind(BALATA_ID).execute(&self.app.pool).await.unwrap();
    }

    /// Somebody who is none of the actors shares a car with the first customer: the membership and the car.
    async fn lent(&self) -> (String, String) {
        let sql = "with person as (
                 insert into users (id, email, full_name, kind, terms_accepted_at, terms_version, created_at)
                 values (gen_random_uuid(), gen_random_uuid() || '@ornek.test', 'Biri Kişi', 'customer', now(), '1', now()) returning id),
             owner as (insert into customers (id, user_id, created_at) select gen_random_uuid(), id, now() from person returning id),
             car as (
                 insert into customer_vehicles (id, customer_id, plate, variant_id, model_year, km, created_at, updated_at)
                 select gen_random_uuid(), id, '34 PAY 123', $1::text::uuid, 2020, 1, now(), now() from owner returning id, customer_id),
             joined as (
                 insert into household_members (id, owner_id, member_id, may_book, may_pay, all_cars, created_at, joined_at)
                 select gen_random_uuid(), car.customer_id, c.id, true, false, true, now(), now()
                 from car, customers c join users u on u.id = c.user_id where u.email = 'ayse@ornek.test' returning id)
             select joined.id::text, car.id::text from joined, car";
        sqlx::query_as(sql).bind(EGEA_VARIANT_ID).fetch_one(&self.app.pool).await.unwrap()
    }

    async fn fact(&self, sql: &'static str) -> String {
        sqlx::query_scalar(sql).fetch_one(&self.app.pool).await.unwrap_or_else(|error| panic!("{sql}: {error}"))
    }

    async fn own_row(&self, sql: &'static str) -> String {
        let id: uuid::Uuid = self.mechanic_id.parse().unwrap();
        sqlx::query_scalar(sql)
            .bind(id)
            .fetch_one(&self.app.pool)
            .await
            .unwrap_or_else(|error| panic!("{sql}: {error}"))
    }

    async fn free_slot(&self) -> String {
        let call = format!("appointments/free_slots?mechanic={}&services={BALATA_ID}&days=14", self.mechanic_id);
        let slots = done(self.app.visitor().get(&call).await).json();
        slots[0]["start"].as_str().unwrap_or_else(|| panic!("no free time left")).to_owned()
    }

    async fn passkey(&self) -> String {
        let sql = "insert into passkeys (id, user_id, credential_id, credential, name, created_at)
                   select gen_random_uuid(), user_id, gen_random_uuid()::text::bytea, '{}', 'Telefon', now() from customers
                   where id = $1::text::uuid returning id::text";
        sqlx::query_scalar(sql).bind(&self.customer_id).fetch_one(&self.app.pool).await.unwrap()
    }

    async fn spare_car(&self) -> String {
        let plate = format!("06 SIR {}", 1000 + self.serial);
        let sql = "insert into customer_vehicles (id, customer_id, plate, variant_id, model_year, km, created_at, updated_at)
                   values (gen_random_uuid(), $1::text::uuid, $2, $3::text::uuid, 2020, 60000, now(), now()) returning id::text";
        sqlx::query_scalar(sql)
            .bind(&self.customer_id)
            .bind(plate)
            .bind(EGEA_VARIANT_ID)
            .fetch_one(&self.app.pool)
            .await
            .unwrap()
    }

    /// An appointment of the first customer at the first workshop, at a time of its own.
    async fn appointment(&self, status: &str, awaits: Option<&str>, is_past: bool) -> String {
        let minutes = i64::from(self.serial) * 75 * if is_past { -1 } else { 1 };
        let start = self.app.clock.now().plus_minutes(minutes - if is_past { 120 } else { -600 });
        let sql = "with made as (
                insert into appointments (id, mechanic_id, customer_id, vehicle_id, bay_id, status, awaits, start_at, end_at, busy_until, note,
                    mechanic_name, mechanic_address, customer_name, customer_phone, plate, vehicle_label, km, total_kurus, idempotency_key,
                    idempotency_hash, created_at, confirmed_at, closed_at)
                values (gen_random_uuid(), $1::text::uuid, $2::text::uuid, $3::text::uuid, $4::text::uuid, $5, $6, $7, $7 + interval '1 hour',
                    $7 + interval '1 hour', $8, 'Işık Oto', 'Çankaya', 'Ayşe Sahibi', $9, $10, 'Fiat Egea', 60000, 250000,
                    gen_random_uuid()::text, decode(repeat('ab', 32), 'hex'), $7 - interval '2 days',
                    case when $5 <> 'requested' then $7 - interval '1 day' end, case when $5 = 'completed' then $7 + interval '1 hour' end)
                returning id)
            insert into appointment_services (appointment_id, position, service_id, name_tr, name_en, price_kurus, price_kind, minutes)
            select id, 1, $11::text::uuid, 'Ön fren balatası değişimi', 'Front brake pad replacement', 250000, 'fixed', 60 from made
            returning appointment_id::text";
        sqlx::query_scalar(sql)
            .bind(&self.mechanic_id)
            .bind(&self.customer_id)
            .bind(&self.car_id)
            .bind(&self.bay_id)
            .bind(status)
            .bind(awaits)
            .bind(start)
            .bind(SECRETS[1])
            .bind(SECRETS[2])
            .bind(SECRETS[0])
            .bind(BALATA_ID)
            .fetch_one(&self.app.pool)
            .await
            .unwrap()
    }

    /// A done visit in the book of its car, with a paper that was just added.
    async fn visit_paper(&self) -> String {
        let appointment = self.appointment("completed", None, true).await;
        let sql = "with line as (
                insert into vehicle_maintenance_records (id, vehicle_id, seq, record_id, version, origin, appointment_id, done_on, items,
                    total_kurus, created_at, code, previous_hash, hash)
                select gen_random_uuid(), a.vehicle_id, 1 + coalesce((select max(seq) from vehicle_maintenance_records r where r.vehicle_id = a.vehicle_id), 0),
                    gen_random_uuid(), 1, 'visit', a.id, '2026-11-20', '[{\"tr\": \"Balata\", \"en\": \"Pads\"}]', 250000, $2,
                    upper(left(replace(gen_random_uuid()::text, '-', ''), 12)), sha256('a'), sha256('b') from appointments a where a.id = $1::text::uuid
                returning record_id, version)
            insert into vehicle_record_files (id, record_id, version, name, medium, hash, bytes, created_at)
            select gen_random_uuid(), record_id, version, 'a.pdf', 'pdf', sha256('a'), '%PDF-1.7 %%EOF', $2 from line returning id::text";
        let now = self.app.clock.now();
        sqlx::query_scalar(sql).bind(appointment).bind(now).fetch_one(&self.app.pool).await.unwrap()
    }

    async fn review(&self, status: &str) -> String {
        let appointment = self.appointment("completed", None, true).await;
        let sql = "insert into ratings_reviews (id, appointment_id, mechanic_id, customer_id, author_name, vehicle_label, services_tr, services_en,
                       quality, price, punctuality, communication, cleanliness, text, status, visited_at, created_at)
                   select gen_random_uuid(), id, mechanic_id, customer_id, 'Ayşe S.', vehicle_label, 'Balata', 'Pads', 5, 4, 5, 4, 5,
                          'Güzel iş', $2, start_at, start_at + interval '2 hours' from appointments where id = $1::text::uuid returning id::text";
        sqlx::query_scalar(sql).bind(appointment).bind(status).fetch_one(&self.app.pool).await.unwrap()
    }
}

/// Opened, with an offer and hours, verified by the desk.
async fn open_workshop(mechanic: &Client, name: &str, admin: &Client) {
    let profile = [
        ("name", name),
        ("phone", "0532 555 00 00"),
        ("story", ""),
        ("address", "Atatürk Bulvarı 1"),
        ("il", "ankara"),
        ("ilce", "ankara-cankaya"),
    ];
    let workshop = id(&done(mechanic.post("mechanics/open", &profile).await));
    let offer = [
        ("rows[0][service_id]", BALATA_ID),
        ("rows[0][price]", "2500"),
        ("rows[0][minutes]", "60"),
        ("rows[0][active]", "true"),
    ];
    done(mechanic.post("mechanics/save_services", &offer).await);
    let days: Vec<(String, &str)> = (0..5)
        .flat_map(|day| {
            let field = move |name: &str| format!("days[{day}][{name}]");
            [(field("weekday"), ["1", "2", "3", "4", "5"][day]), (field("opens"), "09:00"), (field("closes"), "18:00")]
        })
        .collect();
    let days: Vec<(&str, &str)> = days.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    done(mechanic.post("mechanics/save_hours", &days).await);
    done(admin.post("mechanics/verify", &[("mechanic_id", &workshop)]).await);
}

fn done(answer: Answer) -> Answer {
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer
}

fn id(answer: &Answer) -> String {
    answer.json()["id"].as_str().unwrap().to_owned()
}
