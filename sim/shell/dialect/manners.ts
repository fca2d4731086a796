/** How a shell behaves to whoever sits at its prompt. */
import type { Dialect } from "./dialect.ts";

export interface Manners {
  /** Before the first prompt. */
  readonly greeting: string;
  /** What Ctrl-D at the prompt writes before the shell ends. */
  end(login: boolean): string;
  readonly stoppedJobs: string;
  /** Behind such a command nobody is told of stopped jobs once more. */
  readonly warned: RegExp;
  /** Ctrl-D in the middle of a command ends the shell. */
  readonly endsInside: boolean;
}

const BASH: Manners = {
  greeting: "",
  end: (login) => (login ? "logout\n" : "exit\n"),
  stoppedJobs: "There are stopped jobs.\n",
  warned: /^\s*(exit|logout|jobs)\b/,
  endsInside: true,
};

const ALMQUIST: Manners = {
  greeting: "",
  end: () => "",
  stoppedJobs: "You have stopped jobs.\n",
  warned: /^\s*exit\b/,
  endsInside: false,
};

const ASH: Manners = {
  ...ALMQUIST,
  greeting:
    "\n\nBusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) built-in shell (ash)\nEnter 'help' for a list of built-in commands.\n\n",
};

export const mannersOf = ({ name }: Dialect): Manners => (name === "bash" ? BASH : name === "ash" ? ASH : ALMQUIST);
