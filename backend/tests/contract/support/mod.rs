//! What the tests share: a backend, a person who calls it, a Pusher server, a subscriber.

mod backend;
mod caller;
pub mod process;
mod sockudo;
mod subscriber;

pub use backend::{Backend, KEY, SECRET, SESSION_SECRET};
pub use caller::{Answer, Caller};
pub use process::Process;
pub use sockudo::Sockudo;
pub use subscriber::Subscriber;

use std::net::TcpListener;

/// The longest that anything in these tests may take.
pub const PATIENCE: std::time::Duration = std::time::Duration::from_secs(20);

/// A port on which nothing listens.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its address").port()
}

/// All that is stored, in order, as text to compare.
pub async fn rows(database: &std::path::Path) -> Vec<String> {
    let connection = rusqlite::Connection::open(database).expect("the database opens");
    let mut query = connection
        .prepare("SELECT id, workspace_id, channel_id, content FROM messages ORDER BY created_at, id")
        .expect("the table is there");
    let row = |row: &rusqlite::Row<'_>| {
        let columns: [String; 4] = [row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?];
        Ok(columns.join(" | "))
    };
    let rows = query.query_map([], row).expect("the rows are read");
    rows.map(|row| row.expect("a row")).collect()
}
