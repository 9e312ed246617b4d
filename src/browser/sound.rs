//! A short generated sound: two soft tones, one above the other.

use wasm_bindgen::JsValue;
use web_sys::AudioContext;

/// The tones in Hz, and when each begins, in seconds after the first.
const TONES: [(f32, f64); 2] = [(660.0, 0.0), (880.0, 0.09)];

/// How long a tone takes to fade, in seconds.
const FADE_S: f64 = 0.35;

/// The volume, 0 to 1.
const LOUD: f32 = 0.08;

/// The audio context, created on first use.
#[derive(Default)]
pub struct Sound(Option<AudioContext>);

impl Sound {
    /// Plays it. A browser stays silent in a page that was never clicked, or if it has no sound.
    pub fn play(&mut self) {
        if self.0.is_none() {
            self.0 = AudioContext::new().ok();
        }
        if let Some(context) = &self.0 {
            let _ = context.resume();
            TONES.iter().for_each(|&(pitch, after)| drop(tone(context, pitch, after)));
        }
    }
}

fn tone(context: &AudioContext, pitch: f32, after: f64) -> Result<(), JsValue> {
    let (tone, volume) = (context.create_oscillator()?, context.create_gain()?);
    let begin = context.current_time() + after;
    tone.frequency().set_value(pitch);
    volume.gain().set_value_at_time(LOUD, begin)?;
    volume.gain().exponential_ramp_to_value_at_time(0.0001, begin + FADE_S)?;
    tone.connect_with_audio_node(&volume)?.connect_with_audio_node(&context.destination())?;
    tone.start_with_when(begin)?;
    tone.stop_with_when(begin + FADE_S)
}
