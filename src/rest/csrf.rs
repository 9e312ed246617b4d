//! Headers that let a backend tell the chat's POSTs from another site's forms.

use js_sys::{Reflect, decode_uri_component};
use wasm_bindgen::JsValue;
use web_sys::Url;

use crate::wire::config::{Csrf, CsrfSource};

/// On every POST: a form cannot set a header, and a script of another origin needs the backend's permission.
const OWN: (&str, &str) = ("X-CollabSpace", "1");

/// Returns `true` if calls to this address stay on the page's own origin.
pub fn is_own_origin(base_url: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let base = window.document().and_then(|page| page.base_uri().ok().flatten()).unwrap_or_default();
    let origin = Url::new_with_base(base_url, &base).map(|url| url.origin());
    origin.is_ok_and(|origin| window.location().origin().is_ok_and(|own| own == origin))
}

/// Returns the headers of a POST: the chat's own, and a framework's tokens as the page has them now, since they
/// change at each sign-in.
pub fn headers(tokens: &[Csrf]) -> Vec<(String, String)> {
    let found = tokens.iter().filter_map(|token| {
        let value = match &token.source {
            CsrfSource::Cookie(name) => cookie(name),
            CsrfSource::Meta(name) => meta(name),
        };
        // `fetch` throws on other characters, and then there would be no answer at all.
        let value = value.filter(|value| !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_graphic()))?;
        Some((token.header.clone(), value))
    });
    std::iter::once((OWN.0.to_owned(), OWN.1.to_owned())).chain(found).collect()
}

fn cookie(name: &str) -> Option<String> {
    let document = web_sys::window()?.document()?;
    // A document without an origin has no cookies, and throws.
    let all = Reflect::get(&document, &JsValue::from_str("cookie")).ok()?.as_string()?;
    let value = all.split(';').find_map(|pair| pair.trim_start().split_once('=').filter(|(key, _)| *key == name))?.1;
    decode_uri_component(value).ok()?.as_string()
}

fn meta(name: &str) -> Option<String> {
    let tags = web_sys::window()?.document()?.get_elements_by_tag_name("meta");
    let tag = (0..tags.length()).filter_map(|at| tags.item(at));
    tag.filter(|tag| tag.get_attribute("name").as_deref() == Some(name)).find_map(|tag| tag.get_attribute("content"))
}
