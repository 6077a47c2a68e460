#!/bin/sh
# Healthy when Redis answers PING with its password; REDISCLI_AUTH keeps the password out of the arguments.
REDISCLI_AUTH=$(cat "${KINERJA_SECRETS:-/run/secrets}/redis-password") || exit 1
export REDISCLI_AUTH
[ "$(redis-cli "$@" ping)" = PONG ]
