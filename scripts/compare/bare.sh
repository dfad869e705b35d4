# A broadcast server of 130 lines of Vert.x, which keeps nothing: src/load's BareBroadcast.
PROTOCOL=tidegate
SHAPES=(idle saturated wide lone)

provide() { :; }

start() { serve "$ROOT/scripts/load" bare "$1"; }

version() { echo "Vert.x $(sed -n 's/.*<vertx.version>\(.*\)<.*/\1/p' "$ROOT/pom.xml")"; }
