//! Values of attributes, and children of elements.

use std::borrow::Cow;
use std::sync::Arc;

use leptos::prelude::*;

use super::{Built, Value, element};

/// A value for an attribute.
pub trait IntoValue {
    fn into_value(self) -> Value;
}

impl IntoValue for &'static str {
    fn into_value(self) -> Value {
        Some(Cow::Borrowed(self))
    }
}

impl IntoValue for String {
    fn into_value(self) -> Value {
        Some(Cow::Owned(self))
    }
}

impl IntoValue for Arc<str> {
    fn into_value(self) -> Value {
        Some(Cow::Owned((*self).to_owned()))
    }
}

impl IntoValue for bool {
    fn into_value(self) -> Value {
        self.then_some(Cow::Borrowed(""))
    }
}

impl<V: IntoValue> IntoValue for Option<V> {
    fn into_value(self) -> Value {
        self.and_then(V::into_value)
    }
}

/// A child of an element. Text is kept separate from other views: see [`super::text`].
pub enum Child {
    Text(String),
    View(AnyView),
}

impl Child {
    /// As a stand-alone view. A text gets an element, so that it can change after its node was replaced.
    pub fn into_view(self) -> AnyView {
        match self {
            Self::Text(text) => element("span").child(text).into_any(),
            Self::View(view) => view,
        }
    }
}

impl From<AnyView> for Child {
    fn from(view: AnyView) -> Self {
        Self::View(view)
    }
}

impl From<String> for Child {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// A value that can be a child of an element.
pub trait IntoChild {
    fn into_child(self) -> Option<Child>;
}

impl IntoChild for AnyView {
    fn into_child(self) -> Option<Child> {
        Some(Child::View(self))
    }
}

impl IntoChild for Built {
    fn into_child(self) -> Option<Child> {
        self.into_any().into_child()
    }
}

impl IntoChild for String {
    fn into_child(self) -> Option<Child> {
        Some(Child::Text(self))
    }
}

impl IntoChild for &str {
    fn into_child(self) -> Option<Child> {
        self.to_owned().into_child()
    }
}

impl IntoChild for Arc<str> {
    fn into_child(self) -> Option<Child> {
        (*self).into_child()
    }
}

impl IntoChild for Vec<AnyView> {
    fn into_child(self) -> Option<Child> {
        self.into_any().into_child()
    }
}

impl<C: IntoChild> IntoChild for Option<C> {
    fn into_child(self) -> Option<Child> {
        self.and_then(C::into_child)
    }
}
