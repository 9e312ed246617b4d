//! Elements of one type: in `view!` each element is a type that includes all its content, and each such type is
//! compiled separately, which was a seventh of the WebAssembly (docs/performance.md). They are written like in
//! Leptos's own builder:
//!
//! ```text
//! button("icon-button").attr("aria-label", strings.close_dialog()).on(ev::click, close).child(icon("icon icon-close"))
//! ```
//!
//! Parts that change with signals use `live_attr`, or a child that is [`live`](super::live::live). An element that is
//! redrawn in the place of one with the same tag keeps the DOM element, and the focus in it.

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

/// The value of an attribute; `None` removes it.
type Value = Option<Cow<'static, str>>;

type OnEvent = Box<dyn FnMut(JsValue)>;

/// An event's name and its handler.
type Listener = (Cow<'static, str>, SendWrapper<OnEvent>);

/// A description of an element.
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
    /// A property of the DOM object that follows a signal.
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
    /// Sets its classes.
    pub fn class(self, class: &'static str) -> Self {
        self.with("class", Attribute::Fixed(Some(Cow::Borrowed(class))))
    }

    /// Sets an attribute; `None` and `false` remove it.
    pub fn attr(self, name: &'static str, value: impl IntoValue) -> Self {
        self.with(name, Attribute::Fixed(value.into_value()))
    }

    /// Sets an attribute that is read again whenever one of its signals changes.
    pub fn live_attr<V: IntoValue>(self, name: &'static str, mut value: impl FnMut() -> V + Send + 'static) -> Self {
        self.with(name, Attribute::Live(Box::new(move || value().into_value())))
    }

    /// The same for a property of the DOM object.
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

    /// Stores the built element in a reference.
    pub fn node_ref<E>(mut self, node_ref: ElementRef<E>) -> Self {
        self.0.node_ref = Some(node_ref.of_any_kind());
        self
    }

    /// Appends a child.
    pub fn child(self, child: impl IntoChild) -> Self {
        self.holding(child.into_child())
    }

    fn holding(mut self, child: Option<Child>) -> Self {
        self.0.children.push(child);
        self
    }

    /// Appends several children.
    pub fn children<C: Into<Child>>(mut self, children: impl IntoIterator<Item = C>) -> Self {
        self.0.children.extend(children.into_iter().map(|child| Some(child.into())));
        self
    }
}
