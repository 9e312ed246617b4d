//! What can stand in an attribute, and in an element.

use std::borrow::Cow;
use std::sync::Arc;

use leptos::prelude::*;

use super::{Built, Value};

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

/// What can stand in an element.
pub trait IntoChild {
    fn into_child(self) -> Option<AnyView>;
}

impl IntoChild for AnyView {
    fn into_child(self) -> Option<AnyView> {
        Some(self)
    }
}

impl IntoChild for Built {
    fn into_child(self) -> Option<AnyView> {
        Some(self.into_any())
    }
}

impl IntoChild for String {
    fn into_child(self) -> Option<AnyView> {
        Some(self.into_any())
    }
}

impl IntoChild for &str {
    fn into_child(self) -> Option<AnyView> {
        Some(self.to_owned().into_any())
    }
}

impl IntoChild for Arc<str> {
    fn into_child(self) -> Option<AnyView> {
        (*self).into_child()
    }
}

impl IntoChild for Vec<AnyView> {
    fn into_child(self) -> Option<AnyView> {
        Some(self.into_any())
    }
}

impl<C: IntoChild> IntoChild for Option<C> {
    fn into_child(self) -> Option<AnyView> {
        self.and_then(C::into_child)
    }
}
