# Sourced, with ROOT set, after build.sh. build_load_if_needed: builds target/load-classes if src/load changed.

build_load_if_needed() {
  build_if_needed
  local classes=$ROOT/target/load-classes log=$ROOT/target/build-load.log
  if [ -f "$classes/.built" ] &&
    [ -z "$(find "$ROOT/pom.xml" "$ROOT/src/load" -newer "$classes/.built" -print -quit)" ]; then
    return
  fi
  require_maven
  echo "Building the load harness ..." >&2
  mkdir -p "$classes"
  touch "$classes/.building"
  if ! (cd "$ROOT" && mvn -B --no-transfer-progress toolchains:select-jdk-toolchain@default \
    compiler:compile@load) >"$log" 2>&1 </dev/null; then
    tail -n 40 "$log" >&2
    echo "The build failed; all of its output is in $log" >&2
    return 1
  fi
  mv "$classes/.building" "$classes/.built"
}
