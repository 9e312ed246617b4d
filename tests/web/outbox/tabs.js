// What the outbox's test needs of IndexedDB, Web Locks and other tabs, past the code that is tested.

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
