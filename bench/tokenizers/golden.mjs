// Makes the golden samples of the tests: node golden.mjs CORPUS TESTS
// writes TESTS/{wordpiece,bpe,unigram,steps}-golden.json: small tokenizers, texts, and the ids that Hugging Face's own
// tokenizers give. Texts are from sources that may be published again.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { steps } from "./step-list.mjs";

const { Tokenizer } = createRequire(join(process.cwd(), "package.json"))("tokenizers");
const here = dirname(fileURLToPath(import.meta.url));
const [corpus, tests] = process.argv.slice(2).map((path) => resolve(path));

// How many texts of each, evenly spread, and how much of each: CC0, CC-BY-4.0, MIT, BSD-3-Clause.
const sources = {
  A_awesome_chatgpt_prompts: [12, 300], B_mgsm_multilingual: [40, 200], A_plexpt_zh_questions: [20, 100],
  A_chatterbot_multilingual: [60, 100],
};
const awkward = [
  "", " ", "\n\n", "a", " a", "a ", "\ta  b\u00a0c\u3000d", "it's we'LL they'Re I'm 'tis", "1234567 3.14 ٣٤ ⅷ ½",
  "e\u0301 é ﬁ Å ǆ İstanbul ΣΑΣ", "ＦＵＬＬ ｗｉｄｔｈ ｶﾞ", "中文字符，没有空格。日本語カナ 한국어", "🙂👩‍👩‍👧 🇩🇪 𝐀𐐷𠀀", "a\u0000b\u200bc\u00add\ufeffe\ufffdf",
  "[CLS] [SEP] <s>x</s> <unk> <|endoftext|>y", "▁a▁▁b ##c", "x".repeat(120), "!?,.;:()[]{}$+<=>^`|~@#%&*-_/\\\"'",
  "\r\n \r\n  x\n\n y  \n", "नमस्ते दुनिया สวัสดี ကမ္ဘာ", "shal\u05dcom \u202eabc", "A\u030a\u0323 q\u0307\u0323",
];

const samples = Object.entries(sources).flatMap(([name, [count, length]]) => {
  const lines = readFileSync(join(corpus, name + ".jsonl"), "utf8").split("\n").filter(Boolean);
  return Array.from({ length: count }, (_, i) => [...JSON.parse(lines[Math.floor((i * lines.length) / count)]).text]
    .slice(0, length).join(""));
});
const texts = [...awkward, ...samples];

const work = mkdtempSync(join(tmpdir(), "golden-"));
mkdirSync(join(work, "texts"));
writeFileSync(join(work, "texts", "texts.jsonl"), samples.map((text) => JSON.stringify({ text }) + "\n").join(""));
execFileSync("node", [join(here, "train.mjs"), join(work, "texts"), work, "1000", join(here, "rules.tsv")]);
for (const name of ["wordpiece", "bpe", "unigram"]) {
  const json = JSON.parse(readFileSync(join(work, name, "tokenizer.json"), "utf8"));
  const golden = { tokenizer: json, texts, ids: await ids(json, texts) };
  // As E5's models are asked.
  if (name === "unigram") golden.prefixed = await ids(json, texts.map((text) => "query: " + text));
  write(name, golden);
}

const all = awkward.join("") + " " + samples.filter((_, i) => i % 20 === 0).map((text) => text.slice(0, 30)).join("\n");
const left = [];
for (const [name, json] of steps) {
  const { normalizer, pre_tokenizer } = json;
  left.push({ name, normalizer, pre_tokenizer, text: Buffer.from((await ids(json, [all]))[0]).toString("utf8") });
}
const { model } = steps[0][1];
write("steps", { model, text: all, steps: left });

async function ids(json, list) {
  const encodings = await Tokenizer.fromString(JSON.stringify(json)).encodeBatch(list);
  return encodings.map((encoding) => encoding.getIds());
}

// A line an entry, so that changes can be read.
function write(name, golden) {
  const entry = (value) => Array.isArray(value) ? "[\n" + value.map((item) => JSON.stringify(item)).join(",\n") + "]"
    : JSON.stringify(value);
  const lines = Object.entries(golden).map(([key, value]) => `${JSON.stringify(key)}: ${entry(value)}`);
  writeFileSync(join(tests, name + "-golden.json"), `{${lines.join(",\n")}}\n`);
}
