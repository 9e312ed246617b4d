//! What goes into a session and what comes out of it.

mod channel_info;
mod input;
mod output;
mod reply;

pub use channel_info::{ChannelInfo, unread_in};
pub use input::{GapEnd, Input, LiveInput, PersonInput, TabInput};
pub use output::{Call, Change, Command, Event, FileToSend, Refusal, RefusedChange};
pub use reply::{Changed, Posted, Reply};
