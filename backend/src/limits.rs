//! Limits on what a caller may send. [`crate::params`] applies them.

/// The largest request body, in bytes.
pub const BODY_BYTES: usize = 64 * 1024;
/// The longest message, in characters (Unicode scalar values), after trimming.
pub const CONTENT_CHARS: usize = 5_000;
/// The longest id of a workspace, a channel or a message, in characters.
pub const ID_CHARS: usize = 64;
/// The longest name of a person, in characters. With it a member's presence data stays below
/// the 1 KB that Pusher allows.
pub const NAME_CHARS: usize = 64;
/// The largest page of messages.
pub const PAGE_MAX: u32 = 100;
/// The page size if the caller gives none (CONTRACT, baseline).
pub const PAGE_DEFAULT: u32 = 50;
/// The longest query of a search, in characters.
pub const SEARCH_CHARS: usize = 200;
/// The maximum number of words in a query.
pub const SEARCH_WORDS: usize = 10;
/// The page size of a search if the caller gives none.
pub const SEARCH_DEFAULT: u32 = 20;
/// The maximum of unread messages counted in a channel.
pub const UNREAD_MAX: usize = 100;
/// The maximum of different emoji on one message.
pub const REACTION_KINDS: usize = 20;
/// The maximum of files in one message.
pub const ATTACHMENTS: usize = 10;
/// The longest description of a file, in characters.
pub const ALT_CHARS: usize = 1_000;
/// The longest ThumbHash, in bytes: those of pictures have up to 25.
pub const THUMBHASH_BYTES: usize = 32;
/// The channel if the caller gives none (CONTRACT, baseline).
pub const CHANNEL_DEFAULT: &str = "general";

/// Returns `true` if `text` may be an id: 1 to 64 of `A-Z a-z 0-9 _ - .`
pub fn is_id(text: &str) -> bool {
    (1..=ID_CHARS).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
}
