use reqwest::Method;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::{Answer, Backend, Caller};

const SCRIPT: &str = "main-0123456789abcdef.js";
const WASM: &str = "main-0123456789abcdef_bg.wasm";

async fn built() -> Backend {
    let backend = Backend::start(&[]).await;
    for name in ["index.html", SCRIPT, WASM, "embed.js", "style.css", "icon.svg", "app.webmanifest"] {
        backend.built(name, b"plain");
    }
    for name in [SCRIPT, WASM] {
        backend.built(&format!("{name}.br"), b"brotli");
        backend.built(&format!("{name}.gz"), b"gzip");
    }
    backend
}

async fn fetch(backend: &Backend, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = backend.stranger().request(Method::GET, path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    Caller::send(request).await
}

#[tokio::test]
async fn types_and_cache_headers_are_those_of_the_names() {
    let backend = built().await;
    let forever = "public, max-age=31536000, immutable";
    let script = format!("/{SCRIPT}");
    let wasm = format!("/{WASM}");
    for (path, kind, cache) in [
        ("/", "text/html", "no-cache"),
        ("/index.html", "text/html", "no-cache"),
        (&*script, "text/javascript", forever),
        (&*wasm, "application/wasm", forever),
        ("/embed.js", "text/javascript", "no-cache"),
        ("/style.css", "text/css", "no-cache"),
        ("/icon.svg", "image/svg+xml", "no-cache"),
        ("/app.webmanifest", "application/manifest+json", "no-cache"),
    ] {
        let answer = fetch(&backend, path, &[]).await;
        assert_eq!((answer.status, &*answer.text()), (200, "plain"), "{path}");
        assert!(answer.header("content-type").starts_with(kind), "{path}: {:?}", answer.headers);
        assert_eq!(answer.header("cache-control"), cache, "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("strict-transport-security"), "max-age=31536000");
        assert_eq!(answer.header("referrer-policy"), "same-origin");
    }
}

#[tokio::test]
async fn what_the_build_leaves_for_other_hosts_is_not_served() {
    let backend = built().await;
    for name in ["_headers", "vercel.json", "hosting/nginx.conf", "hosting/Caddyfile"] {
        backend.built(name, b"for another host");
        assert_eq!(fetch(&backend, &format!("/{name}"), &[]).await.status, 404, "{name}");
    }
}

#[tokio::test]
async fn the_compressed_file_is_sent_to_clients_that_accept_it() {
    let backend = built().await;
    for name in [SCRIPT, WASM] {
        for (accepts, encoding, body) in
            [("br, gzip", "br", "brotli"), ("gzip", "gzip", "gzip"), ("identity", "", "plain")]
        {
            let path = format!("/{name}");
            let answer = fetch(&backend, &path, &[("accept-encoding", accepts)]).await;
            assert_eq!((answer.header("content-encoding"), &*answer.text()), (encoding, body));
            assert_eq!(answer.header("vary"), "accept-encoding");
        }
        let answer = fetch(&backend, &format!("/{WASM}"), &[("accept-encoding", "br")]).await;
        assert_eq!(answer.header("content-type"), "application/wasm");
    }
    // Where the build left none, the plain file is sent.
    let answer = fetch(&backend, "/embed.js", &[("accept-encoding", "br, gzip")]).await;
    assert_eq!((answer.header("content-encoding"), &*answer.text()), ("", "plain"));
}

#[tokio::test]
async fn an_unchanged_page_is_not_sent_again() {
    let backend = built().await;
    let first = fetch(&backend, "/", &[]).await;
    let tag = first.header("etag");
    let again = fetch(&backend, "/", &[("if-none-match", tag)]).await;
    assert_eq!((again.status, &*again.text()), (304, ""));
    assert_eq!(again.header("cache-control"), "no-cache");
}

/// The status of a GET of this very path: an HTTP client would tidy it up first.
async fn status_of(backend: &Backend, path: &str) -> String {
    let address = backend.url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer.split(' ').nth(1).unwrap_or_default().to_owned()
}

#[tokio::test]
async fn nothing_outside_of_dist_is_served() {
    let backend = built().await;
    assert_eq!(status_of(&backend, "/embed.js").await, "200");
    let long = format!("/{}", "x".repeat(300));
    for path in [
        "/../chat.sqlite",
        "/%2e%2e/chat.sqlite",
        "/..%2fchat.sqlite",
        "/embed.js/../../chat.sqlite",
        "/embed.js/x",
        "/chat.sqlite",
        "/%00",
        "/%ff",
        &long,
    ] {
        assert_eq!(status_of(&backend, path).await, "404", "{path}");
    }
    let missing = fetch(&backend, "/missing-0123456789abcdef.js", &[]).await;
    assert_eq!((missing.status, missing.header("cache-control")), (404, "no-cache"));
    // Nor is a part that the file does not have kept in its place.
    let beyond = fetch(&backend, &format!("/{SCRIPT}"), &[("range", "bytes=900-")]).await;
    assert_eq!((beyond.status, beyond.header("cache-control")), (416, "no-cache"));
    for name in ["_headers", "vercel.json", "hosting/nginx.conf"] {
        backend.built(name, b"for another host");
        for spelled in [
            format!("/{name}"),
            format!("//{name}"),
            format!("/./{name}"),
            format!("/%{:x}{}", name.as_bytes()[0], &name[1..]),
        ] {
            assert_eq!(status_of(&backend, &spelled).await, "404", "{spelled}");
        }
    }
    let answer = Caller::send(backend.stranger().request(Method::POST, "/index.html")).await;
    assert_eq!(answer.status, 405);
}

#[tokio::test]
async fn without_a_build_it_says_what_to_run() {
    let backend = Backend::start(&[]).await;
    let answer = fetch(&backend, "/", &[]).await;
    assert_eq!(answer.status, 503);
    assert!(answer.text().contains("make build"));
    // As soon as it is built it is there.
    backend.built("index.html", b"plain");
    assert_eq!(fetch(&backend, "/", &[]).await.text(), "plain");
}

#[tokio::test]
async fn healthz_answers_when_ready() {
    let backend = Backend::start(&[]).await;
    assert_eq!(fetch(&backend, "/healthz", &[]).await.status, 200);
}
