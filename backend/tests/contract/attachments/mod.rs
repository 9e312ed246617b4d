//! Files of messages (extension `attachments`).

mod messages;
mod pictures;
mod reading;
mod room;
mod uploading;
