//! The backend of a story: what it holds, and how it answers.

use collabspace_chat::model::failure::Failure;
use collabspace_chat::model::history::{Cursor, Page, PageQuery};
use collabspace_chat::model::message::Message;
use collabspace_chat::model::session::{Call, Input, RequestId};

use collabspace_chat::model::upload::FileLimits;

use super::{GENERAL, Story, message, newest, posted};
use crate::replying::{Answer, reply};

impl Story {
    /// Somebody sends a message: the backend stores and publishes it.
    pub fn says(&mut self, message: &Message) {
        self.stores(message);
        self.event(message);
    }

    /// The backend stores a message, and its event is lost.
    pub fn stores(&mut self, message: &Message) {
        self.stored.push(message.clone());
        self.stored.sort_by_key(Message::order_key);
    }

    /// Answers the one open call that is a POST: stored under this id at this time. Its event is not published.
    pub fn stores_post(&mut self, id: &str, at: i64) {
        let (request, stored) = self.store_open_post(id, at);
        self.answer(request, Ok(posted(id, at, stored.text())));
    }

    /// The open POST is stored as this message, but its answer is lost.
    pub fn stores_post_silently(&mut self, id: &str, at: i64) -> Message {
        let (request, stored) = self.store_open_post(id, at);
        self.answer(request, Err(Failure::NoAnswer));
        stored
    }

    fn store_open_post(&mut self, id: &str, at: i64) -> (RequestId, Message) {
        let (request, call) = self.open_call(|call| matches!(call, Call::Post { .. }));
        let Call::Post { text, client_id, .. } = call else { unreachable!() };
        let mut stored = message(id, at, "ada", &text);
        stored.client_id = client_id;
        self.stores(&stored);
        (request, stored)
    }

    /// The open POST fails.
    pub fn fails_post(&mut self, failure: Failure) {
        let (request, _) = self.open_call(|call| matches!(call, Call::Post { .. }));
        self.answer(request, Err(failure));
    }

    pub fn answer_features(&mut self) {
        let (request, _) = self.open_call(|call| matches!(call, Call::Features(_)));
        let names = self.features.iter().map(|name| (*name).to_owned()).collect();
        // What a backend with files takes.
        let limits = FileLimits { max_bytes: 1_000, max_count: 3 };
        self.answer(request, Ok(Answer::Features(names, Some(limits))));
    }

    /// Answers every open call for a page of the history from what is stored, also those that follow.
    pub fn serve_pages(&mut self) {
        while let Some((request, query)) = self.open_page() {
            let page = self.page(&query);
            self.answer(request, Ok(Answer::Page(page)));
        }
    }

    /// Answers one open call for a page; what it asked for.
    pub fn serve_page(&mut self) -> PageQuery {
        let (request, query) = self.open_page().expect("a page is asked for");
        let page = self.page(&query);
        self.answer(request, Ok(Answer::Page(page)));
        query
    }

    /// Fails the one open call for a page.
    pub fn fail_page(&mut self, failure: Failure) {
        let (request, _) = self.open_page().expect("a page is asked for");
        self.answer(request, Err(failure));
    }

    pub fn open_page(&self) -> Option<(RequestId, PageQuery)> {
        self.calls.iter().find_map(|(request, call)| match call {
            Call::Page(_, channel, query) if &**channel == GENERAL => Some((*request, query.clone())),
            _ => None,
        })
    }

    /// What the backend would answer now, breaking ties of the instant by the id.
    pub fn page(&self, query: &PageQuery) -> Page {
        let limit = query.limit as usize;
        let (messages, has_more): (Vec<_>, _) = match &query.cursor {
            Cursor::Newest => (newest(&self.stored, limit), false),
            Cursor::Before(before) => {
                let older: Vec<_> = self.stored.iter().filter(|m| m.created_at < *before).cloned().collect();
                (newest(&older, limit), false)
            }
            Cursor::After(key) => {
                let newer: Vec<_> = self.stored.iter().filter(|m| m.order_key() > *key).cloned().collect();
                (newer.iter().take(limit).cloned().collect(), newer.len() > limit)
            }
            Cursor::Around(id) => {
                let at = self.stored.iter().position(|m| m.id == *id).expect("it is stored");
                let from = at.saturating_sub(limit / 2);
                (self.stored.iter().skip(from).take(limit).cloned().collect(), false)
            }
        };
        Page { count: messages.len(), messages, has_more, ..Page::default() }
    }

    pub fn answer(&mut self, request: RequestId, result: Result<Answer, Failure>) {
        let call = self.calls.remove(&request).expect("only an open call can be answered");
        self.apply(Input::Replied(reply(call, result)));
    }

    /// The one open call of a kind.
    pub fn open_call(&self, is_it: impl Fn(&Call) -> bool) -> (RequestId, Call) {
        let mut found = self.calls.iter().filter(|(_, call)| is_it(call));
        let (request, call) = found.next().unwrap_or_else(|| panic!("no such call is open: {:?}", self.calls));
        assert!(found.next().is_none(), "more than one such call is open: {:?}", self.calls);
        (*request, call.clone())
    }

    /// The texts of the POSTs under way.
    pub fn posts(&self) -> Vec<String> {
        let text = |call: &Call| match call {
            Call::Post { text, .. } => Some(text.to_string()),
            _ => None,
        };
        self.calls.values().filter_map(text).collect()
    }

    /// What was told of the visitor's typing; the calls are answered.
    pub fn told_typing(&mut self) -> Vec<bool> {
        let told = self.calls.iter().filter_map(|(request, call)| match call {
            Call::Typing(_, _, is_typing) => Some((*request, *is_typing)),
            _ => None,
        });
        let told: Vec<_> = told.collect();
        told.into_iter()
            .map(|(request, is_typing)| {
                self.answer(request, Ok(Answer::Done));
                is_typing
            })
            .collect()
    }
}
