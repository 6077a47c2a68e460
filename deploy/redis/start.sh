#!/bin/sh
# Starts Redis with redis.conf and the password from its secret file; the password is in no argument.
set -eu
umask 077
here=$(dirname -- "$0")
secret=${KINERJA_SECRETS:-/run/secrets}/redis-password
password=$(cat "$secret")
[ -n "$password" ] || { echo "$secret is empty" >&2; exit 1; }

configuration=$(mktemp)
cat "$here/redis.conf" >"$configuration"
printf 'requirepass "%s"\n' "$password" >>"$configuration"
exec redis-server "$configuration" "$@"
