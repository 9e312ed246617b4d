//! docs/contract.md over real HTTP: a real SQLite file behind the backend, and a real sockudo behind
//! that. One file per behaviour.

mod support;

mod after;
mod authorization;
mod baseline;
mod channels;
mod client_id;
mod config_json;
mod durability;
mod history;
mod page;
mod publishing;
mod publishing_fails;
mod rate_limit;
mod refusals;
mod sending;
mod session;
mod shutdown;
mod startup;
mod truncated;
mod typing;
