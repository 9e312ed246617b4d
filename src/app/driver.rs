//! Carries out what the session wants done, and shows what has changed.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::{Rc, Weak};

use super::inbox::Inbox;
use super::live::Translator;
use super::log;
use super::outbox::Disk;
use super::queue::Queue;
use super::state::ChatState;
use crate::browser::clock::{self, Alarm};
use crate::browser::frame::{OncePerFrame, after_frame};
use crate::browser::listener::Listener;
use crate::browser::sign_in::SignIns;
use crate::browser::tab::{self, TabEvent};
use crate::model::connection::{LinkCommand, Status};
use crate::model::failure::Failure;
use crate::model::session::{
    Answer, Call, Change, Command, Input, LiveInput, Options, Output, PersonInput, Session, TabInput,
};
use crate::model::time::Millis;
use crate::pusher;
use crate::rest;

/// More events than this in one frame are a flood, of which nobody can read all.
const FLOOD: usize = 30;

/// In a flood the screen is changed only so often: what comes is taken in sooner than it could be drawn each time.
const FLOOD_MS: Millis = 100;

/// One running chat; dropping it ends every connection, timer and listener.
#[must_use = "dropping it ends the chat"]
pub struct Driver {
    shared: Rc<Shared>,
    _tab: Vec<Listener>,
}

struct Shared {
    session: RefCell<Session>,
    queue: Queue,
    rest: rest::Client,
    disk: Disk,
    pusher: pusher::Client,
    alarm: RefCell<Alarm>,
    state: ChatState,
    inbox: Inbox,
    /// What has changed and is not shown yet.
    changes: RefCell<Vec<Change>>,
    screen: OncePerFrame,
    /// Whether the screen is being changed, or not there yet: what changes meanwhile is shown with it.
    is_showing: Cell<bool>,
    shown_at: Cell<Millis>,
    told_of_contradictions: Cell<bool>,
    sign_ins: Option<SignIns>,
    told_of_sign_in: Cell<bool>,
    on_change: Box<dyn Fn(&Change)>,
    /// What the session wants at its start, until that is carried out.
    first: Cell<Option<Output>>,
    /// What waits for a picture with the first messages; `None` once that is there.
    later: RefCell<Option<Vec<Command>>>,
    /// Whether a page of messages was answered, or a call has failed: then there may be nothing to wait for. Not where the
    /// visitor is signed out, whom there is nothing to tell.
    is_answered: Cell<bool>,
}

/// The live connection that is to be made, and who reads what comes by it.
pub struct Live {
    pub settings: pusher::Settings,
    pub translator: Translator,
}

impl Driver {
    /// Makes a chat whose inputs come by `queue` and whose signals are `state`; `on_change` is told of each change at once.
    /// It begins with [`Driver::begin`], and is shown from [`Driver::show`] on.
    ///
    /// # Errors
    /// pusher-js is not there or does not take its options.
    pub fn new(
        options: Options,
        live: Live,
        rest: rest::Client,
        disk: Disk,
        queue: &Queue,
        state: ChatState,
        on_change: Box<dyn Fn(&Change)>,
    ) -> Result<Self, pusher::StartError> {
        let Live { settings, translator } = live;
        let inbox = Inbox::new(translator, queue.clone());
        let driven = Rc::new(OnceCell::<Weak<Shared>>::new());
        let drawn = driven.clone();
        let screen = OncePerFrame::new(move || {
            if let Some(shared) = drawn.get().and_then(Weak::upgrade) {
                shared.show();
            }
        });
        let live = live_client(settings, inbox.clone(), screen.clone(), &rest, queue)?;
        let (session, first) = Session::start(options, clock::now());
        let heard = queue.clone();
        let sign_ins = SignIns::watch(disk.workspace(), move || heard.push(Input::Tab(TabInput::MaybeSignedIn)));
        let shared = Rc::new(Shared {
            session: RefCell::new(session),
            queue: queue.clone(),
            rest,
            disk: disk.clone(),
            pusher: live,
            alarm: RefCell::default(),
            state,
            inbox,
            changes: RefCell::default(),
            screen,
            is_showing: Cell::new(true),
            shown_at: Cell::new(0),
            told_of_contradictions: Cell::new(false),
            sign_ins,
            told_of_sign_in: Cell::new(false),
            on_change,
            first: Cell::new(Some(first)),
            later: RefCell::new(Some(Vec::new())),
            is_answered: Cell::new(false),
        });
        // It is the only one.
        let _ = driven.set(Rc::downgrade(&shared));
        let reports = queue.clone();
        let mut tab = tab::watch(move |event| {
            if event != TabEvent::Online(false) {
                disk.adopt();
            }
            if event == TabEvent::Visible(false) {
                state.save();
            }
            reports.push(Input::Tab(match event {
                TabEvent::Visible(visible) => TabInput::Visible(visible),
                TabEvent::Online(online) => TabInput::Online(online),
                TabEvent::Focused => TabInput::Visible(true),
            }));
        });
        tab.extend(web_sys::window().map(|window| Listener::new(&window, "pagehide", move |_| state.save())));
        if !tab::is_online() {
            queue.push(Input::Tab(TabInput::Online(false)));
        }
        if !tab::is_visible() {
            queue.push(Input::Tab(TabInput::Visible(false)));
        }
        Ok(Self { shared, _tab: tab })
    }

    /// Connects, asks the backend for what is wanted first, and takes in what has happened since it was made.
    pub fn begin(&self) {
        let Some(first) = self.shared.first.take() else { return };
        self.shared.carry_out(first);
        let weak = Rc::downgrade(&self.shared);
        self.shared.queue.connect(move |inputs| {
            if let Some(shared) = weak.upgrade() {
                inputs.into_iter().for_each(|input| shared.take_in(input));
            }
        });
    }

    /// The screen is there: what has changed since the start is shown in its first picture.
    pub fn show(&self) {
        self.shared.is_showing.set(false);
        self.shared.screen.ask();
    }
}

fn live_client(
    settings: pusher::Settings,
    inbox: Inbox,
    screen: OncePerFrame,
    rest: &rest::Client,
    queue: &Queue,
) -> Result<pusher::Client, pusher::StartError> {
    let (inputs, backend) = (queue.clone(), rest.clone());
    pusher::Client::start(
        settings,
        move |event| inbox.put(event, &screen),
        move |socket_id, channel| {
            let (backend, queue) = (backend.clone(), inputs.clone());
            async move {
                let answer = backend.authorize(&socket_id, &channel).await;
                if answer == Err(Failure::SignedOut) {
                    queue.push(Input::Live(LiveInput::SignedOut));
                }
                answer.map_err(refusal)
            }
        },
    )
}

/// Why the backend did not let a socket into the channel, in pusher-js's terms.
fn refusal(failure: Failure) -> pusher::Refusal {
    let status = match &failure {
        Failure::SignedOut => Some(401),
        Failure::TooMany { .. } => Some(429),
        Failure::Broken { status, .. } | Failure::Refused { status, .. } => Some(*status),
        Failure::NoAnswer => None,
    };
    pusher::Refusal { status, words: failure.to_string() }
}

/// A chat can be taken off the page before what was typed and read last is written.
impl Drop for Shared {
    fn drop(&mut self) {
        self.state.save();
    }
}

impl Shared {
    /// A frame is drawn: what has come and what has changed is seen in it.
    fn show(&self) {
        let Some(came) = self.inbox.take(&self.screen) else { return self.state.carry_out(self.changes.take()) };
        let was_showing = self.is_showing.replace(true);
        self.take_key_in();
        self.queue.flush();
        self.is_showing.set(was_showing);
        self.state.save_drafts();
        let now = clock::now();
        if came > FLOOD && now - self.shown_at.get() < FLOOD_MS {
            return self.screen.ask();
        }
        self.shown_at.set(now);
        self.state.carry_out(self.changes.take());
        if self.is_answered.get() {
            let later = self.later.take();
            later.into_iter().flatten().for_each(|command| self.execute(command));
        }
    }

    fn take_in(&self, input: Input) {
        match &input {
            Input::Answer(_, Ok(Answer::Page(_))) => self.is_answered.set(true),
            Input::Answer(_, Err(failure)) if *failure != Failure::SignedOut => self.is_answered.set(true),
            _ => {}
        }
        match input {
            Input::Person(PersonInput::Type { .. } | PersonInput::StopTyping) => {
                self.inbox.give_way(input, &self.screen);
            }
            Input::Person(_) => {
                self.take_key_in();
                self.apply(input);
            }
            _ => self.apply(input),
        }
    }

    fn take_key_in(&self) {
        if let Some(key) = self.inbox.take_key() {
            self.apply(key);
        }
    }

    fn apply(&self, input: Input) {
        let output = self.session.borrow_mut().apply(input, clock::now());
        self.carry_out(output);
    }

    fn carry_out(&self, output: Output) {
        if !output.changes.is_empty() {
            output.changes.iter().for_each(|change| {
                self.tell_of_sign_in(change);
                self.state.carry_out_at_once(change);
                (self.on_change)(change);
            });
            let is_switch = output.changes.iter().any(|change| matches!(change, Change::Selected(_)));
            self.changes.borrow_mut().extend(output.changes);
            // What is being shown now takes it along. And whoever was told of a change may have ended the chat.
            if !self.is_showing.get() && !self.state.is_over() {
                if is_switch {
                    // What is typed next is meant for the channel that was chosen: it does not wait for a picture.
                    self.state.carry_out(self.changes.take());
                } else {
                    self.screen.ask();
                }
            }
        }
        output.commands.into_iter().for_each(|command| self.execute(command));
        let contradictions = self.session.borrow_mut().take_contradictions();
        if contradictions > 0 && !self.told_of_contradictions.replace(true) {
            log::warn(
                "an event repeated a known message's id with other content: it was dropped. Others like it will be dropped without a word.",
            );
        }
    }

    /// Tabs that are signed out need not wait until somebody looks at them.
    fn tell_of_sign_in(&self, change: &Change) {
        match change {
            Change::Status(Status::SignedOut) => self.told_of_sign_in.set(false),
            Change::Status(Status::Syncing | Status::Live) if !self.told_of_sign_in.replace(true) => {
                self.sign_ins.iter().for_each(SignIns::tell);
            }
            _ => {}
        }
    }

    fn execute(&self, command: Command) {
        // The messages come first.
        let can_wait = matches!(command, Command::Call(_, Call::Me | Call::Channels));
        if can_wait && let Some(later) = &mut *self.later.borrow_mut() {
            return later.push(command);
        }
        match command {
            Command::Call(request, call) => {
                let (rest, queue) = (self.rest.clone(), self.queue.clone());
                let answered = async move {
                    let result = rest.call(call).await;
                    queue.push(Input::Answer(request, result));
                };
                if can_wait {
                    after_frame(move || wasm_bindgen_futures::spawn_local(answered));
                } else {
                    wasm_bindgen_futures::spawn_local(answered);
                }
            }
            Command::Link(command) => self.drive_link(command),
            Command::Save(record) => self.disk.save(record),
            Command::Forget(id) => self.disk.forget(id),
            Command::WakeAt(at) => {
                let queue = self.queue.clone();
                self.alarm.borrow_mut().set(at, move |slept| {
                    queue.push(Input::Tab(if slept { TabInput::Woke } else { TabInput::Tick }));
                });
            }
        }
    }

    fn drive_link(&self, command: LinkCommand) {
        let pusher = &self.pusher;
        match command {
            LinkCommand::Connect => pusher.connect(),
            LinkCommand::Disconnect => pusher.disconnect(),
            LinkCommand::Subscribe => pusher.resubscribe(),
            LinkCommand::Ping => pusher.ping(),
        }
    }
}
