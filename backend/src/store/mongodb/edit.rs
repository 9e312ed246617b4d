//! Changes stored messages: read, decide, and write if the message is still as it was read.

use mongodb::bson::oid::ObjectId;
use mongodb::bson::{Bson, Document, doc};
use mongodb::options::ReturnDocument;

use super::connection::Connection;
use super::{documents, joins, updates};
use crate::limits::REACTION_KINDS;
use crate::message::{Message, Reaction, Stored};
use crate::store::{Change, Operation, Outcome, StoreError};

/// How often a change is attempted. Of racing changes, one succeeds each time.
const TRIES: usize = 200;

/// The work that an operation requires.
enum Plan {
    /// None: the change is already there.
    Nothing(Option<Box<Change>>),
    Update(Vec<Document>),
    Refuse(Outcome),
}

/// Carries out an operation, and returns what to publish.
pub async fn change(
    connection: &Connection,
    id: &str,
    operation: &Operation,
) -> Result<(Outcome, Option<Change>), StoreError> {
    for _ in 0..TRIES {
        let Some(document) = find(connection, id).await? else {
            return Ok((Outcome::NoSuchMessage, None));
        };
        let (stored, change) = match plan(&document, operation) {
            Plan::Refuse(Outcome::ContentChanged(message)) => {
                return Ok((Outcome::ContentChanged(joined(connection, *message).await?.into()), None));
            }
            Plan::Refuse(outcome) => return Ok((outcome, None)),
            Plan::Nothing(change) => (documents::stored(&document), change.map(|change| *change)),
            Plan::Update(update) => {
                let Some(changed) = replace(connection, &document, update).await? else { continue };
                let stored = documents::stored(&changed);
                let change = published(&stored, operation);
                (stored, Some(change))
            }
        };
        let stored = match stored {
            Stored::Message(message) => Stored::Message(joined(connection, *message).await?.into()),
            gone @ Stored::Gone(_) => gone,
        };
        return Ok((Outcome::Done(stored), change));
    }
    Err(StoreError::Failed(format!("the message {id} changed too often while it was to be changed")))
}

/// Returns a message's document; `None` if there is none with this id.
pub async fn find(connection: &Connection, id: &str) -> Result<Option<Document>, StoreError> {
    let Ok(id) = ObjectId::parse_str(id) else { return Ok(None) };
    connection.run(|collection| async move { collection.find_one(doc! { "_id": id }).await }).await
}

/// Adds the joined fields to one message.
pub async fn joined(connection: &Connection, message: Message) -> Result<Message, StoreError> {
    let mut one = [message];
    joins::join(connection, &mut one).await?;
    let [message] = one;
    Ok(message)
}

fn plan(document: &Document, operation: &Operation) -> Plan {
    let message = match documents::stored(document) {
        Stored::Message(message) => *message,
        Stored::Gone(tombstone) if matches!(operation, Operation::Delete) => {
            return Plan::Nothing(Some(Change::Deleted(tombstone).into()));
        }
        Stored::Gone(_) => return Plan::Refuse(Outcome::NoSuchMessage),
    };
    match operation {
        Operation::Delete => Plan::Update(updates::delete()),
        Operation::Edit { content, .. } if *content == message.content => {
            let was_edited = message.edited_rev > 0;
            Plan::Nothing(was_edited.then(|| Change::Updated(message).into()))
        }
        Operation::Edit { seen: Some(seen), .. } if *seen < message.edited_rev => {
            Plan::Refuse(Outcome::ContentChanged(message.into()))
        }
        Operation::Edit { content, .. } => Plan::Update(updates::edit(content)),
        Operation::React { reaction, on } => {
            let is_it = |other: &Reaction| (&other.emoji, &other.user_id) == (&reaction.emoji, &reaction.user_id);
            if message.reactions.iter().any(is_it) == *on {
                let rev = message.rev.unwrap_or(0);
                Plan::Nothing(Some(Change::Reacted { message, reaction: reaction.clone(), rev, on: *on }.into()))
            } else if !on {
                let emoji = documents::emoji_forms(document, &reaction.emoji);
                Plan::Update(updates::unreact(&emoji, &documents::forms(&reaction.user_id)))
            } else if message.has_room_for(&reaction.emoji, REACTION_KINDS) {
                Plan::Update(updates::react(documents::reaction(reaction)))
            } else {
                Plan::Refuse(Outcome::TooManyKinds)
            }
        }
    }
}

/// Returns what to publish for a change that was just made.
fn published(stored: &Stored, operation: &Operation) -> Change {
    match (stored, operation) {
        (Stored::Gone(tombstone), _) => Change::Deleted(tombstone.clone()),
        (Stored::Message(message), Operation::React { reaction, on }) => Change::Reacted {
            message: (**message).clone(),
            reaction: reaction.clone(),
            rev: message.rev.unwrap_or(0),
            on: *on,
        },
        (Stored::Message(message), _) => Change::Updated((**message).clone()),
    }
}

/// Updates the document if it still has the version that was read; otherwise returns `None`.
async fn replace(
    connection: &Connection,
    read: &Document,
    update: Vec<Document>,
) -> Result<Option<Document>, StoreError> {
    let value = |name: &str| read.get(name).cloned().unwrap_or(Bson::Null);
    let same = doc! { "_id": value("_id"), "updatedAt": value("updatedAt") };
    connection
        .run(|collection| async move {
            collection.find_one_and_update(same, update).return_document(ReturnDocument::After).await
        })
        .await
}
