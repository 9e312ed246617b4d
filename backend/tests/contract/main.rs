//! docs/contract.md over real HTTP: a real store behind the backend, and a real sockudo behind that.
//! One file per behaviour.
//!
//! The store is a SQLite file; with `COLLABSPACE_TEST_STORE=mongodb` it is a MongoDB server, that of
//! `MONGODB_URI`, else one that is started here. What is about MongoDB alone is in `over_mongodb`.

mod support;

mod address_limit;
mod after;
mod around;
mod attachments;
mod authorization;
mod baseline;
mod change_events;
mod channels;
mod client_id;
mod config_json;
mod connections;
mod cookies;
mod deleting;
mod demo_sign_in;
mod deployment;
mod durability;
mod editing;
mod feed;
mod history;
mod migration;
mod origins;
#[cfg(feature = "mongodb")]
mod over_mongodb;
mod page;
mod publishing;
mod publishing_fails;
mod rate_limit;
mod reacting;
mod reading;
mod realtime;
mod refusals;
mod replying;
mod search;
mod sending;
mod session;
mod shutdown;
mod sign_out;
mod startup;
mod truncated;
mod typing;
