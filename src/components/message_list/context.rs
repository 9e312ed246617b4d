//! Context shared by all rows of a list.

use super::fold::Unfolded;
use super::names::Names;
use crate::app::handle::Chat;
use crate::components::deletion::Deletion;
use crate::components::field::Field;
use crate::components::picker::Picker;
use crate::model::message::{MessageId, RowKey};
use crate::reactive::Signal;

/// A picture: its message's row, and its index among the message's files.
pub type Place = (RowKey, usize);

/// The picture being viewed.
pub type Viewed = Signal<Option<Place>>;

/// What a row needs besides its message. `Copy`.
#[derive(Clone, Copy)]
pub struct Rows {
    /// The chat.
    pub chat: Chat,
    /// The composer's text field, for editing refused messages.
    pub field: Field,
    /// Asks before a message is deleted.
    pub deletion: Deletion,
    /// The picker for reactions.
    pub picker: Picker,
    /// The user's present day.
    pub today: Signal<i64>,
    /// Who can be mentioned.
    pub names: Names,
    /// How far long messages are unfolded.
    pub unfolded: Unfolded,
    /// Which messages show all of their reactions.
    pub all_reactions: Unfolded,
    /// The replies from which the user followed the link to the original, the latest at the end.
    pub way_back: Signal<Vec<MessageId>>,
    /// The message whose replies were listed last.
    pub replies_of: Signal<Option<MessageId>>,
    /// The picture that is looked at.
    pub viewed: Viewed,
}
