//! The icon in the page's tab: the file of that name beside the page, or the variant with a dot. Only for the
//! stand-alone page.

use super::title::{all, set};

/// Shows if there are unread messages.
pub fn show(has_unread: bool) {
    for link in all("link[rel=icon]") {
        set(&link, "href", if has_unread { "favicon-unread.svg" } else { "favicon.svg" });
    }
}
