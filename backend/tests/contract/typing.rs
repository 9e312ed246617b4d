use serde_json::json;

use crate::support::{Backend, Sockudo, Subscriber};

#[tokio::test]
async fn it_is_published_with_its_person_and_never_stored() {
    let sockudo = Sockudo::start().await;
    let backend = Backend::with_pusher_at(sockudo.port, &[]).await;
    let (ada, grace) = (backend.person("Ada").await, backend.person("Grace").await);
    let mut subscriber = Subscriber::new(sockudo.port, &grace).await;
    for is_typing in [true, false] {
        let body = json!({ "workspaceId": "demo-workspace", "channelId": "random", "isTyping": is_typing });
        let answer = ada.post("/api/messages/typing", body).await.ok();
        assert_eq!(answer, json!({ "success": true }));
        let expected = json!({
            "userId": ada.id, "userName": "Ada", "channelId": "random", "isTyping": is_typing,
        });
        assert_eq!(subscriber.event("typing").await, expected);
    }
    assert_eq!(backend.rows().await, [""; 0]);
}
