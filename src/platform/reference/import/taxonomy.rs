//! `services_categories` and `services`, both in the order of the file.

use super::{ImportError, Run, csv_file, id_of, report::Written};
use crate::kernel::time::Instant;
use serde::Serialize;
use uuid::Uuid;

/// The Lucide icon of each category; all of them are in `public/icons.svg`.
const ICONS: [(&str, &str); 21] = [
    ("periyodik-bakim", "droplets"),
    ("motor", "cog"),
    ("fren", "disc-3"),
    ("lastik-jant", "circle-dot"),
    ("on-takim", "move-horizontal"),
    ("sanziman-debriyaj", "settings-2"),
    ("elektrik-elektronik", "zap"),
    ("klima", "snowflake"),
    ("sogutma", "thermometer"),
    ("egzoz-emisyon", "wind"),
    ("yakit-enjeksiyon", "fuel"),
    ("lpg", "flame"),
    ("hibrit-elektrikli", "battery-charging"),
    ("kaporta-boya", "paintbrush"),
    ("cam", "car-front"),
    ("yikama-detay", "spray-can"),
    ("ekspertiz", "scan-search"),
    ("muayene", "clipboard-check"),
    ("cekici-yol-yardim", "truck"),
    ("anahtar-kilit", "key-round"),
    ("doseme-aksesuar", "armchair"),
];

#[derive(Serialize)]
struct Category {
    id: Uuid,
    slug: String,
    name_tr: String,
    name_en: String,
    icon: &'static str,
    position: usize,
}

#[derive(Serialize)]
struct Service {
    id: Uuid,
    category_id: Uuid,
    slug: String,
    name_tr: String,
    name_en: String,
    typical_minutes: i32,
    position: usize,
    aliases: String,
}

fn icon_of(slug: &str) -> &'static str {
    ICONS.iter().find(|(category, _)| *category == slug).map_or("wrench", |(_, icon)| icon)
}

fn ascii_slug<'r>(fields: &csv_file::Fields<'r>, column: &str) -> Result<&'r str, String> {
    let text = fields.text(column)?;
    let fits = crate::kernel::text::slug(text) == text;
    if fits { Ok(text) } else { Err(format!("{column} `{text}` is no slug")) }
}

pub async fn import(run: &mut Run<'_>, text: &str, ours: &[Instant]) -> Result<(), ImportError> {
    let (mut refused, mut categories) = (Vec::new(), Vec::<Category>::new());
    let mut position = 0;
    let services = csv_file::rows("services.csv", text, &mut refused, |fields| {
        let slug = ascii_slug(fields, "service_slug")?;
        let category = ascii_slug(fields, "category_slug")?;
        let typical_minutes: i32 = fields.number("typical_minutes")?;
        if !(5..=14_400).contains(&typical_minutes) {
            return Err(format!("typical_minutes {typical_minutes} is not between 5 and 14400"));
        }
        let (name_tr, name_en) = (fields.text("service_tr")?.to_owned(), fields.text("service_en")?.to_owned());
        let category_id = id_of(&format!("category/{category}"));
        if categories.iter().all(|known| known.id != category_id) {
            let (name_tr, name_en) = (fields.text("category_tr")?.to_owned(), fields.text("category_en")?.to_owned());
            let position = categories.len() + 1;
            categories.push(Category {
                id: category_id,
                slug: category.to_owned(),
                name_tr,
                name_en,
                icon: icon_of(category),
                position,
            });
        }
        position += 1;
        let id = id_of(&format!("service/{slug}"));
        let slug = slug.to_owned();
        let aliases = fields.optional("aliases").unwrap_or_default().to_owned();
        Ok((slug.clone(), Service { id, category_id, slug, name_tr, name_en, typical_minutes, position, aliases }))
    })?;
    run.report.refused.append(&mut refused);
    write_categories(run, &categories, ours).await?;
    write_services(run, &services, ours).await
}

async fn write_categories(run: &mut Run<'_>, rows: &[Category], ours: &[Instant]) -> Result<(), ImportError> {
    let written = sqlx::query_as!(
        Written,
        r#"with given as materialized (
             select * from jsonb_to_recordset($1) as given
               (id uuid, slug text, name_tr text, name_en text, icon text, position integer)),
           written as (
             insert into services_categories (id, slug, name_tr, name_en, icon, position, updated_at)
             select id, slug, name_tr, name_en, icon, position, $2 from given
             on conflict (id) do update set slug = excluded.slug, name_tr = excluded.name_tr, name_en = excluded.name_en,
               icon = excluded.icon, position = excluded.position, updated_at = excluded.updated_at
             where services_categories.updated_at = any($3)
               and (services_categories.slug, services_categories.name_tr, services_categories.name_en, services_categories.icon,
                    services_categories.position)
               is distinct from (excluded.slug, excluded.name_tr, excluded.name_en, excluded.icon, excluded.position)
             returning xmax = 0 as added)
           select count(*) filter (where added) as "added!", count(*) filter (where not added) as "changed!",
             (select count(*) from given g join services_categories c on c.id = g.id where c.updated_at <> all($3)
                and (c.slug, c.name_tr, c.name_en, c.icon, c.position)
                is distinct from (g.slug, g.name_tr, g.name_en, g.icon, g.position)) as "kept!"
           from written"#,
        serde_json::to_value(rows)?,
        run.now,
        ours.to_vec()
    )
    .fetch_one(&mut *run.connection)
    .await?;
    run.tally("services_categories", rows.len(), &written);
    Ok(())
}

async fn write_services(run: &mut Run<'_>, rows: &[Service], ours: &[Instant]) -> Result<(), ImportError> {
    let written = sqlx::query_as!(
        Written,
        r#"with given as materialized (
             select * from jsonb_to_recordset($1) as given (id uuid, category_id uuid, slug text, name_tr text, name_en text,
               typical_minutes integer, position integer, aliases text)),
           written as (
             insert into services (id, category_id, slug, name_tr, name_en, typical_minutes, position, aliases, updated_at)
             select id, category_id, slug, name_tr, name_en, typical_minutes, position, aliases, $2 from given
             on conflict (id) do update set category_id = excluded.category_id, slug = excluded.slug,
               name_tr = excluded.name_tr, name_en = excluded.name_en, typical_minutes = excluded.typical_minutes,
               position = excluded.position, aliases = excluded.aliases, updated_at = excluded.updated_at
             where services.updated_at = any($3)
               and (services.category_id, services.slug, services.name_tr, services.name_en, services.typical_minutes,
                    services.position, services.aliases)
               is distinct from (excluded.category_id, excluded.slug, excluded.name_tr, excluded.name_en,
                    excluded.typical_minutes, excluded.position,
                    excluded.aliases)
             returning xmax = 0 as added)
           select count(*) filter (where added) as "added!", count(*) filter (where not added) as "changed!",
             (select count(*) from given g join services s on s.id = g.id where s.updated_at <> all($3)
                and (s.category_id, s.slug, s.name_tr, s.name_en, s.typical_minutes, s.position, s.aliases)
                is distinct from (g.category_id, g.slug, g.name_tr, g.name_en, g.typical_minutes, g.position, g.aliases)) as "kept!"
           from written"#,
        serde_json::to_value(rows)?,
        run.now,
        ours.to_vec()
    )
    .fetch_one(&mut *run.connection)
    .await?;
    run.tally("services", rows.len(), &written);
    Ok(())
}
