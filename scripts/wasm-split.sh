#!/usr/bin/env bash
# wasm-split-cli, which splits the page's WebAssembly. It does not report its version, so the folder's name does.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
package=wasm_split_cli_support

if [ -x "$CACHE/tools/$package-$WASM_SPLIT_VERSION/bin/wasm-split-cli" ]; then exit 0; fi
exec scripts/cargo-tool.sh \
  wasm-split-cli "$package" "$WASM_SPLIT_VERSION" "about a minute on two cores" --features build-binary
