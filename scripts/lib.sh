# shellcheck shell=bash
# Shared by every script: messages, time limits, the cache folder, and where the installed tools are. Sourced, never run.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT"
# shellcheck source=scripts/versions.env
. scripts/versions.env

# Where tools are installed once, for every clone. Nothing else is written outside the checkout.
CACHE=${COLLABSPACE_CACHE:-${XDG_CACHE_HOME:-${HOME:-$ROOT/.run}/.cache}/collabspace}
# Logs, generated credentials and the demo's database.
RUN=$ROOT/.run
TARGET=${CARGO_TARGET_DIR:-$ROOT/target}
DEBIAN_TOOLCHAIN=collabspace-debian
WASM_TARGET=wasm32-unknown-unknown
mkdir -p "$CACHE" "$RUN"

say() { printf '%s\n' "$*"; }

# die WHAT WHAT-TO-DO: one clear line about what failed, one about the way out.
die() {
  printf 'error: %s\n' "$1" >&2
  [ $# -lt 2 ] || printf '  fix: %s\n' "$2" >&2
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# limit SECONDS COMMAND…: nothing may hang for ever. In the foreground, so that Ctrl-C reaches the command.
limit() {
  if have timeout; then timeout --foreground -k 10 "$@"; else shift && "$@"; fi
}

# task WHAT ABOUT-HOW-LONG SECONDS COMMAND…: announces the step, runs it within its limit with its output in a log,
# says what it took. On failure shows the end of the log and returns the command's status.
task() {
  local what=$1 expect=$2 seconds=$3 started=$SECONDS status=0 log
  shift 3
  log=$RUN/setup-$(printf '%s' "$what" | tr -cs 'A-Za-z0-9.' '-').log
  say "==> $what ($expect)"
  limit "$seconds" "$@" </dev/null >"$log" 2>&1 || status=$?
  if [ "$status" -eq 0 ]; then
    say "    done in $((SECONDS - started)) s"
  else
    tail -n 20 "$log" | sed 's/^/    | /' >&2
    [ "$status" -ne 124 ] || say "    stopped after the time limit of $seconds s" >&2
    say "    failed after $((SECONDS - started)) s; full output: ${log#"$ROOT"/}" >&2
  fi
  return "$status"
}

# debian_packages PACKAGE…: installs those that are not there. Fails where that cannot be done.
debian_packages() {
  local package missing=() as_root=()
  for package; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q ' installed$' || missing+=("$package")
  done
  [ "${#missing[@]}" -gt 0 ] || return 0
  have apt-get || return 1
  if [ "$(id -u)" -ne 0 ]; then
    have sudo || return 1
    as_root=(sudo -n)
    # Asks for the password now, where somebody can type it: the steps themselves have their output in a log.
    sudo -n true 2>/dev/null || { [ -t 0 ] && [ -z "${CI:-}" ] && sudo -v; } || return 1
  fi
  as_root+=(env DEBIAN_FRONTEND=noninteractive)
  task "package lists" "some seconds" 300 "${as_root[@]}" apt-get -q -o DPkg::Lock::Timeout=120 update || true
  task "Debian packages: ${missing[*]}" "under a minute" 1200 \
    "${as_root[@]}" apt-get -q -y --no-install-recommends -o DPkg::Lock::Timeout=300 install "${missing[@]}"
}

# use_installed: puts what the other scripts installed on PATH. Called again after the set-up.
use_installed() {
  local tool bin
  for tool in "trunk-$TRUNK_VERSION" "wasm-bindgen-cli-$WASM_BINDGEN_VERSION" \
    "wasm_split_cli_support-$WASM_SPLIT_VERSION" "sockudo-$SOCKUDO_VERSION" "secantusdb-$SECANTUSDB_VERSION" "fastapi-$FASTAPI_VERSION" \
    "geckodriver-$GECKODRIVER_VERSION"; do
    bin=$CACHE/tools/$tool/bin
    case :$PATH: in *":$bin:"*) ;; *) [ ! -d "$bin" ] || PATH=$bin:$PATH ;; esac
  done
  case :$PATH: in *":$ROOT/node_modules/.bin:"*) ;; *) PATH=$ROOT/node_modules/.bin:$PATH ;; esac
  export PATH
  # rust.sh writes this file where it had to take the Debian way.
  if [ -f "$CACHE/rust-toolchain" ]; then
    RUSTUP_TOOLCHAIN=$(cat "$CACHE/rust-toolchain")
    export RUSTUP_TOOLCHAIN
    have rustup || PATH=$CACHE/$DEBIAN_TOOLCHAIN/bin:$PATH
  fi
}
use_installed
