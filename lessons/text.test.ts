import { expect, test } from "vitest";
import { commandsOf, parseLessonText } from "./text.ts";

const SOURCE = `# Title

Opening with \`code\`.

## First step {#one}

Do **this**:

\`\`\`host
ip link
ip addr
\`\`\`

\`\`\`output
1: lo
\`\`\`

### Hint

Look again.

## Second {#two}

<script>alert(1)</script>
`;

test("headings name steps, fences name terminals", () => {
  const text = parseLessonText(SOURCE);
  expect(text.title).toBe("Title");
  expect(text.introduction).toEqual([{ kind: "prose", html: "<p>Opening with <code>code</code>.</p>\n" }]);
  expect(text.steps.map(({ id, title }) => ({ id, title }))).toEqual([
    { id: "one", title: "First step" },
    { id: "two", title: "Second" },
  ]);
  const [first] = text.steps;
  expect(first?.blocks.map((block) => block.kind)).toEqual(["prose", "commands", "output"]);
  expect(first && commandsOf(first)).toEqual([
    { in: "host", run: "ip link" },
    { in: "host", run: "ip addr" },
  ]);
  expect(first?.hint).toEqual([{ kind: "prose", html: "<p>Look again.</p>\n" }]);
});

test("raw HTML comes out as text", () => {
  expect(JSON.stringify(parseLessonText(SOURCE).steps[1]?.blocks)).not.toContain("<script");
});

test("a line break inside a Chinese sentence leaves no gap", () => {
  const { introduction } = parseLessonText("容器会记住\n它。\n\n另一段 Linux\n工具");
  expect(introduction).toEqual([
    { kind: "prose", html: "<p>容器会记住它。</p>\n" },
    { kind: "prose", html: "<p>另一段 Linux\n工具</p>\n" },
  ]);
});
