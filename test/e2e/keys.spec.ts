/** The keys of a terminal in the page: what ends a program, stops it, ends the shell, looks back, and completes. */
import { expect } from "@playwright/test";
import { type Bench, test } from "./bench.ts";

/** Waits until what a terminal has shown since matches, and answers with it. */
async function shown(bench: Bench, since: number, matches: RegExp): Promise<string> {
  await expect.poll(async () => (await bench.text("host")).slice(since)).toMatch(matches);
  return (await bench.text("host")).slice(since);
}

/** Presses keys in the host's terminal and answers with what it shows from then, or from `since`, to the prompt. */
async function press(bench: Bench, keys: readonly string[], since?: number): Promise<string> {
  await bench.choose("host");
  const before = since ?? (await bench.text("host")).length;
  for (const key of keys) await bench.page.keyboard.press(key);
  return await shown(bench, before, PROMPT);
}

/** Types a line that does not come back, and waits until it has shown something. */
async function start(bench: Bench, line: string, matches: RegExp): Promise<void> {
  await bench.choose("host");
  const before = (await bench.text("host")).length;
  await bench.page.keyboard.type(line);
  await bench.page.keyboard.press("Enter");
  await shown(bench, before, matches);
}

const PROMPT = /\n[a-z]+@[\w-]+:\S+[$#]$/;

test("Ctrl-C ends a ping with its statistics, and leaves the other terminal alone", async ({ bench }) => {
  await start(bench, "ping 127.0.0.1", /icmp_seq=2/);
  expect(await bench.type("container", "echo $((6 * 7))")).toBe("42");
  expect(await press(bench, ["Control+c"])).toMatch(/\^C\n--- 127.0.0.1 ping statistics ---\n\d+ packets/);
  expect(await bench.type("host", "echo $?")).toBe("0");
});

test("Ctrl-C ends loops that compute and loops that wait, and clears a line that was begun", async ({
  bench,
  page,
}) => {
  for (const line of ["while :; do :; done", "for ((;;)); do sleep 1; done", "yes > /dev/null", "cat"]) {
    await start(bench, `echo begun; ${line}`, /\nbegun$/);
    await press(bench, ["Control+c"]);
    expect(await bench.type("host", "echo $?"), line).toBe("130");
  }
  await bench.choose("host");
  await page.keyboard.type("echo never");
  expect(await press(bench, ["Control+c"])).toContain("^C");
  expect(await bench.type("host", "echo still here")).toBe("still here");
});

test("Ctrl-C in a script runs its trap", async ({ bench }) => {
  await start(bench, "bash -c 'trap \"echo trapped; exit 3\" INT; echo begun; while :; do sleep 1; done'", /\nbegun$/);
  expect(await press(bench, ["Control+c"])).toContain("trapped\n");
  expect(await bench.type("host", "echo $?")).toBe("3");
});

test("Ctrl-Z stops a job; jobs lists it, bg and fg go on with it", async ({ bench }) => {
  await start(bench, "ping 127.0.0.1", /icmp_seq=1/);
  expect(await press(bench, ["Control+z"])).toContain("[1]+  Stopped                 ping 127.0.0.1\n");
  expect(await bench.type("host", "jobs")).toBe("[1]+  Stopped                 ping 127.0.0.1");
  await start(bench, "fg", / fg\nping 127.0.0.1\n[^]*icmp_seq=/);
  expect(await press(bench, ["Control+c"])).toContain("ping statistics");

  await start(bench, "sleep 1000", /sleep 1000$/);
  await press(bench, ["Control+z"]);
  expect(await bench.type("host", "bg")).toBe("[1]+ sleep 1000 &");
  expect(await bench.type("host", "jobs")).toBe("[1]+  Running                 sleep 1000 &");
  expect(await bench.type("host", "kill %1; sleep 0.1")).toContain("Terminated");
});

test("Ctrl-D ends what reads, deletes in a line, and ends the shell on an empty one", async ({ bench, page }) => {
  await start(bench, "wc -l", /wc -l$/);
  await page.keyboard.type("one\ntwo\n");
  expect(await press(bench, ["Control+d"])).toMatch(/(^|\n)2\n/);
  await page.keyboard.type("echo axb");
  for (const key of ["ArrowLeft", "ArrowLeft", "Control+d"]) await page.keyboard.press(key);
  expect(await press(bench, ["Enter"])).toContain("\nab\n");
  await bench.type("host", "bash");
  expect(await bench.type("host", "echo $SHLVL")).toBe("2");
  expect(await press(bench, ["Control+d"])).toContain("exit");
  expect(await bench.type("host", "echo $SHLVL")).toBe("1");
});

test("Ctrl-R finds a line of before, arrows and editing keys change it", async ({ bench, page }) => {
  await bench.type("host", "echo first of all");
  await bench.type("host", "echo second");
  await bench.choose("host");
  let mark = (await bench.text("host")).length;
  await page.keyboard.press("Control+r");
  await page.keyboard.type("irst");
  await expect.poll(() => bench.text("host")).toContain("(reverse-i-search)`irst': echo first of all");
  expect(await press(bench, ["Enter"], mark)).toContain("\nfirst of all\n");
  // Abandoned, it leaves the line as it was.
  mark = (await bench.text("host")).length;
  await page.keyboard.type("echo mine");
  await page.keyboard.press("Control+r");
  await page.keyboard.type("second");
  await page.keyboard.press("Control+g");
  expect(await press(bench, ["Enter"], mark)).toContain("\nmine\n");
  // The page's own keys do not take these away.
  mark = (await bench.text("host")).length;
  for (const key of ["ArrowUp", "ArrowUp", "Control+a", "Control+k"]) await page.keyboard.press(key);
  await page.keyboard.type("echo one two");
  for (const key of ["Control+w", "Control+y", "Control+y"]) await page.keyboard.press(key);
  expect(await press(bench, ["Enter"], mark)).toContain("\none twotwo\n");
});

test("Tab completes commands, words of ip, devices and files, and lists what is possible", async ({ bench, page }) => {
  await bench.type("host", "sudo ip link add uniquely type veth peer name other; echo hi > /tmp/some-file");
  await bench.choose("host");
  let mark = (await bench.text("host")).length;
  for (const part of ["ip lin", "sho", "dev uniq"]) {
    await page.keyboard.type(part);
    await page.keyboard.press("Tab");
  }
  expect(await press(bench, ["Enter"], mark)).toMatch(/ ip link show dev uniquely\s*\n\d+: uniquely@other: /);
  await page.keyboard.type("cat /tmp/som");
  expect(await press(bench, ["Tab", "Enter"])).toContain("\nhi\n");
  mark = (await bench.text("host")).length;
  await page.keyboard.type("ip link s");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await shown(bench, mark, /\nset +show/);
  await press(bench, ["Control+c"]);
  // Focus stays where it is.
  expect(await bench.type("host", "echo here")).toBe("here");
});
