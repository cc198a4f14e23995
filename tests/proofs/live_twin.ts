/**
 * A live figure in a real browser beside the same model run here: what one does the other does, and both must show the
 * same numbers and words.
 *
 * @module
 */
import type { Locator, Page } from "playwright-core";
import type { Handle, LiveModel, Setting } from "../../lib/figures/live/model.ts";

/** The model of a live figure, and what it starts from. */
export interface LiveSubject {
  readonly props: unknown;
  readonly model: LiveModel<unknown, unknown>;
}

/** What the page shows in its tiles, by name. */
async function shownTiles(card: Locator): Promise<Record<string, string>> {
  return await card.locator("dd b").evaluateAll((numbers) =>
    Object.fromEntries(numbers.map((b) => [(b as HTMLElement).dataset.name, b.textContent ?? ""]))
  );
}

/** One figure in a page, and the same model run here, step by step. */
export class Twin {
  readonly faults: string[] = [];
  #state: unknown;

  constructor(readonly card: Locator, readonly subject: LiveSubject) {
    this.#state = subject.model.start(subject.props);
  }

  get controls() {
    return this.subject.model.controls(this.subject.props, this.#state);
  }

  view(width = 616) {
    return this.subject.model.view(this.subject.props, this.#state, width);
  }

  /** What the page did, done here. */
  change(name: string, value: Setting): void {
    this.#state = this.subject.model.change(this.subject.props, this.#state, name, value);
  }

  /** What the page did, done here; then both must show the same numbers. */
  async follow(what: string, name: string, value: Setting): Promise<void> {
    this.change(name, value);
    await this.compare(what);
  }

  async compare(what: string): Promise<void> {
    const { tiles, words } = this.view();
    const expected = Object.fromEntries(tiles.map(({ name, value }) => [name, value]));
    const shown = await shownTiles(this.card);
    if (JSON.stringify(shown) !== JSON.stringify(expected)) {
      this.faults.push(
        `${what}: shown ${JSON.stringify(shown)}, library ${JSON.stringify(expected)}`,
      );
    }
    const said = await this.card.locator("p.words").textContent();
    if (said !== words) this.faults.push(`${what}: said ${said}, library ${words}`);
  }
}

/** Every slider by arrow keys: the page must show what the model gives for the value it then has. */
export async function byKeyboard(twin: Twin): Promise<void> {
  for (const control of twin.controls) {
    if (control.kind === "slider") {
      const input = twin.card.locator(`input[type=range][name="${control.name}"]`);
      await input.focus();
      const outline = await input.evaluate((element) => getComputedStyle(element).outlineWidth);
      if (parseFloat(outline) < 2) twin.faults.push(`${control.name}: focus not visible`);
      for (const key of ["ArrowRight", "ArrowRight", "ArrowLeft", "PageUp", "Home", "End"]) {
        const before = await input.inputValue();
        await input.press(key);
        const value = await input.inputValue();
        if (value !== before) {
          await twin.follow(`${control.name} ${key}`, control.name, Number(value));
        } else if (key === "End" && Number(value) < control.max) {
          twin.faults.push(`${control.name}: stuck`);
        }
      }
    } else if (control.kind === "buttons") {
      for (const option of control.options) {
        const button = twin.card.getByRole("button", { name: option, exact: true });
        await button.focus();
        await button.press("Enter");
        await twin.follow(`${control.name} ${option}`, control.name, option);
      }
    } else if (control.kind === "choice") {
      for (const option of control.options) {
        const radio = twin.card.getByRole("radio", { name: option, exact: true });
        if (await radio.isChecked()) continue;
        await radio.focus();
        await radio.press("Space");
        await twin.follow(`${control.name} ${option}`, control.name, option);
      }
    } else {
      const field = twin.card.locator(`input[name="${control.name}"]`);
      await field.focus();
      await field.press("ControlOrMeta+a");
      for (const letter of "whale") {
        await field.press(letter);
        await twin.follow(`typed ${letter}`, control.name, await field.inputValue());
      }
    }
  }
}

/** Where the mouse goes: to a part of the way along an axis; off and back what has the whole plane. */
function goalOf({ box, along }: Handle, part: number): readonly [number, number] {
  const [x, y] = [box.x + box.w / 2, box.y + box.h / 2];
  if (along === "x") return [box.x + part * box.w, y];
  return along === "y" ? [x, box.y + part * box.h] : [x + 80 * (part - 0.5), y + 60 * part];
}

/** Every grip by the mouse, to a quarter and to three quarters of its way. */
export async function byPointer(page: Page, twin: Twin): Promise<void> {
  const svg = twin.card.locator("svg");
  await svg.scrollIntoViewIfNeeded();
  const names = (twin.view().handles ?? []).map(({ name }) => name);
  for (const name of names) {
    for (const part of [0.25, 0.75]) {
      await svg.scrollIntoViewIfNeeded();
      const place = (await svg.boundingBox())!;
      const handle = twin.view(Math.round(place.width)).handles!
        .find((each) => each.name === name)!;
      const { box, at } = handle;
      const middle = [box.x + box.w / 2, box.y + box.h / 2] as const;
      const [from, to] = [middle, goalOf(handle, part)].map(([x, y]) =>
        [Math.round(place.x + x), Math.round(place.y + y)] as const
      );
      await page.mouse.move(...from!);
      await page.mouse.down();
      await page.mouse.move(...to!);
      await page.mouse.up();
      for (const [x, y] of [from!, to!]) {
        twin.change(name, at(x - place.x, y - place.y));
      }
      await twin.compare(`drag ${name}`);
    }
  }
}
