//! The context that all rows of a list share.

use super::fold::Unfolded;
use super::names::Names;
use crate::app::handle::Chat;
use crate::components::deletion::Deletion;
use crate::components::field::Field;
use crate::components::picker::Picker;
use crate::model::message::{MessageId, RowKey};
use crate::reactive::Signal;

/// A picture: its message's row, and which of the message's files it is.
pub type Place = (RowKey, usize);

/// The picture that is looked at.
pub type Viewed = Signal<Option<Place>>;

/// What a row needs besides its message. Copy it freely.
#[derive(Clone, Copy)]
pub struct Rows {
    /// The chat.
    pub chat: Chat,
    /// The composer's text field, for refused messages that are written anew.
    pub field: Field,
    /// Asks before a message is deleted.
    pub deletion: Deletion,
    /// Where a reaction is chosen.
    pub picker: Picker,
    /// The day that it is for the visitor.
    pub today: Signal<i64>,
    /// Who can be mentioned.
    pub names: Names,
    /// How far long messages are unfolded.
    pub unfolded: Unfolded,
    /// Which messages show all of their reactions.
    pub all_reactions: Unfolded,
    /// The answers that were left for what they answer, the last one at the end.
    pub way_back: Signal<Vec<MessageId>>,
    /// The message whose replies were listed last.
    pub replies_of: Signal<Option<MessageId>>,
    /// The picture that is looked at.
    pub viewed: Viewed,
}
