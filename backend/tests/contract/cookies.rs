//! The session's cookie: its name and attributes by the way on which it is served.

use reqwest::Method;

use crate::support::{Backend, Caller};

/// The cookies that signing in sets, with these headers of a proxy.
async fn cookies(backend: &Backend, headers: &[(&str, &str)]) -> Vec<String> {
    let mut request = backend
        .stranger()
        .request(Method::POST, "/login")
        .header("content-type", "application/x-www-form-urlencoded")
        .body("name=Ada");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let answer = Caller::send(request).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.headers.get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap().to_owned()).collect()
}

fn session<'a>(cookies: &'a [String], name: &str) -> &'a str {
    let set = |cookie: &&String| cookie.starts_with(&format!("{name}=")) && !cookie.contains("Max-Age=0");
    cookies.iter().find(set).unwrap_or_else(|| panic!("{name} is not set in {cookies:?}"))
}

#[tokio::test]
async fn over_http_it_has_its_plain_name() {
    let backend = Backend::start(&[]).await;
    // A proxy's word counts only if the proxy is trusted.
    for headers in [&[][..], &[("x-forwarded-proto", "https")]] {
        let cookies = cookies(&backend, headers).await;
        assert_eq!(cookies.len(), 2, "the session's and the user's");
        let cookie = session(&cookies, "collabspace_session");
        assert!(!cookie.contains("Secure") && cookie.contains("SameSite=Lax"), "{cookie}");
    }
}

#[tokio::test]
async fn over_https_it_is_secure_and_of_this_host_alone() {
    let behind_proxy = Backend::start(&["--trusted-proxy", "127.0.0.1"]).await;
    let by_setting = Backend::start(&["--https"]).await;
    for (backend, headers) in [(&behind_proxy, &[("x-forwarded-proto", "https")][..]), (&by_setting, &[])] {
        let cookies = cookies(backend, headers).await;
        let cookie = session(&cookies, "__Host-collabspace_session");
        for attribute in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=2592000"] {
            assert!(cookie.contains(attribute), "{attribute} is not in {cookie}");
        }
        assert!(!cookie.contains("Domain"), "{cookie}");
        // The first release's may be another person's.
        let plain = cookies.iter().find(|cookie| cookie.starts_with("collabspace_session=;"));
        assert!(plain.is_some_and(|cookie| cookie.contains("Max-Age=0")), "{cookies:?}");
        let (pair, _) = cookie.split_once(';').unwrap();
        let mut request = backend.stranger().request(Method::GET, "/api/me").header("cookie", pair);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        assert_eq!(Caller::send(request).await.ok()["name"], "Ada");
    }
    let plain = cookies(&behind_proxy, &[("x-forwarded-proto", "http")]).await;
    session(&plain, "collabspace_session");
}

#[tokio::test]
async fn allowed_pages_of_other_sites_get_it_over_https() {
    let flags = ["--https", "--allow-origin", "https://chat.example"];
    let cookies = cookies(&Backend::start(&flags).await, &[]).await;
    let cookie = session(&cookies, "__Host-collabspace_session");
    assert!(cookie.contains("SameSite=None") && cookie.contains("Secure"), "{cookie}");
}

#[tokio::test]
async fn the_page_may_read_who_is_signed_in_but_not_the_session() {
    for flags in [&[][..], &["--https"]] {
        let backend = Backend::start(flags).await;
        let config = backend.stranger().get("/config.json").await.ok();
        let name = config["userCookie"].as_str().unwrap();
        let cookies = cookies(&backend, &[]).await;
        let cookie = session(&cookies, name);
        let id = cookie.split_once('=').unwrap().1.split(';').next().unwrap();
        assert_eq!(backend.person("Ada").await.get("/api/me").await.ok()["id"], id);
        assert!(!cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
        assert_eq!(cookies.iter().filter(|cookie| cookie.contains("HttpOnly")).count(), cookies.len() - 1);
    }
}

#[tokio::test]
async fn signing_out_removes_both_names() {
    let backend = Backend::start(&["--https"]).await;
    let answer = backend.person("Ada").await.form("/logout", "").await;
    let removed: Vec<&str> =
        answer.headers.get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap()).collect();
    for name in ["__Host-collabspace_session=;", "collabspace_session=;", "collabspace_user=;"] {
        let cookie = removed.iter().find(|cookie| cookie.starts_with(name)).unwrap_or_else(|| panic!("{removed:?}"));
        assert!(cookie.contains("Max-Age=0") && cookie.contains("Path=/"), "{cookie}");
        // Browsers drop a `__Host-` cookie that is not secure, even one that removes.
        assert!(cookie.contains("Secure") || !name.starts_with("__Host-"), "{cookie}");
    }
}
