//! Translates the contract's JSON into the model's types and back.
//!
//! All input is untrusted: it is parsed once and read field by field ([`json`]), and anything that breaks the
//! contract becomes a [`WireError`] that says where. Nothing in here knows a browser.

pub mod answers;
pub mod config;
pub mod events;
pub mod message;
pub mod operation_record;
pub mod presence;
pub mod record;
pub mod requests;
pub mod snapshot;

mod address;
mod channel;
mod error;
mod json;
mod person;
mod surrogates;
mod written;

pub use self::error::WireError;
