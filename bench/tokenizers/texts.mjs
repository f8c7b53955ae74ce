// The texts of a folder of .jsonl files, fields "text" and "text2", in the order of file names and lines.
import { createReadStream, readdirSync } from "node:fs";
import { createInterface } from "node:readline";
import { join } from "node:path";

export async function* texts(folder) {
  const files = readdirSync(folder).filter((name) => name.endsWith(".jsonl")).sort();
  if (files.length === 0) throw new Error(`${folder}: found no .jsonl files, expected texts to compare on.`);
  for (const file of files) {
    // Not by "readline" events of U+2028, which JSON allows inside a string: only line feeds part records.
    const lines = createInterface({ input: createReadStream(join(folder, file)), crlfDelay: Infinity });
    for await (const line of lines) {
      const record = JSON.parse(line);
      for (const field of ["text", "text2"]) {
        if (typeof record[field] === "string") yield record[field];
      }
    }
  }
}
