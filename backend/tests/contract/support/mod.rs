//! What the tests share: a backend, a person who calls it, a Pusher server, a subscriber.

mod backend;
mod caller;
pub mod files;
mod folder;
#[cfg(feature = "mongodb")]
pub mod gate;
mod installed;
#[cfg(feature = "mongodb")]
pub mod mongodb;
pub mod process;
mod site;
mod sockudo;
mod store;
mod subscriber;

pub use backend::{Backend, KEY, SECRET, SESSION_SECRET};
pub use caller::{Answer, BOUNDARY, Caller, field, file, path_of, reaction_path};
pub use folder::Folder;
pub use process::Process;
pub use site::Site;
pub use sockudo::Sockudo;
pub use store::{Kind, age_file, count_files, rows};
pub use subscriber::Subscriber;

use std::net::TcpListener;

/// The longest that anything in these tests may take.
pub const PATIENCE: std::time::Duration = std::time::Duration::from_secs(20);

/// A port on which nothing listens.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its address").port()
}
