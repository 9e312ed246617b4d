//! CollabSpace chat: a team chat that is only static files, for sites that run on Pusher Channels.

pub mod model;
