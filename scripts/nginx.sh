#!/usr/bin/env bash
# nginx, for the tests of the hosting examples alone. Prints nothing when it is there; NGINX may name another.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

if [ -z "${NGINX:-}" ] && ! { [ -x /usr/sbin/nginx ] && [ -f /usr/lib/nginx/modules/ngx_http_brotli_static_module.so ]; }; then
  # shellcheck disable=SC2086 # a list of packages
  debian_packages $DEBIAN_NGINX_PACKAGES ||
    die "the tests need nginx with its brotli module" \
      "install them (Debian: apt-get install $DEBIAN_NGINX_PACKAGES), or name one that has the module built in: NGINX=… make test"
fi
