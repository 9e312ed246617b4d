//! Who is online, as reported by pusher-js.

use std::sync::Arc;

use serde_json::Value;

use super::WireError;
use super::error::shortened;
use super::json::{self, Object};
use super::person::person;
use crate::model::message::Person;

/// The members of a presence channel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster {
    /// The user.
    pub me: Option<Arc<Person>>,
    /// Everyone, including the user.
    pub people: Vec<Arc<Person>>,
    /// Errors of unreadable members; the others are not lost.
    pub errors: Vec<WireError>,
}

/// The members of `{"members":{id: info},"me":{"id","info"}|null}`. Of a member whose `info` is not as it should be,
/// the id is shown.
///
/// # Errors
/// It is not that object, or has no `members`.
pub fn roster(json: &str) -> Result<Roster, WireError> {
    let value = json::parse(json)?;
    let object = Object::of(&value, "")?;
    let mut roster = Roster::default();
    let members = object.get("members").ok_or_else(|| object.wrong("members", "the members by id, an object"))?;
    for (id, info) in Object::of(members, "members")?.map {
        if id.trim().is_empty() {
            roster.errors.push(WireError::new("members", Some(&Value::from(id.as_str())), "no id that is blank"));
            continue;
        }
        let path = format!("members.{}", shortened(id));
        let info = information(Some(info), &path, &mut roster.errors);
        roster.people.push(person(id.as_str().into(), info));
    }
    if let Some(me) = object.get("me") {
        match member_of(me, "me", &mut roster.errors) {
            Ok(me) => roster.me = Some(me),
            Err(error) => roster.errors.push(error),
        }
    }
    Ok(roster)
}

/// Reads a member that came or left: `{"id","info":{"name","email","avatar"}}`.
///
/// # Errors
/// It has no id.
pub fn member(json: &str) -> Result<Arc<Person>, WireError> {
    member_of(&json::parse(json)?, "", &mut Vec::new())
}

fn member_of(value: &Value, path: &str, errors: &mut Vec<WireError>) -> Result<Arc<Person>, WireError> {
    let object = Object::of(value, path)?;
    let info_path = object.path_of("info");
    Ok(person(object.id("id")?.into(), information(object.get("info"), &info_path, errors)))
}

/// Reads a member's `info`, which is absent if the authorization gave none.
fn information<'a>(info: Option<&'a Value>, path: &'a str, errors: &mut Vec<WireError>) -> Option<Object<'a>> {
    let info = info.filter(|info| !info.is_null())?;
    Object::of(info, path).map_err(|error| errors.push(error)).ok()
}
