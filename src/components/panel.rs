//! What stands in place of the conversation: signed out, wrong settings, a chat that cannot start.

use leptos::prelude::*;

use super::icon::icon;
use super::language::language;
use super::words;
use crate::app::handle::Chat;

/// The visitor is not signed in: the way to the site's sign-in and back.
#[component]
pub fn SignedOut() -> impl IntoView {
    let chat = Chat::here();
    let mark = view! { <span class="panel-mark" aria-hidden="true">{icon("icon icon-lock")}</span> };
    view! {
        <section class="panel" data-kind="info" role="alert" aria-labelledby="chat-panel-title">
            <div class="panel-card">
                {mark}
                <h2 class="panel-title" id="chat-panel-title">{words::signed_out_title()}</h2>
                <p class="panel-text">{words::signed_out_text()}</p>
                <div class="panel-actions">
                    <a class="button button-primary" href=chat.login_url() target=chat.login_target()>{words::sign_in()}</a>
                </div>
            </div>
        </section>
    }
}

/// A value of the settings cannot be used.
#[component]
pub fn ConfigurationError(
    /// The setting's name, with the names of what it stands in.
    field: String,
    /// What it is.
    holds: String,
    /// What it ought to be.
    expected: String,
) -> impl IntoView {
    let facts = view! {
        <dl class="panel-facts">
            <div class="panel-fact"><dt>{words::field()}</dt><dd><code>{field}</code></dd></div>
            <div class="panel-fact"><dt>{words::holds()}</dt><dd><code>{holds}</code></dd></div>
            <div class="panel-fact"><dt>{words::expected()}</dt><dd lang="en" dir="auto">{expected}</dd></div>
        </dl>
    };
    error_page(words::configuration_title(), words::configuration_text().to_owned(), Some(facts.into_any()))
}

/// The chat cannot start, for a reason that is not one setting's.
#[component]
pub fn FatalError(
    /// What happened, what it means and what to do.
    words: String,
) -> impl IntoView {
    error_page(words::fatal_title(), words, None)
}

/// A page that holds a panel and nothing else.
fn error_page(title: &'static str, text: String, facts: Option<AnyView>) -> AnyView {
    let language = language();
    let mark = view! { <span class="panel-mark" aria-hidden="true">{icon("icon icon-alert")}</span> };
    view! {
        <div class="chat" lang=language.tag.as_str() dir=language.dir() data-connection="failed">
            <div class="chat-main" role="main">
                <section class="panel" data-kind="error" role="alert" aria-labelledby="chat-panel-title">
                    <div class="panel-card">
                        {mark}
                        <h1 class="panel-title" id="chat-panel-title">{title}</h1>
                        <p class="panel-text">{text}</p>
                        {facts}
                        <div class="panel-actions">
                            // A link to the page itself reloads it.
                            <a class="button button-primary" href="">{words::reload()}</a>
                        </div>
                    </div>
                </section>
            </div>
        </div>
    }
    .into_any()
}
