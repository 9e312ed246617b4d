#!/usr/bin/env bash
# webdrivers.sh [webkit] [firefox] [reader]: what drives these browsers by WebDriver, for tests/browsers, with WebKitGTK itself and a
# screen for it; and a screen reader with its desktop. Prints nothing if it is there; WEBKIT_DRIVER, MINI_BROWSER, XVFB, GECKODRIVER, ORCA,
# OPENBOX, XDOTOOL, DBUS_DAEMON and AT_SPI_BUS_LAUNCHER may name others.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

packages=
[ -n "${XVFB:-}" ] || packages=$DEBIAN_SCREEN_PACKAGES
case " $* " in *" webkit "*)
  [ -n "${WEBKIT_DRIVER:-}" ] && [ -n "${MINI_BROWSER:-}" ] || packages="$packages $DEBIAN_WEBKIT_PACKAGES"
  ;;
esac
case " $* " in *" reader "*) packages="$packages $DEBIAN_READER_PACKAGES" ;; esac
# shellcheck disable=SC2086 # a list of packages
debian_packages $packages ||
  die "what is needed to try the chat with $* could not be installed" \
    "install them (Debian: apt-get install $packages), or name them: WEBKIT_DRIVER=… MINI_BROWSER=… XVFB=…"

case " $* " in *" firefox "*)
  [ -n "${GECKODRIVER:-}" ] ||
    scripts/cargo-tool.sh geckodriver geckodriver "$GECKODRIVER_VERSION" "about 2 minutes on two cores"
  ;;
esac
