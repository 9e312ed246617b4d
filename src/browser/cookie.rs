//! Cookies that scripts may read.

use js_sys::Reflect;

/// Returns the value of a cookie, or `None` if there is none of this name or its value is empty.
#[must_use]
pub fn value(name: &str) -> Option<String> {
    let document = web_sys::window()?.document()?;
    let all = Reflect::get(&document, &"cookie".into()).ok()?.as_string()?;
    let pairs = all.split(';').filter_map(|pair| pair.trim().split_once('='));
    let value = pairs.filter(|(other, _)| *other == name).map(|(_, value)| value).next()?;
    // A value that is not percent-encoded is used as it is.
    let value = js_sys::decode_uri_component(value).map_or_else(|_| value.to_owned(), String::from);
    Some(value).filter(|value| !value.is_empty())
}
