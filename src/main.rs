//! The page's binary. It does nothing by itself: `src/entry` calls [`collabspace_chat::start`].

use collabspace_chat as _;

fn main() {}
