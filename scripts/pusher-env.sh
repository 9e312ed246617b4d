# shellcheck shell=bash
# Reads the site's own Pusher credentials, from the environment or .env.local, and sets OWN_PUSHER to yes or no.
# Sourced after lib.sh. Incomplete credentials are an error, since the chat would never connect.

# .env.local is read, never run: NAME=value, with or without "export" and quotes. The environment comes first.
read_env_local() {
  local line name value quoted='^"([^"]*)"|^'\''([^'\'']*)'\'
  [ -f .env.local ] || return 0
  while IFS= read -r line || [ -n "$line" ]; do
    [[ $line =~ ^[[:space:]]*(export[[:space:]]+)?([A-Z][A-Z0-9_]*)[[:space:]]*=[[:space:]]*(.*)$ ]] || continue
    name=${BASH_REMATCH[2]} value=${BASH_REMATCH[3]%$'\r'}
    if [[ $value =~ $quoted ]]; then
      value=${BASH_REMATCH[1]}${BASH_REMATCH[2]}
    else
      value=${value%%[[:space:]]#*}
      value=${value%"${value##*[![:space:]]}"}
    fi
    case $name in
      PUSHER_* | NEXT_PUBLIC_PUSHER_* | COLLABSPACE_* | MONGODB_URI | SESSION_SECRET | PORT)
        [ -n "${!name:-}" ] || export "$name=$value" ;;
      *) ;; # the site's other settings
    esac
  done <.env.local
}
read_env_local

OWN_PUSHER=no
pusher_key=${PUSHER_KEY:-${NEXT_PUBLIC_PUSHER_KEY:-}}
pusher_place=${PUSHER_HOST:-}${PUSHER_CLUSTER:-${NEXT_PUBLIC_PUSHER_CLUSTER:-}}
if [ -n "${PUSHER_APP_ID:-}$pusher_key${PUSHER_SECRET:-}$pusher_place" ]; then
  OWN_PUSHER=yes missing=''
  [ -n "${PUSHER_APP_ID:-}" ] || missing="$missing PUSHER_APP_ID"
  [ -n "$pusher_key" ] || missing="$missing NEXT_PUBLIC_PUSHER_KEY"
  [ -n "${PUSHER_SECRET:-}" ] || missing="$missing PUSHER_SECRET"
  [ -n "$pusher_place" ] || missing="$missing NEXT_PUBLIC_PUSHER_CLUSTER"
  [ -z "$missing" ] || die "the Pusher credentials are incomplete; missing:$missing" \
    "add them to .env.local, or remove them all to use the built-in Pusher server"
fi
