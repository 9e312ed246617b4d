//! The extensions of the contract that this backend offers.

use crate::message::Message;

/// An extension, by its name in `GET /api/capabilities`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feature {
    ClientId,
    After,
    Around,
    Me,
    Channels,
    Changes,
    Edit,
    Delete,
    Reactions,
    Replies,
    Search,
    Read,
    Attachments,
}

impl Feature {
    const ALL: [Self; 13] = [
        Self::ClientId,
        Self::After,
        Self::Around,
        Self::Me,
        Self::Channels,
        Self::Changes,
        Self::Edit,
        Self::Delete,
        Self::Reactions,
        Self::Replies,
        Self::Search,
        Self::Read,
        Self::Attachments,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::ClientId => "client-id",
            Self::After => "after",
            Self::Around => "around",
            Self::Me => "me",
            Self::Channels => "channels",
            Self::Changes => "changes",
            Self::Edit => "edit",
            Self::Delete => "delete",
            Self::Reactions => "reactions",
            Self::Replies => "replies",
            Self::Search => "search",
            Self::Read => "read",
            Self::Attachments => "attachments",
        }
    }
}

/// The enabled extensions: all of them, or none for a baseline backend. Files need a folder to be stored in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Features {
    is_baseline: bool,
    has_files: bool,
}

impl Features {
    pub fn new(is_baseline: bool, has_files: bool) -> Self {
        Self { is_baseline, has_files }
    }

    /// Returns `true` if the feature is offered.
    pub fn has(self, feature: Feature) -> bool {
        self.iter().any(|offered| offered == feature)
    }

    /// Drops the parameter of a disabled feature: a baseline backend ignores it like any unknown one.
    pub fn only<T>(self, feature: Feature, value: Option<T>) -> Option<T> {
        value.filter(|_| self.has(feature))
    }

    /// Reduces a message to the fields of enabled features.
    pub fn shown(self, message: Message) -> Message {
        if self.is_baseline { message.to_baseline() } else { message }
    }

    /// Returns the names of enabled features.
    pub fn names(self) -> Vec<&'static str> {
        self.iter().map(Feature::name).collect()
    }

    fn iter(self) -> impl Iterator<Item = Feature> {
        let is_on = move |feature: &Feature| !self.is_baseline && (self.has_files || *feature != Feature::Attachments);
        Feature::ALL.into_iter().filter(is_on)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_baseline_backend_offers_nothing_and_drops_what_it_does_not_know() {
        let (all, none) = (Features::new(false, true), Features::new(true, true));
        assert!(none.names().is_empty());
        for feature in Feature::ALL {
            assert!(all.has(feature) && all.names().contains(&feature.name()));
            assert_eq!((all.only(feature, Some(1)), none.only(feature, Some(1))), (Some(1), None));
        }
        let no_files = Features::new(false, false);
        assert!(!no_files.has(Feature::Attachments) && no_files.has(Feature::Replies));
    }
}
