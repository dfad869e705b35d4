# Sourced. find_jdk: puts the newest JDK >= 21 into JAVA_HOME and in front of PATH.

readonly LEAST_JAVA=21

# Prints the feature version of the JDK in $1, or nothing if there is no working JDK.
jdk_version() {
  [ -x "$1/bin/javac" ] || return 0
  "$1/bin/java" -XshowSettings:properties -version 2>&1 |
    sed -n 's/^ *java\.specification\.version = \([0-9]*\)$/\1/p' || true # a broken one
}

find_jdk() {
  local candidates=() candidate version best= best_version=0
  [ -n "${JAVA_HOME:-}" ] && candidates+=("$JAVA_HOME")
  candidates+=(/usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home)
  if candidate=$(command -v javac); then
    candidates+=("$(dirname "$(dirname "$(readlink -f "$candidate")")")")
  fi
  for candidate in "${candidates[@]}"; do
    version=$(jdk_version "$candidate")
    # Strictly newer: of two equal ones the first counts, and JAVA_HOME is the first.
    if [ -n "$version" ] && [ "$version" -gt "$best_version" ]; then
      best=$candidate best_version=$version
    fi
  done
  if [ "$best_version" -lt "$LEAST_JAVA" ]; then
    cat >&2 <<END
Tidegate needs a JDK $LEAST_JAVA or newer, and found $([ -n "$best" ] && echo "only $best_version in $best" || echo none).
Looked in JAVA_HOME, /usr/lib/jvm and PATH. To install one:
  apt-get install openjdk-21-jdk-headless     (Debian 13, Ubuntu 22.04 and newer)
  https://adoptium.net/installation/           (everywhere else; 25 starts faster)
END
    return 1
  fi
  export JAVA_HOME=$best
  export PATH="$JAVA_HOME/bin:$PATH"
  JAVA_VERSION=$best_version
}
