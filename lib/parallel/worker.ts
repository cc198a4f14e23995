/**
 * The module that threads of a pool run: answers blocks of rows.
 *
 * @module
 */

import { type Block, computeBlock } from "./block.ts";
import { isShared } from "./alloc_shared.ts";
import { answerMessages } from "./thread.ts";

answerMessages((message) => {
  const answer = computeBlock(message as Block);
  const { buffer } = answer.losses;
  return { message: answer, moved: isShared(buffer) ? [] : [buffer as ArrayBuffer] };
});
