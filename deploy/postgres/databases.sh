#!/bin/sh
# Makes one role and one database per service, each with its own password from a secret file. The image of PostgreSQL
# runs this once, when its data folder is empty. A role can open its own database only.
set -eu
for service in intake analysis documents notify; do
    export secret="${KINERJA_SECRETS:-/run/secrets}/postgres-password-$service"
    [ -s "$secret" ] || { echo "$secret is missing or empty" >&2; exit 1; }
    # psql reads the password itself: it is in no argument and no log.
    psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --set role="kinerja_$service" \
        --username "${POSTGRES_USER:-postgres}" --dbname postgres <<'SQL'
\set password `cat "$secret"`
CREATE ROLE :"role" LOGIN PASSWORD :'password';
CREATE DATABASE :"role" OWNER :"role" TEMPLATE template0 ENCODING 'UTF8';
REVOKE ALL ON DATABASE :"role" FROM PUBLIC;
SQL
done
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres \
    --command 'REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC'
