# Sourced, with ROOT set. build_if_needed: builds target/tidegate-*.jar if the sources changed.

require_maven() {
  command -v mvn >/dev/null && return
  cat >&2 <<'END'
Tidegate is built with Maven 3.8 or newer, and there is no mvn in PATH. To install it:
  apt-get install maven                        (Debian, Ubuntu)
  https://maven.apache.org/install.html        (everywhere else)
END
  return 1
}

# Prints the jar's path if it is there.
gateway_jar() {
  local jar
  for jar in "$ROOT"/target/tidegate-*.jar; do
    [ -f "$jar" ] && echo "$jar" && return
  done
}

# Succeeds if the jar, and with it target/lib and target/elasticsearch, is newer than its sources.
is_built() {
  local jar stamp=$ROOT/target/.built
  jar=$(gateway_jar)
  [ -n "$jar" ] && [ -f "$ROOT/target/elasticsearch/.laid-out" ] || return 1
  # Maven does not touch a jar that would not change: then only the stamp shows the build.
  [ "$stamp" -nt "$jar" ] || stamp=$jar
  [ -z "$(find "$ROOT/pom.xml" "$ROOT/src/main" "$ROOT/src/client" "$ROOT/src/elasticsearch" \
    -newer "$stamp" -print -quit)" ]
}

build_if_needed() {
  is_built && return
  require_maven
  local log=$ROOT/target/build.log started
  mkdir -p "$ROOT/target"
  started=$(mktemp "$ROOT/target/.started.XXXXXX")
  echo "Building Tidegate: some seconds, a few minutes the first time (downloads) ..." >&2
  if ! (cd "$ROOT" && mvn -B --no-transfer-progress -Dmaven.test.skip=true package) \
    >"$log" 2>&1 </dev/null; then
    rm -f "$started"
    tail -n 40 "$log" >&2
    echo "The build failed; all of its output is in $log" >&2
    return 1
  fi
  # Dated when the build began: what was edited meanwhile is built next time.
  mv "$started" "$ROOT/target/.built"
}
