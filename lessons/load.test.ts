import { expect, test } from "vitest";
import { formatProblem, parseLesson } from "./load.ts";

const GOOD = `id: demo
world: docker
terminals: [host]
steps:
  - id: one
    solution:
      - { in: host, run: sudo ip link add A type veth peer name B }
    check:
      link: { in: host, name: A }
`;

function problems(source: string): string[] {
  const lesson = parseLesson(source);
  return lesson.ok ? [] : lesson.error.map((problem) => formatProblem("lesson.yaml", problem));
}

test("a lesson that says what it should", () => {
  const lesson = parseLesson(GOOD);
  expect(lesson).toMatchObject({ ok: true, value: { id: "demo", steps: [{ solution: [{ look: false }] }] } });
});

test.each([
  ["an unknown key at the top", GOOD.replace("world:", "wolrd: 1\nworld:"), ["lesson.yaml:2:1: wolrd: unknown key"]],
  [
    "an unknown key deep inside a check",
    GOOD.replace("name: A }", "name: A, colour: red }"),
    ["lesson.yaml:9:34: steps.0.check.link.colour: unknown key"],
  ],
  [
    "an unknown key in a choice of forms",
    GOOD.replace("in: host, name: A", "in: { container: { netwrk: none } }"),
    ["lesson.yaml:9:34: steps.0.check.link.in.container.netwrk: unknown key"],
  ],
  [
    "a check that does not exist",
    GOOD.replace("      link: { in: host, name: A }", "      typed: ip link"),
    [
      "lesson.yaml:9:7: steps.0.check: not a check; there are all, any, not, container, link, address, route, neighbor, netnsName, reachable",
    ],
  ],
  [
    "a terminal that does not exist",
    GOOD.replace("{ in: host, run", "{ in: hots, run"),
    ["lesson.yaml:7:15: steps.0.solution.0.in: there is no terminal hots"],
  ],
  [
    "two steps of one name",
    `${GOOD}${GOOD.slice(GOOD.indexOf("  - id: one"))}`,
    ["lesson.yaml:10:9: steps.1.id: two steps are called one"],
  ],
  [
    "a step without commands",
    GOOD.replace(/solution:\n.*\n/, "solution: []\n"),
    ["lesson.yaml:6:15: steps.0.solution: a step has at least one command"],
  ],
])("%s", (_name, source, expected) => {
  expect(problems(source)).toEqual(expected);
});

test("what is missing and what is not YAML have a line too", () => {
  expect(problems(GOOD.replace("world: docker\n", ""))[0]).toMatch(/^lesson\.yaml:1:1: world: /);
  expect(problems(GOOD.replace("world: docker", "world: mars"))[0]).toMatch(/^lesson\.yaml:2:8: world: .*"mars"/);
  expect(problems("id: [")[0]).toMatch(/^lesson\.yaml:1:\d+: /);
});
