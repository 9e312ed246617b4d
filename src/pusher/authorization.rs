//! Authorizes a subscription: the site's own REST client asks the backend, and pusher-js gets the answer.

use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::event::{Authorization, Event, Refusal};
use super::foreign::field;
use crate::model::reason::Reason;

/// The handler that pusher-js calls. It reports the outcome for the channel `main`; `refused_by_backend` is set if
/// the last answer was a refusal, which is reported at once. An answer that arrives after the client is gone is
/// dropped.
pub fn authorizer<A, F>(
    authorize: A,
    main: &str,
    on_event: &Rc<dyn Fn(Event)>,
    refused_by_backend: Rc<Cell<bool>>,
) -> Closure<dyn FnMut(JsValue, Function)>
where
    A: Fn(String, String) -> F + 'static,
    F: Future<Output = Authorization> + 'static,
{
    let (main, on_event) = (main.to_owned(), Rc::downgrade(on_event));
    Closure::new(move |request: JsValue, callback: Function| {
        let socket_id = field(&request, "socketId").as_string().unwrap_or_default();
        let channel = field(&request, "channelName").as_string().unwrap_or_default();
        let is_main = channel == main;
        let answer = authorize(socket_id, channel.clone());
        let (on_event, refused_by_backend) = (on_event.clone(), refused_by_backend.clone());
        wasm_bindgen_futures::spawn_local(async move {
            let answer = answer.await.and_then(|text| checked(&text, &channel));
            let Some(on_event) = on_event.upgrade() else { return };
            if is_main {
                refused_by_backend.set(answer.is_err());
            }
            let _ = match answer {
                Ok(data) => callback.call2(&JsValue::NULL, &JsValue::NULL, &data),
                Err(refusal) => {
                    let error = js_sys::Error::new(&refusal.why.to_string());
                    if is_main {
                        on_event(Event::Refused(refusal));
                    }
                    callback.call2(&JsValue::NULL, &error, &JsValue::NULL)
                }
            };
        });
    })
}

/// pusher-js parses `channel_data` without a guard, and reports its absence unhelpfully, so unusable data is refused
/// here.
fn checked(text: &str, channel: &str) -> Result<JsValue, Refusal> {
    let unreadable = |what: &str| Refusal {
        status: Some(200),
        why: Reason::Words(["the authorization endpoint's answer ", what].concat().into()),
    };
    let answer = js_sys::JSON::parse(text).map_err(|_| unreadable("is not JSON"))?;
    if field(&answer, "auth").as_string().is_none() {
        return Err(unreadable("has no text `auth`"));
    }
    let data = field(&answer, "channel_data");
    if let Some(data) = data.as_string() {
        let user = js_sys::JSON::parse(&data).map(|data| field(&data, "user_id"));
        if !user.is_ok_and(|user| user.is_string() || user.as_f64().is_some()) {
            return Err(unreadable("has a `channel_data` without `user_id`"));
        }
    } else if !data.is_undefined() && !data.is_null() {
        return Err(unreadable("has a `channel_data` that is not text"));
    } else if channel.starts_with("presence-") {
        return Err(unreadable("has no `channel_data`, which a presence channel needs"));
    }
    Ok(answer)
}
