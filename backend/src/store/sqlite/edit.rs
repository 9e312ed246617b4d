//! Changes stored messages, each in the writer's transaction.

use rusqlite::{Connection, OptionalExtension, params};

use super::changes::next_rev;
use super::{attachments, rows, search};
use crate::limits::REACTION_KINDS;
use crate::message::{Message, Reaction, Stored, Timestamp, Tombstone};
use crate::store::{Change, Operation, Outcome};

/// Carries out an operation, and returns what to publish. A change without effect takes no rev.
pub fn change(connection: &Connection, id: &str, operation: Operation) -> rusqlite::Result<(Outcome, Option<Change>)> {
    match (rows::find(connection, id)?, operation) {
        (Some(Stored::Message(message)), Operation::Edit { content, seen }) => {
            edit(connection, *message, content, seen)
        }
        (Some(Stored::Message(message)), Operation::React { reaction, on }) => {
            react(connection, *message, reaction, on)
        }
        (Some(Stored::Message(message)), Operation::Delete) => delete(connection, *message).map(gone),
        (Some(Stored::Gone(tombstone)), Operation::Delete) => Ok(gone(tombstone)),
        (Some(Stored::Gone(_)) | None, _) => Ok((Outcome::NoSuchMessage, None)),
    }
}

fn edit(
    connection: &Connection,
    message: Message,
    content: String,
    seen: Option<i64>,
) -> rusqlite::Result<(Outcome, Option<Change>)> {
    if message.content == content {
        let was_edited = message.edited_rev > 0;
        let change = was_edited.then(|| Change::Updated(message.clone()));
        return Ok((done(message), change));
    }
    if seen.is_some_and(|seen| seen < message.edited_rev) {
        return Ok((Outcome::ContentChanged(message.into()), None));
    }
    let rev = next_rev(connection)?;
    let now = Timestamp::now();
    connection
        .prepare_cached("UPDATE messages SET content = ?2, edited_at = ?3, rev = ?4, edited_rev = ?4 WHERE id = ?1")?
        .execute(params![message.id, content, now.0, rev])?;
    search::edit(connection, &message.id, &content)?;
    let edited = Message { content, is_edited: true, edited_at: Some(now), rev: Some(rev), edited_rev: rev, ..message };
    Ok((done(edited.clone()), Some(Change::Updated(edited))))
}

fn delete(connection: &Connection, message: Message) -> rusqlite::Result<Tombstone> {
    let rev = next_rev(connection)?;
    let position = search::remove(connection, &message.id)?;
    connection.prepare_cached("DELETE FROM reactions WHERE message_id = ?1")?.execute([&message.id])?;
    attachments::remove(connection, &message.id)?;
    connection.prepare_cached("DELETE FROM messages WHERE id = ?1")?.execute([&message.id])?;
    let Message { id, workspace_id, channel_id, sender_id, created_at, client_id, .. } = message;
    connection
        .prepare_cached(
            "INSERT INTO tombstones (id, workspace_id, channel_id, sender_id, created_at, client_id, rev, position)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![id, workspace_id, channel_id, sender_id, created_at.0, client_id, rev, position])?;
    Ok(Tombstone { id, workspace_id, channel_id, sender_id, created_at, rev })
}

fn react(
    connection: &Connection,
    mut message: Message,
    reaction: Reaction,
    on: bool,
) -> rusqlite::Result<(Outcome, Option<Change>)> {
    let set_at: Option<i64> = connection
        .prepare_cached("SELECT rev FROM reactions WHERE message_id = ?1 AND emoji = ?2 AND user_id = ?3")?
        .query_row(params![message.id, reaction.emoji, reaction.user_id], |row| row.get(0))
        .optional()?;
    if set_at.is_some() == on {
        let rev = set_at.or(message.rev).unwrap_or(0);
        let change = Change::Reacted { message: message.clone(), reaction, rev, on };
        return Ok((done(message), Some(change)));
    }
    if on && !message.has_room_for(&reaction.emoji, REACTION_KINDS) {
        return Ok((Outcome::TooManyKinds, None));
    }
    let rev = next_rev(connection)?;
    if on {
        connection
            .prepare_cached(
                "INSERT INTO reactions (message_id, emoji, user_id, user_name, rev) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![message.id, reaction.emoji, reaction.user_id, reaction.user_name, rev])?;
        message.reactions.push(reaction.clone());
    } else {
        connection
            .prepare_cached("DELETE FROM reactions WHERE message_id = ?1 AND emoji = ?2 AND user_id = ?3")?
            .execute(params![message.id, reaction.emoji, reaction.user_id])?;
        message.reactions.retain(|other| (&other.emoji, &other.user_id) != (&reaction.emoji, &reaction.user_id));
    }
    connection.prepare_cached("UPDATE messages SET rev = ?2 WHERE id = ?1")?.execute(params![message.id, rev])?;
    message.rev = Some(rev);
    let change = Change::Reacted { message: message.clone(), reaction, rev, on };
    Ok((done(message), Some(change)))
}

fn done(message: Message) -> Outcome {
    Outcome::Done(Stored::Message(message.into()))
}

fn gone(tombstone: Tombstone) -> (Outcome, Option<Change>) {
    (Outcome::Done(Stored::Gone(tombstone.clone())), Some(Change::Deleted(tombstone)))
}
