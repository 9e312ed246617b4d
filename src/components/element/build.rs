//! Builds DOM elements from their descriptions, and patches them on re-render.

use leptos::reactive::effect::RenderEffect;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::no_attrs;
use leptos::tachys::renderer::types::Node;
use leptos::tachys::renderer::{RemoveEventHandler, Rndr};
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};
use wasm_bindgen::JsValue;
use web_sys::Element;

use super::text::{ChildState, place, take_back};
use super::value::Child;
use super::{Attribute, Built, Listener, Parts, Value};

/// A built element.
pub struct BuiltState {
    tag: &'static str,
    element: Element,
    attributes: Vec<(&'static str, AttributeState)>,
    /// Listeners end when these are dropped.
    listeners: Vec<RemoveEventHandler<Element>>,
    children: Vec<Option<ChildState>>,
}

enum AttributeState {
    Fixed(Value),
    /// The effect ends when this is dropped.
    Live(#[allow(dead_code)] RenderEffect<()>),
}

impl Render for Built {
    type State = BuiltState;

    fn build(self) -> BuiltState {
        let Parts { tag, attributes, listeners, node_ref, children } = *self.0;
        let element = Rndr::create_element(tag, None);
        let attributes = attributes.into_iter().map(|(name, value)| (name, show(&element, name, value))).collect();
        let listeners = listen(&element, listeners);
        let mut children: Vec<_> = children.into_iter().map(|child| child.map(ChildState::build)).collect();
        children.iter_mut().flatten().for_each(|child| child.mount(&element, None));
        if let Some(node_ref) = node_ref {
            node_ref.load(&element);
        }
        BuiltState { tag, element, attributes, listeners, children }
    }

    fn rebuild(self, state: &mut BuiltState) {
        if self.0.tag != state.tag {
            let mut new = self.build();
            state.insert_before_this(&mut new);
            state.unmount();
            *state = new;
            return;
        }
        let Parts { attributes, listeners, node_ref, children, .. } = *self.0;
        let element = state.element.clone();
        state.show(attributes);
        state.listeners.clear();
        state.listeners = listen(&element, listeners);
        state.hold(children);
        if let Some(node_ref) = node_ref {
            node_ref.load(&element);
        }
    }
}

impl BuiltState {
    /// Replaces the attributes with others.
    fn show(&mut self, attributes: Vec<(&'static str, Attribute)>) {
        let before = std::mem::take(&mut self.attributes);
        for (name, _) in &before {
            if attributes.iter().all(|(other, _)| other != name) {
                Rndr::remove_attribute(&self.element, name);
            }
        }
        for (name, value) in attributes {
            let is_same = before.iter().any(|(other, before)| match (before, &value) {
                (AttributeState::Fixed(before), Attribute::Fixed(value)) => *other == name && before == value,
                _ => false,
            });
            let shown = match value {
                Attribute::Fixed(value) if is_same => AttributeState::Fixed(value),
                value => show(&self.element, name, value),
            };
            self.attributes.push((name, shown));
        }
    }

    /// Replaces the children with others, each in the place of the previous one.
    fn hold(&mut self, children: Vec<Option<Child>>) {
        take_back(&self.element, &mut self.children, &children);
        for mut left in self.children.drain(children.len().min(self.children.len())..).flatten() {
            left.unmount();
        }
        self.children.resize_with(children.len(), || None);
        for (at, child) in children.into_iter().enumerate() {
            match (child, &mut self.children[at]) {
                (Some(child), Some(before)) => before.rebuild(child),
                (Some(child), None) => {
                    let mut new = ChildState::build(child);
                    place(&self.element, &mut new, &self.children[at..]);
                    self.children[at] = Some(new);
                }
                (None, before) => {
                    if let Some(mut before) = before.take() {
                        before.unmount();
                    }
                }
            }
        }
    }
}

/// Sets an attribute for as long as the state is held.
fn show(element: &Element, name: &'static str, value: Attribute) -> AttributeState {
    match value {
        Attribute::Fixed(value) => {
            set(element, name, &value);
            AttributeState::Fixed(value)
        }
        Attribute::Live(mut value) => {
            let (element, mut before) = (element.clone(), None);
            AttributeState::Live(RenderEffect::new(move |_| {
                let now = value();
                if before.as_ref() != Some(&now) {
                    set(&element, name, &now);
                    before = Some(now);
                }
            }))
        }
        Attribute::Property(mut value) => {
            let (element, mut before) = (element.clone(), JsValue::UNDEFINED);
            AttributeState::Live(RenderEffect::new(move |_| {
                let now = value();
                if before != now {
                    Rndr::set_property(&element, name, &now);
                    before = now;
                }
            }))
        }
    }
}

fn set(element: &Element, name: &str, value: &Value) {
    match value {
        Some(value) => Rndr::set_attribute(element, name, value),
        None => Rndr::remove_attribute(element, name),
    }
}

fn listen(element: &Element, listeners: Vec<Listener>) -> Vec<RemoveEventHandler<Element>> {
    listeners.into_iter().map(|(name, act)| Rndr::add_event_listener(element, &name, act.take())).collect()
}

impl Mountable for BuiltState {
    fn unmount(&mut self) {
        Rndr::remove(&self.element);
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        Rndr::insert_node(parent, &self.element, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let parent = self.element.parent_element();
        parent.is_some_and(|parent| child.try_mount(&parent, Some(&self.element)))
    }

    fn elements(&self) -> Vec<Element> {
        vec![self.element.clone()]
    }
}

no_attrs!(Built);

/// Views can also be rendered on a server; this one is drawn only in browsers.
impl RenderHtml for Built {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> BuiltState {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
