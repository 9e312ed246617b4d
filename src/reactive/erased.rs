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

/// Looks at a value of this type, if it is still there.
pub fn look<T: 'static, U>(value: Option<Erased>, look: impl FnOnce(&T) -> U) -> Option<U> {
    value?.downcast_ref::<RefCell<T>>().map(|value| look(&value.borrow()))
}

/// Changes a value of this type, if it is still there.
pub fn change<T: 'static, U>(value: Option<Erased>, change: impl FnOnce(&mut T) -> U) -> Option<U> {
    value?.downcast_ref::<RefCell<T>>().map(|value| change(&mut value.borrow_mut()))
}

/// Ends the program: something that has ended was read.
#[cold]
pub fn is_gone() -> ! {
    panic!("a value was read whose reactive owner is gone");
}
