#!/usr/bin/env bash
# Proves that a fresh machine is enough: clones the committed tree into an empty folder and runs the README's commands there with an
# empty user npm configuration and a PATH that holds Node, npm, git and the system's plain tools, but no ffmpeg and no compiler.
#   config/scripts/fresh-machine.sh [demo] [test] …     (default: demo test)
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

git clone --quiet "$repo" "$place/loa"
cd "$place/loa"
for step in "${@:-demo test}"; do
  for name in $step; do
    echo "== npm run $name on a fresh machine"
    started=$SECONDS
    env -i PATH="$place/bin" HOME="$place/home" NPM_CONFIG_USERCONFIG="$place/home/.npmrc" LANG=C.UTF-8 npm run --silent "$name"
    echo "== npm run $name took $((SECONDS - started)) s"
  done
done
env -i PATH="$place/bin" HOME="$place/home" node -e "
  const { chooseSqliteDriver } = require('./dist/platform/sqlite/sqlite');
  console.log('== SQLite driver:', chooseSqliteDriver().name);"
