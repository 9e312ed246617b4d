//! A page of another site must not act with its visitor's cookies.

use reqwest::Method;
use reqwest::header::{COOKIE, HOST, ORIGIN};

use crate::support::{Answer, Backend, Caller, path_of, reaction_path};

const FETCH_SITE: &str = "sec-fetch-site";
const ALLOWED: &str = "https://chat.example";

/// Calls that change something, each with a body that is good.
const CALLS: [(&str, &str, &str); 5] = [
    ("/api/messages", "application/json", r#"{"content":"x","workspaceId":"demo-workspace"}"#),
    ("/api/messages/typing", "application/json", r#"{"workspaceId":"demo-workspace","isTyping":true}"#),
    (
        "/api/pusher/auth",
        "application/x-www-form-urlencoded",
        "socket_id=1.2&channel_name=presence-workspace-demo-workspace",
    ),
    ("/login", "application/x-www-form-urlencoded", "name=Mallory"),
    ("/logout", "application/x-www-form-urlencoded", ""),
];

async fn backend() -> (Backend, String) {
    let backend = Backend::start(&["--allow-origin", ALLOWED]).await;
    let answer = backend.stranger().form("/login", "name=Ada").await;
    let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
    (backend, cookie)
}

async fn call(backend: &Backend, (path, kind, body): (&str, &str, &str), headers: &[(&str, &str)]) -> Answer {
    let mut request = backend.stranger().request(Method::POST, path).header("content-type", kind).body(body.to_owned());
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    Caller::send(request).await
}

#[tokio::test]
async fn a_page_of_another_site_is_refused_at_every_call_that_changes_something() {
    let (backend, cookie) = backend().await;
    let own = backend.url.clone();
    let evil = "https://evil.example";
    let refused: [&[(&str, &str)]; 8] = [
        &[(ORIGIN.as_str(), evil), (FETCH_SITE, "cross-site")],
        &[(ORIGIN.as_str(), evil), (FETCH_SITE, "same-site")],
        &[(ORIGIN.as_str(), "null"), (FETCH_SITE, "cross-site")],
        // Browsers that do not say from where, as over plain http.
        &[(ORIGIN.as_str(), evil)],
        &[(ORIGIN.as_str(), "null")],
        &[(FETCH_SITE, "cross-site")],
        &[(ORIGIN.as_str(), &own), (FETCH_SITE, "cross-site")],
        // Neither: no browser that the page runs in, and yet a visitor's cookie.
        &[],
    ];
    for headers in refused {
        for kind in CALLS {
            // No form can send this, and a script would have had to ask first.
            if headers.is_empty() && kind.1 == "application/json" {
                continue;
            }
            let headers: Vec<_> = headers.iter().copied().chain([(COOKIE.as_str(), &*cookie)]).collect();
            let answer = call(&backend, kind, &headers).await;
            assert_eq!(answer.status, 403, "{kind:?} {headers:?}: {}", answer.text());
            assert_eq!(answer.header("set-cookie"), "", "{kind:?} {headers:?}");
            assert!(answer.json()["error"].is_string());
        }
    }
    assert_eq!(backend.rows().await, [""; 0]);
    // And she is still signed in.
    let me = backend.stranger().request(Method::GET, "/api/me").header(COOKIE, &cookie);
    assert_eq!(Caller::send(me).await.ok()["name"], "Ada");
}

#[tokio::test]
async fn one_s_own_pages_allowed_origins_tokens_and_programs_pass() {
    let (backend, cookie) = backend().await;
    let token = format!("Bearer {}", backend.person("Ada").await.token.unwrap());
    let own = backend.url.clone();
    let passing: [&[(&str, &str)]; 8] = [
        &[(COOKIE.as_str(), &cookie), (ORIGIN.as_str(), &own), (FETCH_SITE, "same-origin")],
        &[(COOKIE.as_str(), &cookie), (FETCH_SITE, "same-origin")],
        // A form that is sent again after a reload.
        &[(COOKIE.as_str(), &cookie), (FETCH_SITE, "none")],
        // Browsers that do not say from where.
        &[(COOKIE.as_str(), &cookie), (ORIGIN.as_str(), &own)],
        &[(COOKIE.as_str(), &cookie), (HOST.as_str(), "team.example"), (ORIGIN.as_str(), "https://team.example")],
        &[(COOKIE.as_str(), &cookie), (ORIGIN.as_str(), ALLOWED), (FETCH_SITE, "cross-site")],
        &[("authorization", &token), (ORIGIN.as_str(), "https://elsewhere.example"), (FETCH_SITE, "cross-site")],
        &[("authorization", &token)],
    ];
    for headers in passing {
        // Not the last, which would end the session.
        for kind in &CALLS[..4] {
            let answer = call(&backend, *kind, headers).await;
            assert!(answer.status < 400, "{kind:?} {headers:?}: {}", answer.text());
        }
    }
    // A program that keeps cookies says so by JSON, and one without a session signs in.
    assert_eq!(call(&backend, CALLS[0], &[(COOKIE.as_str(), &cookie)]).await.status, 200);
    assert_eq!(call(&backend, CALLS[3], &[]).await.status, 303);
}

#[tokio::test]
async fn reading_is_open_to_links_from_anywhere() {
    let (backend, cookie) = backend().await;
    for path in ["/login", "/api/me", "/api/messages?workspaceId=demo-workspace"] {
        let request = backend.stranger().request(Method::GET, path).header(COOKIE, &cookie);
        let request = request.header(ORIGIN, "https://evil.example").header(FETCH_SITE, "cross-site");
        let answer = Caller::send(request).await;
        // Read by a browser for its visitor; the other page cannot look into it.
        assert_eq!((answer.status, answer.header("access-control-allow-origin")), (200, ""), "{path}");
    }
}

#[tokio::test]
async fn over_https_the_origin_is_https() {
    let backend = Backend::start(&["--https"]).await;
    let host = backend.url.trim_start_matches("http://").to_owned();
    let secure = format!("https://{host}");
    assert_eq!(call(&backend, CALLS[3], &[(ORIGIN.as_str(), &secure)]).await.status, 303);
    assert_eq!(call(&backend, CALLS[3], &[(ORIGIN.as_str(), &backend.url)]).await.status, 403);
}

#[tokio::test]
async fn changes_of_messages_are_guarded_like_posts() {
    let (backend, cookie) = backend().await;
    let posted = backend.person("Ada").await.say("Ada's").await;
    let calls = [
        (Method::PATCH, path_of(&posted)),
        (Method::PUT, reaction_path(&posted, "👍")),
        (Method::DELETE, reaction_path(&posted, "👍")),
        (Method::DELETE, path_of(&posted)),
    ];
    let call = async |(method, path): &(Method, String), headers: &[(&str, &str)]| {
        let mut request = backend.stranger().request(method.clone(), path).header(COOKIE, &cookie);
        if method == Method::PATCH {
            request = request.header("content-type", "application/json").body(r#"{"content":"changed"}"#);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Caller::send(request).await.status
    };
    let evil = "https://evil.example";
    for kind in &calls {
        assert_eq!(call(kind, &[(ORIGIN.as_str(), evil), (FETCH_SITE, "cross-site")]).await, 403, "{kind:?}");
        assert_eq!(call(kind, &[(ORIGIN.as_str(), evil)]).await, 403, "{kind:?}");
    }
    for kind in &calls {
        assert_eq!(call(kind, &[(ORIGIN.as_str(), ALLOWED), (FETCH_SITE, "cross-site")]).await, 200, "{kind:?}");
        // A program: no page of another site can send these methods without asking first.
        assert!(matches!(call(kind, &[]).await, 200 | 404), "{kind:?}");
    }
}

#[tokio::test]
async fn an_allowed_origin_may_use_every_method_that_the_api_has() {
    let (backend, _) = backend().await;
    for method in ["GET", "POST", "PATCH", "PUT", "DELETE"] {
        let request = backend.stranger().request(Method::OPTIONS, "/api/messages/1").header(ORIGIN, ALLOWED);
        let answer = Caller::send(request.header("access-control-request-method", method)).await;
        let allowed: Vec<&str> = answer.header("access-control-allow-methods").split(',').map(str::trim).collect();
        assert!(allowed.contains(&method), "{method} is not in {allowed:?}");
        assert_eq!(answer.header("access-control-allow-origin"), ALLOWED);
    }
}
