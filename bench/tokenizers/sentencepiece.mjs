// Reads what a tokenizer.json needs from a sentencepiece model (sentencepiece_model.proto): its pieces with their
// scores, and the compiled table of its normaliser.

/** The pieces with their scores, in the order of their ids. */
export function pieces(model) {
  return fields(model).filter(([number]) => number === 1).map(([, piece]) => {
    const parts = new Map(fields(piece));
    return [parts.get(1).toString("utf8"), parts.has(2) ? parts.get(2).readFloatLE(0) : 0];
  });
}

/** The compiled table of the normaliser. */
export function charsmap(model) {
  const spec = fields(model).find(([number]) => number === 3)[1];
  return fields(spec).find(([number]) => number === 2)[1];
}

/** Numbers and values of a message's fields, in order; values are bytes, varints numbers. */
function fields(bytes) {
  const found = [];
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const kind = tag % 8;
    if (kind === 0) {
      found.push([tag >> 3, varint()]);
    } else {
      const length = kind === 2 ? varint() : kind === 5 ? 4 : 8;
      found.push([tag >> 3, bytes.subarray(at, at + length)]);
      at += length;
    }
  }
  return found;
}
