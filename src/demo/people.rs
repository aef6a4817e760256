//! Customers with their cars, and the people rows that everybody has.

use super::{
    DOMAIN,
    copy::Sheets,
    dice::Dice,
    id_of,
    names::{self, Name},
    world::World,
};
use crate::{kernel::time::Instant, modules::auth::model::TERMS_VERSION};
use uuid::Uuid;

/// A person of any kind, as `users` and the tables beside it want it.
#[derive(Debug)]
pub struct Person<'a> {
    pub id: Uuid,
    pub email: &'a str,
    pub name: &'a str,
    pub phone: Option<&'a str>,
    pub kind: &'static str,
    pub roles: &'a [&'static str],
    pub created_at: Instant,
}

#[derive(Debug)]
pub struct Customer {
    pub id: Uuid,
    pub user_id: Uuid,
    pub name: Name,
    pub phone: String,
    pub cars: Vec<Car>,
}

#[derive(Debug)]
pub struct Car {
    pub id: Uuid,
    pub brand_id: Uuid,
    pub label: String,
    pub plate: String,
    pub km: i64,
}

/// The three accounts and the demo addresses of all others.
pub fn email(number: usize) -> String {
    format!("demo+{number}@{DOMAIN}")
}

/// Everybody can book, so everybody is a customer too. Gives the customer id.
pub fn write(sheets: &mut Sheets, person: &Person<'_>, password_hash: &str) -> Uuid {
    let Person { id, email, name, phone, kind, roles, created_at } = *person;
    let at = created_at;
    sheets.users.row(&[&id, &email, &name, &phone, &kind, &true, &at, &TERMS_VERSION, &at]);
    for role in roles {
        sheets.roles.row(&[&id, role, &at]);
    }
    sheets.auth.row(&[&id, &password_hash, &at]);
    let customer_id = Uuid::new_v5(&id, b"customer");
    sheets.customers.row(&[&customer_id, &id, &at]);
    customer_id
}

/// Customer `number`; 0 is the demo account.
pub fn customer(world: &World, sheets: &mut Sheets, number: usize, password_hash: &str) -> Customer {
    let mut dice = Dice::new("customer", number);
    let name = if number == 0 { Name { first: "Ayşe", last: "Demir" } } else { names::customer(&mut dice) };
    let phone = names::phone(&mut dice);
    let province = if number == 0 { 6 } else { world.district(&mut dice).map_or(34, |district| district.province_id) };
    let created_at =
        world.today.plus(-dice.between(560, 900)).at(i32::try_from(dice.between(480, 1_380)).unwrap_or(600));
    let user_id = id_of("user/customer", number);
    let (email, full_name) = (if number == 0 { format!("musteri@{DOMAIN}") } else { email(number) }, name.full());
    let person = Person {
        id: user_id,
        email: &email,
        name: &full_name,
        phone: Some(&phone),
        kind: "customer",
        roles: &["customer"],
        created_at,
    };
    let id = write(sheets, &person, password_hash);
    let many = if number == 0 || dice.chance(20) { 2 } else { 1 };
    let mut customer = Customer { id, user_id, name, phone, cars: Vec::new() };
    for place in 0..many {
        if let Some(car) = car(world, sheets, &mut dice, (number, &customer, place), province, created_at) {
            customer.cars.push(car);
        }
    }
    customer
}

fn car(
    world: &World,
    sheets: &mut Sheets,
    dice: &mut Dice,
    (number, owner, nth): (usize, &Customer, usize),
    province: i16,
    created_at: Instant,
) -> Option<Car> {
    let wished = match (number, nth) {
        (0, 0) => world.car_of("Renault Clio"),
        (0, _) => world.car_of("Fiat Egea"),
        _ => None,
    };
    let model = wished.or_else(|| world.car(dice))?;
    let year = world.today.year();
    let built_in = model.model_year(dice, year);
    let age = i64::from(year - built_in);
    let km = age * dice.between(9_000, 19_000) + dice.between(1_500, 14_000);
    let mut plate = names::plate(dice, province);
    while owner.cars.iter().any(|car| car.plate == plate) {
        plate = names::plate(dice, province);
    }
    let id = Uuid::new_v5(&owner.id, format!("car/{nth}").as_bytes());
    sheets.vehicles.row(&[
        &id,
        &owner.id,
        &plate,
        &model.variant_id,
        &built_in,
        &km,
        &(nth == 0),
        &created_at,
        &created_at,
    ]);
    Some(Car { id, brand_id: model.brand_id, label: model.label.clone(), plate, km })
}
