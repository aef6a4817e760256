//! SQL of two accounts that become one: cars that both have, and with whom either shares. The rest is declared in
//! [`super::personal`].

use crate::{
    kernel::error::Result,
    platform::{Scope, personal::Merging},
};
use uuid::Uuid;

/// Cars of the emptied account, and beside each the car of the other that goes on for both.
#[derive(Default)]
pub struct Pairs {
    gone: Vec<Uuid>,
    kept: Vec<Uuid>,
}

impl Pairs {
    pub fn is_empty(&self) -> bool {
        self.gone.is_empty()
    }
}

/// Both garages wait, in the order of their ids, and whoever claims a mark of a car of the emptied one.
pub async fn lock(scope: &mut Scope, merging: Merging) -> Result<()> {
    sqlx::query!(
        r#"select pg_advisory_xact_lock(hashtextextended('customer_vehicles ' || id::text, 0)) as "locked: ()"
           from (select id from customers where user_id in ($1, $2) order by id) garages"#,
        *merging.from,
        *merging.into
    )
    .fetch_all(scope.conn().await?)
    .await?;
    sqlx::query!(
        r#"select pg_advisory_xact_lock(hashtextextended('vehicle_marks ' || value, 0)) as "locked: ()"
           from (select distinct m.value from vehicle_marks m join customer_vehicles v on v.id = m.vehicle_id
                 join customers c on c.id = v.customer_id
                 where c.user_id in ($1, $2) and upper_inf(m.during) order by m.value) marks"#,
        *merging.from,
        *merging.into
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(())
}

/// Who saw all cars of the emptied account sees those, and no more because of the merge. An offer from the one to the other
/// is none any more.
pub async fn freeze_shares(scope: &mut Scope, merging: Merging) -> Result<()> {
    sqlx::query!(
        "insert into household_cars (membership_id, vehicle_id)
         select h.id, v.id from household_members h join customers c on c.id = h.owner_id
         join customer_vehicles v on v.customer_id = h.owner_id and v.removed_at is null
         where c.user_id = $1 and h.all_cars on conflict do nothing",
        *merging.from
    )
    .execute(scope.conn().await?)
    .await?;
    sqlx::query!(
        "update household_members h set all_cars = false from customers c where c.id = h.owner_id and c.user_id = $1 and h.all_cars",
        *merging.from
    )
    .execute(scope.conn().await?)
    .await?;
    sqlx::query!(
        "delete from vehicle_handovers h using customer_vehicles v, customers c
         where v.id = h.vehicle_id and c.id = v.customer_id and c.user_id in ($1, $2)
           and h.email in (select email from users where id in ($1, $2))",
        *merging.from,
        *merging.into
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Takes cars out of sight that the account that stays has too, by the plate or the chassis number, and points them at those.
pub async fn join_twins(scope: &mut Scope, merging: Merging) -> Result<Pairs> {
    let now = scope.now;
    let rows = sqlx::query!(
        r#"update customer_vehicles d set joined_to = twin.kept, removed_at = $3, updated_at = $3, is_default = false
           from (select d.id, (select k.id from customer_vehicles k
                               where k.customer_id = b.id and k.removed_at is null and (k.plate = d.plate or k.vin = d.vin)
                               order by k.plate = d.plate desc, k.id limit 1) as kept
                 from customer_vehicles d join customers a on a.id = d.customer_id cross join customers b
                 where a.user_id = $1 and b.user_id = $2 and d.removed_at is null) twin
           where d.id = twin.id and twin.kept is not null
           returning d.id, d.joined_to as "kept!""#,
        *merging.from,
        *merging.into,
        now
    )
    .fetch_all(scope.conn().await?)
    .await?;
    let (gone, kept) = rows.into_iter().map(|row| (row.id, row.kept)).unzip();
    let pairs = Pairs { gone, kept };
    // Nothing points at a car that points on.
    sqlx::query!(
        "update customer_vehicles e set joined_to = p.kept from unnest($1::uuid[], $2::uuid[]) as p (gone, kept)
         where e.joined_to = p.gone",
        &pairs.gone,
        &pairs.kept
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(pairs)
}

/// What one car lacks the other tells; the kilometres are the higher ones. A chassis number of a third car stays there.
pub async fn complete(scope: &mut Scope, pairs: &Pairs) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        r"update customer_vehicles k
          set km = greatest(k.km, d.km), fuel = coalesce(k.fuel, d.fuel), updated_at = $3,
              vin = coalesce(k.vin, case when not exists (
                  select from customer_vehicles o where o.customer_id = k.customer_id and o.removed_at is null and o.vin = d.vin)
                  then d.vin end),
              first_registered_on = coalesce(k.first_registered_on, d.first_registered_on),
              inspection_due_on = coalesce(k.inspection_due_on, d.inspection_due_on),
              traffic_insurance_ends_on = coalesce(k.traffic_insurance_ends_on, d.traffic_insurance_ends_on),
              kasko_ends_on = coalesce(k.kasko_ends_on, d.kasko_ends_on),
              notes = case when d.notes = '' or d.notes = k.notes then k.notes when k.notes = '' then d.notes
                           when length(k.notes) + length(d.notes) < 2000 then k.notes || chr(10) || d.notes else k.notes end
          from (select distinct on (p.kept) p.kept, c.* from unnest($1::uuid[], $2::uuid[]) as p (gone, kept)
                join customer_vehicles c on c.id = p.gone order by p.kept, c.km desc, c.id) d
          where k.id = d.kept",
        &pairs.gone,
        &pairs.kept,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Kilometres, links to the book, and with whom the car is shared.
pub async fn carry_histories(scope: &mut Scope, pairs: &Pairs) -> Result<()> {
    sqlx::query!(
        "update vehicle_odometer h set vehicle_id = p.kept from unnest($1::uuid[], $2::uuid[]) as p (gone, kept)
         where h.vehicle_id = p.gone",
        &pairs.gone,
        &pairs.kept
    )
    .execute(scope.conn().await?)
    .await?;
    sqlx::query!(
        "update vehicle_book_shares h set vehicle_id = p.kept from unnest($1::uuid[], $2::uuid[]) as p (gone, kept)
         where h.vehicle_id = p.gone",
        &pairs.gone,
        &pairs.kept
    )
    .execute(scope.conn().await?)
    .await?;
    sqlx::query!(
        "insert into household_cars (membership_id, vehicle_id)
         select k.membership_id, p.kept from household_cars k join unnest($1::uuid[], $2::uuid[]) as p (gone, kept) on p.gone = k.vehicle_id
         on conflict do nothing",
        &pairs.gone,
        &pairs.kept
    )
    .execute(scope.conn().await?)
    .await?;
    sqlx::query!("delete from household_cars where vehicle_id = any($1)", &pairs.gone)
        .execute(scope.conn().await?)
        .await?;
    Ok(())
}

/// What was paid, reminders, one of each kind that the house foresees, and photos as long as there is room. What finds none stays with the
/// car that is out of sight.
pub async fn carry_belongings(scope: &mut Scope, pairs: &Pairs) -> Result<()> {
    sqlx::query!(
        "update vehicle_costs h set vehicle_id = p.kept from unnest($1::uuid[], $2::uuid[]) as p (gone, kept) where h.vehicle_id = p.gone",
        &pairs.gone,
        &pairs.kept
    )
    .execute(scope.conn().await?)
    .await?;
    sqlx::query!(
        "update vehicle_reminders r set vehicle_id = n.kept
         from (select distinct on (p.kept, case r.kind when 'own' then r.id::text else r.kind end) r.id, p.kept
               from vehicle_reminders r join unnest($1::uuid[], $2::uuid[]) as p (gone, kept) on p.gone = r.vehicle_id
               where r.kind = 'own' or not exists (
                   select from vehicle_reminders o where o.vehicle_id = p.kept and o.kind = r.kind)
               order by p.kept, case r.kind when 'own' then r.id::text else r.kind end, r.created_at desc) n
         where r.id = n.id",
        &pairs.gone,
        &pairs.kept
    )
    .execute(scope.conn().await?)
    .await?;
    sqlx::query!(
        "update vehicle_photos f set vehicle_id = n.kept, position = n.place
         from (select d.id, d.kept, (d.base + row_number() over (partition by d.kept order by d.position, d.id))::smallint as place
               from (select distinct on (p.kept, f.hash) f.id, f.position, p.kept,
                            coalesce((select max(o.position) from vehicle_photos o where o.vehicle_id = p.kept), 0) as base
                     from vehicle_photos f join unnest($1::uuid[], $2::uuid[]) as p (gone, kept) on p.gone = f.vehicle_id
                     where not exists (select from vehicle_photos o where o.vehicle_id = p.kept and o.hash = f.hash)
                     order by p.kept, f.hash, f.position) d) n
         where f.id = n.id and n.place <= 8",
        &pairs.gone,
        &pairs.kept
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Plates and chassis numbers that a car out of sight holds: over for it, and begun anew for the car that goes on, where they
/// are its own. The marks must be locked.
pub async fn carry_marks(scope: &mut Scope, pairs: &Pairs) -> Result<()> {
    let now = scope.now;
    // What began in this very instant never held.
    let freed = sqlx::query!(
        r#"with held as (
               select id, lower(during) as since from vehicle_marks where vehicle_id = any($1) and upper_inf(during)
           ), gone as (
               delete from vehicle_marks m using held where m.id = held.id and held.since >= $2 returning m.kind, m.value
           ), ended as (
               update vehicle_marks m set during = tstzrange(held.since, $2, '[)') from held
               where m.id = held.id and held.since < $2 returning m.kind, m.value
           )
           select kind as "kind!", value as "value!" from (select kind, value from gone union select kind, value from ended) freed"#,
        &pairs.gone,
        now as _
    )
    .fetch_all(scope.conn().await?)
    .await?;
    let (kinds, values): (Vec<String>, Vec<String>) = freed.into_iter().map(|row| (row.kind, row.value)).unzip();
    sqlx::query!(
        "insert into vehicle_marks (vehicle_id, kind, value, during)
         select v.id, own.kind, own.value,
                tstzrange(greatest($4, (select max(upper(o.during)) from vehicle_marks o
                                        where o.kind = own.kind and (o.value = own.value or o.vehicle_id = v.id))), null, '[)')
         from customer_vehicles v cross join lateral (values ('plate', v.plate), ('vin', v.vin)) as own (kind, value)
         join unnest($2::text[], $3::text[]) as freed (kind, value) on freed.kind = own.kind and freed.value = own.value
         where v.id = any($1) and not exists (
             select from vehicle_marks o where o.vehicle_id = v.id and o.kind = own.kind and upper_inf(o.during))",
        &pairs.kept,
        &kinds,
        &values,
        now as _
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Gives both sides of sharing to the account that stays. Nobody shares with themselves; of two memberships between the same
/// people one goes on with the cars of both.
pub async fn move_households(scope: &mut Scope, merging: Merging) -> Result<u64> {
    let ended = sqlx::query!(
        "delete from household_members h using customers o, users me
         where o.id = h.owner_id and o.user_id in ($1, $2) and me.id in ($1, $2)
           and (h.email = me.email or h.member_id = (select id from customers where user_id = me.id))",
        *merging.from,
        *merging.into
    )
    .execute(scope.conn().await?)
    .await?;
    let owned = move_owned(scope, merging).await?;
    let joined = move_joined(scope, merging).await?;
    Ok(ended.rows_affected() + owned + joined)
}

/// What the emptied account shares: rights stay as the other has given them, the cars are added.
async fn move_owned(scope: &mut Scope, merging: Merging) -> Result<u64> {
    sqlx::query!(
        "insert into household_cars (membership_id, vehicle_id)
         select t.id, k.vehicle_id from household_members h join customers a on a.id = h.owner_id
         join household_members t on t.member_id = h.member_id or t.email = h.email join customers b on b.id = t.owner_id
         join household_cars k on k.membership_id = h.id
         where a.user_id = $1 and b.user_id = $2 and not t.all_cars on conflict do nothing",
        *merging.from,
        *merging.into
    )
    .execute(scope.conn().await?)
    .await?;
    sqlx::query!(
        "delete from household_members h using customers a, customers b, household_members t
         where a.user_id = $1 and b.user_id = $2 and h.owner_id = a.id and t.owner_id = b.id
           and (t.member_id = h.member_id or t.email = h.email)",
        *merging.from,
        *merging.into
    )
    .execute(scope.conn().await?)
    .await?;
    let moved = sqlx::query!(
        "update household_members h set owner_id = b.id from customers a, customers b
         where a.user_id = $1 and b.user_id = $2 and h.owner_id = a.id",
        *merging.from,
        *merging.into
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(moved.rows_affected())
}

/// What others share with the emptied account: whoever shared with both meant one person, with all that was given to either.
async fn move_joined(scope: &mut Scope, merging: Merging) -> Result<u64> {
    sqlx::query!(
        "insert into household_cars (membership_id, vehicle_id)
         select t.id, k.vehicle_id from household_members h join customers a on a.id = h.member_id
         join household_members t on t.owner_id = h.owner_id join customers b on b.id = t.member_id
         join household_cars k on k.membership_id = h.id
         where a.user_id = $1 and b.user_id = $2 on conflict do nothing",
        *merging.from,
        *merging.into
    )
    .execute(scope.conn().await?)
    .await?;
    sqlx::query!(
        "with twice as (
             delete from household_members h using customers a, customers b, household_members t
             where a.user_id = $1 and b.user_id = $2 and h.member_id = a.id and t.member_id = b.id and t.owner_id = h.owner_id
             returning t.id, h.may_book, h.may_pay, h.all_cars)
         update household_members t
         set may_book = t.may_book or w.may_book, may_pay = t.may_pay or w.may_pay, all_cars = t.all_cars or w.all_cars
         from twice w where t.id = w.id",
        *merging.from,
        *merging.into
    )
    .execute(scope.conn().await?)
    .await?;
    let moved = sqlx::query!(
        "update household_members h set member_id = b.id from customers a, customers b
         where a.user_id = $1 and b.user_id = $2 and h.member_id = a.id",
        *merging.from,
        *merging.into
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(moved.rows_affected())
}

/// Who has, or had, a car with a mark that a car of this person has or had.
pub async fn sharing_marks(scope: &mut Scope, user: Uuid, limit: i64) -> Result<Vec<Uuid>> {
    let people = sqlx::query_scalar!(
        "select distinct c.user_id from customers me join customer_vehicles own on own.customer_id = me.id
         join vehicle_marks m on m.vehicle_id = own.id join vehicle_marks o on o.kind = m.kind and o.value = m.value
         join customer_vehicles v on v.id = o.vehicle_id join customers c on c.id = v.customer_id
         where me.user_id = $1 and c.user_id <> $1 limit $2",
        user,
        limit
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(people)
}
