import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RegexTooHard } from "./effort.ts";
import { globOf } from "./glob.ts";
import { parsePerl } from "./perl.ts";
import { parsePosix } from "./posix.ts";
import { TooBig } from "./program.ts";
import { Regex } from "./regex.ts";

function posix(source: string, lines = false): Regex {
  const parsed = parsePosix(source, { extended: true, lines });
  if ("error" in parsed) throw new Error(parsed.error);
  return new Regex(parsed.node, { groups: parsed.groups, lines });
}

function perl(source: string): Regex {
  const parsed = parsePerl(source, false);
  if (!("node" in parsed)) throw new Error(source);
  return new Regex(parsed.node, { groups: parsed.groups, perl: true });
}

const groups = (regex: Regex, text: string): (string | undefined)[] | undefined => {
  const match = regex.find(text);
  return match === undefined ? undefined : regex.captures(text, match);
};

/** Expressions that mean the same to POSIX and to JavaScript, as far as whole texts go. */
const expression = fc.letrec<{ re: string }>((tie) => ({
  re: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom("a", "b", ".", "[ab]", "[^a]", "^", "$", "\\b", "\\B", "c"),
    fc.tuple(tie("re"), tie("re")).map(([a, b]) => a + b),
    fc.tuple(tie("re"), tie("re")).map(([a, b]) => `(${a}|${b})`),
    fc.tuple(tie("re"), fc.constantFrom("*", "+", "?", "{2}", "{1,2}")).map(([a, mark]) => `(${a})${mark}`),
  ),
})).re;

describe("of the leftmost matches the longest", () => {
  test("as trying every part of the text finds it", () => {
    fc.assert(
      fc.property(expression, fc.stringMatching(/^[abc ]{0,7}$/), (source, text) => {
        const regex = posix(source);
        let wanted: readonly [number, number] | undefined;
        for (let start = 0; start <= text.length && wanted === undefined; start++) {
          for (let end = text.length; end >= start && wanted === undefined; end--) {
            const exactly = new RegExp(
              `^(?<=^[^]{${start}})(?:${source})(?=[^]{${text.length - end}}$)`.replace("^", ""),
            );
            if (exactly.test(text)) wanted = [start, end];
          }
        }
        const found = regex.find(text);
        expect(found && [found.start, found.end]).toEqual(wanted);
        expect(regex.test(text)).toBe(wanted !== undefined);
        if (found !== undefined) expect(regex.captures(text, found)).toHaveLength(regex.groups + 1);
      }),
      { numRuns: 2000, seed: 7 },
    );
  });

  test.each([
    ["(ab|abcd)", "abcd", ["abcd", "abcd"]],
    ["(a|ab)(c|bcd)(d*)", "abcd", ["abcd", "a", "bcd", ""]],
    ["(a*)*", "aa", ["aa", "aa"]],
    ["(a*)*", "b", ["", ""]],
    ["(a|(b))*", "ba", ["ba", "a", "b"]],
    ["(x)|y", "y", ["y", undefined]],
    ["(.)\\1", "abccd", ["cc", "c"]],
    ["(.*)\\n\\1$".replace("\\n", "n"), "abnab", ["abnab", "ab"]],
  ])("%s on %s", (source, text, wanted) => {
    expect(groups(posix(source), text)).toEqual(wanted);
  });
});

test("Perl's: the first that is found", () => {
  expect(groups(perl("(a|ab)(c|bcd)(d*)"), "abcd")).toEqual(["abcd", "a", "bcd", ""]);
  expect(groups(perl("ab|abcd"), "abcd")).toEqual(["ab"]);
  expect(groups(perl("a+?(?=b)"), "aab")).toEqual(["aa"]);
  expect(groups(perl("(?<=(.))b\\K\\1"), "aba")).toEqual(["a", "a"]);
  expect(groups(perl("(?>a+)a"), "aaa")).toBeUndefined();
  expect(groups(perl("(?=(a+))\\1b"), "aab")).toEqual(["aab", "aa"]);
});

test("matches beside each other, empty ones and letters beyond 16 bits", () => {
  const places = (source: string, text: string): string =>
    [...posix(source).matches(text)].map(({ start, end }) => `${start}-${end}`).join(" ");
  expect(places("a*", "baac")).toBe("0-0 1-3 4-4");
  expect(places(".", "😀é")).toBe("0-2 2-3");
  expect(places("", "😀")).toBe("0-0 2-2");
  expect(places(".", "a\udcffb")).toBe("0-1 2-3");
  expect([...posix("^.|.$", true).matches("ab\ncd")]).toHaveLength(4);
});

test("shell patterns", () => {
  const shortest = (pattern: string, text: string): readonly number[] => [
    globOf(pattern).endFrom(text, 0, false),
    globOf(pattern).endFrom(text, 0, true),
    globOf(pattern).startOfEnd(text, false),
    globOf(pattern).startOfEnd(text, true),
  ];
  expect(shortest("*.", "a.b.")).toEqual([2, 4, 3, 0]);
  expect(shortest("!(a)", "ab")).toEqual([0, 2, 2, 0]);
  expect(shortest("x", "ab")).toEqual([-1, -1, -1, -1]);
});

describe("no expression takes for ever", () => {
  const long = "a".repeat(20_000);
  test.each(["^(a+)+$", "(a*)*b", "(a|aa)+$", "((a*)*)*b", "(.*.*.*=.*)", "a.*b|c", "(a|b|ab)*(bc)", "([a-z]+)*[0-9]"])(
    "%s",
    (source) => {
      const regex = posix(source);
      const before = performance.now();
      expect(groups(regex, `${long}!`)).toBeUndefined();
      expect(regex.test(`${long}c`)).toBe(source === "a.*b|c");
      expect(performance.now() - before).toBeLessThan(5000);
    },
  );

  test.each(["^(a+)+$", "(?=(a+)+b)a", "(?<!b)(a|aa)+$", "(a*)*(?=b)"])("Perl's %s", (source) => {
    expect(groups(perl(source), `${"a".repeat(2000)}!`)).toBeUndefined();
  });

  test("what cannot be made quick is given up", () => {
    expect(() => [...posix("a|a.*b").matches("a".repeat(1_000_000))]).toThrow(RegexTooHard);
    expect(() => posix("(.*)(.*)(.*)(.*)x\\1\\2\\3\\4").find(`${"ab".repeat(500)}x${"ba".repeat(500)}`)).toThrow(
      RegexTooHard,
    );
    expect(() => posix("((a{1,200}){1,200}){1,200}")).toThrow(TooBig);
    expect(() => globOf("*!(*!(*!(*a*)a*)a*)").matches("a".repeat(2000))).toThrow(RegexTooHard);
  });
});
