# Sourced, with ROOT set, after build.sh. build_jmh_if_needed: builds target/jmh-classes if src/jmh changed.

build_jmh_if_needed() {
  build_if_needed
  local classes=$ROOT/target/jmh-classes log=$ROOT/target/build-jmh.log
  if [ -f "$classes/.built" ] && [ "$classes/.built" -nt "$ROOT/target/.built" ] &&
    [ -z "$(find "$ROOT/pom.xml" "$ROOT/src/jmh" -newer "$classes/.built" -print -quit)" ]; then
    return
  fi
  require_maven
  echo "Building the micro-benchmarks ..." >&2
  rm -rf "$classes" # what JMH generated for a benchmark that is gone would stay
  mkdir -p "$classes"
  touch "$classes/.building"
  if ! (cd "$ROOT" && mvn -B --no-transfer-progress -Pjmh \
    toolchains:select-jdk-toolchain@default compiler:compile@jmh \
    dependency:copy-dependencies@jmh-libraries) >"$log" 2>&1 </dev/null; then
    tail -n 40 "$log" >&2
    echo "The build failed; all of its output is in $log" >&2
    return 1
  fi
  mv "$classes/.building" "$classes/.built"
}
