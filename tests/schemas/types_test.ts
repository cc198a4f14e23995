import type { z } from "zod";
import type * as loss from "@surprisal/loss";
import * as schemas from "@surprisal/loss/schemas";
import { optionsSchema } from "../../lib/schemas/options_schema.ts";
import { assert, assertEquals } from "@std/assert";

/** Whether two types are identical: optional and read-only properties count. */
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true
  : false;

/** Whether schema `S` reads and gives exactly `T`; a list of what differs where it does not. */
type Reads<S extends z.ZodType, T> = Equal<z.output<S>, T> extends true
  ? Equal<z.input<S>, T> extends true ? true : "the input differs"
  : {
    [K in keyof T | keyof z.output<S>]: K extends keyof z.output<S>
      ? K extends keyof T ? Equal<Pick<z.output<S>, K>, Pick<T, K>> : "not in the library"
      : "not in the schema";
  };

/** The options of the library, by the name of their schema. A schema left out does not compile. */
interface Options {
  binaryCrossEntropyOptions: loss.BinaryCrossEntropyOptions;
  categoricalCrossEntropyOptions: loss.CategoricalCrossEntropyOptions;
  checkGradientOptions: loss.CheckGradientOptions;
  crossEntropyOptions: loss.CrossEntropyOptions;
  entropyFromCountsOptions: loss.EntropyFromCountsOptions;
  focal: loss.Focal;
  measureOptions: loss.MeasureOptions;
  negativeLogLikelihoodOptions: loss.NegativeLogLikelihoodOptions;
  onZeroOption: loss.OnZeroOption;
  probabilitiesOptions: loss.ProbabilitiesOptions;
  reductionOption: loss.ReductionOption;
  reliabilityCurveOptions: loss.ReliabilityCurveOptions;
  sigmoidBinaryCrossEntropyOptions: loss.SigmoidBinaryCrossEntropyOptions;
  softmaxCrossEntropyGradientOptions: loss.SoftmaxCrossEntropyGradientOptions;
  softmaxCrossEntropyOptions: loss.SoftmaxCrossEntropyOptions;
  softmaxOptions: loss.SoftmaxOptions;
  toleranceOption: loss.ToleranceOption;
  trainEpochOptions: loss.TrainEpochOptions;
  trainingLossOptions: loss.TrainingLossOptions;
  unitOption: loss.UnitOption;
}

type Agreement = { [N in keyof Options]: Reads<typeof schemas[N], Options[N]> };

/** Compiles only if every schema reads the very type of the library, and says which does not. */
const AGREEMENT: { [N in keyof Options]: true } = {
  binaryCrossEntropyOptions: true,
  categoricalCrossEntropyOptions: true,
  checkGradientOptions: true,
  crossEntropyOptions: true,
  entropyFromCountsOptions: true,
  focal: true,
  measureOptions: true,
  negativeLogLikelihoodOptions: true,
  onZeroOption: true,
  probabilitiesOptions: true,
  reductionOption: true,
  reliabilityCurveOptions: true,
  sigmoidBinaryCrossEntropyOptions: true,
  softmaxCrossEntropyGradientOptions: true,
  softmaxCrossEntropyOptions: true,
  softmaxOptions: true,
  toleranceOption: true,
  trainEpochOptions: true,
  trainingLossOptions: true,
  unitOption: true,
} satisfies Agreement;

/** Runs at compile time: the type argument has to be true. */
function holds<_T extends true>(): void {}

Deno.test("schemas of options read the very types of the library, key by key", () => {
  const optionSchemas = Object.entries(schemas).filter(([, value]) => typeof value !== "function");
  assertEquals(Object.keys(AGREEMENT).sort(), optionSchemas.map(([name]) => name).sort());
});

Deno.test("schemas of values give the marked types of the library", () => {
  holds<Equal<z.infer<ReturnType<typeof schemas.distribution>>, loss.Probabilities>>();
  holds<Equal<z.infer<ReturnType<typeof schemas.distributionBatch>>, loss.ProbabilitiesBatch>>();
  holds<Equal<z.infer<ReturnType<typeof schemas.logits>>, loss.Logits>>();
  holds<Equal<z.infer<ReturnType<typeof schemas.logitsBatch>>, loss.LogitsBatch>>();
  holds<Equal<z.infer<ReturnType<typeof schemas.logProbabilities>>, loss.LogProbabilities>>();
  holds<
    Equal<z.infer<ReturnType<typeof schemas.logProbabilitiesBatch>>, loss.LogProbabilitiesBatch>
  >();
  holds<Equal<z.infer<ReturnType<typeof schemas.labels>>, loss.Labels>>();
  holds<Equal<z.infer<ReturnType<typeof schemas.classIndex>>, number>>();
  holds<Equal<z.infer<ReturnType<typeof schemas.table>>, loss.Table>>();
});

Deno.test("Equal tells apart what a drift would look like", () => {
  holds<Equal<Equal<{ readonly a?: number }, { readonly a?: number | undefined }>, false>>();
  holds<Equal<Equal<{ readonly a?: number }, { a?: number }>, false>>();
  holds<Equal<Equal<{ readonly a?: number }, { readonly a: number }>, false>>();
  holds<Equal<Equal<{ readonly a?: number }, { readonly a?: number; readonly b?: 1 }>, false>>();
  holds<Equal<Equal<loss.Probabilities, loss.Logits>, false>>();
});

Deno.test("optionsSchema() does not compile without an option, nor with one too many", () => {
  const { unit, tolerance } = schemas.measureOptions.unwrap().shape;
  // @ts-expect-error tolerance is missing
  assert(optionsSchema<loss.MeasureOptions>({ unit }));
  // @ts-expect-error there is no option of that name
  assert(optionsSchema<loss.UnitOption>({ unit, tolerance }));
  // @ts-expect-error an option of another type
  assert(optionsSchema<loss.MeasureOptions>({ unit, tolerance: unit }));
});
