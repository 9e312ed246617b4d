//! CollabSpace chat: a team chat that is only static files, for sites that run on Pusher Channels.
//!
//! The way of the data, one direction in and one out:
//!
//! ```text
//! pusher-js event ─▶ pusher/ ─▶ wire/ ─▶ model::Session ─▶ app/state (signals) ─▶ components/
//! keystroke, click ─▶ components/ ─▶ app/handle ─▶ model::Session ─▶ app/driver ─▶ rest/, pusher/, browser/
//! ```
//!
//! - [`model`] is the chat as a pure state machine; it knows no screen and no browser.
//! - [`wire`] translates the contract's JSON into the model's types.
//! - [`pusher`], [`rest`] and [`browser`] wrap what is outside, each thinly.
//! - [`app`] drives a session and turns its changes into signals.
//! - [`components`] draw them, with the [`strings`] of a language.
//! - `src/entry/` is the JavaScript around all of it: `page/`, `embed/`, `frame/`, `shared/`.
//! - `boot` puts a chat together; [`start`] does so for the page of its own, [`embed`] inside of somebody else's page.
//!
//! What is not needed to read and answer is in WebAssembly files of its own: see `chunk`.
//!
//! A native test reads the sources and holds who may know whom.

#![warn(
    missing_docs,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr
)]
#![cfg_attr(not(test), warn(clippy::disallowed_methods, clippy::disallowed_types))]

#[macro_use]
mod chunk;

pub mod app;
mod boot;
pub mod browser;
pub mod components;
pub mod embed;
pub mod model;
pub mod panic;
pub mod pusher;
pub mod reactive;
pub mod rest;
pub mod strings;
pub mod wire;

pub use boot::start;
