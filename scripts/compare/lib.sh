# Sourced by run, with ROOT set. What the servers' files need: finding, fetching, waiting.

PLACE=$ROOT/target/compare
FETCHED=$PLACE/packages

# Prints where a program is: installed, or fetched. find_program NAME
find_program() {
  local directory
  command -v "$1" && return
  for directory in /usr/sbin /usr/local/sbin "$FETCHED"/usr/sbin "$FETCHED"/usr/bin; do
    [ -x "$directory/$1" ] && echo "$directory/$1" && return
  done
  return 1
}

# Libraries of fetched packages are found by what is started below.
library_path() {
  local directory path=
  for directory in "$FETCHED"/usr/lib/*-linux-gnu "$FETCHED"/lib/*-linux-gnu; do
    [ -d "$directory" ] && path+=${path:+:}$directory
  done
  echo "$path"
}

# Unpacks Debian packages, and the libraries they need, below target: nothing is installed, no
# service is started, and nobody has to be root. fetch PACKAGE...
fetch() {
  command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || return 1
  local package wanted=("$@") downloads=$PLACE/downloads
  for package in $(apt-cache depends --no-recommends --no-suggests "$@" 2>/dev/null |
    sed -n 's/^ *|\{0,1\}Depends: \(lib[^<>]*\)$/\1/p' | sort -u); do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
      wanted+=("$package")
  done
  mkdir -p "$downloads" "$FETCHED"
  (cd "$downloads" && apt-get download "${wanted[@]}") >>"$PLACE/fetch.log" 2>&1 || return 1
  for package in "$downloads"/*.deb; do
    dpkg-deb -x "$package" "$FETCHED" || return 1
  done
}

# Sees that a program is there, from its Debian package if need be. provide_program NAME PACKAGE...
provide_program() {
  find_program "$1" >/dev/null || { fetch "${@:2}" && find_program "$1" >/dev/null; }
}

# Sees that a package of npm is there. provide_node PACKAGE
provide_node() {
  command -v node >/dev/null && command -v npm >/dev/null || return 1
  [ -d "$PLACE/node_modules/$1" ] ||
    npm install --silent --no-audit --no-fund --prefix "$PLACE" "$1" >>"$PLACE/fetch.log" 2>&1
}

free_port() {
  local port=$((20000 + RANDOM % 10000))
  while (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
    port=$((port + 1))
  done
  echo "$port"
}

# Waits until a process listens. await_port PORT PID
await_port() {
  local tries
  for ((tries = 0; tries < 300; tries++)); do
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null && return
    kill -0 "$2" 2>/dev/null || return 1
    sleep 0.1
  done
  return 1
}

# Starts a command in the background as one of the servers to be stopped. serve COMMAND...
serve() {
  LD_LIBRARY_PATH=$(library_path)${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH} "$@" \
    >>"$DATA/server.log" 2>&1 </dev/null &
  SERVERS+=($!)
}

# A product as JSON, as the harness makes them. product NUMBER
product() {
  printf '{"name":"green tea %d","brand":"Acme","category":"tea","price":%d,"currency":"EUR","stock":1000000,"sold":0}' \
    "$1" $((100 + $1))
}
