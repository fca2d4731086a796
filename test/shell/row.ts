/** A row of the table: a script, and why its result may differ from bash's, where it does. */
export type Row =
  | string
  | {
      readonly script: string;
      readonly stdin?: string;
      /** Why the evaluator answers otherwise, on purpose, with what it answers. */
      readonly deviation?: string;
      readonly want?: Outcome;
    };

export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
}

export interface Case {
  readonly script: string;
  readonly stdin: string;
  readonly deviation: string | undefined;
  readonly want: Outcome | undefined;
}

export function caseOf(row: Row): Case {
  if (typeof row === "string") return { script: row, stdin: "", deviation: undefined, want: undefined };
  return { script: row.script, stdin: row.stdin ?? "", deviation: row.deviation, want: row.want };
}
