/**
 * The part of exercises that is loaded with the first run: taking the types off, putting the program
 * together.
 *
 * @module
 */
import { transform } from "sucrase";
import type { CellScope } from "../cell_scope.ts";
import { type Program, programOf } from "./program.ts";

/** What the site's script of exercises holds. */
export interface SiteExercises {
  readonly program: string;
  readonly notebooks: Readonly<Record<string, CellScope>>;
  /** Addresses of scripts by the addresses of the files that they hold. */
  readonly files: Readonly<Record<string, string>>;
}

/** Makes the program of an answer in TypeScript; an error of syntax is thrown with its line. */
export type MakeProgram = (answer: string, address: string) => Program;

const makeProgram: MakeProgram = (answer, address) => {
  const { program, notebooks } =
    (globalThis as unknown as { siteExercises: SiteExercises }).siteExercises;
  const { code } = transform(answer, {
    transforms: ["typescript"],
    disableESTransforms: true,
    keepUnusedImports: true,
  });
  return programOf(code, { modules: program, scope: notebooks[address]!, address });
};

Object.assign(globalThis, { siteProgram: makeProgram });
