//! A country in miniature: three provinces, four districts, two services, two brands.

use sqlx::PgPool;

pub const BALATA: &str = "on-fren-balatasi-degisimi";
pub const BALATA_ID: &str = "00000000-0000-5000-8000-000000000011";
pub const PERIODIC_ID: &str = "00000000-0000-5000-8000-000000000012";
pub const EGEA_VARIANT_ID: &str = "00000000-0000-5000-8000-000000000041";

pub const STATEMENTS: [&str; 9] = [
    "insert into provinces (id, name, slug, region, population, lat, lon) values
        (1, 'Adana', 'adana', 'Akdeniz', 2270298, 36.98615, 35.32531),
        (6, 'Ankara', 'ankara', 'İç Anadolu', 5803482, 39.91987, 32.85427),
        (34, 'İstanbul', 'istanbul', 'Marmara', 15655924, 41.01384, 28.94966)",
    "insert into districts (province_id, name, slug, population, lat, lon) values
        (1, 'Seyhan', 'adana-seyhan', 792000, 36.991, 35.325),
        (6, 'Çankaya', 'ankara-cankaya', 925000, 39.9179, 32.8626),
        (34, 'Kadıköy', 'istanbul-kadikoy', 483000, 40.9833, 29.0333),
        (34, 'Ümraniye', 'istanbul-umraniye', 726000, 41.0164, 29.1248)",
    "insert into holidays (on_date, name_tr, name_en, half_day, source) values
        ('2027-01-01', 'Yılbaşı', 'New Year', false, 'test'), ('2026-10-28', 'Cumhuriyet Bayramı arifesi', 'Republic Day eve', true, 'test')",
    "insert into services_categories (id, slug, name_tr, name_en, icon, position, updated_at) values
        ('00000000-0000-5000-8000-000000000001', 'fren', 'Fren Sistemi', 'Brakes', 'disc', 1, now()),
        ('00000000-0000-5000-8000-000000000002', 'periyodik-bakim', 'Periyodik Bakım', 'Periodic Maintenance', 'wrench', 2, now())",
    "insert into services (id, category_id, slug, name_tr, name_en, typical_minutes, position, updated_at) values
        ('00000000-0000-5000-8000-000000000011', '00000000-0000-5000-8000-000000000001', 'on-fren-balatasi-degisimi', 'Ön fren balatası değişimi', 'Front brake pad replacement', 60, 1, now()),
        ('00000000-0000-5000-8000-000000000012', '00000000-0000-5000-8000-000000000002', 'periyodik-bakim-yag-ve-filtreler', 'Periyodik bakım (yağ ve filtreler)', 'Periodic service (oil and filters)', 90, 1, now())",
    "insert into brands (id, name, slug) values
        ('00000000-0000-5000-8000-000000000021', 'Fiat', 'fiat'), ('00000000-0000-5000-8000-000000000022', 'Renault', 'renault')",
    "insert into models (id, brand_id, name, slug) values
        ('00000000-0000-5000-8000-000000000031', '00000000-0000-5000-8000-000000000021', 'Egea', 'egea'),
        ('00000000-0000-5000-8000-000000000032', '00000000-0000-5000-8000-000000000022', 'Clio', 'clio')",
    "insert into model_years (id, model_id, year)
        select gen_random_uuid(), id, year from models cross join generate_series(2016, 2024) year",
    "insert into variants (id, model_id, name, year_from, year_to, engine_cc, fuel, power_kw, transmission, source) values
        ('00000000-0000-5000-8000-000000000041', '00000000-0000-5000-8000-000000000031', '1.4 Fire 95', 2016, 2024, 1368, 'petrol', 70, 'manual', 'editorial'),
        ('00000000-0000-5000-8000-000000000042', '00000000-0000-5000-8000-000000000032', '1.5 dCi 90', 2016, 2020, 1461, 'diesel', 66, 'manual', 'editorial')",
];

pub async fn insert(pool: &PgPool) {
    for sql in STATEMENTS {
        sqlx::query(sql).execute(pool).await.expect(sql);
    }
}
