//! The small things that stories are made of.

use std::sync::Arc;

use crate::replying::Answer;
use collabspace_chat::model::failure::Failure;
use collabspace_chat::model::message::{Message, Person};
use collabspace_chat::model::session::{ChannelInfo, Options, Posted};
use collabspace_chat::model::time::Timestamp;
use collabspace_chat::model::timeline::{Offered, RowChange, RowView};
use collabspace_chat::model::upload::FileLimits;

/// The channel of the stories.
pub const GENERAL: &str = "general";

/// The day of the stories' backend on which everything happens.
pub const MORNING: i64 = 1_800_000_000_000;

pub fn person(id: &str) -> Arc<Person> {
    Arc::new(Person { id: id.into(), name: id.to_uppercase().into(), avatar: None })
}

/// A stored message: `at` is in milliseconds after [`MORNING`].
pub fn message(id: &str, at: i64, author: &str, text: &str) -> Message {
    Message::plain(id.into(), Timestamp(MORNING + at), person(author), text.into())
}

/// `count` messages of Grace's, a second apart: `m001` at 1,000 and so on.
pub fn history(count: usize) -> Vec<Message> {
    (1..=count).map(|n| message(&format!("m{n:03}"), n as i64 * 1000, "grace", &format!("text {n}"))).collect()
}

pub fn channel(id: &str) -> ChannelInfo {
    ChannelInfo { id: id.into(), name: id.into(), ..ChannelInfo::default() }
}

pub fn options() -> Options {
    Options {
        channels: vec![channel(GENERAL), channel("random")],
        opens: None,
        page_size: 50,
        catch_up_limit: 500,
        has_presence: true,
        named: None,
        last: None,
        allowed: Offered {
            edit: true,
            delete: true,
            react: true,
            reply: true,
            search: true,
            attach: Some(FileLimits::NONE),
        },
        day_of: |at| at.0.div_euclid(86_400_000),
        is_same: |one, other| one == other.replace("e\u{301}", "\u{e9}") || one.replace("e\u{301}", "\u{e9}") == other,
        seed: 7,
    }
}

pub fn posted(id: &str, at: i64, text: &str) -> Answer {
    Answer::Posted(Posted {
        id: id.into(),
        text: text.into(),
        author_name: "ADA".into(),
        created_at: Timestamp(MORNING + at),
        attachments: Vec::new(),
        rev: None,
        is_deleted: false,
    })
}

pub fn broken(status: u16) -> Failure {
    Failure::from_status(status, "the store is down", None)
}

pub fn newest(messages: &[Message], limit: usize) -> Vec<Message> {
    messages[messages.len().saturating_sub(limit)..].to_vec()
}

pub fn ids(people: &[Arc<Person>]) -> Vec<String> {
    people.iter().map(|person| person.id.to_string()).collect()
}

pub fn carry_out(screen: &mut Vec<Arc<RowView>>, change: RowChange) {
    match change {
        RowChange::Insert { at, rows } => drop(screen.splice(at..at, rows)),
        RowChange::Set { at, row } => {
            assert_eq!(screen[at].key, row.key, "a row that is drawn anew keeps its key");
            screen[at] = row;
        }
        RowChange::Move { from, to } => {
            let row = screen.remove(from);
            screen.insert(to, row);
        }
        RowChange::Remove { at } => drop(screen.remove(at)),
    }
}
