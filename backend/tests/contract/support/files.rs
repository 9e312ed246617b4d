//! Small files as cameras and other programs write them.

/// Stands where a camera writes its place.
pub const PLACE: &str = "52.5163N 13.3777E";

/// A JPEG of 40 by 30, held sideways: it is shown as 30 by 40. A second picture follows it, as phones write it.
pub fn jpeg() -> Vec<u8> {
    let exif = [b"Exif\0\0", &exif(6)[..]].concat();
    let frame = [8, 0, 30, 0, 40, 1, 1, 0x11, 0];
    let scan = [1, 1, 0, 0, 63, 0];
    let picture = [
        &b"\xff\xd8"[..],
        &segment(0xe0, b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0"),
        &segment(0xe1, &exif),
        &segment(0xe2, b"ICC_PROFILE\0\x01\x01colours"),
        &segment(0xed, PLACE.as_bytes()),
        &segment(0xfe, PLACE.as_bytes()),
        &segment(0xdb, &[0; 65]),
        &segment(0xc0, &frame),
        &segment(0xda, &scan),
        b"the pixels\xff\x00more pixels\xff\xd9",
    ]
    .concat();
    [&picture[..], b"\xff\xd8", &segment(0xe1, &exif), b"\xff\xd9"].concat()
}

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).expect("it is short").to_be_bytes();
    [&[0xff, marker], &length[..], content].concat()
}

/// EXIF data with this orientation, and a place.
fn exif(orientation: u8) -> Vec<u8> {
    let directory = [b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", &[orientation][..], &[0; 6]].concat();
    [&directory, PLACE.as_bytes()].concat()
}

/// A PNG of 12 by 8.
pub fn png() -> Vec<u8> {
    let header = [0, 0, 0, 12, 0, 0, 0, 8, 8, 0, 0, 0, 0];
    let text = [b"Comment\0", PLACE.as_bytes()].concat();
    // One block that is stored as it is: eight rows of a filter and twelve pixels, all zero.
    let pixels = [&[0x78, 0x01, 0x01, 104, 0, 151, 255][..], &[0; 104], &[0, 104, 0, 1]].concat();
    [
        &b"\x89PNG\r\n\x1a\n"[..],
        &chunk(b"IHDR", &header),
        &chunk(b"tEXt", &text),
        &chunk(b"eXIf", &exif(1)),
        &chunk(b"IDAT", &pixels),
        &chunk(b"IEND", b""),
    ]
    .concat()
}

fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).expect("it is short").to_be_bytes();
    let named = [kind, content].concat();
    let sum = !named.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 })
    });
    [&length[..], &named, &sum.to_be_bytes()].concat()
}

/// A WebP of 20 by 10 in the extended form.
pub fn webp() -> Vec<u8> {
    let riff = |kind: &[u8; 4], content: &[u8]| {
        let length = u32::try_from(content.len()).expect("it is short").to_le_bytes();
        let padding: &[u8] = if content.len() % 2 == 1 { &[0] } else { &[] };
        [kind, &length[..], content, padding].concat()
    };
    // EXIF and XMP are there; width and height less one.
    let header = [0x0c, 0, 0, 0, 19, 0, 0, 9, 0, 0];
    let chunks = [
        riff(b"VP8X", &header),
        riff(b"VP8L", b"\x2f\x13\x40\x02\0pixels"),
        riff(b"EXIF", &exif(1)),
        riff(b"XMP ", PLACE.as_bytes()),
    ]
    .concat();
    riff(b"RIFF", &[b"WEBP", &chunks[..]].concat())
}

/// A GIF of 7 by 5.
pub fn gif() -> Vec<u8> {
    b"GIF89a\x07\0\x05\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x07\0\x05\0\0\x02\x02D\x01\0;".to_vec()
}

/// Returns `true` if `words` are in the bytes.
pub fn holds(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}
