#!/usr/bin/env bash
# Proves that a fresh machine is enough: clones the committed tree into an empty folder and runs the README's commands there with an
# empty user npm configuration and a PATH that holds Node, npm, git and the system's plain tools, but no ffmpeg and no compiler.
# Hosts other than npm's registry are behind a proxy that answers nobody: what a package wants from elsewhere while it installs fails.
# Without a compiler and with prebuilt binaries out of reach the `sqlite3` package cannot be built, so libsql must serve.
#   config/scripts/fresh-machine.sh [demo] [test] …     (default: demo test)
#   FRESH_REGISTRY=https://…/ another npm registry.  FRESH_OPEN=1 leaves all hosts reachable.
set -euo pipefail
repo=$(cd "$(dirname "$0")/../.." && pwd)
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
mkdir "$place/bin" "$place/home"

barred='^(ffmpeg|ffprobe|fpcalc|gcc|g\+\+|cc|c\+\+|clang|clang\+\+|make|gmake|cmake|python|python2|python3.*|cargo|rustc|ld|as|aplay)(-[0-9.]+)?$'
IFS=: read -ra folders <<<"$PATH"
for folder in "${folders[@]}"; do
  [ -d "$folder" ] || continue
  for tool in "$folder"/*; do
    name=${tool##*/}
    [[ $name =~ $barred ]] || [ -e "$place/bin/$name" ] || ln -s "$tool" "$place/bin/$name"
  done
done

# Seconds each command may take, installing included.
limit_of() {
  case $1 in
    demo) echo 240 ;;
    test) echo 420 ;;
    *) echo 600 ;;
  esac
}

registry=${FRESH_REGISTRY:-$(npm config get registry)}
printf 'registry=%s\n' "$registry" >"$place/home/.npmrc"
clean=(env -i PATH="$place/bin" HOME="$place/home" NPM_CONFIG_USERCONFIG="$place/home/.npmrc" LANG=C.UTF-8)
walled=no
# Other hosts go to a proxy that answers nobody; the registry and this machine are spared.
if [ "${FRESH_OPEN:-}" != 1 ]; then
  host=${registry#*://}
  host=${host%%[:/]*}
  nowhere=http://127.0.0.1:9
  clean+=(http_proxy=$nowhere https_proxy=$nowhere HTTP_PROXY=$nowhere HTTPS_PROXY=$nowhere
    no_proxy="$host,127.0.0.1,localhost" NO_PROXY="$host,127.0.0.1,localhost"
    npm_config_better_sqlite3_binary_host=$nowhere)
  walled=yes
fi

git clone --quiet "$repo" "$place/loa"
cd "$place/loa"
for step in "${@:-demo test}"; do
  for name in $step; do
    limit=$(limit_of "$name")
    echo "== npm run $name on a fresh machine, at most $limit s"
    started=$SECONDS
    "${clean[@]}" timeout "$limit" npm run --silent "$name"
    echo "== npm run $name took $((SECONDS - started)) s"
  done
done
driver=$("${clean[@]}" node -p "require('./dist/platform/sqlite/sqlite').chooseSqliteDriver().name")
echo "== SQLite driver: $driver"
if [ "$walled" = yes ] && [ "$driver" != libsql ]; then
  echo "== sqlite3 was built although it could neither be compiled nor fetched: this machine was not fresh" >&2
  exit 1
fi
