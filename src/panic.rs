//! Shows a panel after a panic, with the text that the user had written and a button to reload.
//!
//! A panic hook runs while Rust is broken, so it uses only plain DOM calls and never re-enters the app.

use std::cell::RefCell;

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, HtmlTextAreaElement};

use crate::strings::Strings;

thread_local! {
    /// The element of each chat, with its strings once they are loaded. The document cannot find elements in a shadow
    /// root.
    static ROOTS: RefCell<Vec<(HtmlElement, Option<Strings>)>> = const { RefCell::new(Vec::new()) };
}

/// Registers a chat with the panic hook until dropped.
#[must_use = "dropping it ends that"]
#[derive(Debug)]
pub struct Watched(HtmlElement);

impl Watched {
    /// Shows the panel in this language from now on; until then it is in English.
    pub fn speaking(self, strings: Strings) -> Self {
        ROOTS.with_borrow_mut(|roots| {
            roots.iter_mut().filter(|(root, _)| *root == self.0).for_each(|(_, spoken)| *spoken = Some(strings));
        });
        self
    }
}

/// Shows the panel in this element's chat, too.
pub fn watch(root: &HtmlElement) -> Watched {
    ROOTS.with_borrow_mut(|roots| roots.push((root.clone(), None)));
    Watched(root.clone())
}

impl Drop for Watched {
    fn drop(&mut self) {
        ROOTS.with_borrow_mut(|roots| roots.retain(|(root, _)| *root != self.0));
    }
}

/// Sets the hook, once.
pub fn set_hook() {
    std::panic::set_hook(Box::new(|panic| {
        web_sys::console::error_2(&"CollabSpace chat:".into(), &panic.to_string().into());
        let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
        let roots = ROOTS.try_with(|roots| roots.try_borrow().map(|roots| roots.clone()).unwrap_or_default());
        for (root, strings) in roots.unwrap_or_default() {
            let _ = show(&document, &root, strings.unwrap_or_else(Strings::english));
        }
    }));
}

fn show(document: &Document, root: &HtmlElement, strings: Strings) -> Option<()> {
    let chat = root.query_selector(".chat").ok()??;
    let unsent = chat.query_selector("textarea").ok()?;
    let unsent = unsent.and_then(|field| field.dyn_into::<HtmlTextAreaElement>().ok()).map(|field| field.value());
    let panel = element(document, "section", "panel")?;
    panel.set_attribute("data-kind", "error").ok()?;
    panel.set_attribute("role", "alert").ok()?;
    let card = element(document, "div", "panel-card")?;
    let title = element(document, "h1", "panel-title")?;
    title.set_text_content(Some(strings.stopped_title()));
    let text = element(document, "p", "panel-text")?;
    text.set_text_content(Some(strings.stopped_text()));
    card.append_with_node_2(&title, &text).ok()?;
    if let Some(unsent) = unsent.filter(|text| !text.trim().is_empty()) {
        let field = element(document, "textarea", "panel-unsent")?.dyn_into::<HtmlTextAreaElement>().ok()?;
        field.set_read_only(true);
        field.set_value(&unsent);
        field.set_attribute("aria-label", strings.unsent_text()).ok()?;
        field.set_attribute("dir", "auto").ok()?;
        card.append_with_node_1(&field).ok()?;
    }
    // A link to the page itself, which reloads it without any script.
    let reload = element(document, "a", "button button-primary")?;
    reload.set_attribute("href", "").ok()?;
    reload.set_text_content(Some(strings.reload()));
    let actions = element(document, "div", "panel-actions")?;
    actions.append_with_node_1(&reload).ok()?;
    card.append_with_node_1(&actions).ok()?;
    panel.append_with_node_1(&card).ok()?;
    // Placed in the same landmark as the view that it replaces, if there is one.
    match chat.query_selector(".chat-main").ok()? {
        Some(main) => {
            main.remove_attribute("inert").ok()?;
            main.replace_children_with_node_1(&panel);
            chat.replace_children_with_node_1(&main);
        }
        None => chat.replace_children_with_node_1(&panel),
    }
    Some(())
}

fn element(document: &Document, name: &str, class: &str) -> Option<Element> {
    let element = document.create_element(name).ok()?;
    element.set_class_name(class);
    Some(element)
}
