//! The MongoDB server of these tests: that of `MONGODB_URI`, else secantusd, which speaks its wire protocol.
//!
//! Every folder of a test has a database of its own.

use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use mongodb::bson::{Bson, Document, doc};
use mongodb::{Client, Collection};

use super::installed::program;
use super::{PATIENCE, free_port};

/// The address of the database that belongs to `folder`.
pub fn address(folder: &Path) -> String {
    address_at(server(), folder)
}

/// The same at another server, or at the same one by another way.
pub fn address_at(server: &str, folder: &Path) -> String {
    let (hosts, options) = server.split_once('?').unwrap_or((server, ""));
    let after_scheme = hosts.find("://").map_or(0, |at| at + 3);
    let hosts = hosts[after_scheme..].find('/').map_or(hosts, |slash| &hosts[..after_scheme + slash]);
    format!("{hosts}/{}?{options}", name(folder))
}

fn name(folder: &Path) -> String {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    format!("collabspace_test_{}", name.trim_start_matches('.'))
}

/// The messages of `folder`'s database, as they are.
pub async fn collection(folder: &Path) -> Collection<Document> {
    let client = Client::with_uri_str(address(folder)).await.expect("the address is good");
    client.default_database().expect("it names a database").collection("messages")
}

/// All documents, in the order of the channel.
pub async fn documents(folder: &Path) -> Vec<Document> {
    let mut found =
        collection(folder).await.find(doc! {}).sort(doc! { "createdAt": 1, "_id": 1 }).await.expect("they are read");
    let mut documents = Vec::new();
    while found.advance().await.expect("they are read") {
        documents.push(found.deserialize_current().expect("a document"));
    }
    documents
}

/// All that is stored, as text to compare.
pub async fn rows(folder: &Path) -> Vec<String> {
    let text = |document: &Document, name: &str| match document.get(name) {
        Some(Bson::String(text)) => text.clone(),
        other => format!("{other:?}"),
    };
    let row = |document: &Document| {
        ["_id", "workspaceId", "channelId", "content"].map(|name| text(document, name)).join(" | ")
    };
    documents(folder).await.iter().map(row).collect()
}

/// Drops the database of `folder` where the server is not ours, which ends with this process.
pub fn drop_database(folder: &Path) {
    let Ok(server) = std::env::var("MONGODB_URI") else { return };
    let address = address_at(&server, folder);
    let dropping = std::thread::spawn(move || {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(async {
            let client = Client::with_uri_str(address).await.expect("the address is good");
            client.default_database().expect("it names a database").drop().await
        })
    });
    // What cannot be tidied up does not make a test fail.
    let _ = dropping.join();
}

/// The address of the server, without a database.
pub fn server() -> &'static str {
    static SERVER: OnceLock<(String, Option<Child>)> = OnceLock::new();
    let (address, _) = SERVER.get_or_init(|| match std::env::var("MONGODB_URI") {
        Ok(address) => (address, None),
        Err(_) => {
            let (port, child) = start();
            (format!("mongodb://127.0.0.1:{port}/?directConnection=true"), Some(child))
        }
    });
    address
}

/// One server for all tests of this process. It ends with it: its shell waits for the end of a pipe that we hold.
fn start() -> (u16, Child) {
    let port = free_port();
    let script = r#""$0" --host 127.0.0.1 --port "$1" --storage-path :memory: --log-level ERROR </dev/null & read -r _; kill $!; wait"#;
    let child = Command::new("sh")
        .args(["-c", script])
        .arg(program("SECANTUSD", "secantusdb", "secantusd-py"))
        .arg(port.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("a shell starts");
    let begin = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(begin.elapsed() < PATIENCE, "secantusd does not listen on port {port}");
        std::thread::sleep(Duration::from_millis(20));
    }
    (port, child)
}
