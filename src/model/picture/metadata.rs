//! Picture files without their metadata: place, camera, times, texts and previews. The pixels, the colour profile and
//! the way up stay as they are, without a loss.

const SOI: [u8; 2] = [0xff, 0xd8];
const SOS: u8 = 0xda;
const EOI: u8 = 0xd9;
const APP1: u8 = 0xe1;
const APP2: u8 = 0xe2;
const APP14: u8 = 0xee;
const APP15: u8 = 0xef;
const COMMENT: u8 = 0xfe;

const EXIF: &[u8] = b"Exif\0\0";
const PROFILE: &[u8] = b"ICC_PROFILE\0";

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Chunks of a PNG file that say nothing of its pixels.
const PNG_METADATA: [&[u8]; 5] = [b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"tIME"];

/// The flags of a WebP file that announce metadata: EXIF and XMP.
const WEBP_FLAGS: u8 = 0x0c;

/// Returns a JPEG, PNG or WebP file without its metadata, or `None` if it is no such file or is damaged.
#[must_use]
pub fn without_metadata(file: &[u8]) -> Option<Vec<u8>> {
    if file.starts_with(&SOI) {
        jpeg(file)
    } else if file.starts_with(PNG) {
        png(file)
    } else if file.starts_with(b"RIFF") && file.get(8..12)? == b"WEBP" {
        webp(file)
    } else {
        None
    }
}

fn jpeg(file: &[u8]) -> Option<Vec<u8>> {
    let mut clean = SOI.to_vec();
    let mut at = SOI.len();
    loop {
        if *file.get(at)? != 0xff {
            return None;
        }
        let marker = *file.get(at + 1)?;
        match marker {
            // Filling before a marker.
            0xff => {
                at += 1;
                continue;
            }
            // What comes after the end is a preview, or a film.
            EOI => {
                clean.extend([0xff, EOI]);
                return Some(clean);
            }
            _ => {}
        }
        let length = usize::from(u16::from_be_bytes([*file.get(at + 2)?, *file.get(at + 3)?]));
        let segment = file.get(at..at + 2 + length)?;
        let data = segment.get(4..)?;
        match marker {
            APP1 => {
                if let Some(orientation) = data.strip_prefix(EXIF).and_then(orientation).filter(|way| *way != 1) {
                    clean.extend(exif_segment(orientation));
                }
            }
            APP2 if !data.starts_with(PROFILE) => {}
            // Adobe's says how the colours are to be read.
            APP14 => clean.extend(segment),
            0xe3..=APP15 | COMMENT => {}
            _ => clean.extend(segment),
        }
        at += segment.len();
        if marker == SOS {
            let end = end_of_scan(file, at)?;
            clean.extend(file.get(at..end)?);
            at = end;
        }
    }
}

/// The pixels end at the next marker that is no part of them. A file that was cut off ends where it ends.
fn end_of_scan(file: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let next = *file.get(at + 1)?;
        if *file.get(at)? == 0xff && !matches!(next, 0x00 | 0xd0..=0xd7 | 0xff) {
            return Some(at);
        }
        at += 1;
    }
}

/// The way up in TIFF data, from 1 to 8.
fn orientation(tiff: &[u8]) -> Option<u8> {
    let is_little = tiff.starts_with(b"II");
    let short = |at: usize| {
        let bytes = [*tiff.get(at)?, *tiff.get(at + 1)?];
        Some(if is_little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let long = |at: usize| {
        let (first, second) = (u32::from(short(at)?), u32::from(short(at + 2)?));
        Some(if is_little { second << 16 | first } else { first << 16 | second })
    };
    let directory = long(4)? as usize;
    let mut entries = (0..usize::from(short(directory)?)).map(|entry| directory + 2 + 12 * entry);
    let entry = entries.find(|entry| short(*entry) == Some(0x0112))?;
    u8::try_from(short(entry + 8)?).ok().filter(|way| (1..=8).contains(way))
}

/// TIFF data that says the way up and nothing else.
fn tiff(orientation: u8) -> [u8; 26] {
    let mut tiff = *b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    tiff[19] = orientation;
    tiff
}

fn exif_segment(orientation: u8) -> Vec<u8> {
    let tiff = tiff(orientation);
    let length = (2 + EXIF.len() + tiff.len()) as u16;
    [&[0xff, APP1], &length.to_be_bytes()[..], EXIF, &tiff].concat()
}

fn png(file: &[u8]) -> Option<Vec<u8>> {
    let mut clean = PNG.to_vec();
    let mut at = PNG.len();
    loop {
        let length = u32::from_be_bytes(file.get(at..at + 4)?.try_into().ok()?) as usize;
        // Its length, its name, what it holds and its checksum.
        let chunk = file.get(at..at.checked_add(length)?.checked_add(12)?)?;
        let name = chunk.get(4..8)?;
        if !PNG_METADATA.contains(&name) {
            clean.extend(chunk);
        }
        if name == b"IEND" {
            return Some(clean);
        }
        at += chunk.len();
    }
}

fn webp(file: &[u8]) -> Option<Vec<u8>> {
    let mut clean = file.get(..12)?.to_vec();
    let length = u32::from_le_bytes(file.get(4..8)?.try_into().ok()?) as usize;
    let file = file.get(..length.checked_add(8)?)?;
    let mut at = 12;
    while at < file.len() {
        let length = u32::from_le_bytes(file.get(at + 4..at + 8)?.try_into().ok()?) as usize;
        let end = at.checked_add(length)?.checked_add(8)?;
        let chunk = file.get(at..(end + length % 2).min(file.len()))?;
        match chunk.get(..4)? {
            b"EXIF" | b"XMP " => {}
            b"VP8X" => {
                let flags = clean.len() + 8;
                clean.extend(chunk);
                *clean.get_mut(flags)? &= !WEBP_FLAGS;
            }
            _ => clean.extend(chunk),
        }
        at += chunk.len();
    }
    let length = u32::try_from(clean.len() - 8).ok()?;
    clean.get_mut(4..8)?.copy_from_slice(&length.to_le_bytes());
    Some(clean)
}
