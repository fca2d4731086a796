/**
 * What this machine lacks for some of the tests. Found out once per run; tests skip by it, the end of the run names it,
 * and what NETNONE_REQUIRE lists (`root,docker,browser,vm`) may not be lacking.
 */
import type { TestProject } from "vitest/node";
import { oracleGap } from "../real/oracle-gap.ts";
import { vmGap } from "../real/vm/image.ts";

export interface Gaps {
  /** Why there is no comparing with the real kernel; null when there is. */
  readonly root: string | null;
  /** The same for the docker daemon. */
  readonly docker: string | null;
  /** The same for the virtual machine, which is started only where NETNONE_REQUIRE asks for it. */
  readonly vm: string | null;
}

declare module "vitest" {
  interface ProvidedContext {
    gaps: Gaps;
  }
}

export default async function findGaps(project: TestProject): Promise<() => void> {
  const required = (process.env["NETNONE_REQUIRE"] ?? "").split(",");
  const gaps: Gaps = {
    root: (await oracleGap("root")) ?? null,
    docker: (await oracleGap("docker")) ?? null,
    vm: required.includes("vm") ? (vmGap()?.missing ?? null) : "NETNONE_REQUIRE does not ask for it",
  };
  project.provide("gaps", gaps);
  for (const [name, gap] of Object.entries(gaps)) {
    if (gap !== null && required.includes(name)) {
      throw new Error(`NETNONE_REQUIRE asks for ${name}: ${gap}`);
    }
  }
  return () => {
    for (const [name, gap] of Object.entries(gaps)) {
      if (gap !== null) {
        console.log(`Skipped what needs ${name}: ${gap}`);
      }
    }
  };
}
