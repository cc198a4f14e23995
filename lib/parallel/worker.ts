/**
 * The module that threads of a pool run: answers blocks of rows.
 *
 * @module
 */

import { type Block, computeBlock } from "./block.ts";
import { isShared } from "../kernels/grounds.ts";
import { endsQuietly } from "./receipt.ts";
import { answerMessages } from "./thread.ts";

answerMessages((message) => {
  const block = message as Block;
  const answer = computeBlock(block);
  if (block.receipt && !answer.fault && endsQuietly(block.receipt)) return undefined;
  const buffer = answer.losses?.buffer;
  return { message: answer, moved: buffer && !isShared(buffer) ? [buffer as ArrayBuffer] : [] };
});
