//! CollabSpace chat: a team chat made of static files, for sites that run on Pusher Channels.
//!
//! Data flows in on one path and out on another:
//!
//! ```text
//! pusher-js event ─▶ pusher/ ─▶ wire/ ─▶ model::Session ─▶ app/state (signals) ─▶ components/
//! keystroke, click ─▶ components/ ─▶ app/handle ─▶ model::Session ─▶ app/driver ─▶ rest/, pusher/, browser/
//! ```
//!
//! - [`model`] is the chat as a pure state machine; it knows no screen and no browser.
//! - [`wire`] translates the contract's JSON into the model's types.
//! - [`pusher`], [`rest`] and [`browser`] are thin wrappers around the outside world.
//! - [`app`] drives a session and turns its changes into signals.
//! - [`components`] draw the signals, with the [`strings`] of a language.
//! - `src/entry/` is the JavaScript around all of it: `page/`, `embed/`, `frame/`, `shared/`.
//! - `boot` assembles a chat; [`start`] does so for the stand-alone page, [`embed`] in a host page.
//!
//! Code that reading and answering do not need is in separate WebAssembly files: see `chunk`.
//!
//! A native test (`tests/architecture`) checks which module may know which.

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
