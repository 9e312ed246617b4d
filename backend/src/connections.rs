//! Accepts connections and serves HTTP/1.1 on each. Their number is limited, and so is the time that one may be
//! silent, so that a client cannot hold a connection without using it.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tower::ServiceExt;
use tower_http::timeout::TimeoutBody;

use crate::client::Peer;
use crate::patient_stream::PatientStream;

/// How long to wait before accepting again if the system has no room for another connection.
const NO_ROOM: Duration = Duration::from_millis(100);

/// The limits on connections.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The maximum of open connections; further ones wait in the system's queue.
    pub connections: usize,
    /// How long a client may send nothing, before or within a request, and how long it may read nothing of an answer.
    pub idle: Duration,
}

/// Serves until `shutdown`, then accepts no more and waits for the open requests.
pub async fn serve(listener: TcpListener, router: Router, limits: Limits, shutdown: impl Future<Output = ()>) {
    let permits = Arc::new(Semaphore::new(limits.connections));
    // Each connection holds a receiver, which tells it to end; when all receivers are dropped, no connection is left.
    let (stop, stopped) = watch::channel(());
    let mut shutdown = pin!(shutdown);
    loop {
        let accepted = async {
            let permit = Arc::clone(&permits).acquire_owned().await;
            (permit, listener.accept().await)
        };
        let (permit, accepted) = tokio::select! {
            accepted = accepted => accepted,
            () = &mut shutdown => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(
                    "A connection could not be accepted: {error}. This process may need a higher limit of open files."
                );
                tokio::time::sleep(NO_ROOM).await;
                continue;
            }
        };
        let router = router.clone();
        let service = service_fn(move |request: Request<Incoming>| {
            let mut request = request.map(|body| Body::new(TimeoutBody::new(limits.idle, body)));
            request.extensions_mut().insert(Peer(peer));
            router.clone().oneshot(request)
        });
        let stream = TokioIo::new(Box::pin(PatientStream::new(stream, limits.idle)));
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(limits.idle)
            .serve_connection(stream, service)
            // A live connection of the embedded Pusher server leaves HTTP here, and has its own limits.
            .with_upgrades();
        let mut stopped = stopped.clone();
        tokio::spawn(async move {
            let mut connection = pin!(connection);
            // A client that is gone, or was disconnected for its silence, is not an error here.
            tokio::select! {
                _ = connection.as_mut() => {}
                _ = stopped.changed() => {
                    connection.as_mut().graceful_shutdown();
                    let _ = connection.await;
                }
            }
            drop(permit);
        });
    }
    drop((listener, stopped));
    // Fails if there is no connection, which has the same effect.
    let _ = stop.send(());
    stop.closed().await;
}
