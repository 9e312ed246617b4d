//! What a backend of the tests answers, as the reply to the call that it was asked by.

use std::sync::Arc;

use collabspace_chat::model::failure::Failure;
use collabspace_chat::model::history::{Changes, Page};
use collabspace_chat::model::message::{Message, Person};
use collabspace_chat::model::session::{Call, Changed, ChannelInfo, Posted, Reply};
use collabspace_chat::model::upload::FileLimits;

/// A usable answer of the backend.
#[derive(Clone, Debug)]
pub enum Answer {
    Features(Vec<String>, Option<FileLimits>),
    Me(Arc<Person>),
    Channels(Vec<ChannelInfo>, Option<Arc<str>>),
    Page(Page),
    Changes(Changes),
    Posted(Posted),
    Changed(Message),
    Conflict(Message),
    Done,
}

/// A person's own Pusher channel.
fn own_channel(person: &Person) -> Arc<str> {
    format!("private-user-{}", person.id).into()
}

/// The reply to a call. A test that answers with something else than was asked for is wrong.
pub fn reply(call: Call, result: Result<Answer, Failure>) -> Reply {
    macro_rules! of {
        ($($answer:pat => $value:expr),+) => {
            result.map(|answer| match answer {
                $($answer => $value,)+
                other => panic!("not an answer to this call: {other:?}"),
            })
        };
    }
    match call {
        Call::Features(ticket) => Reply::Features(ticket, of!(Answer::Features(names, limits) => (names, limits))),
        Call::Me(ticket) => Reply::Me(ticket, of!(Answer::Me(me) => (me.clone(), Some(own_channel(&me))))),
        Call::Channels(ticket) => Reply::Channels(ticket, of!(Answer::Channels(list, name) => (list, name))),
        Call::Page(ticket, ..) => Reply::Page(ticket, of!(Answer::Page(page) => page)),
        Call::Changes(ticket, _) => Reply::Changes(ticket, of!(Answer::Changes(changes) => changes)),
        Call::Post { ticket, .. } => Reply::Posted(ticket, of!(Answer::Posted(posted) => posted)),
        Call::Edit { ticket, .. } | Call::React { ticket, .. } => {
            let result = of!(
                Answer::Changed(message) => Changed::Done(message),
                Answer::Conflict(message) => Changed::Conflict(message)
            );
            Reply::Changed(ticket, result)
        }
        Call::Delete(ticket, _) => Reply::Deleted(ticket, of!(Answer::Done => ())),
        Call::Typing(ticket, ..) => Reply::Typing(ticket, of!(Answer::Done => ())),
        Call::Read(ticket, ..) => Reply::Read(ticket, of!(Answer::Done => ())),
    }
}
