//! The connection that the tabs of a browser share: `model::tabs` decides, this carries it out with a broadcast channel
//! and a lock, both named after what the tabs must have in common. Where the browser has none, a tab has a connection
//! of its own.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::BroadcastChannel;

use super::feed::Reader;
use super::words;
use crate::browser::claim::{self, Claim, Outcome, Way};
use crate::browser::clock::{self, Alarm};
use crate::browser::listener::Listener;
use crate::browser::{ids, tab};
use crate::model::connection::LinkCommand;
use crate::model::deployment::escaped;
use crate::model::session::Call;
use crate::model::tabs::{Tabs, TabsInput, TabsOutput};
use crate::pusher::{Client, Event};

/// One tab's part in a connection. Dropping it ends that.
pub struct Sharing {
    inner: Rc<Inner>,
    _page: Vec<Listener>,
}

/// Where a client's events go; set as soon as the sharing exists.
pub type Mouth = Rc<OnceCell<Weak<Inner>>>;

/// What carries out what [`Tabs`] decides.
pub struct Inner {
    client: Client,
    tabs: RefCell<Tabs<Event>>,
    outlets: Outlets,
    /// Whether it was told that this tab leads.
    leads: Cell<bool>,
    /// What a group's name begins with; the person's id follows.
    prefix: String,
    group: RefCell<Option<Group>>,
    claim: RefCell<Option<Claim>>,
    /// Whether this page cannot share.
    is_refused: Cell<bool>,
    alarm: RefCell<Alarm>,
    /// What has happened and was not looked at yet.
    inputs: RefCell<VecDeque<TabsInput<Event>>>,
    is_busy: Cell<bool>,
}

/// Whom a tab tells.
pub struct Outlets {
    /// Hears the events of the connection.
    pub hear: Box<dyn Fn(Event)>,
    /// Hears whether this tab has the connection itself: `"leads"` and `{ leads }`.
    pub on_leading: Option<Function>,
    /// Asks the backend, and answers the session.
    pub reader: Reader,
}

/// The tabs with which the connection is shared.
struct Group {
    name: String,
    /// `None` while the page is put away.
    line: Option<Line>,
}

/// What they say to each other.
struct Line {
    channel: BroadcastChannel,
    _heard: Listener,
}

/// Hands an event of a client on.
pub fn happened(mouth: &Mouth, event: Event) {
    if let Some(inner) = mouth.get().and_then(Weak::upgrade) {
        inner.put(TabsInput::Event(event));
    }
}

impl Sharing {
    /// Shares what this client connects to with the tabs of a group, once that is known.
    pub fn new(client: Client, prefix: String, outlets: Outlets, mouth: &Mouth) -> Self {
        let inner = Rc::new(Inner {
            client,
            tabs: RefCell::new(Tabs::new(ids::seed() as u32, tab::is_visible(), clock::now())),
            outlets,
            leads: Cell::new(false),
            prefix,
            group: RefCell::default(),
            claim: RefCell::default(),
            is_refused: Cell::new(false),
            alarm: RefCell::default(),
            inputs: RefCell::default(),
            is_busy: Cell::new(false),
        });
        // It is set once.
        let _ = mouth.set(Rc::downgrade(&inner));
        let page = inner.watch_page();
        Self { inner, _page: page }
    }

    /// Who the visitor is, by their id, if that is known.
    pub fn name(&self, person: Option<&str>) {
        self.inner.name(person);
    }

    /// Listens to the visitor's own channel, while the connection is this tab's.
    pub fn listen(&self, channel: &str) {
        self.inner.client.listen(channel);
    }

    /// Does what the session wants.
    pub fn drive(&self, command: LinkCommand) {
        self.inner.put(TabsInput::Want(command));
    }

    /// Makes a call together with the other tabs. Returns `false` if it is none of those that they make together.
    pub fn makes(&self, call: &Call) -> bool {
        let since = self.inner.outlets.reader.take(call);
        let is_made = since.is_some();
        since.into_iter().for_each(|since| self.inner.put(TabsInput::Read(since)));
        is_made
    }
}

impl Drop for Sharing {
    fn drop(&mut self) {
        // The others are told, and the lock is free, before the connection ends.
        self.inner.put(TabsInput::PutAway);
    }
}

impl Inner {
    fn watch_page(self: &Rc<Self>) -> Vec<Listener> {
        let Some(window) = web_sys::window() else { return Vec::new() };
        let Some(document) = window.document() else { return Vec::new() };
        let on = |target: &web_sys::EventTarget, event: &'static str, act: fn(&Rc<Self>)| {
            let inner = Rc::downgrade(self);
            Listener::new(target, event, move |_| {
                if let Some(inner) = inner.upgrade() {
                    act(&inner);
                }
            })
        };
        vec![
            on(&document, "visibilitychange", |inner| inner.put(TabsInput::Visible(tab::is_visible()))),
            on(&window, "pageshow", Self::come_back),
            on(&document, "resume", Self::come_back),
            on(&window, "pagehide", Self::go_away),
            on(&document, "freeze", Self::go_away),
        ]
    }

    /// The page is closed, frozen or kept for the way back.
    fn go_away(self: &Rc<Self>) {
        self.put(TabsInput::PutAway);
        // A browser does not keep a page for the way back to which others speak.
        if let Some(group) = &mut *self.group.borrow_mut() {
            group.line = None;
        }
    }

    fn come_back(self: &Rc<Self>) {
        if let Some(group) = self.group.borrow_mut().as_mut().filter(|group| group.line.is_none()) {
            group.line = self.open(&group.name);
        }
        self.put(TabsInput::Visible(tab::is_visible()));
    }

    fn name(self: &Rc<Self>, person: Option<&str>) {
        let name = person.map(|person| [&self.prefix, " ", &escaped(person)].concat());
        if self.group.borrow().as_ref().map(|group| &group.name) == name.as_ref() {
            return;
        }
        // First: what leaving brings about is for the old group alone.
        self.put(TabsInput::Named(false));
        let group = name.and_then(|name| Some(Group { line: Some(self.open(&name)?), name }));
        let is_named = group.is_some();
        *self.group.borrow_mut() = group;
        if is_named {
            self.put(TabsInput::Named(true));
        }
    }

    fn open(self: &Rc<Self>, name: &str) -> Option<Line> {
        if !claim::is_there() || self.is_refused.get() {
            return None;
        }
        let channel = BroadcastChannel::new(name).ok()?;
        let inner = Rc::downgrade(self);
        let heard = Listener::new(&channel, "message", move |event| {
            let word = Reflect::get(&event, &"data".into()).ok().and_then(|data| words::read(&data));
            if let (Some(inner), Some(word)) = (inner.upgrade(), word) {
                inner.put(TabsInput::Heard(word));
            }
        });
        Some(Line { channel, _heard: heard })
    }

    fn put(self: &Rc<Self>, input: TabsInput<Event>) {
        self.inputs.borrow_mut().push_back(input);
        if self.is_busy.replace(true) {
            return;
        }
        loop {
            let next = self.inputs.borrow_mut().pop_front();
            let Some(input) = next else { break };
            let outputs = self.tabs.borrow_mut().apply(input, clock::now(), &|| self.client.subscription());
            outputs.into_iter().for_each(|output| self.carry_out(output));
        }
        self.is_busy.set(false);
        self.tell_of_leading();
    }

    fn tell_of_leading(&self) {
        let leads = self.tabs.borrow().leads();
        if self.leads.replace(leads) == leads {
            return;
        }
        let Some(tell) = &self.outlets.on_leading else { return };
        let detail = Object::new();
        // Setting a property of a new, plain object cannot fail, and what the host page throws is its own.
        let _ = Reflect::set(&detail, &"leads".into(), &leads.into());
        let _ = tell.call2(&JsValue::UNDEFINED, &"leads".into(), &detail);
    }

    fn carry_out(self: &Rc<Self>, output: TabsOutput<Event>) {
        match output {
            TabsOutput::Drive(LinkCommand::Connect) => self.client.connect(),
            TabsOutput::Drive(LinkCommand::Disconnect) => self.client.disconnect(),
            TabsOutput::Drive(LinkCommand::Subscribe) => self.client.resubscribe(),
            TabsOutput::Drive(LinkCommand::Ping) => self.client.ping(),
            TabsOutput::Tell(event) => (self.outlets.hear)(event),
            TabsOutput::Post(word) => {
                if let Some(line) = self.group.borrow().as_ref().and_then(|group| group.line.as_ref()) {
                    // What cannot be copied is missed by the others, who notice the hole.
                    let _ = line.channel.post_message(&words::write(&word));
                }
            }
            TabsOutput::Read(id, since) => {
                let inner = Rc::downgrade(self);
                self.outlets.reader.read(since, move |answer| {
                    if let Some(inner) = inner.upgrade() {
                        inner.put(TabsInput::WasRead(id, answer));
                    }
                });
            }
            TabsOutput::Answer(answer) => self.outlets.reader.answer(answer),
            TabsOutput::Queue => self.claim(Way::Wait),
            TabsOutput::Steal => self.claim(Way::Steal),
            TabsOutput::Leave => drop(self.claim.take()),
            TabsOutput::WakeAt(at) => {
                let inner = Rc::downgrade(self);
                self.alarm.borrow_mut().set(at, move |_| {
                    if let Some(inner) = inner.upgrade() {
                        inner.put(TabsInput::Tick);
                    }
                });
            }
        }
    }

    fn claim(self: &Rc<Self>, way: Way) {
        // Before the new one is asked for: it would have to wait for its own tab.
        drop(self.claim.take());
        let name = self.group.borrow().as_ref().map(|group| group.name.clone());
        let inner = Rc::downgrade(self);
        let claim = name.and_then(|name| {
            Claim::new(&name, way, move |outcome| {
                if let Some(inner) = inner.upgrade() {
                    inner.put(match outcome {
                        Outcome::Granted => TabsInput::Granted,
                        Outcome::Lost => TabsInput::Robbed,
                        Outcome::Refused => return inner.cannot_share(),
                    });
                }
            })
        });
        if claim.is_none() {
            self.cannot_share();
        }
        *self.claim.borrow_mut() = claim;
    }

    /// From now on this tab has a connection of its own.
    fn cannot_share(self: &Rc<Self>) {
        self.is_refused.set(true);
        self.put(TabsInput::Named(false));
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.channel.close();
    }
}
