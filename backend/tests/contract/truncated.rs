use crate::support::Site;

#[tokio::test]
async fn a_message_over_10_kb_is_published_cut_and_fetched_whole() {
    for site in Site::both(&[]).await {
        let ada = site.person("Ada").await;
        let mut subscriber = site.subscriber(&ada).await;
        for unit in ["字", "😀", "é\u{1}"] {
            let content = unit.repeat(5_000 / unit.chars().count());
            ada.say(&content).await;
            let stored = ada.history("&limit=1").await["messages"][0].take();
            assert_eq!(stored["content"], content);
            assert_eq!(stored.get("truncated"), None);

            let mut event = subscriber.event("new-message").await;
            let cut = event["content"].as_str().unwrap();
            assert!(content.starts_with(cut) && cut.len() > 1_000 && cut.len() < content.len());
            assert_eq!(event["truncated"], true);
            // Nothing else of it is changed.
            event.as_object_mut().unwrap().remove("truncated");
            event["content"] = stored["content"].clone();
            assert_eq!(event, stored);
        }
    }
}

#[tokio::test]
async fn the_server_takes_an_event_of_exactly_the_largest_size() {
    for site in Site::both(&[]).await {
        let ada = site.person("Ada").await;
        let mut subscriber = site.subscriber(&ada).await;
        ada.say("x").await;
        let around = subscriber.event("new-message").await.to_string().len() - 1;
        // Three bytes a character, and some to come out even.
        let bytes = collabspace_backend::pusher::EVENT_BYTES - around;
        let fits = "字".repeat(bytes / 3) + &"x".repeat(bytes % 3);
        ada.say(&fits).await;
        let event = subscriber.event("new-message").await;
        assert_eq!((event["content"].as_str(), event.get("truncated")), (Some(&*fits), None));
        ada.say(&(fits + "x")).await;
        assert_eq!(subscriber.event("new-message").await["truncated"], true);
    }
}
