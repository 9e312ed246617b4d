#!/usr/bin/env bash
# A workaround for machines that reach Debian's mirror and crates.io, but not rustup's server: Debian's compiler, its
# standard library compiled once for wasm32, and both together as a toolchain in the cache. Nothing is written to /usr but by apt.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

packages=$DEBIAN_RUST_PACKAGES
[ "${1:-}" != --lints ] || packages="$packages $DEBIAN_LINT_PACKAGES"
# shellcheck disable=SC2086 # a list of packages
debian_packages $packages ||
  die "no Rust for $WASM_TARGET: rustup's server cannot be reached, and Debian's packages could not be installed" \
    "run: rustup target add $WASM_TARGET   (or, as root: apt-get install $packages)"

toolchain=$CACHE/$DEBIAN_TOOLCHAIN
host=$(/usr/bin/rustc -vV | sed -n 's/^host: //p')
rustlib=$toolchain/lib/rustlib

build_library() {
  local work=$CACHE/$DEBIAN_TOOLCHAIN-build
  rm -rf "$work" && mkdir -p "$work/src"
  printf '[package]\nname = "library"\nversion = "0.0.0"\nedition = "2024"\n[workspace]\n' >"$work/Cargo.toml"
  printf 'pub fn nothing() {}\n' >"$work/src/lib.rs"
  # RUSTC_BOOTSTRAP is for this one build; the project itself is built without it. "test" is what wasm-bindgen-test needs,
  # bitcode what link-time optimization needs.
  (cd "$work" && task "Rust's library for $WASM_TARGET, compiled" "about a minute" 900 \
    env -u CARGO_TARGET_DIR RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Cembed-bitcode=yes \
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER="wasm-$DEBIAN_LLD" \
    /usr/bin/cargo build --release --target "$WASM_TARGET" -Zbuild-std=std,panic_abort,test)
  mkdir -p "$rustlib/$WASM_TARGET/lib"
  cp "$work/target/$WASM_TARGET/release/deps/"*.rlib "$rustlib/$WASM_TARGET/lib/"
  rm -f "$rustlib/$WASM_TARGET/lib/liblibrary-"*.rlib
  rm -rf "$work"
}

# A toolchain is a folder with bin/ and lib/rustlib/. rustc finds its libraries beside its own binary, which is in /usr: so
# rustc and clippy-driver are one-line scripts that name this folder.
assemble() {
  local tool
  mkdir -p "$toolchain/bin" "$rustlib/$host/bin"
  ln -sfn "/usr/lib/rustlib/$host/lib" "$rustlib/$host/lib"
  ln -sfn "/usr/bin/$DEBIAN_LLD" "$rustlib/$host/bin/rust-lld"
  for tool in rustc clippy-driver; do
    printf '#!/bin/sh\nexec /usr/bin/%s "$@" --sysroot "%s"\n' "$tool" "$toolchain" >"$toolchain/bin/$tool"
    chmod +x "$toolchain/bin/$tool"
  done
  for tool in cargo rustdoc rustfmt cargo-fmt; do ln -sfn "/usr/bin/$tool" "$toolchain/bin/$tool"; done
  # A copy: cargo-clippy looks for clippy-driver beside itself, and must find the script above.
  [ ! -x /usr/bin/cargo-clippy ] || cp /usr/bin/cargo-clippy "$toolchain/bin/"
}

version=$(/usr/bin/rustc -vV)
if [ "$(cat "$toolchain/built-with" 2>/dev/null)" != "$version" ]; then
  rm -rf "$toolchain"
  build_library
  assemble
  printf '%s\n' "$version" >"$toolchain/built-with"
fi
[ "${1:-}" != --lints ] || [ -x "$toolchain/bin/cargo-clippy" ] || assemble

if have rustup; then
  [ "$(readlink "$(rustup show home)/toolchains/$DEBIAN_TOOLCHAIN" || true)" = "$toolchain" ] ||
    rustup --quiet toolchain link "$DEBIAN_TOOLCHAIN" "$toolchain"
fi
printf '%s\n' "$DEBIAN_TOOLCHAIN" >"$CACHE/rust-toolchain"
