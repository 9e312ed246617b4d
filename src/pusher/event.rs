//! The types that a client's callbacks exchange with the rest of the app.

use super::data::Data;
use crate::model::reason::Reason;

/// An event that a [`Client`](super::Client) reports. The payloads of the protocol's own events are JSON text; those of
/// application events stay JavaScript values ([`Data`]).
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The service took the connection.
    Connected,
    /// The connection, or a try to make one, ended; not if [`Client::disconnect`](super::Client::disconnect) ended it.
    Closed,
    /// The service sent an error: its code and words.
    Error(u16, String),
    /// The service answered a ping.
    Pong,
    /// The subscription is there; on a presence channel with its members.
    Subscribed(String),
    /// The subscription was refused.
    Refused(Refusal),
    /// A member came.
    MemberAdded(String),
    /// A member left.
    MemberRemoved(String),
    /// The visitor has read something, perhaps on another device.
    Read(String),
    /// One of the events asked for, by its place among them, and what it carries.
    Named(usize, Data),
}

/// Why a subscription was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The HTTP status of the authorization, where there was an answer.
    pub status: Option<u16>,
    /// Why.
    pub why: Reason,
}

/// The backend's answer to an authorization: its JSON text.
pub type Authorization = Result<String, Refusal>;
