//! How a file is served, and to whom.

use reqwest::Method;

use crate::support::files::{gif, jpeg, png};
use crate::support::{Answer, Backend, Caller};

async fn read(person: &Caller, path: &str, range: Option<&str>) -> Answer {
    let request = person.request(Method::GET, path);
    Caller::send(match range {
        Some(range) => request.header("range", range),
        None => request,
    })
    .await
}

#[tokio::test]
async fn what_could_run_is_only_ever_saved() {
    let backend = Backend::start(&["--rate", "1000"]).await;
    let ada = backend.person("Ada").await;
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    let polyglot = [&gif()[..], b"<script>alert(1)</script>"].concat();
    for (name, content, shown_as) in [
        ("evil.svg", &svg[..], None),
        ("page.html", b"<!DOCTYPE html><script>alert(1)</script>", None),
        ("a picture.png", b"<!DOCTYPE html><script>alert(1)</script>", None),
        ("letter.pdf", b"%PDF-1.7\nwords", None),
        ("program.jpg", b"MZ\x90\0\x03\0\0\0\x04", None),
        ("notes.txt", "Grüße".as_bytes(), None),
        ("both.html", &polyglot, Some("image/gif")),
        ("picture.exe", &png(), Some("image/png")),
        ("film.mp4", b"\0\0\0\x18ftypisom\0\0\0\0isommp42", Some("video/mp4")),
        ("film.html", b"\0\0\0\x18ftypisom\0\0\0\0isommp42<script>alert(1)</script>", Some("video/mp4")),
        ("archive.png", b"PK\x03\x04\x14\0\0\0", None),
    ] {
        let file = ada.upload(name, content).await;
        let answer = read(&backend.stranger(), file["url"].as_str().unwrap(), None).await;
        assert_eq!((answer.status, file["name"].as_str().unwrap()), (200, name));
        let disposition = answer.header("content-disposition");
        let (way, mime) = match shown_as {
            Some(mime) => ("inline", mime),
            None => ("attachment", "application/octet-stream"),
        };
        assert!(disposition.starts_with(&format!("{way}; filename=")), "{name}: {disposition}");
        assert_eq!(answer.header("content-type"), mime, "{name}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("content-security-policy"), "sandbox; default-src 'none'");
        assert_eq!(answer.header("cache-control"), "private, max-age=3600, immutable");
    }
}

#[tokio::test]
async fn a_signed_address_is_enough_and_without_it_a_member_reads() {
    let backend = Backend::start(&[]).await;
    let (ada, grace, stranger) = (backend.person("Ada").await, backend.person("Grace").await, backend.stranger());
    let file = ada.upload("a.png", &png()).await;
    let signed = file["url"].as_str().unwrap();
    let bare = signed.split('?').next().unwrap();
    assert_eq!(bare, format!("/api/attachments/{}", file["id"].as_str().unwrap()));
    assert_eq!(read(&stranger, signed, None).await.status, 200);
    assert_eq!(read(&stranger, bare, None).await.status, 401);
    assert_eq!(read(&stranger, &signed.replace("until=1", "until=2"), None).await.status, 401);
    assert_eq!(read(&stranger, &format!("{bare}?until=9999999999&signature=AAAA"), None).await.status, 401);
    // Until it is sent, it is its owner's alone.
    assert_eq!((read(&ada, bare, None).await.status, read(&grace, bare, None).await.status), (200, 404));
    ada.say_with("look", &[&file]).await;
    assert_eq!(read(&grace, bare, None).await.status, 200);
    let unknown = bare.replace(|digit: char| digit.is_ascii_digit(), "f");
    for path in [&unknown, "/api/attachments/..%2F..%2Fcollabspace.sqlite", "/api/attachments/x"] {
        assert_eq!(read(&grace, path, None).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn a_part_can_be_asked_for_and_an_unchanged_file_is_not_sent_again() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    let file = ada.upload("a.jpg", &jpeg()).await;
    let url = file["url"].as_str().unwrap();
    let whole = read(&ada, url, None).await;
    let part = read(&ada, url, Some("bytes=2-5")).await;
    assert_eq!((part.status, &part.body[..]), (206, &whole.body[2..6]));
    assert_eq!(part.header("content-range"), format!("bytes 2-5/{}", whole.body.len()));
    assert_eq!(read(&ada, url, Some("bytes=999999-")).await.status, 416);
    let since = whole.header("last-modified").to_owned();
    let again = Caller::send(ada.request(Method::GET, url).header("if-modified-since", since)).await;
    assert_eq!((again.status, again.body.len()), (304, 0));
}
