//! Events that members send to each other.

use serde_json::json;

use super::{CHANNEL, subscribed};
use crate::support::Backend;

#[tokio::test]
async fn are_refused_unless_switched_on() {
    let backend = Backend::embedded(&[], |_| ()).await;
    let key = backend.live_key().await;
    let mut ada = subscribed(&backend, &key, &backend.person("Ada").await).await;
    ada.send(&json!({ "event": "client-wave", "channel": CHANNEL, "data": {} })).await;
    let (name, error) = ada.any_event().await;
    assert_eq!((name.as_str(), &error["code"]), ("pusher:error", &json!(4301)));
}

#[tokio::test]
async fn reach_the_others_with_their_true_sender_and_not_the_sender() {
    let backend = Backend::embedded(&["--client-events"], |_| ()).await;
    let key = backend.live_key().await;
    let (ada, grace) = (backend.person("Ada").await, backend.person("Grace").await);
    let mut from = subscribed(&backend, &key, &ada).await;
    let mut to = subscribed(&backend, &key, &grace).await;
    from.event("pusher_internal:member_added").await;
    let wave =
        json!({ "event": "client-wave", "channel": CHANNEL, "user_id": "somebody-else", "data": { "hand": "left" } });
    from.send(&wave).await;
    let expected = json!({ "event": "client-wave", "channel": CHANNEL, "user_id": ada.id, "data": { "hand": "left" } });
    assert_eq!(to.any_frame().await, expected);
    // Had the sender heard it too, it would stand before this.
    from.send(&json!({ "event": "pusher:ping", "data": {} })).await;
    assert_eq!(from.any_event().await.0, "pusher:pong");
}

#[tokio::test]
async fn have_a_size_a_rate_and_a_channel_that_needs_a_signature() {
    let backend = Backend::embedded(&["--client-events"], |limits| limits.client_events_per_second = 8).await;
    let key = backend.live_key().await;
    let (ada, grace) = (backend.person("Ada").await, backend.person("Grace").await);
    let mut from = subscribed(&backend, &key, &ada).await;
    let mut to = subscribed(&backend, &key, &grace).await;
    from.event("pusher_internal:member_added").await;
    from.send(&json!({ "event": "pusher:subscribe", "data": { "channel": "news" } })).await;
    from.event("pusher_internal:subscription_succeeded").await;
    let (fits, long_name) = ("x".repeat(10_240), format!("client-{}", "x".repeat(194)));
    for (name, channel, data) in [
        ("client-wave", CHANNEL, json!(fits.clone() + "x")),
        ("client-wave", CHANNEL, json!([fits])),
        (&long_name, CHANNEL, json!({})),
        ("client-wave", "news", json!({})),
        ("client-wave", "private-not-subscribed", json!({})),
    ] {
        from.send(&json!({ "event": name, "channel": channel, "data": data })).await;
        let (event, error) = from.any_event().await;
        assert_eq!((event.as_str(), &error["code"]), ("pusher:error", &json!(4301)), "{name} in {channel}");
    }
    from.send(&json!({ "event": "client-wave", "channel": CHANNEL, "data": fits })).await;
    assert_eq!(to.any_frame().await["data"], fits);
    for number in 0..10 {
        from.send(&json!({ "event": "client-wave", "channel": CHANNEL, "data": number })).await;
    }
    let (name, error) = from.any_event().await;
    assert_eq!((name.as_str(), &error["code"]), ("pusher:error", &json!(4301)));
}
