#!/usr/bin/env bash
# wasm-bindgen, which writes the page's JavaScript glue, and its test runner. The version is the crate's, exactly.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

locked=$(sed -n '/^name = "wasm-bindgen"$/{n;s/^version = "\(.*\)"$/\1/p;}' Cargo.lock 2>/dev/null || true)
[ -z "$locked" ] || [ "$locked" = "$WASM_BINDGEN_VERSION" ] ||
  die "Cargo.lock has wasm-bindgen $locked, the tool is pinned to $WASM_BINDGEN_VERSION" \
    "make them one: WASM_BINDGEN_VERSION in scripts/versions.env, \"=$WASM_BINDGEN_VERSION\" in Cargo.toml"

# Some optimization: it works through the whole WebAssembly at each build.
CARGO_PROFILE_DEV_OPT_LEVEL=1 exec scripts/cargo-tool.sh \
  wasm-bindgen wasm-bindgen-cli "$WASM_BINDGEN_VERSION" "about 2 minutes on two cores"
