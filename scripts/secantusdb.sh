#!/usr/bin/env bash
# secantusd, which speaks MongoDB's wire protocol, for the tests and the cluster on this machine: never for a site, nor linked
# into anything. Prints nothing when it is there; where MONGODB_URI is set, that server is taken and nothing is installed.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

folder=$CACHE/tools/secantusdb-$SECANTUSDB_VERSION
if [ -n "${MONGODB_URI:-}" ] || [ -n "${SECANTUSD:-}" ] || [ -x "$folder/bin/secantusd-py" ]; then exit 0; fi

advice="install Python 3.10 or newer with venv, or name a MongoDB server: MONGODB_URI=mongodb://…"
# Debian has a Python without venv; asked for a folder to make, it says so.
rm -rf "$folder"
if ! python3 -m venv "$folder/python" >/dev/null 2>&1; then
  # shellcheck disable=SC2086 # a list of packages
  if ! { debian_packages $DEBIAN_PYTHON_PACKAGES && rm -rf "$folder" && python3 -m venv "$folder/python"; }; then
    die "the tests over MongoDB need Python with venv" "$advice"
  fi
fi
task "secantusdb $SECANTUSDB_VERSION" "some seconds" 300 \
  "$folder/python/bin/pip" install --quiet --disable-pip-version-check "secantusdb==$SECANTUSDB_VERSION" ||
  die "secantusdb $SECANTUSDB_VERSION could not be installed" "$advice"
# The program alone: the folder on PATH must not hide the system's own Python.
mkdir -p "$folder/bin"
ln -s ../python/bin/secantusd-py "$folder/bin/secantusd-py"
