/** The options of dash (options.c) and of busybox's ash, by their names and letters, in the order in which they are listed. */
import { isSetOption, type SetOption } from "../../option.ts";
import type { Shell } from "../../shell.ts";
import type { Dialect } from "../dialect.ts";

interface OptionName {
  readonly name: string;
  readonly letter: string;
}

const DASH: readonly OptionName[] = (
  "errexit e,noglob f,ignoreeof I,interactive i,monitor m,noexec n,stdin s,xtrace x,verbose v,vi V,emacs E,noclobber C," +
  "allexport a,notify b,nounset u,privileged p,nolog ,debug "
)
  .split(",")
  .map((each) => ({ name: each.split(" ")[0] ?? "", letter: each.split(" ")[1] ?? "" }));

const ASH: readonly OptionName[] = (
  "errexit e,noglob f,ignoreeof I,monitor m,noexec n,xtrace x,verbose v,noclobber C,allexport a,notify b,nounset u," +
  "errtrace E,vi V,pipefail "
)
  .split(",")
  .map((each) => ({ name: each.split(" ")[0] ?? "", letter: each.split(" ")[1] ?? "" }));

export const optionsOf = ({ name }: Dialect): readonly OptionName[] => (name === "ash" ? ASH : DASH);

/** Where bash has one by that name, it is that. */
export function kept(name: string): SetOption | undefined {
  return isSetOption(name) ? name : undefined;
}

export function isOn(shell: Shell, name: string): boolean {
  if (name === "interactive") return shell.interactive;
  if (name === "stdin") return shell.readsInput;
  const option = kept(name);
  return option === undefined ? shell.idleOptions.has(name) : shell.options[option];
}

export function setOption(shell: Shell, name: string, on: boolean): void {
  const option = kept(name);
  if (name === "monitor" && on && shell.host.jobControl === undefined && shell.dialect.name === "dash") {
    shell.complain("can't access tty; job control turned off");
    return;
  }
  if (option !== undefined) shell.options[option] = on;
  else if (on) shell.idleOptions.add(name);
  else shell.idleOptions.delete(name);
}

/** `$-`: the last first. */
export function almquistLetters(shell: Shell): string {
  const command = shell.dialect.name === "ash" && shell.commandString ? "c" : "";
  return (
    command +
    optionsOf(shell.dialect)
      .filter(({ name, letter }) => letter !== "" && isOn(shell, name))
      .map(({ letter }) => letter)
      .reverse()
      .join("")
  );
}
