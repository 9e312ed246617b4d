//! Chunks: code that reading and answering do not need, in WebAssembly files that are fetched on first use or when
//! the browser is idle (docs/decisions/11-chunks.md).

/// Declares a module that loads a table of functions from a chunk: `chunk! { name in file: Table = functions }`.
///
/// Tables of one `file` are loaded together. Their functions must not be mentioned anywhere else: a function that is
/// reachable in another way stays in the main file. Without the feature `chunks` everything is in one file, and a
/// table loads at once.
macro_rules! chunk {
    ($(#[$doc:meta])* $name:ident in $file:ident: $table:ident = $functions:expr) => {
        $(#[$doc])*
        pub mod $name {
            use std::cell::Cell;

            #[cfg(feature = "chunks")]
            use wasm_split_helpers::{SplitLoaderError, wasm_split};

            use super::*;

            thread_local! {
                static TABLE: Cell<Option<&'static $table>> = const { Cell::new(None) };
            }

            /// Returns the table if it is loaded.
            #[allow(dead_code, reason = "not every chunk is asked for without waiting")]
            pub fn get() -> Option<&'static $table> {
                TABLE.get()
            }

            /// Loads the table. Returns `None` if that fails; a later call tries again.
            pub async fn ready() -> Option<&'static $table> {
                if TABLE.get().is_none() {
                    TABLE.set(load().await);
                }
                TABLE.get()
            }

            #[cfg(feature = "chunks")]
            async fn load() -> Option<&'static $table> {
                #[wasm_split($file, fallible)]
                fn $name() -> Result<&'static $table, SplitLoaderError> {
                    Ok(&$functions)
                }
                $name().await.ok()
            }

            #[cfg(not(feature = "chunks"))]
            async fn load() -> Option<&'static $table> {
                Some(&$functions)
            }
        }
    };
}
