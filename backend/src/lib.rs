//! The reference backend of CollabSpace chat: docs/contract.md in Rust, small enough to be read in one
//! sitting and copied from.
//!
//! A message's path: [`routes`] checks the call ([`session`], [`params`], [`rate`]), the [`store`] makes it durable
//! and gives it its id and time, and the caller gets the answer. `publishing` turns it into an event, which
//! [`pusher`] sends from a queue, or which [`realtime`] delivers itself if no Pusher server is configured. Edits,
//! deletions and reactions take the same path.

pub mod app;
pub mod attachments;
pub mod client;
pub mod config;
mod connections;
mod emoji;
pub mod error;
pub mod features;
mod fold;
pub mod limits;
pub mod message;
pub mod open_files;
pub mod params;
mod patient_stream;
pub mod person;
mod publishing;
pub mod pusher;
pub mod rate;
pub mod realtime;
pub mod routes;
pub mod server;
pub mod session;
pub mod store;
mod text;
