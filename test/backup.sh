#!/usr/bin/env bash
# Backup and restore, tried for real: a dump while editors write, restored into a new database, its rows
# compared with those of the moment of the dump, and a server run on them. It needs PostgreSQL 15 or newer
# with its programs (on Debian, as root, it installs them), and `npm ci` done; it takes about a minute.
set -euo pipefail
cd "$(dirname "$0")/.."

PATIENCE=60
folder=$(mktemp -d)
chmod 755 "$folder"
started=()

say() { printf '== %s\n' "$*"; }
fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }

clean_up() {
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait
  [ ! -f "$folder/pgdata/postmaster.pid" ] || postgres_program pg_ctl -D "$folder/pgdata" -m immediate stop >/dev/null
  rm -rf "$folder"
}
trap clean_up EXIT

# --- PostgreSQL -------------------------------------------------------------------------------------------

programs() { command -v pg_config >/dev/null && pg_config --bindir || ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1; }

# It refuses to run as root.
postgres_program() {
  local as=()
  [ "$(id -u)" != 0 ] || as=(runuser -u postgres --)
  (cd / && timeout "$PATIENCE" "${as[@]}" "$BIN/$1" "${@:2}")
}

start_postgres() {
  [ "$(id -u)" != 0 ] || chown postgres "$folder"
  postgres_program initdb -D "$folder/pgdata" -U postgres -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
  PORT_OF_POSTGRES=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
  postgres_program pg_ctl -D "$folder/pgdata" -w -l "$folder/log" \
    -o "-p $PORT_OF_POSTGRES -k $folder -c listen_addresses=127.0.0.1" start >/dev/null
  for name in before after; do
    postgres_program createdb -h "$folder" -p "$PORT_OF_POSTGRES" -U postgres "$name"
  done
}

url() { echo "postgres://postgres@127.0.0.1:$PORT_OF_POSTGRES/$1"; }

# --- Dateline ---------------------------------------------------------------------------------------------

dateline() { DATABASE_URL=$(url "$1") timeout "$PATIENCE" node dist/src/main.js "${@:2}"; }

# Starts a server on a database and waits until it is ready; its address is in API then.
start_server() {
  local output=$folder/$1.out
  : >"$output"
  DATABASE_URL=$(url "$1") PORT=0 DATELINE_LOG_LEVEL=warn node dist/src/main.js serve >"$output" 2>&1 &
  SERVER=$!
  started+=("$SERVER")
  for ((i = 0; i < PATIENCE * 5; i++)); do
    API=$(sed -n 's/.*Dateline at \(http[^ ]*\).*/\1/p' "$output")
    if [ -n "$API" ] && curl -sf -m 5 "${API%/graphql}/readyz" >/dev/null; then return; fi
    kill -0 "$SERVER" 2>/dev/null || break
    sleep 0.2
  done
  cat "$output" >&2
  fail "the server on '$1' is not ready"
}

# Writes stories, one after the other, from 8 editors at once: a line for each that was acknowledged.
write_stories() { # how many (0: without end), and what their headlines begin with
  node - "$API" "$KEY" "$1" "$2" <<'JS'
const [, , api, key, most, title] = process.argv;
async function ask(query, variables) {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
  const answer = await fetch(api, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  const { data, errors } = await answer.json();
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}
const CREATE = `mutation ($headline: String!) { createArticle(input: { headline: $headline, section: "security",
  blocks: [{ text: "Vladimir Putin met Ahmad Al-Charaa in Moscow on 15 October 2025." }] }) { article { id slug } } }`;
const PUBLISH = 'mutation ($id: ID!) { publishArticle(input: { id: $id }) { article { slug } } }';
let begun = 0;
async function edit() {
  while (most === '0' || begun < Number(most)) {
    const { createArticle } = await ask(CREATE, { headline: `${title} ${++begun}` });
    await ask(PUBLISH, { id: createArticle.article.id });
    console.log(createArticle.article.slug);
  }
}
Promise.all(Array.from({ length: 8 }, edit));
JS
}

# What the feed tells readers behind a cursor: the slugs, then the last cursor.
feed() {
  node - "$API" "${1:-}" <<'JS'
const [, , api, from] = process.argv;
const QUERY = `query ($after: String) { changes(after: $after, first: 100) {
  nodes { action slug } pageInfo { endCursor hasNextPage } } }`;
async function page(after) {
  const body = JSON.stringify({ query: QUERY, variables: { after } });
  const answer = await fetch(api, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const { nodes, pageInfo } = (await answer.json()).data.changes;
  for (const { action, slug } of nodes) console.log(`${action} ${slug}`);
  if (pageInfo.hasNextPage) return page(pageInfo.endCursor);
  console.log(pageInfo.endCursor ?? after);
}
page(from || null);
JS
}

# --- The comparison ---------------------------------------------------------------------------------------

# For each table its name, how many rows it has, and a hash of them all, whatever their order.
HASHES=$(cat <<'SQL'
SELECT format('SELECT %L, count(*), md5(string_agg(row, %L ORDER BY row)) FROM (SELECT md5(t::text) AS row FROM %I t) rows',
  table_name, '', table_name)
FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY table_name
\gexec
SQL
)

psql_on() { timeout "$PATIENCE" psql -X -q -A -t -v ON_ERROR_STOP=1 "$(url "$1")" "${@:2}"; }

# The dump and the hashes are of one snapshot: what is committed meanwhile is in neither.
dump_with_hashes() {
  psql_on before <<SQL
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT pg_export_snapshot() AS snapshot \gset
\setenv SNAPSHOT :snapshot
\! timeout $PATIENCE pg_dump --format=custom --snapshot="\$SNAPSHOT" --file=$folder/dump "$(url before)"
\o $folder/before.hashes
$HASHES
COMMIT;
SQL
}

# --- The whole of it --------------------------------------------------------------------------------------

command -v pg_dump >/dev/null || { say 'installing PostgreSQL'; apt-get update -qq && apt-get install -y -qq postgresql; }
BIN=$(programs)
start_postgres
dateline before migrate
dateline before seed content
KEY=$(dateline before key create --name backup --role EDITOR | tail -1)
start_server before

say 'editors write'
write_stories 0 Before >"$folder/acknowledged" 2>/dev/null &
WRITING=$!
started+=("$WRITING")
until [ "$(wc -l <"$folder/acknowledged")" -ge 50 ]; do kill -0 "$WRITING" || fail 'nothing is written'; sleep 0.2; done
cp "$folder/acknowledged" "$folder/promised"
dump_with_hashes
[ -s "$folder/dump" ] || fail 'there is no dump'
during=$(wc -l <"$folder/acknowledged")
kill -0 "$WRITING" || fail 'the load ended before the dump'
kill "$WRITING" "$SERVER"
wait "$WRITING" "$SERVER" || true
say "$(wc -l <"$folder/promised") stories acknowledged before the dump, $((during - $(wc -l <"$folder/promised"))) while it was made"

say 'restored'
timeout "$PATIENCE" pg_restore --no-owner --exit-on-error --dbname="$(url after)" "$folder/dump"
psql_on after -o "$folder/after.hashes" <<<"$HASHES"
diff "$folder/before.hashes" "$folder/after.hashes" || fail 'the rows differ'
say "$(wc -l <"$folder/after.hashes") tables have the same rows, $(awk -F'|' '{ sum += $2 } END { print sum }' "$folder/after.hashes") of them"

start_server after
feed >"$folder/feed"
cursor=$(tail -1 "$folder/feed")
sed 's/^/CREATED /' "$folder/promised" | sort | comm -23 - <(sort "$folder/feed") | grep . && fail 'the feed lacks what was acknowledged'
write_stories 1 After >/dev/null
[ "$(feed "$cursor" | sed '$d')" = 'CREATED after-1' ] || fail 'the feed does not go on'
gaps=$(psql_on after -c 'SELECT count(*) FROM (SELECT position - lag(position) OVER (PARTITION BY audience ORDER BY position) AS step FROM change) steps WHERE step <> 1')
[ "$gaps" = 0 ] || fail "the feed has $gaps gaps"
say 'the server on the restored database is ready, keeps its promises, takes a story and tells it in the feed'
