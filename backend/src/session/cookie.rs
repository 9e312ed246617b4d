//! The session's cookies: their names and attributes.

use axum::http::HeaderMap;
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};

use super::token::LIFETIME_DAYS;

/// The name over http, and of every cookie that the first release set.
pub const PLAIN: &str = "collabspace_session";
/// The name over https. Browsers accept it only from this very host, so another subdomain cannot plant one.
pub const HOST: &str = "__Host-collabspace_session";

/// How the page reaches this backend, as far as it decides about cookies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Site {
    pub is_https: bool,
    /// Set if pages of other sites may call the API.
    pub has_other_origins: bool,
}

/// Returns the cookie that carries a token.
pub fn issue(token: String, site: Site) -> Cookie<'static> {
    let cookie = Cookie::build((if site.is_https { HOST } else { PLAIN }, token)).path("/").http_only(true);
    // Browsers accept `None` over https only. Every call that changes something checks its origin.
    let same_site = if site.is_https && site.has_other_origins { SameSite::None } else { SameSite::Lax };
    cookie.secure(site.is_https).same_site(same_site).max_age(time::Duration::days(LIFETIME_DAYS)).build()
}

/// Adds cookies to `jar` that make the browser drop the session's, under either name.
pub fn remove(jar: CookieJar, site: Site) -> CookieJar {
    let removal = |site| {
        let mut cookie = issue(String::new(), site);
        cookie.make_removal();
        cookie
    };
    let jar = jar.add(removal(Site { is_https: false, ..site }));
    if site.is_https { jar.add(removal(site)) } else { jar }
}

/// Returns `true` if the request carries a cookie of a session.
pub fn is_in(headers: &HeaderMap) -> bool {
    let jar = CookieJar::from_headers(headers);
    jar.get(HOST).is_some() || jar.get(PLAIN).is_some()
}
