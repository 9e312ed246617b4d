// Reads and changes the names in a WebAssembly module's import and export sections, byte by byte: the format is small, and
// stable (https://webassembly.github.io/spec/core/binary/modules.html).

const IMPORT = 2;
const EXPORT = 7;
const HEADER = 8;

// An unsigned LEB128 number at a place: its value, and the place after it.
function number(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, at];
  }
}

function encoded(value) {
  const bytes = [];
  for (; value > 0x7f; value = Math.floor(value / 128)) bytes.push((value & 0x7f) | 0x80);
  return Buffer.from([...bytes, value]);
}

function name(bytes, at) {
  const [length, start] = number(bytes, at);
  return [bytes.toString("utf8", start, start + length), start + length];
}

const encodedName = (text) => Buffer.concat([encoded(Buffer.byteLength(text)), Buffer.from(text)]);

// The place after what is imported: a function's type, a table, a memory, a global or a tag.
function afterDescription(bytes, at) {
  const kind = bytes[at++];
  const limits = (from) => {
    const [flags, next] = number(bytes, from);
    const [, afterLeast] = number(bytes, next);
    return flags & 1 ? number(bytes, afterLeast)[1] : afterLeast;
  };
  if (kind === 0) return number(bytes, at)[1];
  if (kind === 1) return limits(at + 1);
  if (kind === 2) return limits(at);
  if (kind === 3) return at + 2;
  if (kind === 4) return number(bytes, at + 1)[1];
  throw new Error(`an import of the unknown kind ${kind}`);
}

function* sections(bytes) {
  for (let at = HEADER; at < bytes.length; ) {
    const id = bytes[at];
    const [length, start] = number(bytes, at + 1);
    yield { id, whole: bytes.subarray(at, start + length), body: bytes.subarray(start, start + length) };
    at = start + length;
  }
}

function* exportsIn(body) {
  let [count, at] = number(body, 0);
  for (; count > 0; count--) {
    const [text, kind] = name(body, at);
    const [, end] = number(body, kind + 1);
    yield { text, rest: body.subarray(kind, end) };
    at = end;
  }
}

function* importsIn(body) {
  let [count, at] = number(body, 0);
  for (; count > 0; count--) {
    const [module, afterModule] = name(body, at);
    const [text, kind] = name(body, afterModule);
    const end = afterDescription(body, kind);
    yield { module, text, rest: body.subarray(kind, end) };
    at = end;
  }
}

const section = (id, entries) => {
  const body = Buffer.concat([encoded(entries.length), ...entries]);
  return Buffer.concat([Buffer.from([id]), encoded(body.length), body]);
};

// The names of all exports.
export function exportsOf(bytes) {
  const found = [...sections(bytes)].find(({ id }) => id === EXPORT);
  return found ? [...exportsIn(found.body)].map(({ text }) => text) : [];
}

// The names of all imports.
export function importsOf(bytes) {
  const found = [...sections(bytes)].find(({ id }) => id === IMPORT);
  return found ? [...importsIn(found.body)].map(({ text }) => text) : [];
}

// The module with other names for its imports and exports (those that `names` has), and without the exports `dropped`.
export function rename(bytes, names, dropped) {
  const renamed = (text) => encodedName(Object.hasOwn(names, text) ? names[text] : text);
  const parts = [...sections(bytes)].map(({ id, whole, body }) => {
    if (id === IMPORT) {
      return section(id, [...importsIn(body)].map((entry) =>
        Buffer.concat([encodedName(entry.module), renamed(entry.text), entry.rest])));
    }
    if (id === EXPORT) {
      const kept = [...exportsIn(body)].filter(({ text }) => !dropped.includes(text));
      return section(id, kept.map((entry) => Buffer.concat([renamed(entry.text), entry.rest])));
    }
    return whole;
  });
  return Buffer.concat([bytes.subarray(0, HEADER), ...parts]);
}
