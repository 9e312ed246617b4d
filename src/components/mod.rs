//! The view. It reads the signals of [`crate::app::state`] and calls [`crate::app::handle`], and knows nothing else of the
//! app. Its markup is what the style sheets in `style/` hang on: one file here, one sheet there.
//!
//! - `shell` is the whole: `sidebar` (with `people` and `settings`) and the main column: `header`, `message_list`, `banner`, `typing`,
//!   `composer`; `panel` is what stands in place of a conversation; `sheet` is the sidebar where it is narrow.
//! - `live` is what changes within a view; `words` and `status_words` hold all that is said; `ticking` is what changes by time alone.

mod avatar;
mod banner;
mod composer;
mod header;
mod icon;
mod live;
mod message_list;
mod panel;
mod people;
mod settings;
mod sheet;
mod shell;
mod sidebar;
mod status_words;
mod ticking;
mod typing;
mod words;

pub use self::panel::{ConfigurationError, FatalError};
pub use self::shell::ChatView;
pub use self::status_words::connection;
