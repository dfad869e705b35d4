// A broadcast server as one writes it with ws: `subscribe ID...` and `publish ID PAYLOAD`.
const { WebSocketServer } = require("ws");

const subscribers = new Map();

function subscribe(socket, ids) {
  for (const id of ids) {
    if (!subscribers.has(id)) subscribers.set(id, new Set());
    subscribers.get(id).add(socket);
  }
  socket.on("close", () => ids.forEach((id) => subscribers.get(id).delete(socket)));
  socket.send("subscribed");
}

function publish(id, payload) {
  for (const socket of subscribers.get(id) ?? []) socket.send(payload);
}

const server = new WebSocketServer({
  host: "127.0.0.1",
  port: Number(process.argv[2]),
  perMessageDeflate: false,
});
server.on("connection", (socket) => {
  socket.on("message", (data) => {
    const text = data.toString();
    const words = text.split(" ", 2);
    if (words[0] === "publish") publish(words[1], text.slice(9 + words[1].length));
    else subscribe(socket, text.split(" ").slice(1));
  });
});
