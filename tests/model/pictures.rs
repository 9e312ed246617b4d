//! Pictures: their boxes, and what is taken out of their files.

use collabspace_chat::model::picture::metadata::without_metadata;
use collabspace_chat::model::picture::shown_size;

#[test]
fn a_box_keeps_the_pictures_shape_and_can_be_pressed() {
    assert_eq!(shown_size(Some((4_000, 3_000))), (360, 270));
    assert_eq!(shown_size(Some((3_000, 4_000))), (225, 300));
    assert_eq!(shown_size(Some((100, 80))), (100, 80), "none is blown up");
    assert_eq!(shown_size(Some((1, 1))), (44, 44));
    assert_eq!(shown_size(Some((u32::MAX, 1))), (360, 44));
    assert_eq!(shown_size(None), (320, 240));
}

const SECRET: &[u8] = b"52.5 N 13.4 E";

fn contains(file: &[u8], part: &[u8]) -> bool {
    file.windows(part.len()).any(|window| window == part)
}

fn segment(marker: u8, data: &[u8]) -> Vec<u8> {
    let length = (data.len() + 2) as u16;
    [&[0xff, marker], &length.to_be_bytes()[..], data].concat()
}

/// EXIF data of a camera, in Intel's order: the way up, then where it was.
fn exif(way: u8) -> Vec<u8> {
    let entry = [0x12, 0x01, 3, 0, 1, 0, 0, 0, way, 0, 0, 0];
    [b"Exif\0\0II*\0\x08\0\0\0\x01\0", &entry[..], &[0; 4], SECRET].concat()
}

fn jpeg(way: u8) -> Vec<u8> {
    let pixels = [1, 2, 0xff, 0x00, 3, 0xff, 0xd0, 4];
    [
        &[0xff, 0xd8][..],
        &segment(0xe0, b"JFIF\0"),
        &segment(0xe1, &exif(way)),
        &segment(0xe1, &[b"http://ns.adobe.com/xap/1.0/\0", SECRET].concat()),
        &segment(0xe2, b"ICC_PROFILE\0profile"),
        &segment(0xe2, &[b"MPF\0", SECRET].concat()),
        &segment(0xed, SECRET),
        &segment(0xfe, SECRET),
        &segment(0xdb, b"table"),
        &segment(0xda, b"scan"),
        &pixels,
        &segment(0xc4, b"more"),
        &segment(0xda, b"scan"),
        &pixels,
        &[0xff, 0xd9],
        SECRET,
    ]
    .concat()
}

#[test]
fn a_jpeg_loses_its_location_and_keeps_its_orientation() {
    let clean = without_metadata(&jpeg(6)).expect("a JPEG");
    assert!(!contains(&clean, SECRET));
    assert!(contains(&clean, b"Exif\0\0MM\0*"), "the way up is left");
    assert!(contains(&clean, &[1, 2, 0xff, 0x00, 3, 0xff, 0xd0, 4, 0xff, 0xd9]));
    assert!(contains(&clean, b"profile") && contains(&clean, b"table"));
    assert_eq!(without_metadata(&clean), Some(clean.clone()), "nothing more is to be taken");
    assert!(!contains(&without_metadata(&jpeg(1)).expect("a JPEG"), b"Exif"));
}

#[test]
fn a_png_and_a_webp_keep_their_pixels_alone() {
    let chunk = |name: &[u8], data: &[u8]| [&(data.len() as u32).to_be_bytes()[..], name, data, b"sums"].concat();
    let head = b"\x89PNG\r\n\x1a\n".to_vec();
    let (pixels, end) = (chunk(b"IDAT", b"pixels"), chunk(b"IEND", b""));
    let metadata = [chunk(b"tEXt", SECRET), chunk(b"eXIf", SECRET)].concat();
    let png = [&head[..], &metadata, &pixels, &end, SECRET].concat();
    assert_eq!(without_metadata(&png), Some([head, pixels, end].concat()));

    let chunk = |name: &[u8], data: &[u8]| {
        let filling = &[0][..data.len() % 2];
        [name, &(data.len() as u32).to_le_bytes(), data, filling].concat()
    };
    let file = |flags: u8, metadata: &[u8]| {
        let chunks = [&chunk(b"VP8X", &[flags, 0, 0, 0]), &chunk(b"VP8L", b"pixel")[..], metadata].concat();
        [b"RIFF", &(chunks.len() as u32 + 4).to_le_bytes()[..], b"WEBP", &chunks].concat()
    };
    let webp = file(0x1c, &[chunk(b"EXIF", SECRET), chunk(b"XMP ", SECRET)].concat());
    assert_eq!(without_metadata(&webp), Some(file(0x10, &[])));
}

#[test]
fn what_is_no_picture_or_was_cut_off_is_left_alone() {
    assert_eq!(without_metadata(b"%PDF-1.4"), None);
    assert_eq!(without_metadata(b""), None);
    let whole = jpeg(6);
    let end = whole.len() - SECRET.len();
    for length in 0..end {
        assert_eq!(without_metadata(&whole[..length]), None, "{length} bytes");
    }
}
