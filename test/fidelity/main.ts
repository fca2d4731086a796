/** `npm run fidelity`: writes docs/fidelity.md. */
import { writeFileSync } from "node:fs";
import { readFuzzTally } from "./fuzz-tally.ts";
import { fidelityPage } from "./page.ts";

writeFileSync("docs/fidelity.md", await fidelityPage(readFuzzTally()));
