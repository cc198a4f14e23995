import { describe, Site } from "../types/site.ts";
import type { BitReader } from "./bit_reader.ts";

/** A place in the tree of a code: where the next bit leads, and the symbol whose word ends here. */
interface Node {
  zero?: Node;
  one?: Node;
  symbol?: number;
}

/** The binary tree of a prefix code: a word is the way from the root to a leaf. */
export class CodeTree {
  readonly #root: Node = {};

  /** Plants the words; refuses one that another begins with. */
  constructor(words: readonly (string | undefined)[]) {
    for (const [symbol, word] of words.entries()) {
      if (word !== undefined) this.#plant(word, symbol, words);
    }
  }

  /** Reads one word and says whose it is; `length` bits are there to read. */
  read(reader: BitReader, length: number): number {
    const start = reader.position;
    let node: Node | undefined = this.#root;
    while (node.symbol === undefined) {
      if (reader.done) return refuseEnd(start, length);
      node = reader.read() === 1 ? node.one : node.zero;
      if (node === undefined) return refuseWay(start, reader.position);
    }
    return node.symbol;
  }

  #plant(word: string, symbol: number, words: readonly (string | undefined)[]): void {
    let node = this.#root;
    for (const bit of word) {
      if (node.symbol !== undefined) refuseTwo(words, node.symbol, symbol);
      node = bit === "1" ? node.one ??= {} : node.zero ??= {};
    }
    if (node.symbol !== undefined) refuseTwo(words, node.symbol, symbol);
    if (node.zero ?? node.one) refuseTwo(words, symbol, below(node));
    node.symbol = symbol;
  }
}

/** Some symbol under a node that has a way on. */
function below(node: Node): number {
  while (node.symbol === undefined) node = (node.zero ?? node.one)!;
  return node.symbol;
}

function refuseTwo(words: readonly (string | undefined)[], short: number, long: number): never {
  return new Site("make a prefix code", "words").refuseValue(
    "no word may begin another",
    `words[${short}] is ${describe(words[short])}, words[${long}] is ${describe(words[long])}`,
  );
}

function refuseEnd(start: number, length: number): never {
  return new Site("decode bits", "bits").refuseValue(
    "bits must end with a whole word",
    `the word at bit ${start} has no end in ${length} bits`,
  );
}

function refuseWay(start: number, end: number): never {
  return new Site("decode bits", "bits").refuseValue(
    "bits must hold words of the code",
    `no word begins like bits ${start} to ${end - 1}`,
  );
}
