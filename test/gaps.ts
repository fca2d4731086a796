/**
 * What this machine lacks for some of the tests. Found out once per run; tests skip by it, the end of the run names it,
 * and what NETNONE_REQUIRE lists (`root,docker,browser`) may not be lacking.
 */
import type { TestProject } from "vitest/node";
import { oracleGap } from "../real/oracle-gap.ts";

export interface Gaps {
  /** Why there is no comparing with the real kernel; null when there is. */
  readonly root: string | null;
  /** The same for the docker daemon. */
  readonly docker: string | null;
}

declare module "vitest" {
  interface ProvidedContext {
    gaps: Gaps;
  }
}

export default async function findGaps(project: TestProject): Promise<() => void> {
  const gaps: Gaps = { root: (await oracleGap("root")) ?? null, docker: (await oracleGap("docker")) ?? null };
  project.provide("gaps", gaps);
  const required = (process.env["NETNONE_REQUIRE"] ?? "").split(",");
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
