#!/usr/bin/env bash
# How fast and how light the page is, beside a React page, in Chromium, Firefox and WebKit: docs/performance.md. The tables are printed,
# and kept in .run/.
# BENCH_ROUNDS=5, BENCH_ONLY=loading,rate,burst,typing,scrolling,large,idle,takeover,firefox,webkit, BENCH_PAGES=ours,react say what is
# measured.
# BENCH_PUBLISH=1 puts the results into docs/; BENCH_PUBLISH=only those of the last whole run, without measuring again.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

case ${BENCH_PUBLISH:-} in
  '' | 1 | only) ;;
  *) die "BENCH_PUBLISH=\"$BENCH_PUBLISH\" is not valid" "set it to 1 or only, or unset it" ;;
esac
if [ "${BENCH_PUBLISH:-}" = 1 ] && [ -n "${BENCH_ONLY:-}${BENCH_PAGES:-}" ]; then
  die "a partial run cannot be published" "unset BENCH_ONLY and BENCH_PAGES, or BENCH_PUBLISH"
fi

if [ "${BENCH_PUBLISH:-}" != only ]; then
  drivers=
  case ",${BENCH_ONLY:-firefox}," in *,firefox,* | *,webkit,*) drivers=browsers ;; esac
  # shellcheck disable=SC2086 # nothing, or one word
  scripts/tools.sh bench $drivers
  use_installed
  . scripts/browser-paths.sh
  scripts/build.sh --if-changed
  node tests/bench/bench.mjs
fi
[ -z "${BENCH_PUBLISH:-}" ] || node tests/bench/report/publish.mjs
