//! One connection with one subscription, as events and a few methods.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::future::Future;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Reflect};
use serde_json::{Map, Value};
use wasm_bindgen::prelude::*;

use super::authorization::authorizer;
use super::data::Data;
use super::event::{Authorization, Event, Refusal};
use super::foreign::{code, field, json, object, words};
use super::guard::Binding;
use super::sockets::{Log, Sockets};
use super::sys::{self, Pusher};
use crate::model::reason::Reason;

/// The parameters for connecting and subscribing.
#[derive(Clone, Debug)]
pub struct Settings {
    /// pusher-js's class `Pusher`. It is not a global, because a host page may have its own.
    pub class: Function,
    /// The app's key.
    pub key: String,
    /// pusher-js's own options. A site cannot choose its transports or statistics.
    pub options: Map<String, Value>,
    /// The channel to subscribe to.
    pub channel: String,
    /// The application events to report, besides the protocol's own.
    pub events: Vec<String>,
}

/// pusher-js rejected the options; with its message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadOptions(pub String);

/// A client. Dropping it disconnects and releases every callback.
#[must_use = "dropping it disconnects"]
pub struct Client {
    pusher: Pusher,
    channel: sys::Channel,
    settings: Settings,
    sockets: Rc<Sockets>,
    bindings: Vec<Binding>,
    /// The user's own channel and its listener.
    own: RefCell<Option<(String, Binding)>>,
    on_event: Rc<dyn Fn(Event)>,
    _log: Log,
    _authorize: Closure<dyn FnMut(JsValue, Function)>,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("channel", &self.settings.channel).finish_non_exhaustive()
    }
}

impl Client {
    /// Creates a client that waits for [`Client::connect`]. `authorize` gets the socket's id and the channel's name.
    ///
    /// # Errors
    /// Fails if pusher-js rejects the options.
    pub fn start<A, F>(settings: Settings, on_event: impl Fn(Event) + 'static, authorize: A) -> Result<Self, BadOptions>
    where
        A: Fn(String, String) -> F + 'static,
        F: Future<Output = Authorization> + 'static,
    {
        let on_event: Rc<dyn Fn(Event)> = Rc::new(on_event);
        let refused_by_backend = Rc::new(Cell::new(false));
        let authorize = authorizer(authorize, &settings.channel, &on_event, refused_by_backend.clone());
        let options = options(&settings.options, authorize.as_ref().unchecked_ref());
        let pusher =
            idle_pusher(&settings.class, &settings.key, &options).map_err(|error| BadOptions(words(&error)))?;
        let sockets = Sockets::new(on_event.clone());
        let log = Log::read(&pusher, sockets.clone());
        let channel = pusher.subscribe(&settings.channel).map_err(|error| BadOptions(words(&error)))?;
        let mut bindings = connection_bindings(&pusher, &on_event, &sockets);
        bindings.extend(channel_bindings(&channel, &settings.events, &on_event, refused_by_backend));
        let own = RefCell::new(None);
        Ok(Self { pusher, channel, settings, sockets, bindings, own, on_event, _log: log, _authorize: authorize })
    }

    /// Begins to connect.
    pub fn connect(&self) {
        let _ = self.pusher.connect();
    }

    /// Drops the connection, even one that is being made, and cancels pusher-js's plans to reconnect.
    pub fn disconnect(&self) {
        self.sockets.forget();
        let _ = self.pusher.disconnect();
    }

    /// Asks for the subscription again after it was refused or not answered.
    pub fn resubscribe(&self) {
        // If the service refused or never answered, pusher-js considers it pending and would not ask.
        let _ = Reflect::set(&self.channel, &"subscriptionPending".into(), &JsValue::FALSE);
        let _ = self.pusher.subscribe(&self.settings.channel);
    }

    /// Listens to the user's own channel for [`Event::Read`], replacing the previous one. If it is refused, there are
    /// no such events.
    pub fn listen(&self, channel: &str) {
        let mut own = self.own.borrow_mut();
        if own.as_ref().is_some_and(|(name, _)| name == channel) {
            return;
        }
        if let Some((name, _)) = own.take() {
            let _ = self.pusher.unsubscribe(&name);
        }
        let on_event = self.on_event.clone();
        let heard = move |data| on_event(Event::Read(json(&data)));
        // Throws if the name is invalid, in which case there is nothing to listen to.
        let subscribed = self.pusher.subscribe(channel).ok();
        *own = subscribed.map(|subscribed| (channel.to_owned(), Binding::new(&subscribed, "read", heard)));
    }

    /// Returns the subscription as it is now, in the form of [`Event::Subscribed`]: with its members on a presence
    /// channel.
    #[must_use]
    pub fn subscription(&self) -> Event {
        Event::Subscribed(json(&field(&self.channel, "members")))
    }

    /// Sends a ping; the answer comes as [`Event::Pong`].
    pub fn ping(&self) {
        let _ = self.pusher.connection().send_event("pusher:ping", &Object::new());
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // First, so that the effects of disconnecting are not reported.
        self.bindings.clear();
        self.own.take();
        self.disconnect();
        forget_instance(&self.settings.class, &self.pusher);
    }
}

/// A client that does not connect by itself, as the constructor would once the document is ready: the session decides
/// when to connect.
fn idle_pusher(class: &Function, key: &str, options: &Object) -> Result<Pusher, JsValue> {
    let was_ready = field(class, "isReady");
    let set_ready = |ready: &JsValue| {
        let _ = Reflect::set(class, &"isReady".into(), ready);
    };
    set_ready(&JsValue::FALSE);
    // Throws a plain string if the options are unusable.
    let pusher = Reflect::construct(class, &Array::of2(&key.into(), options));
    set_ready(&was_ready);
    pusher.map(JsValue::unchecked_into)
}

/// pusher-js keeps every client it ever created in a list, which must not keep a dropped client alive.
fn forget_instance(class: &Function, pusher: &Pusher) {
    if let Ok(instances) = field(class, "instances").dyn_into::<Array>() {
        let gone: &JsValue = pusher.as_ref();
        let others = instances.filter(&mut |other, _, _| other != *gone);
        let _ = Reflect::set(class, &"instances".into(), &others);
    }
}

fn options(set_by_site: &Map<String, Value>, authorize: &Function) -> Object {
    let options = object(set_by_site);
    let set = |name: &str, value: &JsValue| {
        let _ = Reflect::set(&options, &name.into(), value);
    };
    if field(&options, "cluster").is_falsy() {
        // pusher-js requires one, even if the host is given.
        set("cluster", &"".into());
    }
    // Fixed, whatever the site says: HTTP fallbacks and statistics would run scripts from other hosts in this page.
    set("enabledTransports", &Array::of2(&"ws".into(), &"wss".into()));
    set("enableStats", &JsValue::FALSE);
    let authorization = Object::new();
    let _ = Reflect::set(&authorization, &"customHandler".into(), authorize);
    set("channelAuthorization", &authorization);
    options
}

fn connection_bindings(pusher: &Pusher, on_event: &Rc<dyn Fn(Event)>, sockets: &Rc<Sockets>) -> Vec<Binding> {
    let connection = pusher.connection();
    let (connected, heard) = (on_event.clone(), on_event.clone());
    let (left, failed) = (sockets.clone(), sockets.clone());
    vec![
        Binding::new(&connection, "connected", move |_| connected(Event::Connected)),
        Binding::new(&connection, "state_change", move |change| {
            // A connection that died silently is abandoned before its socket closes, if it ever does.
            if field(&change, "previous").as_string().as_deref() == Some("connected") {
                left.lost();
            }
        }),
        Binding::new(&connection, "error", move |error| {
            // Either the service's error itself, or one that ended the handshake and is wrapped once more.
            for data in [field(&error, "data"), field(&field(&error, "error"), "data")] {
                if let Some(code) = code(&field(&data, "code")) {
                    failed.failed(code, field(&data, "message").as_string().unwrap_or_default());
                }
            }
        }),
        // Not among the connection's own messages, since every event is one of those.
        Binding::new(pusher, "pusher:pong", move |_| heard(Event::Pong)),
    ]
}

fn channel_bindings(
    channel: &sys::Channel,
    events: &[String],
    on_event: &Rc<dyn Fn(Event)>,
    refused_by_backend: Rc<Cell<bool>>,
) -> Vec<Binding> {
    let own = |event: &str, make: fn(String) -> Event| {
        let on_event = on_event.clone();
        Binding::new(channel, event, move |data| on_event(make(json(&data))))
    };
    let refused = on_event.clone();
    let mut bindings = vec![
        own("pusher:subscription_succeeded", Event::Subscribed),
        own("pusher:member_added", Event::MemberAdded),
        own("pusher:member_removed", Event::MemberRemoved),
        Binding::new(channel, "pusher:subscription_error", move |error| {
            // A refusal by the backend was already reported with its status when its answer arrived.
            if !refused_by_backend.take() {
                let why = Reason::words(&words(&field(&error, "error")));
                refused(Event::Refused(Refusal { status: code(&field(&error, "status")), why }));
            }
        }),
    ];
    bindings.extend(events.iter().enumerate().map(|(at, name)| {
        let on_event = on_event.clone();
        Binding::new(channel, name, move |data| on_event(Event::Named(at, Data::new(data))))
    }));
    bindings
}
