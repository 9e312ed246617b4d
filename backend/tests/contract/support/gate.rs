//! A way to a server that can be cut and mended: the network's faults.

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use super::free_port;

pub struct Gate {
    pub port: u16,
    behind: String,
    open: Option<JoinHandle<()>>,
}

impl Gate {
    /// A gate in front of `behind`, a host and port. It is closed: nothing listens.
    pub fn closed(behind: &str) -> Self {
        Self { port: free_port(), behind: behind.to_owned(), open: None }
    }

    pub async fn open(&mut self) {
        let listener = TcpListener::bind(("127.0.0.1", self.port)).await.expect("the port is still free");
        let behind = self.behind.clone();
        self.open = Some(tokio::spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((mut client, _)) = listener.accept().await {
                let behind = behind.clone();
                connections.spawn(async move {
                    let mut server = TcpStream::connect(behind).await?;
                    copy_bidirectional(&mut client, &mut server).await
                });
            }
        }));
    }

    /// Breaks every connection, and takes no other.
    pub async fn close(&mut self) {
        if let Some(open) = self.open.take() {
            open.abort();
            // Its end is what was asked for.
            let _ = open.await;
        }
    }
}

impl Drop for Gate {
    fn drop(&mut self) {
        if let Some(open) = &self.open {
            open.abort();
        }
    }
}
