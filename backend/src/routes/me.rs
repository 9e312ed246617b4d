//! `GET /api/me`: who is asking (extension `me`).

use axum::Json;

use crate::person::Person;

pub async fn get(person: Person) -> Json<Person> {
    Json(person)
}
