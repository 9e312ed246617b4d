//! Leptos's signals, memos, stored values and effects with one inner type for all: Leptos compiles its whole graph
//! once more for every type and closure (docs/performance.md has the cost).

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
