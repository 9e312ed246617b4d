//! What goes into a session and what comes out of it.

mod channel_info;
mod input;
mod output;

pub use channel_info::{ChannelInfo, unread_in};
pub use input::{Answer, GapEnd, Input, LiveInput, PersonInput, Posted, RequestId, TabInput};
pub use output::{Call, Change, Command, Event, Refusal, RefusedChange};
