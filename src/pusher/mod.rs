//! A wrapper for pusher-js: [`sys`] has its names as they are, [`client`] the Rust API around them, `event` the
//! events that it reports, `relay` their form for other tabs, and [`guard`] the guards that release callbacks.
//!
//! Callbacks only hand on an owned value: pusher-js calls them in a loop that an exception would break.

mod authorization;
pub mod client;
mod data;
mod event;
mod foreign;
mod guard;
mod relay;
mod sockets;
pub mod sys;

pub use client::{BadOptions, Client, Settings};
pub use data::Data;
pub use event::{Authorization, Event, Refusal};
