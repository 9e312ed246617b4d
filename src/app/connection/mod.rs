//! The live connection. Its code and pusher-js are loaded once the first messages are on the screen: reading and
//! answering does not need them.

mod client;
mod feed;
mod sharing;
mod version;
mod words;

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use js_sys::{Error, Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::log;
use super::queue::Queue;
use super::state::ChatState;
use crate::browser::chunks;
use crate::browser::frame::after_frame;
use crate::model::connection::LinkCommand;
use crate::model::message::PersonId;
use crate::model::session::{Call, Input, LiveInput};
use crate::pusher::Event;
use crate::rest;

/// A client, as far as code outside of its chunk knows it.
trait Driven {
    fn listen(&self, channel: &str);
    fn name(&self, person: Option<&str>);
    fn drive(&self, command: LinkCommand);
    fn makes(&self, call: &Call) -> bool;
}

/// Whom a client tells, and asks.
pub struct Ends {
    /// Hears what happens.
    pub hear: Box<dyn Fn(Event)>,
    /// Authorizes subscriptions, and is asked what the tabs ask together.
    pub backend: rest::Client,
    /// Is told when the backend does not know the visitor, and what it answers.
    pub queue: Queue,
}

/// Makes a client, given what it is made with and pusher-js's class. `None` if pusher-js does not take the options,
/// which it has told by then.
type Start = fn(Plan, Function, Ends) -> Option<Box<dyn Driven>>;

/// What is in the chunk.
pub struct Table {
    start: Start,
}

chunk! {
    /// The chunk of [`Table`].
    live in live: Table = Table { start: client::start }
}

/// What a connection is made with, but for pusher-js's class, which is loaded.
pub struct Plan {
    /// Loads pusher-js: a function of `src/entry/shared/pusher.js` that returns a promise of its class.
    pub load: Function,
    /// The app's key.
    pub key: String,
    /// pusher-js's own options.
    pub options: serde_json::Map<String, serde_json::Value>,
    /// The channel to subscribe to.
    pub channel: String,
    /// The events to report.
    pub events: Vec<String>,
    /// What the tabs have in common that share the connection, but for the person.
    pub deployment: String,
    /// Hears whether this tab has the connection itself.
    pub on_leading: Option<Function>,
}

/// The live connection of one chat. Dropping it ends the connection.
pub struct Connection {
    client: OnceCell<Box<dyn Driven>>,
    /// What the client is made with; `None` while it is being loaded, and after that.
    plan: Cell<Option<(Plan, Ends)>>,
    /// Whether the session wants it, for while the client is being loaded.
    is_wanted: Cell<bool>,
    /// The visitor's own channel, likewise.
    own: RefCell<Option<Arc<str>>>,
    /// Who the visitor is, by their id, if it is known.
    person: RefCell<Option<PersonId>>,
    state: ChatState,
    queue: Queue,
}

impl Connection {
    /// A connection that is not there yet.
    #[must_use]
    pub fn new(plan: Plan, ends: Ends, state: ChatState) -> Rc<Self> {
        let queue = ends.queue.clone();
        let plan = Cell::new(Some((plan, ends)));
        let (client, is_wanted) = (OnceCell::new(), Cell::new(false));
        let (own, person) = (RefCell::new(None), RefCell::new(None));
        Rc::new(Self { client, plan, is_wanted, own, person, state, queue })
    }

    /// Listens to the visitor's own channel as well, in place of another one.
    pub fn listen(&self, channel: Arc<str>) {
        if let Some(client) = self.client.get() {
            client.listen(&channel);
        }
        *self.own.borrow_mut() = Some(channel);
    }

    /// Says who the visitor is, if it is known: with their other tabs the connection is shared.
    pub fn name(&self, person: Option<&PersonId>) {
        if self.person.borrow().as_ref() == person {
            return;
        }
        if let Some(client) = self.client.get() {
            client.name(person.map(|id| &**id));
        }
        *self.person.borrow_mut() = person.cloned();
    }

    /// Does what the session wants.
    pub fn drive(self: &Rc<Self>, command: LinkCommand) {
        if let Some(client) = self.client.get() {
            return client.drive(command);
        }
        match command {
            LinkCommand::Connect => {
                self.is_wanted.set(true);
                self.load();
            }
            LinkCommand::Disconnect => self.is_wanted.set(false),
            // There is no connection yet.
            LinkCommand::Subscribe | LinkCommand::Ping => {}
        }
    }

    /// Makes a call together with the other tabs. Returns `false` if it is none of those that they make together.
    pub fn makes(&self, call: &Call) -> bool {
        self.client.get().is_some_and(|client| client.makes(call))
    }

    /// Loads the client and makes it, unless that is under way.
    fn load(self: &Rc<Self>) {
        let Some((plan, ends)) = self.plan.take() else { return };
        let connection = Rc::downgrade(self);
        let start = async move {
            let loaded = load(&plan.load).await;
            // The chat may be gone by now.
            if let Some(connection) = connection.upgrade() {
                connection.start(loaded, plan, ends);
            }
        };
        // What is drawn in this frame comes first.
        after_frame(move || wasm_bindgen_futures::spawn_local(start));
    }

    fn start(&self, loaded: Option<(&'static Table, Function)>, plan: Plan, ends: Ends) {
        let Some((table, class)) = loaded else {
            // The session tries again in a while.
            self.plan.set(Some((plan, ends)));
            self.state.note_missing_code(chunks::is_outdated());
            return self.tell(LiveInput::Lost);
        };
        let Some(client) = (table.start)(plan, class, ends) else { return };
        client.name(self.person.borrow().as_ref().map(|id| &**id));
        if self.is_wanted.get() {
            client.drive(LinkCommand::Connect);
        }
        if let Some(own) = &*self.own.borrow() {
            client.listen(own);
        }
        // It is the only one.
        let _ = self.client.set(client);
    }

    fn tell(&self, input: LiveInput) {
        self.queue.push(Input::Live(input));
    }
}

/// Loads the client's code and pusher-js, at the same time.
async fn load(library: &Function) -> Option<(&'static Table, Function)> {
    let class = library.call0(&JsValue::UNDEFINED).map(|promise| JsFuture::from(Promise::resolve(&promise)));
    let table = live::ready().await;
    let class = match class {
        Ok(class) => class.await,
        Err(error) => Err(error),
    };
    match class.and_then(JsCast::dyn_into) {
        Ok(class) => table.map(|table| (table, class)),
        Err(error) => {
            let words = error.dyn_into::<Error>().map(|error| String::from(error.message())).unwrap_or_default();
            log::warn(&["there are no live updates until pusher-js can be loaded: ", &words].concat());
            None
        }
    }
}
