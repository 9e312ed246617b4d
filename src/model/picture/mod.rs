//! Pictures: how large they are shown, and their files without what the camera wrote into them.

pub mod metadata;

/// The largest box of a picture in the list, in CSS pixels.
const LARGEST: (u32, u32) = (360, 300);

/// The shortest side of such a box: it can be pressed.
const SHORTEST: u32 = 44;

/// The box of a picture of unknown size.
const UNKNOWN: (u32, u32) = (320, 240);

/// Returns the width and height of the box in which a picture of these pixels is shown, in CSS pixels.
///
/// It is known before the picture's first byte and never changes, so nothing moves when the picture comes. The script
/// that draws the first messages has the same (src/entry/page/first-extras.js).
#[must_use]
pub fn shown_size(dimensions: Option<(u32, u32)>) -> (u32, u32) {
    let Some((width, height)) = dimensions.filter(|(width, height)| *width > 0 && *height > 0) else { return UNKNOWN };
    let (width, height) = (f64::from(width), f64::from(height));
    let scale = (f64::from(LARGEST.0) / width).min(f64::from(LARGEST.1) / height).min(1.0);
    let side = |pixels: f64| ((pixels * scale + 0.5) as u32).max(SHORTEST);
    (side(width), side(height))
}
