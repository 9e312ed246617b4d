#!/usr/bin/env bash
# uvicorn with FastAPI and pusher, for the test of the example backend. Prints nothing when it is there.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

folder=$CACHE/tools/fastapi-$FASTAPI_VERSION
if [ -n "${UVICORN:-}" ] || [ -x "$folder/bin/uvicorn" ]; then exit 0; fi

advice="install Python 3.10 or newer with venv"
rm -rf "$folder"
if ! python3 -m venv "$folder/python" >/dev/null 2>&1; then
  # shellcheck disable=SC2086 # a list of packages
  if ! { debian_packages $DEBIAN_PYTHON_PACKAGES && rm -rf "$folder" && python3 -m venv "$folder/python"; }; then
    die "the test of the FastAPI example needs Python with venv" "$advice"
  fi
fi
task "FastAPI $FASTAPI_VERSION" "some seconds" 300 "$folder/python/bin/pip" install --quiet --disable-pip-version-check \
  "fastapi==$FASTAPI_VERSION" "uvicorn==$UVICORN_VERSION" "pusher==$PYTHON_PUSHER_VERSION" ||
  die "FastAPI $FASTAPI_VERSION could not be installed" "see the output above; are you online?"
# The program alone, as with secantusdb: the folder on PATH must not hide the system's own Python.
mkdir -p "$folder/bin"
ln -s ../python/bin/uvicorn "$folder/bin/uvicorn"
