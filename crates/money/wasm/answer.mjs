// Answers rows of words read from standard input, "name word word …" a line, with the words of
// the WebAssembly a line, status first. The Rust tests compare them with the native answers.
// Usage: node answer.mjs [FILE.wasm]
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { load } from "./engine.mjs";

const file = process.argv[2] ?? new URL("../../../web/src/money/money.wasm", import.meta.url);
const { answer } = await load(await readFile(file));
const answers = [];
for await (const row of createInterface({ input: process.stdin })) {
  const [name, ...words] = row.split(" ");
  answers.push(answer(name, words).join(" "));
}
process.stdout.write(`${answers.join("\n")}\n`);
