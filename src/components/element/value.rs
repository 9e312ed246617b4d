//! What can stand in an attribute, and in an element.

use std::borrow::Cow;
use std::sync::Arc;

use leptos::prelude::*;

use super::{Built, Value, element};

/// What can be the value of an attribute.
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

/// Something in an element. A text is held apart from other views: see [`super::text`].
pub enum Child {
    Text(String),
    View(AnyView),
}

impl Child {
    /// As a view that stands alone. A text gets an element, so that it can change after somebody has replaced its node.
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

/// What can stand in an element.
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
