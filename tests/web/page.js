// What the tests need of a page, past the code that is tested.
//
// One file, and few in src/entry/ that Rust names: the test runner's server has four threads, one for each connection, and forgets
// a fifth one that comes at the same time. A browser asks for all modules of a page at once.

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

// Puts a value into a database's only store, as another program of this origin could.
export async function put(database, value, key) {
  const opened = await done(indexedDB.open(database));
  const transaction = opened.transaction([...opened.objectStoreNames], "readwrite");
  const store = transaction.objectStore(opened.objectStoreNames[0]);
  await done(key === undefined ? store.add(value) : store.add(value, key));
  opened.close();
}

// Every value of a database's only store.
export async function values(database) {
  const opened = await done(indexedDB.open(database));
  const store = opened.transaction([...opened.objectStoreNames]).objectStore(opened.objectStoreNames[0]);
  const values = await done(store.getAll());
  opened.close();
  return values;
}

// Puts a message into the database of a release before deployments, made as that release makes it.
export async function oldPut(database, tab, id, record) {
  const request = indexedDB.open(database, 1);
  request.onupgradeneeded = () => request.result.createObjectStore("unsent", { autoIncrement: true });
  const opened = await done(request);
  await done(opened.transaction("unsent", "readwrite").objectStore("unsent").put({ tab, id, record }));
  opened.close();
}

// What is in it: each tab and its record. `null` if there is no such database.
export async function oldValues(database) {
  if (!(await indexedDB.databases()).some(({ name }) => name === database)) return null;
  return (await values(database)).map(({ tab, record }) => `${tab}: ${record}`).join("\n");
}

// A database that is being made and never ready: each further one that wants it waits.
export async function openedForEver(database) {
  const request = indexedDB.open(database, 1);
  await new Promise((began) => {
    request.onupgradeneeded = () => {
      const store = request.result.createObjectStore("unsent", { autoIncrement: true });
      const goOn = () => (store.count().onsuccess = goOn);
      goOn();
      began();
    };
  });
  return request;
}

// Makes a database of a later version.
export async function makeLater(database) {
  (await done(indexedDB.open(database, 2))).close();
}

// Whether somebody holds a lock whose name contains all these words.
export async function isHeld(...words) {
  const { held } = await navigator.locks.query();
  return held.some(({ name }) => words.every((word) => name.includes(word)));
}

// Another tab, as a frame of its own, that holds a lock for as long as it is there.
export async function tabHolding(name) {
  const frame = document.createElement("iframe");
  document.body.append(frame);
  await new Promise((granted) => {
    frame.contentWindow.navigator.locks.request(name, () => {
      granted();
      return new Promise(() => {});
    });
  });
  return frame;
}

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
