import type { CheckGradientOptions } from "../numerics/check_gradient.ts";
import type { ComplexFunction } from "../numerics/complex.ts";
import { checkFunction } from "../numerics/differences.ts";
import type { ToleranceOption } from "../numerics/distribution.ts";
import type { SoftmaxOptions } from "../numerics/softmax.ts";
import type { ReductionOption } from "../types/reduction.ts";
import { Site } from "../types/site.ts";
import type { UnitOption } from "../types/unit.ts";
import { out, reduction, temperature, tolerance, unit } from "./option_values.ts";
import { optional, type OptionsSchema, optionsSchema } from "./options_schema.ts";

/** Schema of the options of `surprisal`, `binaryEntropy` and `perplexity`. */
export const unitOption: OptionsSchema<UnitOption> = optionsSchema<UnitOption>({ unit });

/** Schema of the options of `brierScore` and `softmaxCrossEntropyHessianProduct`. */
export const reductionOption: OptionsSchema<ReductionOption> = optionsSchema<ReductionOption>({
  reduction,
});

/** Schema of the options of `tsallisEntropy`. */
export const toleranceOption: OptionsSchema<ToleranceOption> = optionsSchema<ToleranceOption>({
  tolerance,
});

/** Schema of the options of `softmax` and `logSoftmax`. */
export const softmaxOptions: OptionsSchema<SoftmaxOptions> = optionsSchema<SoftmaxOptions>({
  temperature,
  out,
});

/** Schema of the options of `checkGradient`. */
export const checkGradientOptions: OptionsSchema<CheckGradientOptions> = optionsSchema<
  CheckGradientOptions
>({
  complex: optional<ComplexFunction>(
    "complex",
    (task, x) => checkFunction(x, new Site(task, "complex")),
  ),
  tolerance,
});
