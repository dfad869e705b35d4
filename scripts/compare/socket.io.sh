# Node with Socket.IO: a room a document, WebSockets only. socket.io.js is all there is.
PROTOCOL=socket.io
SHAPES=(idle saturated wide lone)

provide() { provide_node socket.io; }

start() { NODE_PATH=$PLACE/node_modules serve node "$HERE/socket.io.js" "$1"; }

version() {
  echo "node $(node --version)," \
    "socket.io $(node -p "require('$PLACE/node_modules/socket.io/package.json').version")"
}
