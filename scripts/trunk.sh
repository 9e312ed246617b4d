#!/usr/bin/env bash
# Trunk, which builds the page.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
exec scripts/cargo-tool.sh trunk trunk "$TRUNK_VERSION" "about 2 minutes on two cores" --no-default-features --features rustls
