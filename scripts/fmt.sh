#!/usr/bin/env bash
# Formats the Rust sources.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cargo fmt --all
