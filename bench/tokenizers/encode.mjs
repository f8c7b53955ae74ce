// Ids of all texts by Hugging Face's own tokenizers (Rust): node encode.mjs TEXTS OUT
// leaves OUT/{wordpiece,bpe,unigram}/ids.bin: for each text its number of ids and the ids, as int32.
import { createWriteStream } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { texts } from "./texts.mjs";

const { Tokenizer } = createRequire(join(process.cwd(), "package.json"))("tokenizers");
const [folder, out] = process.argv.slice(2).map((path) => resolve(path));
for (const name of ["wordpiece", "bpe", "unigram"]) {
  const tokenizer = Tokenizer.fromFile(join(out, name, "tokenizer.json"));
  const file = createWriteStream(join(out, name, "ids.bin"));
  let [count, batch] = [0, []];
  for await (const text of texts(folder)) {
    batch.push(text);
    if (batch.length === 1000) await flush();
  }
  await flush();
  await new Promise((done) => file.end(done));
  console.log(`${name}: ${count} texts`);

  async function flush() {
    for (const encoding of await tokenizer.encodeBatch(batch)) {
      const ids = encoding.getIds();
      if (!file.write(Buffer.from(Int32Array.from([ids.length, ...ids]).buffer))) {
        await new Promise((drained) => file.once("drain", drained));
      }
    }
    count += batch.length;
    batch = [];
  }
}
