import { expect, test } from "vitest";
import { en } from "./en.ts";
import { fillIn, preferredLanguage } from "./language.ts";
import { zh } from "./zh.ts";

const placeholders = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([whole]) => whole).sort();

test.each(Object.keys(en) as (keyof typeof en)[])("%s takes the same values in every language", (key) => {
  expect(zh[key]).not.toBe("");
  expect(placeholders(zh[key])).toEqual(placeholders(en[key]));
});

test("values take their places; what is not given stays visible", () => {
  expect(fillIn("{done} of {total}", { done: 1, total: 12 })).toBe("1 of 12");
  expect(fillIn("{done} of {total}", { done: 1 })).toBe("1 of {total}");
});

test.each([
  [["zh-CN", "en"], "zh"],
  [["zh-Hans-SG"], "zh"],
  [["de", "en-GB", "zh"], "en"],
  [["de"], "en"],
  [[], "en"],
] as const)("%j reads %s", (wanted, language) => {
  expect(preferredLanguage(wanted)).toBe(language);
});
