use serde_json::json;

use crate::support::Site;

#[tokio::test]
async fn it_is_published_with_its_person_and_never_stored() {
    for site in Site::both(&[]).await {
        let (ada, grace) = (site.person("Ada").await, site.person("Grace").await);
        let mut subscriber = site.subscriber(&grace).await;
        for is_typing in [true, false] {
            let body = json!({ "workspaceId": "demo-workspace", "channelId": "random", "isTyping": is_typing });
            let answer = ada.post("/api/messages/typing", body).await.ok();
            assert_eq!(answer, json!({ "success": true }));
            let expected = json!({
                "userId": ada.id, "userName": "Ada", "channelId": "random", "isTyping": is_typing,
            });
            assert_eq!(subscriber.event("typing").await, expected);
        }
        assert_eq!(site.backend.rows().await, [""; 0]);
    }
}
