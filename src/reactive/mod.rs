//! Signals, memos, stored values and effects as Leptos has them; but each of one type within, whatever it holds: Leptos
//! compiles all of its graph once more for every type and closure (docs/performance.md says what that costs).

mod effect;
mod erased;
#[expect(clippy::disallowed_types, reason = "this is what stands around it")]
mod memo;
#[expect(clippy::disallowed_types, reason = "this is what stands around it")]
mod signal;
#[expect(clippy::disallowed_types, reason = "this is what stands around it")]
mod stored;

pub use effect::effect;
pub use memo::Memo;
pub use signal::Signal;
pub use stored::Stored;
