//! Pictures: their dimensions as shown, and their content without the camera's metadata.

use axum::body::Bytes;
use img_parts::jpeg::{Jpeg, markers};
use img_parts::png::Png;
use img_parts::webp::WebP;
use img_parts::{ImageEXIF, riff::RiffContent};

use super::orientation;

/// A picture that can be shown.
pub struct Picture {
    pub width: u32,
    pub height: u32,
    /// The new content, if it differs from the given one.
    pub rewritten: Option<Vec<u8>>,
}

/// Reads a picture of this media type and removes its metadata: location, camera, times, names, previews. Orientation
/// and colour profile stay. Returns `None` if it cannot be read, and so does not count as a picture.
pub fn read(mime: &str, content: Vec<u8>) -> Option<Picture> {
    let size = imagesize::blob_size(&content).ok()?;
    let (mut width, mut height) = (u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?);
    if width == 0 || height == 0 {
        return None;
    }
    let (rewritten, up) = match mime {
        "image/jpeg" => jpeg(content.into())?,
        "image/png" => png(content.into())?,
        "image/webp" => webp(content.into())?,
        // A GIF has no location, and AVIF is drawn according to its own boxes.
        _ => return Some(Picture { width, height, rewritten: None }),
    };
    if orientation::is_sideways(up) {
        (width, height) = (height, width);
    }
    Some(Picture { width, height, rewritten: Some(rewritten) })
}

/// The EXIF data that must stay.
fn kept(up: u8) -> Option<Bytes> {
    (up != 1).then(|| Bytes::copy_from_slice(&orientation::only(up)))
}

fn jpeg(content: Bytes) -> Option<(Vec<u8>, u8)> {
    let mut jpeg = Jpeg::from_bytes(content).ok()?;
    let up = jpeg.exif().map_or(1, |exif| orientation::of(&exif));
    jpeg.segments_mut().retain(|segment| match segment.marker() {
        // Kept: JFIF; the colour profile, but no list of further pictures; Adobe's colours.
        markers::APP0 | markers::APP14 => true,
        markers::APP2 => segment.contents().starts_with(b"ICC_PROFILE\0"),
        markers::APP1 | markers::APP3..=markers::APP15 | markers::COM => false,
        _ => true,
    });
    jpeg.set_exif(kept(up));
    let mut bytes = jpeg.encoder().bytes().to_vec();
    // Phones append further pictures after the end, with their own metadata.
    let end = end_of_jpeg(&bytes)?;
    bytes.truncate(end);
    Some((bytes, up))
}

/// Returns the length of a JPEG up to its own end marker, skipping markers within segments.
fn end_of_jpeg(bytes: &[u8]) -> Option<usize> {
    let mut at = 2;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == markers::P)? + 1;
        match *bytes.get(at)? {
            markers::EOI => return Some(at + 1),
            // Data that looks like a marker, a restart, or a fill byte.
            0 | markers::RST0..=markers::RST7 => at += 1,
            markers::P => {}
            _ => {
                let length: [u8; 2] = bytes.get(at + 1..at + 3)?.try_into().ok()?;
                at += 1 + usize::from(u16::from_be_bytes(length));
            }
        }
    }
}

fn png(content: Bytes) -> Option<(Vec<u8>, u8)> {
    let mut png = Png::from_bytes(content).ok()?;
    let up = png.exif().map_or(1, |exif| orientation::of(&exif));
    for kind in [b"tEXt", b"iTXt", b"zTXt", b"tIME"] {
        png.remove_chunks_by_type(*kind);
    }
    png.set_exif(kept(up));
    Some((png.encoder().bytes().to_vec(), up))
}

fn webp(content: Bytes) -> Option<(Vec<u8>, u8)> {
    let mut webp = WebP::from_bytes(content).ok()?;
    let up = webp.exif().map_or(1, |exif| orientation::of(&exif));
    // Only the extended format can have metadata: a simple file stays as it is.
    if webp.has_chunk(*b"VP8X") {
        webp.remove_chunks_by_id(*b"XMP ");
        webp.remove_chunks_by_id(*b"EXIF");
        let exif = kept(up);
        set_webp_flags(&mut webp, exif.is_some());
        if let Some(exif) = exif {
            webp.chunks_mut().push(img_parts::riff::RiffChunk::new(*b"EXIF", RiffContent::Data(exif)));
        }
    }
    Some((webp.encoder().bytes().to_vec(), up))
}

/// Sets in the header whether there is EXIF data, and that there is no XMP data.
fn set_webp_flags(webp: &mut WebP, has_exif: bool) {
    const EXIF: u8 = 0x08;
    const XMP: u8 = 0x04;
    let header = webp.chunks_mut().iter_mut().find(|chunk| chunk.id() == *b"VP8X");
    if let Some(RiffContent::Data(data)) = header.map(|chunk| chunk.content_mut()) {
        let mut flags = data.to_vec();
        if let Some(first) = flags.first_mut() {
            *first = *first & !(EXIF | XMP) | if has_exif { EXIF } else { 0 };
        }
        *data = flags.into();
    }
}
