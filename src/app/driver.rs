//! Carries out the session's commands, and shows its changes.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use gloo_timers::callback::Timeout;

use super::connection::{Connection, Ends, Plan};
use super::inbox::Inbox;
use super::live::Translator;
use super::log;
use super::offline::{Offline, OnSession};
use super::outbox::Disk;
use super::pacing::{Ask, Frame, PATIENCE_MS, Pacing, Show, is_deferrable};
use super::queue::Queue;
use super::state::ChatState;
use super::uploads;
use crate::browser::clock::{self, Alarm};
use crate::browser::frame::{OncePerFrame, after_frame};
use crate::browser::listener::Listener;
use crate::browser::sign_in::SignIns;
use crate::browser::tab::{self, TabEvent};
use crate::model::connection::Status;
use crate::model::session::{Change, Command, Event, Input, Options, Output, Reply, Session, TabInput};
use crate::pusher;
use crate::rest;

/// One running chat; dropping it ends every connection, timer and listener.
#[must_use = "dropping it ends the chat"]
pub struct Driver {
    shared: Rc<Shared>,
    /// The session's first commands, until they are carried out.
    first: Cell<Option<Output>>,
    /// Ends the wait for the first messages.
    patience: Cell<Option<Timeout>>,
    _tab: Vec<Listener>,
}

struct Shared {
    session: RefCell<Session>,
    queue: Queue,
    rest: rest::Client,
    disk: Disk,
    offline: Offline,
    connection: Rc<Connection>,
    alarm: RefCell<Alarm>,
    state: ChatState,
    inbox: Inbox,
    pacing: RefCell<Pacing>,
    /// Changes that are not shown yet.
    changes: RefCell<Vec<Change>>,
    /// Events that happened meanwhile.
    events: RefCell<Vec<Event>>,
    screen: OncePerFrame,
    sign_ins: Option<SignIns>,
    told: Told,
    on_output: Box<dyn Fn(&Output)>,
}

/// Warnings already logged, which are not repeated.
#[derive(Default)]
struct Told {
    of_contradictions: Cell<bool>,
    of_sign_in: Cell<bool>,
}

/// The live connection to be made, and the translator of its events.
pub struct Live {
    pub plan: Plan,
    pub translator: Translator,
}

/// What the browser keeps.
pub struct OnDisk {
    /// What is not sent.
    pub outbox: Disk,
    /// Storage for reading without a network.
    pub offline: Offline,
}

impl Driver {
    /// Creates a chat whose inputs come from `queue` and whose signals are `state`; `on_output` is called with every
    /// output of the session, at once. [`Driver::begin`] starts it; it is shown from [`Driver::show`] on.
    pub fn new(
        options: Options,
        live: Live,
        rest: rest::Client,
        OnDisk { outbox: disk, offline }: OnDisk,
        queue: &Queue,
        state: ChatState,
        on_output: Box<dyn Fn(&Output)>,
    ) -> Self {
        let Live { plan, translator } = live;
        let (session, first) = Session::start(options, clock::now());
        let heard = queue.clone();
        let sign_ins = SignIns::watch(disk.deployment(), move |is_signed_in| {
            let maybe = if is_signed_in { TabInput::MaybeSignedIn } else { TabInput::MaybeSignedOut };
            heard.push(Input::Tab(maybe));
        });
        let backend = rest.clone();
        let shared = Rc::new_cyclic(|driven: &Weak<Shared>| Shared {
            session: RefCell::new(session),
            queue: queue.clone(),
            rest,
            disk: disk.clone(),
            offline: offline.driving(on_session(driven)),
            connection: Connection::new(plan, ends(driven, backend, queue), state),
            alarm: RefCell::default(),
            state,
            inbox: Inbox::new(translator),
            pacing: RefCell::new(Pacing::new()),
            changes: RefCell::default(),
            events: RefCell::default(),
            screen: OncePerFrame::new({
                let driven = driven.clone();
                move || {
                    if let Some(shared) = driven.upgrade() {
                        shared.draw();
                    }
                }
            }),
            sign_ins,
            told: Told::default(),
            on_output,
        });
        let reports = queue.clone();
        let (leaving, left) = (offline.clone(), offline);
        let mut tab = tab::watch(move |event| {
            // Not while the tab is hidden: the page may be about to close.
            let is_back = matches!(event, TabEvent::Visible(true) | TabEvent::Online(true) | TabEvent::Focused(true));
            if is_back {
                disk.adopt();
            }
            if event == TabEvent::Visible(false) {
                state.save();
                leaving.flush();
            }
            reports.push(Input::Tab(match event {
                TabEvent::Visible(visible) => TabInput::Visible(visible),
                TabEvent::Online(online) => TabInput::Online(online),
                TabEvent::Focused(is_focused) => TabInput::Focused(is_focused),
                TabEvent::Active => TabInput::Active,
            }));
        });
        tab.extend(web_sys::window().map(|window| {
            Listener::new(&window, "pagehide", move |_| {
                state.save();
                left.flush();
            })
        }));
        tab.extend(state.drafts().watch(move |changed| state.follow(&changed)));
        if !tab::is_online() {
            queue.push(Input::Tab(TabInput::Online(false)));
        }
        if !tab::is_visible() {
            queue.push(Input::Tab(TabInput::Visible(false)));
        }
        if !tab::has_focus() {
            queue.push(Input::Tab(TabInput::Focused(false)));
        }
        Self { shared, first: Cell::new(Some(first)), patience: Cell::new(None), _tab: tab }
    }

    /// Connects, makes the first calls, and handles everything that has happened since the driver was created.
    pub fn begin(&self) {
        let Some(first) = self.first.take() else { return };
        let weak = Rc::downgrade(&self.shared);
        self.patience.set(Some(Timeout::new(PATIENCE_MS, move || {
            if let Some(shared) = weak.upgrade() {
                shared.pacing.borrow_mut().waited_enough();
                shared.screen.ask();
            }
        })));
        self.shared.carry_out(first);
        let weak = Rc::downgrade(&self.shared);
        self.shared.queue.connect(move |inputs| {
            if let Some(shared) = weak.upgrade() {
                inputs.into_iter().for_each(|input| shared.take_in(input));
            }
        });
    }

    /// The view exists: its first frame shows the changes since the start.
    pub fn show(&self) {
        // The channels are in the view from the beginning, because the browser may paint before the requested frame,
        // and everything below them would shift.
        let changes = self.shared.changes.take();
        let (channels, others) = changes.into_iter().partition(|change| matches!(change, Change::Channels(_)));
        self.shared.state.carry_out(channels, Vec::new());
        *self.shared.changes.borrow_mut() = others;
        let ask = self.shared.pacing.borrow_mut().view_is_there();
        self.shared.ask(ask);
    }
}

/// How the offline storage reaches the session.
fn on_session(driven: &Weak<Shared>) -> OnSession {
    let driven = driven.clone();
    Box::new(move |act| {
        let Some(shared) = driven.upgrade().filter(|shared| !shared.state.is_over()) else { return };
        let output = act(&mut shared.session.borrow_mut(), clock::now());
        shared.carry_out(output);
    })
}

/// Where the connection reports its events.
fn ends(driven: &Weak<Shared>, backend: rest::Client, queue: &Queue) -> Ends {
    let driven = driven.clone();
    let hear = move |event: pusher::Event| {
        if let Some(shared) = driven.upgrade() {
            shared.hear(event);
        }
    };
    Ends { hear: Box::new(hear), backend, queue: queue.clone() }
}

/// A chat may be removed from the page before its last draft and reading position are written.
impl Drop for Shared {
    fn drop(&mut self) {
        self.state.save();
    }
}

impl Shared {
    /// The live connection has delivered an event.
    fn hear(&self, event: pusher::Event) {
        match self.inbox.put(event) {
            None => {
                let ask = self.pacing.borrow_mut().event(clock::now());
                self.ask(ask);
            }
            Some(inputs) => {
                self.pacing.borrow_mut().events_taken();
                inputs.into_iter().flatten().for_each(|input| self.queue.push(input));
            }
        }
    }

    /// Handles a frame: it shows all inputs and changes up to now.
    fn draw(&self) {
        let frame = self.pacing.borrow_mut().frame();
        let Frame::Work(key) = frame else {
            self.screen.ask();
            return self.show();
        };
        let (came, events) = self.inbox.take();
        self.pacing.borrow_mut().events_taken();
        key.into_iter().for_each(|key| self.apply(key));
        self.queue.flush();
        events.into_iter().for_each(|events| self.apply(events));
        self.state.save_drafts();
        if !self.pacing.borrow_mut().drawn(came, clock::now()) {
            return self.screen.ask();
        }
        self.show();
        let deferred = self.pacing.borrow_mut().take_deferred();
        if let Some(deferred) = deferred {
            let disk = self.disk.clone();
            after_frame(move || disk.begin());
            deferred.into_iter().for_each(|command| self.execute(command));
        }
    }

    fn show(&self) {
        self.state.carry_out(self.changes.take(), self.events.take());
    }

    fn ask(&self, ask: Ask) {
        match ask {
            Ask::Nothing => {}
            Ask::Frame => self.screen.ask(),
            Ask::Soon => self.screen.ask_soon(),
            Ask::In(ms) => self.inbox.hold(self.screen.ask_in(ms)),
        }
    }

    fn take_in(&self, input: Input) {
        let (inputs, ask) = self.pacing.borrow_mut().input(input, clock::now());
        inputs.into_iter().flatten().for_each(|input| self.apply(input));
        self.ask(ask);
    }

    fn apply(&self, input: Input) {
        let output = self.session.borrow_mut().apply(input, clock::now());
        self.carry_out(output);
    }

    fn carry_out(&self, output: Output) {
        if !output.changes.is_empty() || !output.events.is_empty() {
            output.changes.iter().for_each(|change| {
                self.tell_of_sign_in(change);
                self.offline.note(change);
            });
            output.events.iter().for_each(|event| {
                if let Event::Author(author) = event {
                    self.offline.belongs_to(author.as_ref());
                }
                if let Some(marks) = self.state.carry_out_at_once(event) {
                    uploads::place(self.state);
                    self.queue.push(Input::Tab(TabInput::Read(marks)));
                }
            });
            (self.on_output)(&output);
            let is_switch = output.changes.iter().any(|change| matches!(change, Change::Selected(_)));
            self.changes.borrow_mut().extend(output.changes);
            self.events.borrow_mut().extend(output.events);
            let show = self.pacing.borrow().changed(is_switch);
            match show {
                // The host's callback may have ended the chat.
                _ if self.state.is_over() => {}
                Show::Now => self.show(),
                Show::NextFrame => self.screen.ask(),
                Show::WithOthers => {}
            }
        }
        output.commands.into_iter().for_each(|command| self.execute(command));
        // After the commands, because a signed-out user has no connection by then.
        self.connection.name(self.session.borrow().shares_as());
        let contradictions = self.session.borrow_mut().take_contradictions();
        if contradictions > 0 && !self.told.of_contradictions.replace(true) {
            log::warn(
                "an event repeated a known message's id with other content: it was dropped. Others like it will be dropped without a word.",
            );
        }
    }

    /// Notifies other tabs: those that were signed out continue, those that still have a connection end it.
    fn tell_of_sign_in(&self, change: &Change) {
        match change {
            Change::Status(Status::SignedOut) => {
                self.told.of_sign_in.set(false);
                self.sign_ins.iter().for_each(|tabs| tabs.tell(false));
            }
            Change::Status(Status::Syncing | Status::Live) if !self.told.of_sign_in.replace(true) => {
                self.sign_ins.iter().for_each(|tabs| tabs.tell(true));
            }
            _ => {}
        }
    }

    fn execute(&self, command: Command) {
        let Some(command) = self.pacing.borrow_mut().command(command) else { return };
        let can_wait = is_deferrable(&command);
        match command {
            Command::Upload(ticket, file) => {
                let (rest, state, queue) = (self.rest.clone(), self.state, self.queue.clone());
                wasm_bindgen_futures::spawn_local(async move {
                    let result = uploads::upload(rest, state, queue.clone(), file).await;
                    queue.push(Input::Replied(Reply::Uploaded(ticket, result)));
                });
            }
            Command::Call(call) => {
                if self.connection.makes(&call) {
                    return;
                }
                let (rest, queue) = (self.rest.clone(), self.queue.clone());
                let answered = async move {
                    let reply = rest.call(call).await;
                    queue.push(Input::Replied(reply));
                };
                if can_wait {
                    after_frame(move || wasm_bindgen_futures::spawn_local(answered));
                } else {
                    wasm_bindgen_futures::spawn_local(answered);
                }
            }
            Command::Link(command) => self.connection.drive(command),
            Command::Listen(channel) => self.connection.listen(channel),
            Command::Save(record) => self.disk.save(record),
            Command::SaveOperation(record) => self.disk.save_operation(record),
            Command::Forget(id) => {
                uploads::release(self.state, &id);
                self.disk.forget(id);
            }
            Command::WipeSnapshots => self.offline.wipe(),
            Command::ForgetSnapshot(channel) => self.offline.forget(channel),
            Command::KeepRead(channel, mark) => self.state.keep_read(channel, mark),
            Command::KeepUnread(channel, mark) => self.state.keep_unread(channel, mark),
            Command::WakeAt(at) => {
                let queue = self.queue.clone();
                self.alarm.borrow_mut().set(at, move |slept| {
                    queue.push(Input::Tab(if slept { TabInput::Woke } else { TabInput::Tick }));
                });
            }
        }
    }
}
