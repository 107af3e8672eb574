#!/bin/sh
# The four roles of the processes, at the first start of an empty database of deploy/compose.yaml.
# `seratus migrate` gives them what they need of each table; `seratus roles` prints all that as SQL.
set -eu
for part in door engine sender desk; do
    name=$(echo "$part" | tr '[:lower:]' '[:upper:]')_PASSWORD
    word=$(printenv "$name")
    psql -v ON_ERROR_STOP=1 -v role="seratus_$part" -v word="$word" \
        --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE :"role" LOGIN PASSWORD :'word';
SQL
done
