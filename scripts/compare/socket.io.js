// A broadcast server as one writes it with Socket.IO: a room for each id.
const { Server } = require("socket.io");

const server = new Server({ transports: ["websocket"], perMessageDeflate: false });
server.on("connection", (socket) => {
  socket.on("subscribe", (ids) => {
    socket.join(ids);
    socket.emit("subscribed");
  });
  socket.on("publish", (id, change) => server.to(id).emit("update", change));
});

const http = require("http").createServer();
server.attach(http);
http.listen(Number(process.argv[2]), "127.0.0.1");
