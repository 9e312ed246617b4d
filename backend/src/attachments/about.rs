//! Metadata of an uploaded file.

use serde::{Deserialize, Serialize};

use super::Signer;
use crate::message::{Attachment, Timestamp};

/// Metadata of a file, stored beside the content as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct About {
    pub owner_id: String,
    /// Safe to show and to save under.
    pub name: String,
    /// Determined from the content.
    pub mime: String,
    /// In bytes.
    pub size: u64,
    /// Set for pictures whose dimensions are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// A preview of the picture, from its sender.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thumbhash: Option<String>,
    /// A description in the sender's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alt: Option<String>,
    /// In milliseconds since 1970.
    pub uploaded_at: i64,
}

impl About {
    /// The file as a message carries it. Its address is not signed.
    pub fn attachment(self, id: &str) -> Attachment {
        Attachment {
            id: Some(id.to_owned()),
            kind: if self.width.is_some() { "image" } else { "file" }.into(),
            url: Signer::path(id),
            name: self.name,
            size: i64::try_from(self.size).ok(),
            mime: Some(self.mime),
            width: self.width,
            height: self.height,
            thumbhash: self.thumbhash,
            alt: self.alt,
        }
    }

    /// How long ago it was uploaded, in milliseconds.
    pub fn age(&self, now: Timestamp) -> i64 {
        now.0.saturating_sub(self.uploaded_at)
    }
}
