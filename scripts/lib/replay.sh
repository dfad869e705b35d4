# Sourced, with ROOT set, after build.sh. build_replay_if_needed: compiles src/replay into
# target/replay-classes and copies the libraries that the gateway doesn't have to target/replay-lib.

build_replay_if_needed() {
  build_if_needed
  local classes=$ROOT/target/replay-classes log=$ROOT/target/build-replay.log
  if [ -f "$classes/.built" ] &&
    [ -z "$(find "$ROOT/pom.xml" "$ROOT/src/client" "$ROOT/src/replay" -newer "$classes/.built" -print -quit)" ]; then
    return
  fi
  require_maven
  echo "Building the replay ..." >&2
  rm -rf "$classes" "$ROOT/target/replay-lib" # classes and versions that no longer exist
  mkdir -p "$classes"
  touch "$classes/.building"
  if ! (cd "$ROOT" && mvn -B --no-transfer-progress toolchains:select-jdk-toolchain@default \
    compiler:compile@replay dependency:copy-dependencies@replay-libraries) >"$log" 2>&1 </dev/null; then
    tail -n 40 "$log" >&2
    echo "The build failed; all of its output is in $log" >&2
    return 1
  fi
  mv "$classes/.building" "$classes/.built"
}
