#!/usr/bin/env bash
# webdrivers.sh [webkit] [firefox]: what drives these browsers by WebDriver, for tests/browsers, with WebKitGTK itself and a screen for it.
# Prints nothing if it is there; WEBKIT_DRIVER, MINI_BROWSER, XVFB and GECKODRIVER may name others.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

packages=
[ -n "${XVFB:-}" ] || packages=$DEBIAN_SCREEN_PACKAGES
case " $* " in *" webkit "*)
  [ -n "${WEBKIT_DRIVER:-}" ] && [ -n "${MINI_BROWSER:-}" ] || packages="$packages $DEBIAN_WEBKIT_PACKAGES"
  ;;
esac
# shellcheck disable=SC2086 # a list of packages
debian_packages $packages ||
  die "WebKitGTK, its WebDriver and Xvfb could not be installed: the chat is not tried in $*" \
    "install them (Debian: apt-get install $packages), or name them: WEBKIT_DRIVER=… MINI_BROWSER=… XVFB=…"

case " $* " in *" firefox "*)
  [ -n "${GECKODRIVER:-}" ] ||
    scripts/cargo-tool.sh geckodriver geckodriver "$GECKODRIVER_VERSION" "about 2 minutes on two cores"
  ;;
esac
