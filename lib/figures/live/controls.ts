import type { Buttons, Choice, Control, Slider, TextField } from "./model.ts";

/** Hears what the reader set. */
export type OnChange = (name: string, value: number | string) => void;

/** A control on the page, which can follow the state. */
export interface ControlView {
  readonly element: HTMLElement;
  follow(control: Control): void;
}

/** An element with properties and children. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function slider({ name, label, min, max, step }: Slider, changed: OnChange): ControlView {
  const input = element("input", { type: "range", name });
  Object.assign(input, { min: String(min), max: String(max), step: String(step) });
  const shown = element("span", { className: "value" });
  const row = element("label", { className: "row" }, element("span", {}, label), input, shown);
  for (const seen of row.querySelectorAll("span")) seen.ariaHidden = "true"; // the slider says both itself
  input.addEventListener("input", () => changed(name, input.valueAsNumber));
  return {
    element: row,
    follow(control) {
      const { value, text } = control as Slider;
      input.value = String(value);
      input.setAttribute("aria-label", label);
      input.setAttribute("aria-valuetext", text);
      shown.textContent = text;
    },
  };
}

function buttons({ name, label, options }: Buttons, changed: OnChange): ControlView {
  const made = options.map((option) => {
    const button = element("button", { type: "button", name }, option);
    button.addEventListener("click", () => changed(name, option));
    return button;
  });
  return {
    element: element("fieldset", {}, element("legend", {}, label), ...made),
    follow() {},
  };
}

let groups = 0;

function choice({ name, label, options }: Choice, changed: OnChange): ControlView {
  const group = `${name}-${++groups}`;
  const inputs = options.map((value) => element("input", { type: "radio", name: group, value }));
  for (const input of inputs) input.addEventListener("change", () => changed(name, input.value));
  const labels = inputs.map((input) => element("label", {}, input, input.value));
  return {
    element: element("fieldset", {}, element("legend", {}, label), ...labels),
    follow(control) {
      for (const input of inputs) input.checked = input.value === (control as Choice).value;
    },
  };
}

function textField({ name, label, maxLength }: TextField, changed: OnChange): ControlView {
  const input = element("input", { type: "text", name, maxLength, spellcheck: false });
  input.autocapitalize = "off";
  input.autocomplete = "off";
  input.addEventListener("input", () => changed(name, input.value));
  return {
    element: element("label", { className: "line" }, label, input),
    follow(control) {
      const { value } = control as TextField;
      if (input.value !== value) input.value = value;
    },
  };
}

/** The control that the reader may set, made of native ones: keyboard and touch come with them. */
export function controlView(control: Control, changed: OnChange): ControlView {
  switch (control.kind) {
    case "slider":
      return slider(control, changed);
    case "buttons":
      return buttons(control, changed);
    case "choice":
      return choice(control, changed);
    case "text":
      return textField(control, changed);
  }
}
