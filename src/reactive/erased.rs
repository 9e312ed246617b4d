//! A value whose type the graph does not know.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

/// A `RefCell` of some type.
pub type Erased = Rc<dyn Any>;

/// Takes the type from a value.
pub fn erased<T: 'static>(value: T) -> Erased {
    Rc::new(RefCell::new(value))
}

/// Looks at a value of this type, if it is still there and is not being changed.
pub fn look<T: 'static, U>(value: Option<Erased>, look: impl FnOnce(&T) -> U) -> Option<U> {
    Some(look(&*value?.downcast_ref::<RefCell<T>>()?.try_borrow().ok()?))
}

/// Changes a value of this type, if it is still there and is not being used. As in Leptos: a browser sends some events
/// in the middle of a change to the page, such as that the focus is gone with its element, and who hears them may want
/// what is being changed.
pub fn change<T: 'static, U>(value: Option<Erased>, change: impl FnOnce(&mut T) -> U) -> Option<U> {
    Some(change(&mut *value?.downcast_ref::<RefCell<T>>()?.try_borrow_mut().ok()?))
}

/// Ends the program: something was read that has ended, or while it was being changed.
#[cold]
#[expect(clippy::panic, reason = "the panic hook shows the unsent text; to go on would be to draw from nothing")]
pub fn is_gone() -> ! {
    panic!("a value was read whose reactive owner is gone, or that is being changed");
}
