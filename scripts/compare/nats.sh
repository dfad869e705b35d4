# NATS server: a subject a document, no JetStream.
PROTOCOL=nats
SHAPES=(idle saturated wide lone)

provide() { provide_program nats-server nats-server; }

start() { serve "$(find_program nats-server)" --addr 127.0.0.1 --port "$1"; }

version() { "$(find_program nats-server)" --version; }
