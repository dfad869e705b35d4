# Tidegate as it is shipped, with its embedded Redis; without Elasticsearch, which has no part here.
PROTOCOL=tidegate
SHAPES=(idle saturated wide lone read)
READ=/v1/products/{id}

provide() { :; }

start() {
  TIDEGATE_HTTP_PORT=$1 TIDEGATE_ELASTICSEARCH_URLS=http://127.0.0.1:9 TIDEGATE_STARTUP_CACHE=0 \
    serve "$ROOT/scripts/run" --data "$DATA/data" --demo 0
}

version() { git -C "$ROOT" describe --always --dirty; }
