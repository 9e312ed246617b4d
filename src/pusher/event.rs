//! The types that a client's callbacks exchange with the rest of the app.

use super::data::Data;
use crate::model::reason::Reason;

/// An event reported by a [`Client`](super::Client). Payloads of the protocol's events are JSON text; those of
/// application events stay JavaScript values ([`Data`]).
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The service accepted the connection.
    Connected,
    /// The connection, or an attempt to make one, ended; not reported if
    /// [`Client::disconnect`](super::Client::disconnect) ended it.
    Closed,
    /// The service sent an error: its code and message.
    Error(u16, String),
    /// The service answered a ping.
    Pong,
    /// The subscription succeeded; with its members on a presence channel.
    Subscribed(String),
    /// The subscription was refused.
    Refused(Refusal),
    /// A member joined.
    MemberAdded(String),
    /// A member left.
    MemberRemoved(String),
    /// The user has read something, perhaps on another device.
    Read(String),
    /// An application event: its index among the requested ones, and its payload.
    Named(usize, Data),
}

/// Why a subscription was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The HTTP status of the authorization, if there was an answer.
    pub status: Option<u16>,
    /// The reason.
    pub why: Reason,
}

/// The backend's answer to an authorization: its JSON text.
pub type Authorization = Result<String, Refusal>;
