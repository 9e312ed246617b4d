//! Previews of pictures in some 25 bytes: ThumbHashes (<https://evanw.github.io/thumbhash/>), drawn until the picture
//! has loaded. In a chunk.

use leptos::prelude::window;
use thumbhash::{rgba_to_thumb_hash, thumb_hash_to_rgba};
use wasm_bindgen::Clamped;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

use super::canvas::{canvas, pen};

/// The longest side of a picture to hash, in pixels: the format's limit.
pub const LONGEST: u32 = 100;

/// Returns the hash of a canvas, in base64; its sides are at most [`LONGEST`]. Returns `None` if the browser does not
/// provide the pixels.
pub fn of(drawn: &CanvasRenderingContext2d, (width, height): (u32, u32)) -> Option<String> {
    let pixels = drawn.get_image_data(0.0, 0.0, width.into(), height.into()).ok()?.data();
    let hash = rgba_to_thumb_hash(width as usize, height as usize, &pixels);
    window().btoa(&hash.into_iter().map(char::from).collect::<String>()).ok()
}

/// Draws a hash over a whole canvas. One that cannot be read is skipped.
pub fn draw(hash: &str, room: &HtmlCanvasElement) {
    // Without it the box stays empty.
    let _ = try_to_draw(hash, room);
}

fn try_to_draw(hash: &str, room: &HtmlCanvasElement) -> Option<()> {
    let bytes: Vec<u8> = window().atob(hash).ok()?.chars().map(|byte| byte as u8).collect();
    let (width, height, pixels) = thumb_hash_to_rgba(&bytes).ok()?;
    let small = canvas((width as u32, height as u32))?;
    let pixels = ImageData::new_with_u8_clamped_array(Clamped(&pixels), width as u32).ok()?;
    pen(&small)?.put_image_data(&pixels, 0.0, 0.0).ok()?;
    let (width, height) = (room.width().into(), room.height().into());
    pen(room)?.draw_image_with_html_canvas_element_and_dw_and_dh(&small, 0.0, 0.0, width, height).ok()
}
