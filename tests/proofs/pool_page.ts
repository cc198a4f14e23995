/**
 * The script of the page of `pool_in_browser.ts`.
 *
 * @module
 */
import { poolAnswers } from "./pool_program.ts";

Object.assign(globalThis, { poolAnswers });
