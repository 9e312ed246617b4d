//! The browser, one small file per thing that is used of it.

pub mod address;
pub mod calendar;
pub mod clipboard;
pub mod clock;
pub mod drafts;
pub mod emoji;
pub mod formats;
pub mod frame;
pub mod ids;
pub mod listener;
pub mod observe;
pub mod outbox;
pub mod sign_in;
pub mod tab;
