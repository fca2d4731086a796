/** The renderer on a real screen: drawing only what changed leaves what drawing everything would. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { Renderer, type View } from "../../sim/terminal/render.ts";
import { screenOf } from "./screen.ts";

const piece = fc.constantFrom("a", "b", " ", "中", "文", "e\u0301", "\t", "\n", "\x01", "xyz", "0123456789");
const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));
const view: fc.Arbitrary<View> = fc.record({
  prompt: fc.constantFrom("", "$ ", "\x01\x1b[1m\x02user@host:~\x01\x1b[0m\x02$ ", "中$ "),
  text,
  point: fc.nat(40),
});

/** Point has to stand before a character, as it always does in the editor. */
function settled({ prompt, text: line, point }: View): View {
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: the combining mark alone is what is meant
  const starts = [...line.matchAll(/[^\u0301]\u0301?/gsu)].map((match) => match.index);
  return { prompt, text: line, point: [...starts, line.length][point % (starts.length + 1)] ?? 0 };
}

it("draws changes as if drawn anew, on every width", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(view, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 4, max: 30 }),
      async (views, columns) => {
        const last = settled(views.at(-1) ?? { prompt: "", text: "", point: 0 });
        const step = new Renderer(columns, 60);
        const steps = await screenOf(
          views.map((each) => step.draw(settled(each))),
          columns,
          60,
        );
        const fresh = await screenOf([new Renderer(columns, 60).draw(last)], columns, 60);
        expect(steps).toEqual(fresh);
      },
    ),
    { numRuns: 300 },
  );
});

it("keeps the cursor in sight when the line is higher than the screen", async () => {
  const renderer = new Renderer(10, 4);
  const line = "0123456789".repeat(8);
  const chunks = [renderer.draw({ prompt: "", text: line, point: 80 })];
  expect((await screenOf(chunks, 10, 4)).rows.slice(-3)).toEqual(Array(3).fill("0123456789"));
  chunks.push(renderer.draw({ prompt: "", text: `A${line}`, point: 1 }));
  const screen = await screenOf(chunks, 10, 4);
  expect(screen.rows.at(-4)).toBe("A012345678");
  expect(screen.cursor[1]).toBe(1);
});
