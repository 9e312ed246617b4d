//! With the feature `chunks` the linker keeps its relocations in the page's WebAssembly. `wasm-split-cli` takes the
//! module apart by them (docs/decisions/11-chunks.md).

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is_wasm = env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32");
    if is_wasm && env::var_os("CARGO_FEATURE_CHUNKS").is_some() {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
