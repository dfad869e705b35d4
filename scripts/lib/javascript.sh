# Sourced, with ROOT set. test_javascript: the client's own tests, under Node 20 or newer.

test_javascript() {
  local major
  major=$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0)
  if [ "$major" -lt 20 ]; then
    echo "SKIPPING THE JAVASCRIPT CLIENT'S TESTS: they need Node 20 or newer." >&2
    return
  fi
  node --test "$ROOT/src/test/js/"
}
