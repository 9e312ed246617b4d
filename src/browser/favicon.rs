//! The picture in the page's tab: the file of that name beside the page, or the one with a dot. For the stand-alone
//! page alone.

use super::title::{all, set};

/// Shows whether there is something unread.
pub fn show(has_unread: bool) {
    for link in all("link[rel=icon]") {
        set(&link, "href", if has_unread { "favicon-unread.svg" } else { "favicon.svg" });
    }
}
