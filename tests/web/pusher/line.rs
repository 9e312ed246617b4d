//! One client, what it reported, and what it asked the backend for.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::{Rc, Weak};

use collabspace_chat::pusher::{Authorization, BadOptions, Client, Event, Settings};
use serde_json::{Map, Value, json};

use super::service::Service;
use crate::support::{next_frame, until};

/// The channel that is subscribed to unless a test names another.
pub const CHANNEL: &str = "presence-workspace-demo";

type Shared<T> = Rc<RefCell<T>>;

/// A client with ears.
pub struct Line {
    pub client: Client,
    events: Shared<Vec<Event>>,
    asked: Shared<Vec<(String, String)>>,
    answers: Shared<VecDeque<Authorization>>,
}

/// What remains when the client is dropped.
pub struct Ears {
    events: Shared<Vec<Event>>,
    pub answers: Shared<VecDeque<Authorization>>,
}

impl Line {
    /// A client of the default channel, told to connect, and the service at its other end.
    pub fn connecting() -> (Service, Self) {
        let service = Service::start();
        let line = Self::start(CHANNEL, json!({}));
        line.client.connect();
        (service, line)
    }

    /// A client that is subscribed to the default channel, over the socket 0.
    pub async fn subscribed() -> (Service, Self) {
        let (service, line) = Self::connecting();
        service.welcome(0).await;
        line.answer(Ok(authorization().to_string()));
        until("it asks for the subscription", || !service.heard(0, "pusher:subscribe").is_empty()).await;
        service.say(0, "pusher_internal:subscription_succeeded", Some(CHANNEL), members(&["ada"]));
        line.count("the subscription", 1, |event| matches!(event, Event::Subscribed(_))).await;
        (service, line)
    }

    /// A client of this channel with these options besides the service's address.
    pub fn start(channel: &str, more_options: Value) -> Self {
        let mut options = json!({ "wsHost": "service.test", "wsPort": 80, "wssPort": 443, "forceTLS": false });
        let options = options.as_object_mut().expect("options");
        options.extend(more_options.as_object().expect("options").clone());
        Self::try_start(channel, options.clone()).expect("a client")
    }

    pub fn try_start(channel: &str, options: Map<String, Value>) -> Result<Self, BadOptions> {
        super::forget_earlier_connections();
        let (events, answers) = (Shared::<Vec<Event>>::default(), Shared::<VecDeque<Authorization>>::default());
        let asked = Shared::<Vec<(String, String)>>::default();
        let (reported, requests) = (Rc::clone(&events), Rc::clone(&asked));
        let replies = Rc::downgrade(&answers);
        let settings = Settings {
            class: super::class(),
            key: "app-key".to_owned(),
            options,
            channel: channel.to_owned(),
            events: vec!["new-message".to_owned(), "typing".to_owned()],
        };
        let client = Client::start(
            settings,
            move |event| reported.borrow_mut().push(event),
            move |socket_id, channel| {
                requests.borrow_mut().push((socket_id, channel));
                answer_of(replies.clone())
            },
        )?;
        Ok(Self { client, events, asked, answers })
    }

    /// The backend's answer to the next authorization, or to the one that waits.
    pub fn answer(&self, answer: Authorization) {
        self.answers.borrow_mut().push_back(answer);
    }

    /// What the backend was asked for: socket ids and channels.
    pub fn asked(&self) -> Vec<(String, String)> {
        self.asked.borrow().clone()
    }

    /// All that was reported.
    pub fn events(&self) -> Vec<Event> {
        self.events.borrow().clone()
    }

    /// Waits until so many such events were reported.
    pub async fn count(&self, what: &str, count: usize, is_such: impl Fn(&Event) -> bool) {
        until(what, || self.events.borrow().iter().filter(|event| is_such(event)).count() >= count).await;
    }

    /// Drops the client.
    pub fn hang_up(self) -> Ears {
        drop(self.client);
        Ears { events: self.events, answers: self.answers }
    }
}

impl Ears {
    /// All that was reported.
    pub fn events(&self) -> Vec<Event> {
        self.events.borrow().clone()
    }
}

/// What a backend answers for Ada.
pub fn authorization() -> Value {
    let user = json!({ "user_id": "ada", "user_info": { "name": "Ada" } });
    json!({ "auth": "app-key:signature", "channel_data": user.to_string() })
}

/// The members of a presence channel, as the service sends them.
pub fn members(ids: &[&str]) -> Value {
    let hash: Map<_, _> = ids.iter().map(|id| ((*id).to_owned(), json!({ "name": id }))).collect();
    json!({ "presence": { "count": ids.len(), "ids": ids, "hash": hash } })
}

/// The test's answer, as soon as there is one; none where the test has ended.
async fn answer_of(answers: Weak<RefCell<VecDeque<Authorization>>>) -> Authorization {
    while let Some(answers) = answers.upgrade() {
        let answer = answers.borrow_mut().pop_front();
        drop(answers);
        match answer {
            Some(answer) => return answer,
            None => next_frame().await,
        }
    }
    std::future::pending().await
}
