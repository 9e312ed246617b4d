//! Prepares a picture for sending: reads it, scales it down, and removes the camera's metadata. In a chunk.

use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, HtmlCanvasElement, ImageBitmap};

use super::canvas::{canvas, pen};
use super::thumbhash;
use crate::model::picture::metadata::without_metadata;
use crate::model::picture::shown_size;

/// The longest side of a photo that is sent unscaled, in pixels. Larger ones are scaled down to it.
const LONGEST: u32 = 2_048;

/// The quality of a scaled photo, from 0 to 1.
const QUALITY: f64 = 0.85;

/// The type of photos. Other pictures may be drawings or animations, and are not scaled.
const PHOTO: &str = "image/jpeg";

/// A picture that the browser can show.
pub struct Picture {
    /// The version to send unless the original is wanted.
    pub bytes: Blob,
    pub preview: HtmlCanvasElement,
    /// Its displayed width and height in pixels.
    pub dimensions: (u32, u32),
    /// Its preview.
    pub thumbhash: Option<String>,
}

/// Reads a file as a picture. Returns `None` if the browser cannot show it in place, in which case it is sent as any
/// other file.
pub async fn read(file: &File) -> Option<Picture> {
    let kind = file.type_();
    if !kind.starts_with("image/") || kind.starts_with("image/svg") {
        return None;
    }
    // Rotated for display.
    let bitmap = web_sys::window()?.create_image_bitmap_with_blob(file).ok()?;
    let bitmap: ImageBitmap = JsFuture::from(bitmap).await.ok()?.dyn_into().ok()?;
    let dimensions = (bitmap.width(), bitmap.height());
    let preview = drawn(&bitmap, shown_size(Some(dimensions)))?;
    let small = drawn(&bitmap, scaled(dimensions, thumbhash::LONGEST))?;
    let thumbhash = pen(&small).and_then(|pen| thumbhash::of(&pen, (small.width(), small.height())));
    let smaller = if kind == PHOTO && dimensions.0.max(dimensions.1) > LONGEST {
        encoded(&drawn(&bitmap, scaled(dimensions, LONGEST))?).await
    } else {
        None
    };
    bitmap.close();
    let bytes = match smaller.filter(|smaller| smaller.size() < file.size()) {
        Some(smaller) => smaller,
        None => cleaned(file, &kind).await.unwrap_or_else(|| file.clone().into()),
    };
    Some(Picture { bytes, preview, dimensions, thumbhash })
}

/// Returns the size of a picture whose longest side is at most this long.
fn scaled((width, height): (u32, u32), longest: u32) -> (u32, u32) {
    let scale = (f64::from(longest) / f64::from(width.max(height))).min(1.0);
    let side = |pixels: u32| ((f64::from(pixels) * scale).ceil() as u32).clamp(1, longest);
    (side(width), side(height))
}

/// Returns the preview of a picture that was read before.
pub async fn preview(bytes: &Blob) -> Option<HtmlCanvasElement> {
    let bitmap = web_sys::window()?.create_image_bitmap_with_blob(bytes).ok()?;
    let bitmap: ImageBitmap = JsFuture::from(bitmap).await.ok()?.dyn_into().ok()?;
    let preview = drawn(&bitmap, shown_size(Some((bitmap.width(), bitmap.height()))));
    bitmap.close();
    preview
}

/// Draws a picture into the middle of a canvas of this size.
fn drawn(bitmap: &ImageBitmap, sides: (u32, u32)) -> Option<HtmlCanvasElement> {
    let canvas = canvas(sides)?;
    let [left, top, width, height] = middle((bitmap.width(), bitmap.height()), sides);
    let drawn = pen(&canvas)?.draw_image_with_image_bitmap_and_dw_and_dh(bitmap, left, top, width, height);
    drawn.ok().map(|()| canvas)
}

/// Returns a picture's place in a box: complete, centred, and not enlarged.
fn middle((width, height): (u32, u32), within: (u32, u32)) -> [f64; 4] {
    let (width, height) = (f64::from(width), f64::from(height));
    let (room_x, room_y) = (f64::from(within.0), f64::from(within.1));
    let scale = (room_x / width).min(room_y / height).min(1.0);
    let (width, height) = (width * scale, height * scale);
    [(room_x - width) / 2.0, (room_y - height) / 2.0, width, height]
}

/// Draws a preview over a canvas.
pub fn copy(preview: &HtmlCanvasElement, to: &HtmlCanvasElement) {
    let [left, top, width, height] = middle((preview.width(), preview.height()), (to.width(), to.height()));
    if let Some(pen) = pen(to) {
        pen.clear_rect(0.0, 0.0, to.width().into(), to.height().into());
        // Without it the box stays empty.
        let _ = pen.draw_image_with_html_canvas_element_and_dw_and_dh(preview, left, top, width, height);
    }
}

async fn encoded(canvas: &HtmlCanvasElement) -> Option<Blob> {
    let blob = Promise::new(&mut |resolve, _| {
        if canvas.to_blob_with_type_and_encoder_options(&resolve, PHOTO, &QUALITY.into()).is_err() {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    });
    JsFuture::from(blob).await.ok()?.dyn_into().ok()
}

async fn cleaned(file: &File, kind: &str) -> Option<Blob> {
    let buffer: JsValue = JsFuture::from(file.array_buffer()).await.ok()?;
    let clean = without_metadata(&Uint8Array::new(&buffer).to_vec())?;
    let parts = Array::of1(&Uint8Array::from(&clean[..]));
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()
}
