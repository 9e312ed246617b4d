use collabspace_backend::message::Timestamp;
use collabspace_backend::person::Person;
use collabspace_backend::session::Tokens;
use reqwest::Method;
use reqwest::header::COOKIE;
use serde_json::json;

use crate::support::{Backend, Caller, SESSION_SECRET};

const ME: &str = "/api/me";

#[tokio::test]
async fn json_gives_a_token_and_the_person() {
    let backend = Backend::start(&[]).await;
    let mut caller = backend.stranger();
    let answer = caller.post("/login", json!({ "name": "  Ada Lovelace " })).await;
    assert!(answer.header("set-cookie").starts_with("collabspace_session="));
    let answer = answer.ok();
    let user = answer["user"].clone();
    assert_eq!((&user["name"], &user["email"], &user["avatar"]), (&json!("Ada Lovelace"), &json!(""), &json!("")));
    caller.token = answer["token"].as_str().map(str::to_owned);
    let mut me = caller.get(ME).await.ok();
    me.as_object_mut().expect("an object").remove("pusherChannel");
    assert_eq!(me, user);
}

#[tokio::test]
async fn the_form_gives_a_cookie_and_the_way_back() {
    let backend = Backend::start(&[]).await;
    let stranger = backend.stranger();
    let answer = stranger.form("/login", "name=Gr%C3%A4ce&returnTo=%2Fchat%3Fx%3D1%23general").await;
    assert_eq!((answer.status, answer.header("location")), (303, "/chat?x=1#general"));
    let cookie = answer.header("set-cookie").to_owned();
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=2592000"] {
        assert!(cookie.contains(attribute), "{attribute} is not in {cookie}");
    }
    let cookie = cookie.split(';').next().unwrap();
    let with_cookie = |path| stranger.request(Method::GET, path).header(COOKIE, cookie);
    assert_eq!(Caller::send(with_cookie(ME)).await.ok()["name"], "Gräce");
    // A proxy's own credentials do not hide it.
    let behind_proxy = with_cookie(ME).header("authorization", "Basic eDp5");
    assert_eq!(Caller::send(behind_proxy).await.ok()["name"], "Gräce");
    assert!(Caller::send(with_cookie("/login")).await.text().contains("value=\"Gräce\""));
}

#[tokio::test]
async fn the_way_back_never_leads_to_another_site() {
    let backend = Backend::start(&[]).await;
    for foreign in ["https://example.org", "//example.org", "/%5Cexample.org", "/%09/example.org", "", "chat"] {
        let form = format!("name=Ada&returnTo={foreign}");
        let answer = backend.stranger().form("/login", &form).await;
        assert_eq!((answer.status, answer.header("location")), (303, "/"), "{foreign}");
    }
}

#[tokio::test]
async fn logout_takes_the_cookie_back() {
    let backend = Backend::start(&[]).await;
    let answer = backend.person("Ada").await.form("/logout", "").await;
    assert_eq!((answer.status, answer.header("location")), (303, "/login"));
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("collabspace_session=;") && cookie.contains("Max-Age=0"), "{cookie}");
    assert!(cookie.contains("Path=/"), "{cookie}");
}

#[tokio::test]
async fn the_same_name_is_the_same_person() {
    let backend = Backend::start(&[]).await;
    let (ada, again) = (backend.person("Ada").await, backend.person("Ada").await);
    assert_eq!(ada.id, again.id);
    assert_ne!(ada.id, backend.person("Grace").await.id);
    for same in ["Ada\u{200b}", "\u{202e}Ada", " A\u{ad}da\u{feff}"] {
        let answer = backend.stranger().post("/login", json!({ "name": same })).await.ok();
        assert_eq!((&answer["user"]["id"], &answer["user"]["name"]), (&json!(ada.id), &json!("Ada")), "{same:?}");
    }
}

#[tokio::test]
async fn a_forged_or_expired_token_identifies_no_one() {
    let backend = Backend::start(&[]).await;
    let mut caller = backend.stranger();
    let ada = Person::named("Ada");
    let now = Timestamp::now();
    let tokens = |secret: &str| Tokens::new(secret.into());
    let good = tokens(SESSION_SECRET).issue(&ada, now);
    caller.token = Some(good.clone());
    assert_eq!(caller.get(ME).await.status, 200);

    let forged = tokens("another secret of the same form").issue(&ada, now);
    let days = |count: i64| Timestamp(now.0 - count * 24 * 60 * 60 * 1000);
    let expired = tokens(SESSION_SECRET).issue(&ada, days(30));
    let (claims, signature) = good.split_once('.').unwrap();
    let of_grace = tokens("x").issue(&Person::named("Grace"), now);
    let swapped = format!("{}.{signature}", of_grace.split_once('.').unwrap().0);
    for bad in [forged, expired, swapped, format!("{claims}."), claims.to_owned(), "..".into(), "é".into()] {
        caller.token = Some(bad.clone());
        let answer = caller.get(ME).await;
        assert_eq!(answer.status, 401, "{bad}");
        assert!(answer.json()["error"].as_str().unwrap().contains("Sign in"));
    }
}

#[tokio::test]
async fn the_page_asks_for_a_name_and_escapes_what_it_prints() {
    let backend = Backend::start(&[]).await;
    let stranger = backend.stranger();
    let answer = stranger.get("/login?returnTo=/%22%3E%3Cscript%3E").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    assert!(answer.header("content-security-policy").starts_with("default-src 'none'"));
    let html = answer.text();
    assert!(html.contains("value=\"/&quot;&gt;&lt;script&gt;\""), "{html}");
    for forbidden in ["<script", "<style", "style=", "onclick"] {
        assert!(!html.contains(forbidden), "{forbidden} in {html}");
    }
    let style = stranger.get("/login.css").await;
    assert_eq!((style.status, style.header("content-type")), (200, "text/css; charset=utf-8"));

    let name = "<b>".repeat(30);
    let answer = stranger.form("/login", &format!("name={name}&returnTo=/chat")).await;
    assert_eq!((answer.status, answer.header("set-cookie")), (400, ""));
    let html = answer.text();
    assert!(html.contains("role=\"alert\"") && html.contains("value=\"/chat\""));
    assert!(html.contains("&lt;b&gt;") && !html.contains("<b>"), "{html}");
}
