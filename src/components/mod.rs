//! The view. It reads the signals of [`crate::app::state`] and calls [`crate::app::handle`], and knows nothing else
//! of the app. Each file here has its own style sheet in `style/`.
//!
//! - `shell` is the whole view: `sidebar` (with `people` and `settings`) and the main column with `header`,
//!   `message_list`, `banner`, `typing` and `composer`. `panel` replaces a conversation; `sheet` is the sidebar on
//!   narrow screens; `announcer` speaks to screen readers.
//! - `shortcuts` handles the keyboard, with `channel_switcher` and the list of shortcuts, each in a `dialog`.
//! - `field` is the composer's text field as other components use it; `completion` suggests words for the composer;
//!   `files` reports what cannot be sent.
//! - `search` is the search panel and its button.
//! - `deletion` asks before a message is deleted; `picker` is the emoji picker.
//! - `badge` marks a channel that has something new; `keys` answers listeners' questions about events.
//! - Views are written with `element`, which explains why they do not use `view!`; `live` has their changing parts.
//!   `status_words` chooses the strings about the connection; `ticking` has signals that change with time.

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
