//! The contract's JSON, as backends, Pusher, sites and disks really have it: right, wrong and hostile.
#![cfg(not(target_arch = "wasm32"))]

mod anything;
mod config;
mod config_api;
mod config_names;
mod config_pusher;
mod events;
mod first_messages;
mod json_text;
mod me_and_channels;
mod messages;
mod pages;
mod posted;
mod presence;
mod records;
mod refusals;
mod requests;
mod search;
mod snapshots;
mod support;
