//! The type of a file, determined from its content, never from its name or its sender's declaration.

/// How many bytes of the beginning are needed to determine the type.
pub const HEAD: usize = 8 * 1024;

const PICTURES: [&str; 5] = ["image/jpeg", "image/png", "image/gif", "image/webp", "image/avif"];
const MEDIA: [&str; 6] = ["video/mp4", "video/webm", "audio/mpeg", "audio/mp4", "audio/ogg", "audio/wav"];

/// Returns the media type of a file that starts with these bytes.
pub fn mime(head: &[u8]) -> &'static str {
    match infer::get(head).map(|found| found.mime_type()) {
        Some("audio/x-wav") => "audio/wav",
        Some("audio/m4a") => "audio/mp4",
        Some("audio/opus") => "audio/ogg",
        Some(known) => known,
        None if is_text(head) => "text/plain",
        None => "application/octet-stream",
    }
}

/// Returns `true` for pictures that every browser shows and that cannot contain a script; SVG is not among them.
pub fn is_picture(mime: &str) -> bool {
    PICTURES.contains(&mime)
}

/// Returns `true` if a browser may show it in place. All other files can only be saved.
pub fn is_inline(mime: &str) -> bool {
    is_picture(mime) || MEDIA.contains(&mime)
}

/// Returns `true` for UTF-8 without control characters. The last character may be incomplete.
fn is_text(head: &[u8]) -> bool {
    let text = match str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default(),
        Err(_) => return false,
    };
    !text.is_empty() && !text.chars().any(|character| character.is_control() && !"\t\n\r\u{c}".contains(character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_never_shown_in_place() {
        for head in [
            &b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"[..],
            b"<?xml version=\"1.0\"?><svg/>",
            b"<!DOCTYPE html><script>alert(1)</script>",
            b"\n <html ><body>",
            b"%PDF-1.7\n",
            b"MZ\x90\0",
            b"just words",
            b"\0\x01\x02",
        ] {
            assert!(!is_inline(mime(head)), "{}", mime(head));
        }
        assert_eq!(mime("Grüße".as_bytes()), "text/plain");
        assert_eq!(mime(b"Gr\xc3"), "text/plain");
        assert_eq!(mime(b"\0\x01\x02"), "application/octet-stream");
    }

    #[test]
    fn pictures_and_media_are_known_by_their_first_bytes() {
        for (head, expected) in [
            (&b"\xff\xd8\xff\xe0rest"[..], "image/jpeg"),
            (b"\x89PNG\r\n\x1a\nrest", "image/png"),
            (b"GIF89arest", "image/gif"),
            (b"RIFF\x10\0\0\0WEBPVP8 ", "image/webp"),
            (b"\0\0\0\x18ftypavif\0\0\0\0avifmif1", "image/avif"),
            (b"\0\0\0\x18ftypisom\0\0\0\0isommp42", "video/mp4"),
            (b"RIFF\x10\0\0\0WAVEfmt ", "audio/wav"),
        ] {
            assert_eq!(mime(head), expected);
            assert!(is_inline(expected));
        }
    }
}
