# Sourced, with ROOT and JAVA_HOME set. An ahead-of-time cache (JDK 25 and newer) of the classes that
# a start loads and links, and of where it spent its time: a third of the CPU until the port answers.
#
# It is recorded by a run of its own, in the background and at the lowest priority, beside the first
# start after a build; that run has an empty configuration and touches no store but its own.

readonly TRAINING_SECONDS=5 TRAINING_TRIES=3000

# Prints where the cache for these flags is or will be. startup_cache FLAG...
startup_cache() {
  local facts
  facts=$(cat "$JAVA_HOME/release" && printf '%s\n' "$JAVA_HOME" "$@" &&
    ls -lL "$(gateway_jar)" "$ROOT"/target/lib)
  echo "$ROOT/target/startup-cache/$(cksum <<<"$facts" | tr ' ' -).aot"
}

# Prints the flags that use the cache. A cache that the JVM rejects only costs time, and
# nothing is printed. use_startup_cache FILE
use_startup_cache() {
  printf '%s\n' "-XX:AOTCache=$1" -XX:AOTMode=auto '-Xlog:aot*=off' '-Xlog:cds*=off'
}

# Records the cache, as long as the process $1 lives. train_startup_cache PID FILE FLAG...
train_startup_cache() {
  local gateway=$1 file=$2 place training tries ready=
  shift 2
  mkdir -p "${file%/*}"
  rm -rf "${file%/*}"/* # those of other builds, and what a killed training left
  place=$(mktemp -d "${file%/*}/training.XXXXXX") || return
  mkdir "$place/conf"
  cp -r "$ROOT/conf/collections" "$ROOT/conf/synonyms" "$place/conf/"
  # Nothing of the user's environment: it may name real stores.
  env -i PATH="$PATH" HOME="${HOME:-/}" TIDEGATE_HTTP_PORT=0 \
    TIDEGATE_ELASTICSEARCH_URLS=http://127.0.0.1:9 nice -n 19 \
    "$JAVA_HOME/bin/java" "$@" "-XX:AOTCacheOutput=$place/draft.aot" -jar "$(gateway_jar)" \
    --config "$place/conf" --data "$place/data" >"$place/log" 2>&1 </dev/null &
  training=$!
  for ((tries = 0; tries < TRAINING_TRIES; tries++)); do
    kill -0 "$training" 2>/dev/null || break
    kill -0 "$gateway" 2>/dev/null || kill -TERM "$training" 2>/dev/null
    if [ -z "$ready" ] && grep -q 'ready: ' "$place/log"; then
      ready=$tries
    elif [ -n "$ready" ] && ((tries == ready + TRAINING_SECONDS * 5)); then
      kill -TERM "$training" 2>/dev/null # writes the cache
    fi
    sleep 0.2
  done
  kill -KILL "$training" 2>/dev/null
  if wait "$training" 2>/dev/null && [ -s "$place/draft.aot" ]; then
    mv "$place/draft.aot" "$file"
  fi
  rm -rf "$place"
}
