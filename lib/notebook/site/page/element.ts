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

/** A button that does something. */
export function button(label: string, pressed: () => void): HTMLButtonElement {
  const made = element("button", { type: "button" }, label);
  made.addEventListener("click", pressed);
  return made;
}

/**
 * Loads a script of the site, once: pages opened from a folder may run scripts, and fetch nothing.
 *
 * @throws {Error} If it does not load.
 */
export function loadScript(name: string): Promise<void> {
  const { assets, version } = document.body.dataset;
  const src = `${assets}/${name}?v=${version}`;
  const known = loading.get(src);
  if (known !== undefined) return known;
  const promise = new Promise<void>((resolve, reject) => {
    const script = element("script", { src });
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", () => {
      loading.delete(src);
      reject(new Error(`Cannot load ${name}: is the folder of the site complete?`));
    });
    document.head.append(script);
  });
  loading.set(src, promise);
  return promise;
}

const loading = new Map<string, Promise<void>>();
