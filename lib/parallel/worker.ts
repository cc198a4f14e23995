/**
 * The module that threads of a pool run: answers blocks of rows.
 *
 * @module
 */

import { type Block, computeBlock } from "./block.ts";
import { isShared } from "../kernels/grounds.ts";
import { answerMessages } from "./thread.ts";

answerMessages((message) => {
  const answer = computeBlock(message as Block);
  const buffer = answer.losses?.buffer;
  return { message: answer, moved: buffer && !isShared(buffer) ? [buffer as ArrayBuffer] : [] };
});
