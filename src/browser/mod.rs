//! The browser, one small file per thing that is used of it.

pub mod address;
pub mod calendar;
pub mod clipboard;
pub mod clock;
pub mod cookie;
pub mod drafts;
pub mod earlier;
pub mod editing;
pub mod emoji;
pub mod favicon;
pub mod formats;
pub mod frame;
pub mod ids;
pub mod last_person;
pub mod letters;
pub mod listener;
pub mod lock;
pub mod notifications;
pub mod observe;
pub mod outbox;
pub mod preferences;
pub mod read_marks;
pub mod sign_in;
pub mod sound;
mod storage;
pub mod tab;
pub mod title;
