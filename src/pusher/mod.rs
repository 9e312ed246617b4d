//! pusher-js, wrapped: [`sys`] has its names as they are, [`client`] the Rust shape, `event` what that reports,
//! `relay` what of it goes to other tabs, [`guard`] what releases a callback.
//!
//! Callbacks do nothing but hand an owned value on: pusher-js calls them in a loop that one that throws would break.

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
