#!/usr/bin/env bash
# The long run of the simulation, which tests/simulation/main.rs describes.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
use_installed

if [ -z "${SEED:-}" ]; then export SEEDS=${SEEDS:-100000}; fi
cargo test --quiet --profile simulation --package collabspace-chat --test simulation -- --nocapture
