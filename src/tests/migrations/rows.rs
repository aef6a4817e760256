//! What stands in the database before the next step: at least one row in every table, as real ones look.

/// SQL to run after the step of this version.
pub fn after(version: i64) -> &'static [&'static str] {
    match version {
        20_261_124_000_100 => GROUND,
        20_261_124_000_200 => PEOPLE,
        20_261_124_000_300 => VEHICLES,
        20_261_124_000_400 => SERVICES,
        20_261_124_000_500 => MECHANICS,
        20_261_124_000_600 => APPOINTMENTS,
        20_261_124_000_700 => REVIEWS,
        20_261_124_001_200 => FACTORS,
        20_261_128_000_100 => SEALED,
        20_261_128_000_400 => NOTES,
        20_261_128_000_500 => PRIVACY,
        20_261_128_000_200 => WAYS,
        20_261_128_000_300 => TOKENS,
        20_261_129_000_620 => PLACES,
        20_261_129_000_600 => SHARED,
        20_261_129_000_610 => OFFERED,
        20_261_129_000_300 => KEPT,
        20_261_129_001_200 => HOUSEHOLD,
        20_261_129_000_500 => APPLICATIONS,
        20_261_129_000_510 => CERTIFICATES,
        20_261_129_001_000 => PRICES,
        20_261_129_001_010 => FIGURES,
        20_261_129_001_020 => SAVED,
        20_261_129_001_100 => ADVERTS,
        20_261_129_000_200 => STAFF,
        20_261_129_000_210 => PINS,
        20_261_129_000_110 => REMINDERS,
        20_261_129_000_120 => BOOK,
        20_261_129_001_300 => FILES,
        20_261_130_000_450 => SPLIT,
        20_261_130_000_451 => VISIT_PAPERS,
        20_261_129_001_400 => BILLS,
        20_261_129_001_800 => SEEN,
        20_261_129_001_830 => PAYOUT,
        20_261_130_000_420 => CHANGES,
        20_261_129_001_600 => SEASONS,
        20_261_129_001_700 => GUESTS,
        20_261_129_000_410 => PROPOSALS,
        20_261_129_000_900 => GALLERY,
        20_261_129_000_800 => IMPORTS,
        20_261_130_000_220 => COSTS,
        20_261_130_000_410 => CUSTOMER_NOTES,
        _ => &[],
    }
}

const GROUND: &[&str] = &[
    "insert into provinces (id, name, slug, region, population, lat, lon) values (6, 'Ankara', 'ankara', 'İç Anadolu', 5803482, 39.92, 32.85)",
    "insert into districts (province_id, name, slug, population, lat, lon) values (6, 'Çankaya', 'ankara-cankaya', 925000, 39.91, 32.86)",
    "insert into holidays (on_date, name_tr, name_en, source) values ('2027-01-01', 'Yılbaşı', 'New Year', 'law')",
    "insert into app_facts (key, value, updated_at) values ('import', '{}', '2026-11-24')",
    "insert into flashes (token_hash, payload, expires_at) values (decode(repeat('ab', 32), 'hex'), '{}', '2026-11-24')",
    "insert into rate_cells (key, tat) values ('sign_in:ab', '2026-11-24')",
    "insert into audit_log (at, action, subject_kind, subject_id, request_id) values ('2026-11-24', 'mechanic.verify', 'mechanic', 'x', 'r')",
    "insert into mails (id, kind, to_email, to_name, lang, payload, dedupe_key, created_at)
     values ('00000000-0000-7000-8000-000000000001', 'welcome', 'ayse@ornek.test', 'Ayşe', 'tr', '{}', 'welcome:1', '2026-11-24')",
];

const PEOPLE: &[&str] = &[
    "insert into users (id, email, full_name, kind, terms_accepted_at, terms_version, created_at)
     select ('00000000-0000-7000-8000-00000000010' || n)::uuid, 'kisi' || n || '@ornek.test', 'Işık Kişi', kind, '2026-11-24', '1', '2026-11-24'
     from (values (1, 'customer'), (2, 'mechanic')) people (n, kind)",
    "insert into user_roles (user_id, role, granted_at) values ('00000000-0000-7000-8000-000000000101', 'customer', '2026-11-24')",
    "insert into user_auth (user_id, password_hash, password_changed_at)
     values ('00000000-0000-7000-8000-000000000101', '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA', '2026-11-24')",
    "insert into user_sessions (id, token_hash, user_id, auth_time, created_at, last_seen_at, idle_expires_at, expires_at)
     values ('00000000-0000-7000-8000-000000000111', decode(repeat('cd', 32), 'hex'), '00000000-0000-7000-8000-000000000101',
             '2026-11-24', '2026-11-24', '2026-11-24', '2026-12-24', '2027-11-24')",
    "insert into customers (id, user_id, created_at)
     values ('00000000-0000-7000-8000-000000000121', '00000000-0000-7000-8000-000000000101', '2026-11-24')",
];

const FACTORS: &[&str] = &[
    "insert into sign_in_tickets (token_hash, user_id, methods, created_at, expires_at)
     values (decode(repeat('ce', 32), 'hex'), '00000000-0000-7000-8000-000000000101', '{password}', '2026-11-24', '2026-11-24')",
    "insert into sign_in_events (at, user_id, account_hash, ip, method, outcome)
     values ('2026-11-24', '00000000-0000-7000-8000-000000000101', decode(repeat('cf', 32), 'hex'), '127.0.0.1', 'password', 'in')",
    "insert into user_totp (user_id, secret_sealed, created_at) values ('00000000-0000-7000-8000-000000000101', 'sealed', '2026-11-24')",
    "insert into recovery_codes (user_id, code_hash, created_at) values ('00000000-0000-7000-8000-000000000101', 'hash', '2026-11-24')",
    "insert into passkeys (id, user_id, credential_id, credential, name, created_at)
     values ('00000000-0000-7000-8000-000000000115', '00000000-0000-7000-8000-000000000101', 'id', '{}', 'Telefon', '2026-11-24')",
];

const SEALED: &[&str] = &["insert into sealed_states (token_hash, purpose, user_id, sealed, expires_at)
     values (decode(repeat('d0', 32), 'hex'), 'recovery_codes', '00000000-0000-7000-8000-000000000101', 'sealed', '2026-11-24')"];

const NOTES: &[&str] = &[
    "insert into user_notes (id, user_id, author_user_id, text, created_at)
     values ('00000000-0000-7000-8000-000000000116', '00000000-0000-7000-8000-000000000101', '00000000-0000-7000-8000-000000000102', 'Aradı.', '2026-11-28')",
];

const WAYS: &[&str] = &[
    "insert into email_verifications (token_hash, user_id, purpose, email, code_hash, created_at, expires_at)
     values (decode(repeat('d1', 32), 'hex'), '00000000-0000-7000-8000-000000000101', 'verify', 'kisi1@ornek.test',
             decode(repeat('d2', 32), 'hex'), '2026-11-28', '2026-11-28')",
    "insert into user_identities (issuer, subject, user_id, created_at, last_used_at)
     values ('https://kimlik.test', 'kisi1', '00000000-0000-7000-8000-000000000101', '2026-11-28', '2026-11-28')",
    "insert into oidc_flows (state_hash, browser_hash, provider, sealed, created_at, expires_at)
     values (decode(repeat('d3', 32), 'hex'), decode(repeat('d4', 32), 'hex'), 'kimlik', 'sealed', '2026-11-28', '2026-11-28')",
    "insert into phone_verifications (user_id, purpose, phone, code_hash, created_at, expires_at)
     values ('00000000-0000-7000-8000-000000000101', 'verify', '+905321234567', decode(repeat('d5', 32), 'hex'), '2026-11-28', '2026-11-28')",
    "insert into sms_messages (to_phone, body_sealed, price_kurus, created_at) values ('+905321234567', 'sealed', 20, '2026-11-28')",
    "insert into sms_days (spent_on, spent_kurus) values ('2026-11-28', 20)",
];

const BOOK: &[&str] = &["insert into vehicle_maintenance_records (id, vehicle_id, seq, record_id, version, origin, appointment_id, done_on, km, workshop, items,
                                          total_kurus, created_at, code, previous_hash, hash)
     values ('00000000-0000-7000-8000-000000000151', '00000000-0000-7000-8000-000000000131', 1, '00000000-0000-7000-8000-000000000152', 1, 'visit',
             '00000000-0000-7000-8000-000000000301', '2026-11-20', 60000, 'Işık Oto', '[{\"tr\": \"Ön balata\", \"en\": \"Front pads\"}]', 250000,
             '2026-11-20', 'ABCDEFGH1234', decode(repeat('00', 32), 'hex'), decode(repeat('ab', 32), 'hex'))"];

const BILLS: &[&str] =
    &["update appointments set final_kurus = total_kurus, final_reason = 'Ek parça' where confirmed_at is not null"];

const GUESTS: &[&str] = &["insert into guest_requests (id, token_hash, sealed, code_hash, code_expires_at, created_at, expires_at)
     values (gen_random_uuid(), decode(repeat('df', 32), 'hex'), 'sealed', decode(repeat('e0', 32), 'hex'), '2026-11-29', '2026-11-29', '2026-11-30')"];

const COSTS: &[&str] = &["insert into vehicle_costs (id, vehicle_id, kind, spent_on, amount_kurus, note, created_at)
     values (gen_random_uuid(), '00000000-0000-7000-8000-000000000131', 'fuel', '2026-11-29', 150000, 'Opet', '2026-11-30')"];

const FILES: &[&str] = &[
    "insert into vehicle_photos (id, vehicle_id, position, width, height, hash, large, small, created_at)
     values (gen_random_uuid(), '00000000-0000-7000-8000-000000000131', 1, 1600, 1200, decode(repeat('dd', 32), 'hex'), '\\xff', '\\xff', '2026-11-29')",
    "insert into vehicle_maintenance_records (id, vehicle_id, seq, record_id, version, origin, done_on, km, workshop, items,
                                          total_kurus, created_at, code, previous_hash, hash, files)
     values ('00000000-0000-7000-8000-000000000158', '00000000-0000-7000-8000-000000000131', 2, '00000000-0000-7000-8000-000000000159', 1, 'owner',
             '2026-11-20', 60000, '', '[{\"tr\": \"Yağ\", \"en\": \"Yağ\"}]', 0, '2026-11-20', 'ABCDEFGH1235', decode(repeat('ab', 32), 'hex'),
             decode(repeat('ac', 32), 'hex'), array[repeat('de', 32)])",
    "insert into vehicle_record_files (id, record_id, version, name, medium, hash, bytes, created_at)
     values (gen_random_uuid(), '00000000-0000-7000-8000-000000000159', 1, 'fatura.pdf', 'pdf', decode(repeat('de', 32), 'hex'), '\\x25', '2026-11-29')",
];

const SPLIT: &[&str] = &[
    "update appointments set final_parts_kurus = final_kurus - 50000, final_labour_kurus = 50000 where final_kurus is not null",
    "update appointment_services set given_parts_class = 'original', given_warranty_months = 12, given_warranty_km = 20000",
];

const VISIT_PAPERS: &[&str] = &[
    "insert into vehicle_maintenance_records (id, vehicle_id, seq, record_id, version, origin, appointment_id, done_on, km, workshop, items,
                                          total_kurus, created_at, code, previous_hash, hash, files)
     values ('00000000-0000-7000-8000-00000000015a', '00000000-0000-7000-8000-000000000131', 3, '00000000-0000-7000-8000-000000000152', 2, 'visit',
             '00000000-0000-7000-8000-000000000301', '2026-11-20', 60000, 'Işık Oto', '[{\"tr\": \"Ön balata\", \"en\": \"Front pads\"}]', 250000,
             '2026-11-21', 'ABCDEFGH1236', decode(repeat('ac', 32), 'hex'), decode(repeat('ad', 32), 'hex'), array[repeat('df', 32)])",
    "insert into vehicle_record_files (id, record_id, version, name, medium, hash, bytes, created_at)
     values (gen_random_uuid(), '00000000-0000-7000-8000-000000000152', 2, 'fatura.pdf', 'pdf', decode(repeat('df', 32), 'hex'), '\\x25', '2026-11-21')",
];

const PLACES: &[&str] = &[
    "insert into customer_places (id, customer_id, kind, district_id, address, lat, lon, created_at, updated_at)
     select '00000000-0000-7000-8000-000000000154', c.id, 'home', d.id, 'Ostim Mah. No: 5', 39.92, 32.85, '2026-11-29', '2026-11-29'
     from customers c, districts d limit 1",
];

const SHARED: &[&str] = &["insert into vehicle_book_shares (id, vehicle_id, token_hash, shows_prices, created_at, expires_at, opened, last_opened_at)
     values ('00000000-0000-7000-8000-000000000153', '00000000-0000-7000-8000-000000000131', decode(repeat('da', 32), 'hex'), true,
             '2026-11-29', '2026-12-29', 1, '2026-11-29')"];

const OFFERED: &[&str] = &["insert into vehicle_handovers (vehicle_id, email, token_hash, created_at, expires_at)
     values ('00000000-0000-7000-8000-000000000131', 'kisi2@ornek.test', decode(repeat('db', 32), 'hex'), '2026-11-29', '2026-12-06')"];

const HOUSEHOLD: &[&str] = &[
    "insert into household_members (id, owner_id, email, token_hash, expires_at, may_book, may_pay, all_cars, created_at)
     values ('00000000-0000-7000-8000-000000000181', '00000000-0000-7000-8000-000000000121', 'kisi2@ornek.test',
             decode(repeat('dd', 32), 'hex'), '2026-12-06', true, false, false, '2026-11-29')",
    "insert into household_cars (membership_id, vehicle_id)
     values ('00000000-0000-7000-8000-000000000181', '00000000-0000-7000-8000-000000000131')",
];
const PROPOSALS: &[&str] = &["insert into variant_proposals (id, customer_id, brand, model, variant, year, created_at)
     values ('00000000-0000-7000-8000-000000000161', '00000000-0000-7000-8000-000000000121', 'Togg', 'T10X', 'V2', 2023, '2026-11-24')"];

const GALLERY: &[&str] = &["insert into mechanic_photos (id, mechanic_id, position, caption, width, height, hash, created_at)
     select gen_random_uuid(), id, 1, 'Yeni liftimiz', 1600, 1200, decode(repeat('dc', 32), 'hex'), '2026-11-29' from mechanics limit 1"];

const REMINDERS: &[&str] = &[
    "insert into vehicle_reminders (id, vehicle_id, kind, due_on, due_km, every_months, every_km, next_on, created_at)
     values ('00000000-0000-7000-8000-000000000141', '00000000-0000-7000-8000-000000000131', 'oil', '2027-11-24', 70000, 12, 10000,
             '2027-11-24', '2026-11-24')",
    "insert into vehicle_reminder_times (reminder_id, occurrence, done_on, km)
     values ('00000000-0000-7000-8000-000000000141', 1, '2026-11-24', 60000)",
];

const TOKENS: &[&str] = &[
    "insert into refresh_tokens (token_hash, session_id, generation, created_at, expires_at)
     values (decode(repeat('d0', 32), 'hex'), '00000000-0000-7000-8000-000000000111', 0, '2026-11-24', '2027-01-23')",
    "insert into not_me_links (token_hash, user_id, notice, created_at, expires_at)
     values (decode(repeat('d1', 32), 'hex'), '00000000-0000-7000-8000-000000000101', 'new_device', '2026-11-24', '2026-12-01')",
    "insert into sign_in_waits (key, failures, wait_until, forget_at) values ('account:ab', 1, '2026-11-24', '2026-11-25')",
];

const VEHICLES: &[&str] = &[
    "insert into brands (id, name, slug) values ('00000000-0000-5000-8000-000000000021', 'Fiat', 'fiat')",
    "insert into models (id, brand_id, name, slug)
     values ('00000000-0000-5000-8000-000000000031', '00000000-0000-5000-8000-000000000021', 'Egea', 'egea')",
    "insert into model_years (id, model_id, year)
     values ('00000000-0000-5000-8000-000000000035', '00000000-0000-5000-8000-000000000031', 2020)",
    "insert into variants (id, model_id, name, year_from, fuel, transmission, source)
     values ('00000000-0000-5000-8000-000000000041', '00000000-0000-5000-8000-000000000031', '1.4 Fire', 2016, 'petrol', 'manual', 'editorial')",
    "insert into customer_vehicles (id, customer_id, plate, variant_id, model_year, km, is_default, created_at, updated_at)
     values ('00000000-0000-7000-8000-000000000131', '00000000-0000-7000-8000-000000000121', '06 ABC 123',
             '00000000-0000-5000-8000-000000000041', 2020, 60000, true, '2026-11-24', '2026-11-24')",
];

const SERVICES: &[&str] = &[
    "insert into services_categories (id, slug, name_tr, name_en, updated_at)
     values ('00000000-0000-5000-8000-000000000001', 'fren', 'Fren', 'Brakes', '2026-11-24')",
    "insert into services (id, category_id, slug, name_tr, name_en, typical_minutes, updated_at)
     values ('00000000-0000-5000-8000-000000000011', '00000000-0000-5000-8000-000000000001', 'on-balata', 'Ön balata', 'Front pads', 60, '2026-11-24')",
];

const MECHANICS: &[&str] = &[
    "insert into mechanics (id, owner_user_id, slug, name, province_id, district_id, lat, lon, verified_at, created_at, updated_at)
     select '00000000-0000-7000-8000-000000000201', '00000000-0000-7000-8000-000000000102', 'isik-oto', 'Işık Oto', 6, id, 39.91, 32.86,
            '2026-11-24', '2026-11-24', '2026-11-24' from districts limit 1",
    "insert into mechanic_services (mechanic_id, service_id, price_kurus, minutes)
     values ('00000000-0000-7000-8000-000000000201', '00000000-0000-5000-8000-000000000011', 250000, 60)",
    "insert into mechanic_supported_vehicles (id, mechanic_id, brand_id)
     values ('00000000-0000-7000-8000-000000000211', '00000000-0000-7000-8000-000000000201', '00000000-0000-5000-8000-000000000021')",
    "insert into working_hours (mechanic_id, weekday, opens_min, closes_min) values ('00000000-0000-7000-8000-000000000201', 1, 540, 1080)",
    "insert into working_exceptions (id, mechanic_id, from_on, to_on)
     values ('00000000-0000-7000-8000-000000000221', '00000000-0000-7000-8000-000000000201', '2026-12-30', '2027-01-02')",
    "insert into bays (id, mechanic_id, name) values ('00000000-0000-7000-8000-000000000231', '00000000-0000-7000-8000-000000000201', 'Lift 1')",
];

const SEASONS: &[&str] = &[
    "insert into working_seasons (id, mechanic_id, name, from_on, to_on, every_year)
     values ('00000000-0000-7000-8000-000000000222', '00000000-0000-7000-8000-000000000201', 'Lastik sezonu', '2026-11-15', '2027-04-15', true)",
    "insert into working_season_hours (season_id, weekday, opens_min, closes_min)
     values ('00000000-0000-7000-8000-000000000222', 1, 480, 1200)",
    "insert into mechanic_people (id, mechanic_id, user_id, name, skills)
     values ('00000000-0000-7000-8000-000000000223', '00000000-0000-7000-8000-000000000201', '00000000-0000-7000-8000-000000000101', 'Kadir Usta',
             '{00000000-0000-5000-8000-000000000001}')",
    "insert into mechanic_absences (id, person_id, from_on, to_on)
     values ('00000000-0000-7000-8000-000000000224', '00000000-0000-7000-8000-000000000223', '2026-12-01', '2026-12-02')",
    "update appointments set person_id = '00000000-0000-7000-8000-000000000223'",
];

const STAFF: &[&str] = &[
    "insert into mechanic_staff (user_id, mechanic_id, post, joined_at)
     values ('00000000-0000-7000-8000-000000000101', '00000000-0000-7000-8000-000000000201', 'mechanic', '2026-11-29')",
    "insert into mechanic_staff_invitations (id, mechanic_id, email, post, token_hash, created_at, expires_at)
     values ('00000000-0000-7000-8000-000000000241', '00000000-0000-7000-8000-000000000201', 'kalfa@ornek.test', 'manager',
             decode(repeat('e1', 32), 'hex'), '2026-11-29', '2026-12-06')",
];

const PINS: &[&str] = &["insert into mechanic_pins (user_id, pin_hash, set_at)
     values ('00000000-0000-7000-8000-000000000101', '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA', '2026-11-29')"];

const APPOINTMENTS: &[&str] = &[
    "insert into appointments (id, mechanic_id, customer_id, vehicle_id, bay_id, status, start_at, end_at, busy_until, mechanic_name,
                               mechanic_address, customer_name, plate, vehicle_label, km, total_kurus, idempotency_key, idempotency_hash, created_at)
     values ('00000000-0000-7000-8000-000000000301', '00000000-0000-7000-8000-000000000201', '00000000-0000-7000-8000-000000000121',
             '00000000-0000-7000-8000-000000000131', '00000000-0000-7000-8000-000000000231', 'completed', '2026-11-20T09:00Z',
             '2026-11-20T10:00Z', '2026-11-20T10:15Z', 'Işık Oto', 'Çankaya', 'Ayşe', '06 ABC 123', 'Fiat Egea', 60000, 250000, 'k',
             decode(repeat('ef', 32), 'hex'), '2026-11-19')",
    "insert into appointment_services (appointment_id, position, service_id, name_tr, name_en, price_kurus, price_kind, minutes)
     values ('00000000-0000-7000-8000-000000000301', 1, '00000000-0000-5000-8000-000000000011', 'Ön balata', 'Front pads', 250000, 'fixed', 60)",
    "insert into appointment_moves (appointment_id, at, by_role, to_status, start_at)
     values ('00000000-0000-7000-8000-000000000301', '2026-11-19', 'customer', 'requested', '2026-11-20T09:00Z')",
];

const REVIEWS: &[&str] = &[
    "insert into ratings_reviews (id, appointment_id, mechanic_id, customer_id, author_name, vehicle_label, services_tr, services_en, quality,
                                  price, punctuality, communication, cleanliness, status, visited_at, created_at)
     values ('00000000-0000-7000-8000-000000000401', '00000000-0000-7000-8000-000000000301', '00000000-0000-7000-8000-000000000201',
             '00000000-0000-7000-8000-000000000121', 'Ayşe Y.', 'Fiat Egea', 'Ön balata', 'Front pads', 5, 4, 5, 4, 5, 'published',
             '2026-11-20T09:00Z', '2026-11-21')",
];

const PRIVACY: &[&str] = &[
    "insert into user_consents (user_id, purpose, act, text_version, text_sha256, lang, at, ip, place)
     values ('00000000-0000-7000-8000-000000000101', 'terms', 'given', '2026-11-24', decode(repeat('ab', 32), 'hex'), 'tr', '2026-11-24',
             '127.0.0.1', 'register')",
    "insert into data_exports (id, user_id, state, lang, parts_all, requested_at, expires_at)
     values ('00000000-0000-7000-8000-000000000501', '00000000-0000-7000-8000-000000000101', 'ready', 'tr', 20, '2026-11-24', '2026-12-01')",
    "insert into data_export_chunks (export_id, position, bytes) values ('00000000-0000-7000-8000-000000000501', 0, 'zip')",
    "insert into deletion_requests (id, user_id, requested_at, due_at, cancel_hash)
     values ('00000000-0000-7000-8000-000000000511', '00000000-0000-7000-8000-000000000101', '2026-11-24', '2026-12-24', decode(repeat('ac', 32), 'hex'))",
    "insert into privacy_requests (id, user_id, kind, body, created_at, due_at)
     values ('00000000-0000-7000-8000-000000000521', '00000000-0000-7000-8000-000000000101', 'access', 'Neler var?', '2026-11-24', '2026-12-24')",
    "insert into retention_runs (at, people_erased, people_failed, counts) values ('2026-11-24', 0, 0, '{}')",
];

const KEPT: &[&str] = &[
    "insert into favourite_mechanics (customer_id, mechanic_id, created_at) select c.id, m.id, '2026-11-29' from customers c, mechanics m limit 1",
    "insert into customer_invoice_profiles (id, customer_id, kind, title, tax_number, tax_office, address, is_default, created_at, updated_at)
     select gen_random_uuid(), id, 'company', 'Örnek Ltd', '4540536920', 'Ostim', 'Ostim Mah. No: 5', true, '2026-11-29', '2026-11-29' from customers limit 1",
];

const CHANGES: &[&str] = &[
    "insert into mechanic_identity_changes (mechanic_id, kind, title, tax_number, tax_office, updated_at)
     select mechanic_id, 'company', 'Işık Otomotiv A.Ş.', '4540536920', 'Yenimahalle', '2026-11-30' from mechanic_identities",
    "insert into mechanic_unseen_changes (mechanic_id, name, address, changed_at)
     select id, 'Işık Oto', 'Ostim', '2026-11-30' from mechanics limit 1",
];

const APPLICATIONS: &[&str] = &[
    "insert into mechanic_identities (mechanic_id, kind, title, tax_number, tax_office, mersis, updated_at)
     select id, 'company', 'Işık Oto Ltd', '4540536920', 'Ostim', '0454053692000015', '2026-11-29' from mechanics limit 1",
    "insert into mechanic_documents (id, mechanic_id, kind, medium, bytes, created_at)
     select gen_random_uuid(), id, 'tax_plate', 'pdf', '%PDF-1.7 %%EOF', '2026-11-29' from mechanics limit 1",
    "insert into mechanic_applications (mechanic_id, state, sent_at) select id, 'asked', '2026-11-29' from mechanics limit 1",
    "insert into mechanic_application_notes (id, mechanic_id, act, text, created_at)
     select gen_random_uuid(), mechanic_id, 'asked', 'Ruhsatınızı da gönderir misiniz?', '2026-11-29' from mechanic_applications",
];

const PRICES: &[&str] = &[
    "insert into mechanic_service_prices (id, mechanic_id, service_id, brand_id, fuel, price_kurus, price_kind, priced_at)
     select gen_random_uuid(), s.mechanic_id, s.service_id, b.id, 'diesel', 180000, 'from', '2026-11-29'
     from mechanic_services s, brands b limit 1",
    "insert into mechanic_past_prices (mechanic_id, service_id, price_id, price_kurus, price_kind, ended_at)
     select mechanic_id, service_id, id, 150000, 'fixed', '2026-11-29' from mechanic_service_prices",
];

const FIGURES: &[&str] = &[
    "insert into fair_prices (service_id, province_id, low_kurus, mid_kurus, high_kurus, jobs, workshops, computed_at)
     select s.id, p.id, 100000, 150000, 200000, 7, 3, '2026-11-29' from services s, provinces p limit 1",
    "insert into mechanic_figures (mechanic_id, asked, answered, answer_minutes, kept, called_off, computed_at)
     select id, 9, 8, 45, 30, 1, '2026-11-29' from mechanics limit 1",
];

const SAVED: &[&str] = &["insert into saved_searches (id, customer_id, query, created_at)
     select gen_random_uuid(), id, 'il=ankara', '2026-11-29' from customers limit 1"];

const PAYOUT: &[&str] = &["insert into mechanic_payout_accounts (mechanic_id, iban, holder, updated_at)
     select id, 'TR180006200119000006672315', 'Işık Oto Ltd', '2026-11-29' from mechanics limit 1"];

const SEEN: &[&str] = &[
    "insert into seen_mechanics (customer_id, mechanic_id, seen_at) select c.id, m.id, '2026-11-29' from customers c, mechanics m limit 1",
];

const ADVERTS: &[&str] = &[
    "insert into advertisement_packages (id, name_tr, name_en, scope, day_price_kurus, min_days, max_days, created_at)
     values ('00000000-0000-7000-8000-000000000901', 'Vitrin', 'Showcase', 'district', 12000, 3, 30, '2026-11-29')",
    "insert into advertisements (id, mechanic_id, package_id, package_tr, package_en, province_id, district_id, category_id, first_on, last_on,
                                 day_price_kurus, total_kurus, state, paid_at, paid_note, decided_at, idempotency_key, created_at)
     select '00000000-0000-7000-8000-000000000911', m.id, '00000000-0000-7000-8000-000000000901', 'Vitrin', 'Showcase', m.province_id,
            m.district_id, c.id, '2026-12-01', '2026-12-07', 12000, 84000, 'approved', '2026-11-29', 'Havale', '2026-11-29', 'k', '2026-11-29'
     from mechanics m, services_categories c limit 1",
    "insert into advertisement_days (advertisement_id, on_date, impressions, clicks, bookings)
     select id, first_on, 120, 9, 1 from advertisements",
    "insert into advertisement_clicks (advertisement_id, visitor_hash, at)
     select id, decode(repeat('ad', 32), 'hex'), '2026-12-01' from advertisements",
];

const CERTIFICATES: &[&str] = &["insert into mechanic_certificates (id, mechanic_id, document_id, kind, brand_id, number, issuer, issued_on, expires_on, created_at)
     select gen_random_uuid(), d.mechanic_id, d.id, 'authorised', b.id, 'F-12', 'Tofaş', '2026-01-01', '2027-01-01', '2026-11-29'
     from mechanic_documents d, brands b limit 1"];

const IMPORTS: &[&str] = &[
    "insert into catalogue_imports (id, file_name, ignored_columns, new_lines, changed_lines, same_lines, refused_lines, other_rows, created_at)
     values ('00000000-0000-7000-8000-000000000801', 'katalog.csv', '{source}', 0, 0, 1, 1, 0, '2026-11-29')",
    "insert into catalogue_import_rows (import_id, line, what, kind, label, refusal)
     values ('00000000-0000-7000-8000-000000000801', 2, 'variant', 'refused', 'Fiat Egea', '{\"why\": \"too_long\"}')",
];

const CUSTOMER_NOTES: &[&str] = &["insert into mechanic_customer_notes (mechanic_id, customer_id, text, updated_at)
     select mechanic_id, customer_id, 'Uzun boylu', '2026-11-30' from appointments limit 1"];
