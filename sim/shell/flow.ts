/** How control leaves the commands that follow. */
import type { ExitStatus } from "../../core/process.ts";

/** Why control does not simply go on. */
export type Flow =
  | { readonly kind: "break" | "continue"; readonly levels: number }
  | {
      readonly kind: "return" | "exit" | "abort";
      readonly status: ExitStatus /** An abort that `set -e` lets end the script. */;
      readonly counts?: true;
      /** An abort that ends all of `bash -c`, not only its line, and of `eval` or `.` where it comes in them. */
      readonly sweeps?: true;
      /** An error that ends no more than a builtin that is not special. */
      readonly raised?: true;
    };
