//! How often one address may sign in, read and authorize.

use reqwest::Method;
use serde_json::json;

use crate::support::{Answer, Backend, Caller};

const FLAGS: [&str; 4] = ["--trusted-proxy", "127.0.0.1", "--address-rate", "1"];
const ONE: &str = "203.0.113.7";
const OTHER: &str = "203.0.113.8";

/// Makes the call from this address, as a proxy tells it.
async fn from(address: &str, person: &Caller, method: Method, path: &str, body: &str) -> Answer {
    let kind = if body.starts_with('{') { "application/json" } else { "application/x-www-form-urlencoded" };
    let request = person.request(method, path).header("x-forwarded-for", address).header("content-type", kind);
    Caller::send(request.body(body.to_owned())).await
}

#[tokio::test]
async fn over_the_burst_of_an_address_it_is_429_and_others_go_on() {
    let backend = Backend::start(&FLAGS).await;
    let ada = backend.person("Ada").await;
    let subscription = "socket_id=1.2&channel_name=presence-workspace-demo-workspace";
    let name = json!({ "name": "Ada" }).to_string();
    for (method, path, body) in [
        (Method::GET, "/api/me", ""),
        (Method::GET, "/api/messages?workspaceId=demo-workspace", ""),
        (Method::POST, "/api/pusher/auth", subscription),
        (Method::POST, "/login", &name),
        (Method::POST, "/login", "name=Ada"),
    ] {
        let backend = Backend::start(&FLAGS).await;
        let mut person = backend.stranger();
        person.token.clone_from(&ada.token);
        let mut allowed = 0;
        let refused = loop {
            let answer = from(ONE, &person, method.clone(), path, body).await;
            if answer.status == 429 {
                break answer;
            }
            assert!(answer.status < 400, "{path}: {}", answer.text());
            allowed += 1;
            assert!(allowed < 100, "{path} has no limit");
        };
        assert!(allowed >= 10, "{path}: only {allowed} at once");
        assert_eq!(refused.header("retry-after"), "1", "{path}");
        // Another address, and a caller who only claims to come from somewhere else.
        assert!(from(OTHER, &person, method.clone(), path, body).await.status < 400, "{path}");
        let claimed = format!("{OTHER}, {ONE}");
        assert_eq!(from(&claimed, &person, method, path, body).await.status, 429, "{path}");
    }
}

#[tokio::test]
async fn a_proxy_that_is_not_trusted_does_not_count_as_one_caller() {
    let backend = Backend::start(&["--address-rate", "1"]).await;
    let ada = backend.person("Ada").await;
    for _ in 0..40 {
        assert_eq!(from(ONE, &ada, Method::GET, "/api/me", "").await.status, 200);
    }
}
