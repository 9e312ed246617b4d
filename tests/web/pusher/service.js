// The hosted service as a page sees it: sockets whose other end is the test.

const BrowserSocket = window.WebSocket;

class Socket {
  readyState = 0;
  sent = [];

  constructor(url) {
    this.url = String(url);
  }

  send(text) {
    if (this.readyState !== 1) throw new DOMException("the socket is not open", "InvalidStateError");
    this.sent.push(text);
  }

  // A service that lives answers the closing at once.
  close() {
    if (this.readyState >= 2) return;
    const code = this.readyState === 0 ? 1006 : 1005;
    this.readyState = 2;
    setTimeout(() => this.end(code, ""));
  }

  open() {
    this.readyState = 1;
    this.onopen?.(new Event("open"));
  }

  end(code, reason) {
    if (this.readyState === 3) return;
    this.readyState = 3;
    if (code === 1006) this.onerror?.(new Event("error"));
    this.onclose?.(new CloseEvent("close", { code, reason, wasClean: code !== 1006 }));
  }
}

export class Service {
  sockets = [];
  blocked = false;

  constructor() {
    const service = this;
    const made = function (url) {
      if (service.blocked) throw new DOMException("an insecure socket from a secure page", "SecurityError");
      const socket = new Socket(url);
      service.sockets.push(socket);
      return socket;
    };
    window.WebSocket = Object.assign(made, { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 });
  }

  // Puts the browser's own sockets back.
  stop() {
    window.WebSocket = BrowserSocket;
  }

  block() {
    this.blocked = true;
  }

  count() {
    return this.sockets.length;
  }

  url(socket) {
    return this.sockets[socket].url;
  }

  state(socket) {
    return this.sockets[socket].readyState;
  }

  open(socket) {
    this.sockets[socket].open();
  }

  // A message from the service; one that is late comes although the page has closed the socket.
  say(socket, data) {
    this.sockets[socket].onmessage?.(new MessageEvent("message", { data }));
  }

  end(socket, code, reason) {
    this.sockets[socket].end(code, reason);
  }

  sent(socket) {
    return this.sockets[socket].sent;
  }
}
