//! The alerts themselves. In a chunk.
//!
//! Only one of several tabs alerts: the one that holds the Web Lock `collabspace-alerts`; when it closes, the next
//! tab gets the lock. None alerts while any tab is in view, which holds the lock `collabspace-looked-at` meanwhile.
//! Without Web Locks (a page without TLS) each tab alerts by itself, and their notifications replace one another by
//! their tag.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use send_wrapper::SendWrapper;

use crate::app::handle::{Chat, Notifications};
use crate::app::state::News;
use crate::browser::listener::Listener;
use crate::browser::lock::{self, Asked, TabLock};
use crate::browser::notifications::Notification;
use crate::browser::{clock, tab};
use crate::model::message::{Body, ChannelId, Message, MessageId};
use crate::model::text::isolated;
use crate::model::time::Millis;
use crate::model::timeline::ChangeKind;
use crate::reactive::effect;

const SPEAKER: &str = "collabspace-alerts:";
const LOOKED_AT: &str = "collabspace-looked-at:";

/// Messages that arrive within this time of each other are reported once.
const BURST_MS: Millis = 3_000;

/// The maximum number of a message's characters in a notification.
const LONGEST: usize = 200;

struct Alerts {
    chat: Chat,
    /// True if this tab is the one that alerts.
    speaks: Cell<bool>,
    locks: RefCell<Vec<TabLock>>,
    /// Held while this tab is in view.
    looks: RefCell<Option<TabLock>>,
    shown: RefCell<Option<Notification>>,
    /// The message of the notification.
    told: RefCell<Option<(ChannelId, Message)>>,
    latest: RefCell<Option<(ChannelId, Message)>>,
    last: Cell<Option<Millis>>,
    timer: RefCell<Option<Timeout>>,
}

/// Reports messages, if the user wants that, until the current reactive owner is gone.
pub fn follow(chat: Chat) {
    let alerts = Rc::new(Alerts {
        chat,
        speaks: Cell::new(false),
        locks: RefCell::default(),
        looks: RefCell::default(),
        shown: RefCell::default(),
        told: RefCell::default(),
        latest: RefCell::default(),
        last: Cell::default(),
        timer: RefCell::default(),
    });
    let (tab, heard) = (SendWrapper::new(start(&alerts)), alerts.clone());
    effect(move || {
        let arrived = |news: &News| match news {
            News::Arrived(channel, message) => Some((channel.clone(), message.clone())),
            _ => None,
        };
        chat.state.news.with(|news| {
            for news in news {
                if let News::Altered(channel, message, kind) = news {
                    heard.altered(channel, message, *kind);
                }
            }
        });
        if let Some(arrival) = chat.state.news.with(|news| news.iter().rev().find_map(arrived)) {
            heard.hear(arrival);
        }
    });
    let alerts = SendWrapper::new(alerts);
    on_cleanup(move || drop((alerts, tab)));
}

/// Queues for the lock, and tells other tabs when this one is in view.
fn start(alerts: &Rc<Alerts>) -> Vec<Listener> {
    let (weak, name) = (Rc::downgrade(alerts), alerts.lock_name(SPEAKER));
    wasm_bindgen_futures::spawn_local(async move {
        let lock = lock::hold(&name).await;
        if let Some(alerts) = weak.upgrade() {
            alerts.speaks.set(true);
            alerts.locks.borrow_mut().extend(lock);
        }
    });
    alerts.look();
    let weak = Rc::downgrade(alerts);
    tab::watch(move |_| {
        if let Some(alerts) = weak.upgrade() {
            alerts.look();
        }
    })
}

impl Alerts {
    fn lock_name(&self, kind: &str) -> String {
        [kind, &self.chat.deployment()].concat()
    }

    /// The tab came into view, or left it.
    fn look(self: &Rc<Self>) {
        if !tab::is_visible() {
            *self.looks.borrow_mut() = None;
            return;
        }
        *self.shown.borrow_mut() = None;
        *self.timer.borrow_mut() = None;
        if self.looks.borrow().is_some() {
            return;
        }
        let (weak, name) = (Rc::downgrade(self), self.lock_name(LOOKED_AT));
        wasm_bindgen_futures::spawn_local(async move {
            // If another tab holds the lock this waits; by then the lock may no longer be wanted.
            let lock = lock::hold(&name).await;
            if let Some(alerts) = weak.upgrade().filter(|_| tab::is_visible()) {
                *alerts.looks.borrow_mut() = lock;
            }
        });
    }

    fn hear(self: &Rc<Self>, arrival: (ChannelId, Message)) {
        if !self.speaks.get() || tab::is_visible() {
            return;
        }
        *self.latest.borrow_mut() = Some(arrival);
        if self.timer.borrow().is_some() {
            return;
        }
        let passed = self.last.get().map_or(BURST_MS, |last| clock::now() - last);
        if passed >= BURST_MS {
            self.speak();
            return;
        }
        let weak = Rc::downgrade(self);
        let timer = Timeout::new((BURST_MS - passed) as u32, move || {
            if let Some(alerts) = weak.upgrade() {
                // Dropped later, because it is the running closure.
                let timer = alerts.timer.take();
                alerts.speak();
                drop(timer);
            }
        });
        *self.timer.borrow_mut() = Some(timer);
    }

    /// A message was edited or deleted: its notification must not show what was taken back.
    fn altered(&self, channel: &ChannelId, id: &MessageId, kind: ChangeKind) {
        let is_it = |message: &Option<(ChannelId, Message)>| message.as_ref().is_some_and(|(_, one)| one.id == *id);
        let is_deleted = kind == ChangeKind::Deleted;
        if is_deleted && is_it(&self.latest.borrow()) {
            *self.latest.borrow_mut() = None;
        }
        if !is_it(&self.told.borrow()) || self.shown.borrow().is_none() {
            return;
        }
        let told = self.told.take();
        if is_deleted {
            *self.shown.borrow_mut() = None;
        } else if let Some((_, mut message)) = told {
            let rows = self.chat.state.channel(channel).rows;
            let text = rows.with_untracked(|rows| Some(rows.iter().find(|row| row.id() == Some(id))?.text.clone()));
            message.content.body = Body::Text(text.unwrap_or_default());
            self.notify(channel.clone(), message, true);
        }
    }

    fn speak(self: &Rc<Self>) {
        self.last.set(Some(clock::now()));
        let (alerts, name) = (self.clone(), self.lock_name(LOOKED_AT));
        wasm_bindgen_futures::spawn_local(async move {
            let is_looked_at = matches!(lock::take_if_free(&name).await, Asked::Taken);
            let Some((channel, message)) = alerts.latest.take() else { return };
            if is_looked_at || tab::is_visible() {
                return;
            }
            let preferences = alerts.chat.preferences;
            if preferences.sound.try_get_untracked() == Some(true) {
                preferences.play();
            }
            if preferences.notifications.try_get_untracked() == Some(Notifications::On) {
                alerts.notify(channel, message, false);
            }
        });
    }

    fn notify(&self, channel: ChannelId, message: Message, is_silent: bool) {
        let chat = self.chat;
        let name = |text: &str| isolated(text, false);
        let title = [&name(&message.author.name), " · #", &name(&chat.channel_name(&channel))].concat();
        let text = chat.strings().of_message(&message, LONGEST);
        let tag = [&self.lock_name(SPEAKER), "/", &channel].concat();
        let of = channel.clone();
        let shown = Notification::show(&title, &text, &tag, is_silent, move || chat.select(of.clone()));
        if shown.is_none() {
            chat.preferences.notifications.set(Notifications::Unavailable);
        }
        *self.shown.borrow_mut() = shown;
        *self.told.borrow_mut() = Some((channel, message));
    }
}
