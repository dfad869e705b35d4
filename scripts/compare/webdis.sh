# webdis: HTTP in front of a Redis of its own, a key a document.
PROTOCOL=webdis
SHAPES=(read)
READ=/GET/{id}

provide() {
  provide_program webdis webdis && provide_program redis-server redis-server redis-tools &&
    provide_program redis-cli redis-tools
}

start() {
  local i redis
  redis=$(free_port)
  serve "$(find_program redis-server)" --bind 127.0.0.1 --port "$redis" --save '' --dir "$DATA"
  await_port "$redis" "${SERVERS[-1]}" || return 1
  for ((i = 0; i < 1000; i++)); do
    echo "SET load-$(printf %07d "$i") '$(product "$i")'"
  done | LD_LIBRARY_PATH=$(library_path) "$(find_program redis-cli)" -p "$redis" >/dev/null
  cat >"$DATA/webdis.json" <<END
{
  "redis_host": "127.0.0.1", "redis_port": $redis, "http_host": "127.0.0.1", "http_port": $1,
  "threads": 1, "pool_size": 4, "daemonize": false, "database": 0, "verbosity": 1,
  "acl": [], "logfile": "$DATA/webdis.log", "pidfile": "$DATA/webdis.pid"
}
END
  serve "$(find_program webdis)" "$DATA/webdis.json"
}

version() { dpkg-deb -f "$PLACE"/downloads/webdis_*.deb Version 2>/dev/null || dpkg-query -W webdis; }
