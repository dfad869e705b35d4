# Node with ws: ws.js is all there is.
PROTOCOL=ws
SHAPES=(idle saturated wide lone)

provide() { provide_node ws; }

start() { NODE_PATH=$PLACE/node_modules serve node "$HERE/ws.js" "$1"; }

version() { echo "node $(node --version), ws $(node -p "require('$PLACE/node_modules/ws/package.json').version")"; }
