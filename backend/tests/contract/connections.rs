//! Connections that are held without being used.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep, timeout};

use crate::support::{Backend, PATIENCE};

/// Every silence is over after a second.
const IMPATIENT: [&str; 2] = ["--idle-timeout", "1"];
const HEAD: &str = "POST /login HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 14\r\n\r\n";

async fn connect(backend: &Backend) -> TcpStream {
    TcpStream::connect(backend.url.trim_start_matches("http://")).await.unwrap()
}

/// All that comes until the server closes the connection, which must be soon.
async fn rest(stream: &mut TcpStream) -> String {
    let mut rest = Vec::new();
    // A connection that is reset is closed as well.
    let _ = timeout(PATIENCE, stream.read_to_end(&mut rest)).await.expect("the connection is still open");
    String::from_utf8_lossy(&rest).into_owned()
}

#[tokio::test]
async fn one_that_sends_nothing_or_half_a_header_is_closed() {
    let backend = Backend::start(&IMPATIENT).await;
    for sent in ["", "G", "GET /healthz HTTP/1.1\r\nhost: x\r\nx-"] {
        let mut stream = connect(&backend).await;
        stream.write_all(sent.as_bytes()).await.unwrap();
        let answer = rest(&mut stream).await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 408"), "{sent:?}: {answer}");
    }
}

#[tokio::test]
async fn a_header_that_comes_byte_by_byte_has_no_more_time_than_a_silent_one() {
    let backend = Backend::start(&IMPATIENT).await;
    let begin = Instant::now();
    let mut stream = connect(&backend).await;
    let header = format!("GET /healthz HTTP/1.1\r\nhost: x\r\nx: {}", "x".repeat(10_000));
    for byte in header.bytes() {
        let sent = stream.write_all(&[byte]).await;
        let ended = timeout(Duration::from_millis(50), stream.read(&mut [0; 1])).await;
        if sent.is_err() || ended.is_ok() {
            break;
        }
    }
    assert!(begin.elapsed() < PATIENCE, "it is still open");
}

#[tokio::test]
async fn half_a_body_is_408_and_the_connection_is_closed() {
    let backend = Backend::start(&IMPATIENT).await;
    let json = "content-type: application/json";
    let form = "content-type: application/x-www-form-urlencoded";
    for kind in [json, form] {
        let mut stream = connect(&backend).await;
        stream.write_all(HEAD.replace(json, kind).as_bytes()).await.unwrap();
        stream.write_all(b"{\"name\"").await.unwrap();
        let answer = rest(&mut stream).await;
        assert!(answer.starts_with("HTTP/1.1 408"), "{kind}: {answer}");
        assert!(answer.contains("{\"error\":\""), "{answer}");
    }
}

#[tokio::test]
async fn a_body_that_keeps_coming_may_take_longer_in_all() {
    let backend = Backend::start(&["--idle-timeout", "3"]).await;
    let mut stream = connect(&backend).await;
    stream.write_all(HEAD.replace("host: x", "host: x\r\nconnection: close").as_bytes()).await.unwrap();
    let begin = Instant::now();
    for part in [&b"{\"na"[..], b"me\":", b"\"Ad", b"a\"}"] {
        // The pause is what is tested: below the limit each, above it together.
        sleep(Duration::from_millis(900)).await;
        stream.write_all(part).await.unwrap();
    }
    assert!(begin.elapsed() > Duration::from_secs(3));
    let answer = rest(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("Ada"), "{answer}");
}

#[tokio::test]
async fn one_that_reads_nothing_of_its_answer_is_closed() {
    let backend = Backend::start(&IMPATIENT).await;
    // More than the system's buffers hold.
    backend.built("large.bin", &vec![b'x'; 32 << 20]);
    let mut stream = connect(&backend).await;
    stream.write_all(b"GET /large.bin HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    let mut first = [0; 16];
    stream.read_exact(&mut first).await.unwrap();
    sleep(Duration::from_secs(3)).await;
    assert!(rest(&mut stream).await.len() < 32 << 20, "all of it was kept for a reader that was gone");
}

#[tokio::test]
async fn more_connections_than_allowed_wait_for_one_to_end() {
    let backend = Backend::start(&["--max-connections", "2"]).await;
    let ask = async |stream: &mut TcpStream| {
        stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
        let mut status = [0; 12];
        stream.read_exact(&mut status).await.unwrap();
        assert_eq!(&status, b"HTTP/1.1 200");
    };
    let (mut first, mut second, mut third) =
        (connect(&backend).await, connect(&backend).await, connect(&backend).await);
    ask(&mut first).await;
    ask(&mut second).await;
    assert!(timeout(Duration::from_millis(300), ask(&mut third)).await.is_err(), "a third was served");
    drop(first);
    let mut status = [0; 12];
    timeout(PATIENCE, third.read_exact(&mut status)).await.expect("it has its turn").unwrap();
    assert_eq!(&status, b"HTTP/1.1 200");
    // Those who wait take nothing from those who were there before.
    let mut rest = vec![0; 4096];
    let _ = second.try_read(&mut rest);
    ask(&mut second).await;
}
