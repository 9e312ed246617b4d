//! What a picture loses, and what stays.

use serde_json::{Value, json};

use crate::support::files::{PLACE, gif, holds, jpeg, png, webp};
use crate::support::{Backend, Caller};

/// What is served of a file.
async fn content(person: &Caller, file: &Value) -> Vec<u8> {
    let answer = person.get(file["url"].as_str().expect("an address")).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.body
}

#[tokio::test]
async fn place_and_camera_are_gone_the_way_up_and_the_colours_stay() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    let given = jpeg();
    let file = ada.upload("IMG_1.jpg", &given).await;
    assert!(holds(&given, PLACE.as_bytes()));
    let kept = content(&ada, &file).await;
    assert!(!holds(&kept, PLACE.as_bytes()), "the place is served");
    assert!(holds(&kept, b"ICC_PROFILE") && holds(&kept, b"the pixels\xff\x00more pixels"));
    // Orientation 6, and no second picture behind the first.
    assert!(holds(&kept, b"\x01\x12\0\x03\0\0\0\x01\0\x06") && kept.ends_with(b"more pixels\xff\xd9"));
    assert_eq!(file["size"], kept.len());
    let expected = json!({ "type": "image", "name": "IMG_1.jpg", "mime": "image/jpeg", "width": 30, "height": 40 });
    for (name, value) in expected.as_object().expect("an object") {
        assert_eq!(file[name], *value, "{file}");
    }
}

#[tokio::test]
async fn png_and_webp_lose_their_texts_too() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    for (given, mime, width, height, pixels) in [
        (png(), "image/png", 12, 8, &b"IDAT"[..]),
        (webp(), "image/webp", 20, 10, b"VP8L"),
        (gif(), "image/gif", 7, 5, b"GIF89a"),
    ] {
        let file = ada.upload("picture", &given).await;
        assert_eq!((&file["mime"], &file["width"], &file["height"]), (&json!(mime), &json!(width), &json!(height)));
        let kept = content(&ada, &file).await;
        assert!(!holds(&kept, PLACE.as_bytes()) && holds(&kept, pixels), "{mime}");
        // The header of the extended form promises neither EXIF nor XMP any more.
        assert!(mime != "image/webp" || holds(&kept, b"VP8X\x0a\0\0\0\0"), "{kept:?}");
        let again = content(&ada, &ada.upload("again", &kept).await).await;
        assert_eq!(again, kept, "{mime} is not stable");
    }
}

#[tokio::test]
async fn a_moving_picture_keeps_its_frames_and_a_photo_nothing_behind_it() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    let frame = b"!\xf9\x04\0\x0a\0\0\0,\0\0\0\0\x07\0\x05\0\0\x02\x02D\x01\0";
    let still = gif();
    let moving = [&still[..still.len() - 1], frame, b";"].concat();
    let file = ada.upload("moving.gif", &moving).await;
    assert_eq!((&file["mime"], &file["width"], content(&ada, &file).await), (&json!("image/gif"), &json!(7), moving));
    let both = [&jpeg()[..], b"%PDF-1.7 <script>alert(1)</script>"].concat();
    let file = ada.upload("both.pdf", &both).await;
    assert_eq!(file["mime"], "image/jpeg");
    assert!(!holds(&content(&ada, &file).await, b"script"));
}

#[tokio::test]
async fn a_cut_picture_is_a_file_that_is_only_saved() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    for cut in [&jpeg()[..60], &png()[..20], b"\xff\xd8\xff<script>alert(1)</script>"] {
        let file = ada.upload("cut.jpg", cut).await;
        assert_eq!((&file["type"], &file["mime"]), (&json!("file"), &json!("application/octet-stream")));
        let answer = ada.get(file["url"].as_str().unwrap()).await;
        assert!(answer.header("content-disposition").starts_with("attachment;"));
        assert_eq!(answer.body, cut);
    }
}
