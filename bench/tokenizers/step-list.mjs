// Every normalizer and pre-tokenizer by itself, as a tokenizer.json whose ids are the bytes of what the step leaves, with
// "▁" before every piece, so that no difference hides behind a vocabulary.
const split = (pattern, behavior, invert = false) => ({ type: "Split", pattern, behavior, invert });
const words = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}";
const rest = "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
const behaviors = ["Removed", "Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous"];
const bert = (clean_text, handle_chinese_chars, strip_accents, lowercase) =>
  ({ type: "BertNormalizer", clean_text, handle_chinese_chars, strip_accents, lowercase });
const normalizers = {
  bert: bert(true, true, null, true), bertCased: bert(true, true, null, false), bertMarks: bert(false, false, false, true),
  nfc: { type: "NFC" }, nfd: { type: "NFD" }, nfkc: { type: "NFKC" }, nfkd: { type: "NFKD" },
  lower: { type: "Lowercase" }, stripAccents: { type: "StripAccents" }, nmt: { type: "Nmt" },
  strip: { type: "Strip", strip_left: true, strip_right: true }, prepend: { type: "Prepend", prepend: "_" },
  replaceText: { type: "Replace", pattern: { String: "b " }, content: "<>" },
  replaceRegex: { type: "Replace", pattern: { Regex: "\\s+" }, content: " " },
};
const preTokenizers = {
  bertWords: { type: "BertPreTokenizer" }, whitespace: { type: "Whitespace" }, blanks: { type: "WhitespaceSplit" },
  punctuation: { type: "Punctuation", behavior: "Isolated" }, digits: { type: "Digits", individual_digits: true },
  digitRuns: { type: "Digits", individual_digits: false },
  byteLevel: { type: "ByteLevel", add_prefix_space: true, trim_offsets: true, use_regex: true },
  qwen: split({ Regex: words + rest }, "Isolated"), llama: split({ Regex: words + "{1,3}" + rest }, "Isolated"),
  regex: split({ Regex: "\\p{Lu}?\\p{Ll}+|\\p{N}{1,2}|[^\\s\\p{L}\\p{N}]+" }, "Isolated"),
  metaspace: { type: "Metaspace", replacement: "▁", prepend_scheme: "first", split: true },
  ...Object.fromEntries(behaviors.map((way) => ["split" + way, split({ String: "b" }, way)])),
  splitInverted: split({ Regex: "[ab]+" }, "Removed", true),
};

const marks = { type: "Metaspace", replacement: "▁", prepend_scheme: "always", split: false };
const bytes = Array.from({ length: 256 }, (_, value) => [
  `<0x${value.toString(16).toUpperCase().padStart(2, "0")}>`, value]);

function tokenizer(normalizer, step) {
  return {
    version: "1.0", truncation: null, padding: null, added_tokens: [], normalizer,
    pre_tokenizer: { type: "Sequence", pretokenizers: [...(step ? [step] : []), marks] },
    post_processor: null, decoder: null,
    model: {
      type: "BPE", dropout: null, unk_token: null, continuing_subword_prefix: null, end_of_word_suffix: null,
      fuse_unk: false, byte_fallback: true, ignore_merges: false, vocab: Object.fromEntries(bytes), merges: [],
    },
  };
}

/** Name and tokenizer.json of each step. */
export const steps = [
  ...Object.entries(normalizers).map(([name, step]) => [name, tokenizer(step, null)]),
  ...Object.entries(preTokenizers).map(([name, step]) => [name, tokenizer(null, step)]),
];
