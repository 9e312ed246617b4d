//! The chat without a screen, a browser or a network.
//!
//! [`session::Session`] is the whole; the other modules are its parts, each with its own rules. None of them knows
//! Leptos, JavaScript or another module of this crate, so all are tested natively.

pub mod backoff;
pub mod completion;
pub mod connection;
pub mod content;
pub mod deployment;
pub mod draft;
pub mod emoji;
pub mod failure;
pub mod fold;
pub mod gaze;
pub mod history;
pub mod ids;
pub mod letters;
pub mod markup;
pub mod message;
pub mod operations;
pub mod outbox;
pub mod picture;
pub mod presence;
pub mod random;
pub mod reactions;
pub mod reading;
pub mod reason;
pub mod search;
pub mod session;
pub mod snapshot;
pub mod sorting;
pub mod tabs;
pub mod text;
pub mod theme;
pub mod time;
pub mod timeline;
pub mod typing;
pub mod upload;
