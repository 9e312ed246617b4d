//! Turns a call into a request, and a response into a reply.

use gloo_net::http::Method;

use super::{Client, Inner, JSON, unreadable};
use crate::model::failure::Failure;
use crate::model::message::MessageId;
use crate::model::session::{Call, Reply};
use crate::wire::{WireError, answers, requests};

/// The body of calls whose method and path say everything: some frameworks reject an empty one.
const NOTHING: &str = "{}";

/// Reads an answer.
type Reader<T> = fn(&str) -> Result<T, WireError>;

/// A call, ready to be sent.
pub(super) struct Outgoing {
    pub method: Method,
    pub path: String,
    pub query: Vec<(&'static str, String)>,
    /// The body's type, and the body.
    pub content: Option<(&'static str, String)>,
}

impl Outgoing {
    fn get(path: &str, query: Vec<(&'static str, String)>) -> Self {
        Self { method: Method::GET, path: path.to_owned(), query, content: None }
    }

    fn with(method: Method, path: String, body: String) -> Self {
        Self { method, path, query: Vec::new(), content: Some((JSON, body)) }
    }
}

impl Client {
    pub(super) fn outgoing(&self, call: &Call) -> Outgoing {
        let Inner { api, workspace, .. } = &*self.0;
        match call {
            Call::Features(_) => Outgoing::get("/capabilities", Vec::new()),
            Call::Me(_) => Outgoing::get("/me", Vec::new()),
            Call::Channels(_) => Outgoing::get("/channels", vec![("workspaceId", workspace.clone())]),
            Call::Page(_, channel, query) => {
                Outgoing::get(&api.messages_path, requests::page_query(workspace, channel, query))
            }
            Call::Changes(_, since) => {
                let path = [&*api.messages_path, "/changes"].concat();
                Outgoing::get(&path, requests::changes_query(workspace, since))
            }
            Call::Post { channel, text, client_id, reply_to, attachments, .. } => {
                let (client_id, reply_to) = (client_id.as_deref(), reply_to.as_deref());
                let body = requests::post(workspace, channel, text, client_id, reply_to, attachments);
                Outgoing::with(Method::POST, api.messages_path.clone(), body)
            }
            Call::Edit { message, text, rev, .. } => {
                Outgoing::with(Method::PATCH, self.path_of(message, ""), requests::edit(text, *rev))
            }
            Call::Delete(_, message) => Outgoing::with(Method::DELETE, self.path_of(message, ""), NOTHING.to_owned()),
            Call::React { message, emoji, on, .. } => {
                let emoji = js_sys::encode_uri_component(emoji);
                let path = self.path_of(message, &["/reactions/", &String::from(emoji)].concat());
                Outgoing::with(if *on { Method::PUT } else { Method::DELETE }, path, NOTHING.to_owned())
            }
            Call::Typing(_, channel, is_typing) => {
                let body = requests::typing(workspace, channel, *is_typing);
                Outgoing::with(Method::POST, api.typing_path.clone(), body)
            }
            Call::Read(_, channel, position) => {
                let path = ["/channels/", &*String::from(js_sys::encode_uri_component(channel)), "/read"].concat();
                Outgoing::with(Method::PUT, path, requests::read(workspace, position))
            }
        }
    }

    pub(super) fn reply(&self, call: Call, answer: Result<String, Failure>) -> Reply {
        match call {
            Call::Features(ticket) => {
                let offered = answer.map(|text| {
                    if answers::wants_csrf_header(&text) {
                        self.0.sends_csrf.set(true);
                    }
                    (answers::features(&text).unwrap_or_default(), answers::file_limits(&text))
                });
                Reply::Features(ticket, offered)
            }
            Call::Me(ticket) => Reply::Me(ticket, read(answer, answers::me)),
            Call::Channels(ticket) => Reply::Channels(ticket, read(answer, answers::channels)),
            Call::Page(ticket, ..) => Reply::Page(ticket, self.read_list(answer, answers::page)),
            Call::Changes(ticket, _) => Reply::Changes(ticket, self.read_list(answer, answers::changes)),
            Call::Post { ticket, .. } => Reply::Posted(ticket, read(answer, answers::posted)),
            Call::Edit { ticket, .. } | Call::React { ticket, .. } => {
                Reply::Changed(ticket, read(answer, answers::changed))
            }
            Call::Delete(ticket, _) => Reply::Deleted(ticket, answer.map(drop)),
            Call::Typing(ticket, ..) => Reply::Typing(ticket, answer.map(drop)),
            Call::Read(ticket, ..) => Reply::Read(ticket, answer.map(drop)),
        }
    }

    /// Reads an answer, and warns about parts that cannot be read.
    pub(super) fn read_list<T>(
        &self,
        answer: Result<String, Failure>,
        list: Reader<(T, Vec<WireError>)>,
    ) -> Result<T, Failure> {
        let (value, bad) = read(answer, list)?;
        bad.iter().for_each(|error| (self.0.on_warning)(&error.to_string()));
        Ok(value)
    }

    /// Returns the path of one message, or of something below it.
    fn path_of(&self, message: &MessageId, rest: &str) -> String {
        let id = String::from(js_sys::encode_uri_component(message));
        [&*self.0.api.messages_path, "/", &id, rest].concat()
    }
}

fn read<T>(answer: Result<String, Failure>, read: Reader<T>) -> Result<T, Failure> {
    read(&answer?).map_err(|error| unreadable(&error))
}
