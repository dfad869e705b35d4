# Sourced. provide_browser: sees that the browser tests have Chromium, or skips them aloud.

has_browser() {
  command -v chromium >/dev/null && command -v chromedriver >/dev/null
}

install_browser() {
  [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null || return 1
  echo "Installing chromium and chromium-driver for the browser tests ..."
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium chromium-driver \
    >/dev/null
}

provide_browser() {
  if has_browser || { install_browser && has_browser; }; then
    return
  fi
  echo "SKIPPING THE BROWSER TESTS: there is no chromium with its driver, and it could not be" \
    "installed (as root: apt-get install chromium chromium-driver)." >&2
  export TIDEGATE_SKIP_BROWSER=1
}
