// Every normalizer and pre-tokenizer by itself over every character: node steps.mjs OUT
// leaves OUT/texts/characters.jsonl and OUT/STEP/{tokenizer.json,ids.bin}. Takes some minutes.
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { steps } from "./step-list.mjs";

const { Tokenizer } = createRequire(join(process.cwd(), "package.json"))("tokenizers");
const out = resolve(process.argv[2]);

const characters = [];
for (let code = 1; code <= 0xe01ff; code++) {
  // Surrogates are no characters; two planes hold nothing but numbers without a meaning.
  if (code === 0xd800) code = 0xe000;
  if (code === 0x32400) code = 0xe0000;
  const c = String.fromCodePoint(code);
  characters.push(`a${c}b ${c}${c}1 '${c}\n ${c}`);
}
mkdirSync(join(out, "texts"), { recursive: true });
writeFileSync(join(out, "texts", "characters.jsonl"), characters.map((text) => JSON.stringify({ text }) + "\n").join(""));

for (const [name, json] of steps) {
  const tokenizer = Tokenizer.fromString(JSON.stringify(json));
  const ids = [];
  for (let start = 0; start < characters.length; start += 1000) {
    for (const encoding of await tokenizer.encodeBatch(characters.slice(start, start + 1000))) {
      const found = encoding.getIds();
      ids.push(Buffer.from(Int32Array.from([found.length, ...found]).buffer));
    }
  }
  mkdirSync(join(out, name), { recursive: true });
  writeFileSync(join(out, name, "tokenizer.json"), JSON.stringify(json));
  writeFileSync(join(out, name, "ids.bin"), Buffer.concat(ids));
}
