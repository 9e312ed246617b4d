//! A value whose type is erased from the reactive graph.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

/// A `RefCell` of some type.
pub type Erased = Rc<dyn Any>;

/// Erases the type of a value.
pub fn erased<T: 'static>(value: T) -> Erased {
    Rc::new(RefCell::new(value))
}

/// Reads a value of this type, if it still exists and is not being changed.
pub fn look<T: 'static, U>(value: Option<Erased>, look: impl FnOnce(&T) -> U) -> Option<U> {
    Some(look(&*value?.downcast_ref::<RefCell<T>>()?.try_borrow().ok()?))
}

/// Changes a value of this type, if it still exists and is not in use. As in Leptos, this can be re-entered: browsers
/// send some events in the middle of a change to the page, such as the loss of focus with a removed element, and the
/// listener may need the value that is being changed.
pub fn change<T: 'static, U>(value: Option<Erased>, change: impl FnOnce(&mut T) -> U) -> Option<U> {
    Some(change(&mut *value?.downcast_ref::<RefCell<T>>()?.try_borrow_mut().ok()?))
}

/// Panics: a value was read after its owner ended, or while it was being changed.
#[cold]
#[expect(clippy::panic, reason = "the panic hook shows the unsent text; to go on would be to draw from nothing")]
pub fn is_gone() -> ! {
    panic!("a value was read whose reactive owner is gone, or that is being changed");
}
