//! Ids as the JSON list that a query accepts.

pub fn list<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    serde_json::Value::from_iter(ids).to_string()
}
