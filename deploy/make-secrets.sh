#!/bin/sh
# Writes the secrets of one installation into a folder (default: secrets/ beside docker-compose.yml), random and made
# once: it refuses when the folder is there, because new passwords would lock the databases.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
folder=${1:-$(dirname -- "$here")/secrets}

umask 077
if ! mkdir -- "$folder" 2>/dev/null; then
    echo "$folder sudah ada atau tidak dapat dibuat; tidak ada yang diubah." >&2
    exit 1
fi

random() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }
keep() { printf '%s\n' "$2" >"$folder/$1"; }

redis_password=$(random)
keep secret-key "$(random)"
keep redis-password "$redis_password"
keep redis-url "redis://:$redis_password@redis:6379/0"
keep postgres-password "$(random)"
for service in intake analysis documents notify; do
    password=$(random)
    keep "postgres-password-$service" "$password"
    keep "database-url-$service" "postgresql://kinerja_$service:$password@postgres:5432/kinerja_$service"
done
# The mail catcher of `--profile mailbox`; put your own server here: smtps://user:password@mail.example.go.id
keep smtp-url "smtp://mailbox:2525"

# The folder is closed to other users of this machine; containers get single files and read them as another user.
chmod 0644 "$folder"/*
echo "Rahasia ditulis ke $folder. Simpan salinannya di tempat yang aman."
