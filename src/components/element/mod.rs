//! Elements, of one type for all: `view!` has a type for each element with all that is in it, and each of these types
//! is compiled once more, which was a seventh of the program (docs/performance.md). They are written like Leptos's own
//! builder:
//!
//! ```text
//! button("icon-button").attr("aria-label", strings.close_dialog()).on(ev::click, close).child(icon("icon icon-close"))
//! ```
//!
//! What changes by signals is `live_attr`, or a child that is [`live`](super::live::live). An element that is drawn
//! anew in the place of one with the same tag keeps that one's element in the page, and the focus in it.

mod build;
mod reference;
mod text;
mod value;

use std::borrow::Cow;

use leptos::ev::EventDescriptor;
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue};

pub use self::reference::ElementRef;
pub use self::value::{Child, IntoChild, IntoValue};

/// The value of an attribute; without one, the attribute is not there.
type Value = Option<Cow<'static, str>>;

type OnEvent = Box<dyn FnMut(JsValue)>;

/// The name of an event and what it does.
type Listener = (Cow<'static, str>, SendWrapper<OnEvent>);

/// An element that is going to be built.
pub struct Built(Box<Parts>);

struct Parts {
    tag: &'static str,
    attributes: Vec<(&'static str, Attribute)>,
    listeners: Vec<Listener>,
    node_ref: Option<ElementRef>,
    children: Vec<Option<Child>>,
}

enum Attribute {
    Fixed(Value),
    Live(Box<dyn FnMut() -> Value + Send>),
    /// A property of the element's object that a signal changes.
    Property(Box<dyn FnMut() -> JsValue + Send>),
}

/// An element with this tag.
pub fn element(tag: &'static str) -> Built {
    let (attributes, listeners, children) = (Vec::new(), Vec::new(), Vec::new());
    Built(Box::new(Parts { tag, attributes, listeners, node_ref: None, children }))
}

/// A `<div>` of this class.
pub fn div(class: &'static str) -> Built {
    element("div").class(class)
}

/// A `<span>` of this class.
pub fn span(class: &'static str) -> Built {
    element("span").class(class)
}

/// A `<p>` of this class.
pub fn p(class: &'static str) -> Built {
    element("p").class(class)
}

/// A `<button type="button">` of this class.
pub fn button(class: &'static str) -> Built {
    element("button").class(class).attr("type", "button")
}

impl Built {
    /// Its classes.
    pub fn class(self, class: &'static str) -> Self {
        self.with("class", Attribute::Fixed(Some(Cow::Borrowed(class))))
    }

    /// An attribute; with `None` or `false` it is not there.
    pub fn attr(self, name: &'static str, value: impl IntoValue) -> Self {
        self.with(name, Attribute::Fixed(value.into_value()))
    }

    /// An attribute that is read again whenever a signal in it has changed.
    pub fn live_attr<V: IntoValue>(self, name: &'static str, mut value: impl FnMut() -> V + Send + 'static) -> Self {
        self.with(name, Attribute::Live(Box::new(move || value().into_value())))
    }

    /// The same for a property of the element's object.
    pub fn live_prop<V: Into<JsValue>>(
        self,
        name: &'static str,
        mut value: impl FnMut() -> V + Send + 'static,
    ) -> Self {
        self.with(name, Attribute::Property(Box::new(move || value().into())))
    }

    fn with(mut self, name: &'static str, value: Attribute) -> Self {
        self.0.attributes.push((name, value));
        self
    }

    /// Listens to an event.
    pub fn on<E>(self, event: E, mut act: impl FnMut(E::EventType) + 'static) -> Self
    where
        E: EventDescriptor,
        E::EventType: JsCast,
    {
        self.listen(event.name(), Box::new(move |event| act(event.unchecked_into())))
    }

    fn listen(mut self, name: Cow<'static, str>, act: OnEvent) -> Self {
        self.0.listeners.push((name, SendWrapper::new(act)));
        self
    }

    /// Where the element is found once it is built.
    pub fn node_ref<E>(mut self, node_ref: ElementRef<E>) -> Self {
        self.0.node_ref = Some(node_ref.of_any_kind());
        self
    }

    /// What stands in it, after what is there already.
    pub fn child(self, child: impl IntoChild) -> Self {
        self.holding(child.into_child())
    }

    fn holding(mut self, child: Option<Child>) -> Self {
        self.0.children.push(child);
        self
    }

    /// Several of them.
    pub fn children<C: Into<Child>>(mut self, children: impl IntoIterator<Item = C>) -> Self {
        self.0.children.extend(children.into_iter().map(|child| Some(child.into())));
        self
    }
}
