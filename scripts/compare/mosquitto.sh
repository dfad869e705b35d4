# Mosquitto: MQTT 3.1.1 at most once, a topic a document.
PROTOCOL=mqtt
SHAPES=(idle saturated wide lone)

provide() { provide_program mosquitto mosquitto; }

start() {
  # No bound on what waits for a client: what it drops would be lost.
  cat >"$DATA/mosquitto.conf" <<END
listener $1 127.0.0.1
allow_anonymous true
set_tcp_nodelay true
max_queued_messages 0
persistence false
END
  serve "$(find_program mosquitto)" -c "$DATA/mosquitto.conf"
}

version() {
  LD_LIBRARY_PATH=$(library_path) "$(find_program mosquitto)" -h | sed -n '1s/^mosquitto //p'
}
