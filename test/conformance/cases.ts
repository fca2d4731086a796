/** The conformance cases: scripts whose header says what they are about and which oracle they need. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { ComparableOutcome } from "../../core/compare/outcome.ts";

export interface ConformanceCase {
  /** `walkthrough/twice-veth`. */
  readonly id: string;
  readonly script: string;
  readonly title: string;
  /** `root`: namespaces are enough. `docker`: a docker daemon besides. `vm`: Debian's kernel in a virtual machine. */
  readonly oracle: "root" | "docker" | "vm";
  /** `vm-first`: in the first namespace of that machine, which is like no other; with a boot of its own. */
  readonly first: boolean;
  /** Why netnone's own shell over real programs cannot do it (`# not by the own shell: REASON`). */
  readonly notByOwnShell: string | undefined;
}

/** A recording: what the oracle did, mapped, and which versions of what it was. */
export interface Golden {
  readonly versions: Readonly<Record<string, string>>;
  readonly outcome: ComparableOutcome;
}

/** npm runs scripts and tests from the root of the repository. */
const CONFORMANCE = join(process.cwd(), "test/conformance");

/** Every case, by id. */
export function conformanceCases(): readonly ConformanceCase[] {
  const subjects = readdirSync(CONFORMANCE, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && entry.name !== "golden",
  );
  return subjects
    .flatMap((subject) =>
      readdirSync(join(CONFORMANCE, subject.name)).map((name) => join(CONFORMANCE, subject.name, name)),
    )
    .filter((path) => path.endsWith(".sh"))
    .sort()
    .map((path) => parseCase(relative(CONFORMANCE, path).replace(/\.sh$/, ""), readFileSync(path, "utf8")));
}

function parseCase(id: string, script: string): ConformanceCase {
  const title = /^# (.+)$/m.exec(script)?.[1];
  const header = /^# oracle: (root|docker|vm)(-first)?$/m.exec(script);
  const oracle = header?.[1];
  if (title === undefined || (oracle !== "root" && oracle !== "docker" && oracle !== "vm")) {
    throw new Error(
      `${id}.sh: the header needs a title and a line "# oracle: root", "# oracle: docker", "# oracle: vm" or "# oracle: vm-first"`,
    );
  }
  const notByOwnShell = /^# not by the own shell: (.+)$/m.exec(script)?.[1];
  return { id, script, title, oracle, first: header?.[2] !== undefined, notByOwnShell };
}

/** `$0` of a case: what its error messages start with. */
export function caseName(each: ConformanceCase): string {
  return each.id.replace(/^.*\//, "");
}

/** Where a case's recording lies. */
export function goldenPath(id: string): string {
  return join(CONFORMANCE, "golden", `${id}.json`);
}
