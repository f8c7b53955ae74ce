// Trains one WordPiece, one byte-level BPE and one Unigram tokenizer on the texts of a folder:
//   node train.mjs TEXTS OUT [LIMIT [RULES.tsv]]
// leaves OUT/{wordpiece,bpe,unigram}/tokenizer.json. Needs the npm package "tokenizers" and sentencepiece's spm_train.
// With a limit vocabularies are about that long; with rules the Unigram has those instead of sentencepiece's nmt_nfkc.
import { execFileSync } from "node:child_process";
import { createWriteStream, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { texts } from "./texts.mjs";
import { charsmap, pieces } from "./sentencepiece.mjs";

// The package lies where the caller works, not beside this file.
const hf = createRequire(join(process.cwd(), "package.json"))("tokenizers");
const [folder, out] = process.argv.slice(2, 4).map((path) => resolve(path));
const [limit, rules] = [Number(process.argv[4] ?? Infinity), process.argv[5]];
mkdirSync(out, { recursive: true });

const lines = join(out, "lines.txt");
await writeLines();
await wordPiece();
await bpe();
unigram();

async function writeLines() {
  const file = createWriteStream(lines);
  let number = 0;
  for await (const text of texts(folder)) {
    // Every third text is enough to learn from; what is left out holds characters that no vocabulary knows.
    if (number++ % (limit < Infinity ? 1 : 3) === 0) file.write(text.slice(0, 2000).replace(/\s+/g, " ") + "\n");
  }
  await new Promise((done) => file.end(done));
}

function save(name, json) {
  mkdirSync(join(out, name), { recursive: true });
  writeFileSync(join(out, name, "tokenizer.json"), JSON.stringify(json));
}

function template(first, last, ids) {
  const special = (id) => ({ SpecialToken: { id, type_id: 0 } });
  const known = (id) => ({ id, ids: [ids[id]], tokens: [id] });
  const sequence = { Sequence: { id: "A", type_id: 0 } };
  return {
    type: "TemplateProcessing",
    single: [...(first ? [special(first)] : []), sequence, special(last)],
    pair: [sequence, { Sequence: { id: "B", type_id: 1 } }],
    special_tokens: Object.fromEntries([first, last].filter(Boolean).map((id) => [id, known(id)])),
  };
}

function added(ids, normalized = false) {
  return Object.entries(ids).map(([content, id]) => (
    { id, content, single_word: false, lstrip: content === "<mask>", rstrip: false, normalized, special: true }));
}

// Special tokens first, as trainers put them.
function behind(special, vocab) {
  const tokens = [...special, ...Object.entries(vocab).sort((a, b) => a[1] - b[1]).map(([token]) => token)];
  return Object.fromEntries(tokens.map((token, id) => [token, id]));
}

function first(vocab, count) {
  return Object.fromEntries(Object.entries(vocab).filter(([, id]) => id < count));
}

async function wordPiece() {
  const tokenizer = new hf.Tokenizer(hf.WordPiece.empty());
  tokenizer.setNormalizer(hf.bertNormalizer({ lowercase: true }));
  tokenizer.setPreTokenizer(hf.bertPreTokenizer());
  tokenizer.train([lines]);
  const json = JSON.parse(saved(tokenizer));
  const special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];
  json.model.vocab = behind(special, first(json.model.vocab, limit));
  json.model.unk_token = "[UNK]";
  json.added_tokens = added(Object.fromEntries(special.map((token, id) => [token, id])));
  json.post_processor = template("[CLS]", "[SEP]", json.model.vocab);
  save("wordpiece", json);
}

async function bpe() {
  const tokenizer = new hf.Tokenizer(hf.BPE.empty());
  tokenizer.setNormalizer(hf.nfcNormalizer());
  // The pattern of Qwen's tokenizer, whose embedding models are in wide use.
  const pattern = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*"
    + "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
  tokenizer.setPreTokenizer(hf.byteLevelPreTokenizer(false));
  tokenizer.train([lines]);
  const json = JSON.parse(saved(tokenizer));
  json.pre_tokenizer = {
    type: "Sequence",
    pretokenizers: [
      { type: "Split", pattern: { Regex: pattern }, behavior: "Isolated", invert: false },
      { type: "ByteLevel", add_prefix_space: false, trim_offsets: false, use_regex: false },
    ],
  };
  json.model.merges = json.model.merges.slice(0, limit);
  json.model.vocab = first(json.model.vocab, Object.keys(json.model.vocab).filter((token) => token.length === 1).length
    + json.model.merges.length);
  const alphabet = hf.byteLevelAlphabet().filter((unit) => !(unit in json.model.vocab)).sort();
  json.model.vocab = behind(["<|endoftext|>", ...alphabet], json.model.vocab);
  json.added_tokens = added({ "<|endoftext|>": 0 });
  json.post_processor = template(null, "<|endoftext|>", json.model.vocab);
  save("bpe", json);
}

// With sentencepiece's own normaliser (nmt_nfkc), as XLM-R and multilingual E5 have it.
function unigram() {
  const prefix = join(out, "spm");
  execFileSync("spm_train", [`--input=${lines}`, `--model_prefix=${prefix}`, "--model_type=unigram",
    `--vocab_size=${Math.min(limit + 256, 16000)}`, "--hard_vocab_limit=false",
    `--character_coverage=${limit < Infinity ? 0.98 : 0.9995}`,
    ...(rules ? [`--normalization_rule_tsv=${rules}`] : []), "--byte_fallback=true", "--num_threads=1",
    "--input_sentence_size=60000", "--shuffle_input_sentence=false"], { stdio: "ignore" });
  const model = readFileSync(prefix + ".model");
  const vocab = pieces(model);
  const at = (token) => vocab.findIndex(([piece]) => piece === token);
  const special = Object.fromEntries(["<unk>", "<s>", "</s>"].map((token) => [token, at(token)]));
  save("unigram", {
    version: "1.0", truncation: null, padding: null, added_tokens: added(special),
    normalizer: {
      type: "Sequence",
      normalizers: [
        { type: "Precompiled", precompiled_charsmap: charsmap(model).toString("base64") },
        { type: "Replace", pattern: { Regex: " {2,}" }, content: " " },
      ],
    },
    pre_tokenizer: {
      type: "Sequence",
      pretokenizers: [
        { type: "WhitespaceSplit" }, { type: "Metaspace", replacement: "▁", prepend_scheme: "always", split: true }],
    },
    post_processor: template("<s>", "</s>", special),
    decoder: null,
    model: { type: "Unigram", unk_id: special["<unk>"], vocab, byte_fallback: true },
  });
}

function saved(tokenizer) {
  const path = join(out, "trained.json");
  tokenizer.save(path);
  return readFileSync(path, "utf8");
}
