//! The view. It reads the signals of [`crate::app::state`] and calls [`crate::app::handle`], and knows nothing else of
//! the app. Its markup is what the style sheets in `style/` hang on: one file here, one sheet there.
//!
//! - `shell` is the whole: `sidebar` (with `people` and `settings`) and the main column: `header`, `message_list`,
//!   `banner`, `typing`, `composer`; `panel` is what stands in place of a conversation; `sheet` is the sidebar where it
//!   is narrow; `announcer` is what screen readers say by themselves.
//! - `shortcuts` is what the keyboard does, with `channel_switcher` and the list of shortcuts in a `dialog` each.
//! - `field` is the composer's text field as others use it; `completion` is what the composer suggests; `files` takes
//!   note of what cannot be sent.
//! - `search` is the panel that finds messages, and its button.
//! - `deletion` asks before a message is deleted; `picker` is where an emoji is chosen.
//! - `badge` marks a channel that has something new; `keys` holds what listeners ask about an event.
//! - Views are written with `element`, which says why not with `view!`; `live` is what changes within one. `words` and
//!   `status_words` hold all that is said, in a `language` (whose texts are filled by `pattern`); `ticking` is what
//!   changes by time alone.

mod announcer;
mod attach;
mod avatar;
mod badge;
mod banner;
mod channel_switcher;
mod chunks;
mod completion;
mod composer;
mod deletion;
mod dialog;
mod element;
mod field;
mod files;
mod header;
mod icon;
mod keys;
mod live;
mod message_list;
mod panel;
mod people;
mod picker;
mod refused;
mod search;
mod settings;
mod sheet;
mod shell;
mod shortcuts;
mod sidebar;
mod status_words;
mod ticking;
mod typing;

pub use self::panel::{configuration_error, fatal_error};
pub use self::shell::chat_view;
pub use self::status_words::connection;
