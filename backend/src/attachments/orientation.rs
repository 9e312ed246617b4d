//! The camera's orientation, the only EXIF value that affects how a picture is drawn.

const TAG: u16 = 0x0112;

/// The orientation, 1 to 8; 1 if the EXIF data has none.
pub fn of(exif: &[u8]) -> u8 {
    read(exif).filter(|orientation| (1..=8).contains(orientation)).unwrap_or(1)
}

/// Returns `true` if width and height are swapped when the picture is shown.
pub fn is_sideways(orientation: u8) -> bool {
    orientation >= 5
}

/// Returns EXIF data that contains only the orientation.
pub fn only(orientation: u8) -> [u8; 26] {
    // Big endian; the directory follows the header: one entry, a short, and no further directory.
    let mut exif = *b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    exif[19] = orientation;
    exif
}

fn read(exif: &[u8]) -> Option<u8> {
    let tiff = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif);
    let is_big = match tiff.get(..4)? {
        b"MM\0*" => true,
        b"II*\0" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if is_big { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    };
    let long = |at: usize| {
        let bytes: [u8; 4] = tiff.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if is_big { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) })
    };
    let directory = usize::try_from(long(4)?).ok()?;
    let entries = usize::from(short(directory)?);
    let entry =
        (0..entries).map(|number| directory.saturating_add(2 + 12 * number)).find(|at| short(*at) == Some(TAG))?;
    u8::try_from(short(entry + 8)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_in_both_byte_orders() {
        for orientation in 1..=8 {
            assert_eq!(of(&only(orientation)), orientation);
        }
        let little = b"II*\0\x08\0\0\0\x02\0\x0f\x01\x02\0\x04\0\0\0abc\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        assert_eq!(of(little), 6);
        assert_eq!(of(&[b"Exif\0\0", &little[..]].concat()), 6);
    }

    #[test]
    fn what_is_no_exif_says_nothing() {
        for wrong in
            [&b""[..], b"MM\0*", b"MM\0*\xff\xff\xff\xff", b"MM\0*\0\0\0\x08\xff\xff\x01\x12", &only(0), &only(9)]
        {
            assert_eq!(of(wrong), 1);
        }
    }
}
