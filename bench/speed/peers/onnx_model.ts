/** A field of a protocol buffer: its number, and what it holds. */
type Field = readonly [number: number, value: number | string | readonly Field[]];

/** The fields as protocol buffers write them: whole numbers, strings, and messages of fields. */
function encoded(fields: readonly Field[]): number[] {
  return fields.flatMap(([number, value]) => {
    if (typeof value === "number") return [...varint(number << 3), ...varint(value)];
    const bytes = typeof value === "string" ? [...new TextEncoder().encode(value)] : encoded(value);
    return [...varint(number << 3 | 2), ...varint(bytes.length), ...bytes];
  });
}

function varint(x: number): number[] {
  return x < 128 ? [x] : [x % 128 + 128, ...varint(Math.floor(x / 128))];
}

/** Numbers of ONNX for what a tensor holds. */
const ELEMENTS = { float32: 1, float64: 11, int32: 6 } as const;

function tensor(name: string, element: keyof typeof ELEMENTS, sizes: readonly string[]): Field[] {
  const dimensions = sizes.map((size): Field => [1, [[2, size]]]);
  return [[1, name], [2, [[1, [[1, ELEMENTS[element]], [2, dimensions]]]]]];
}

/**
 * A model of one node, SoftmaxCrossEntropyLoss from `scores` (N × C) and `labels` (N) to `loss`, as
 * the bytes of an ONNX file: onnx.proto3, ModelProto.
 */
export function softmaxCrossEntropyModel(type: "float32" | "float64"): Uint8Array {
  const node: Field[] = [
    [1, "scores"],
    [1, "labels"],
    [2, "loss"],
    [4, "SoftmaxCrossEntropyLoss"],
  ];
  const graph: Field[] = [
    [1, node],
    [2, "loss"],
    [11, tensor("scores", type, ["N", "C"])],
    [11, tensor("labels", "int32", ["N"])],
    [12, tensor("loss", type, [])],
  ];
  return Uint8Array.from(encoded([[1, 8], [7, graph], [8, [[2, 13]]]]));
}
