/** What stands for numbers and addresses while `ip` reads and answers: the files of the host that it runs on. */
import { withHostNames } from "../../../core/command/host-names.ts";
import type { IpOptions } from "../../../core/command/ip/command.ts";
import { type NameFile, type NumberNames, withNames } from "../../../core/command/number-names.ts";
import type { ProcessContext } from "../../program.ts";
import { groups, userOf } from "../base/support.ts";
import { nameOf } from "./hosts.ts";

/** The names of one process: each file is read once. */
export class IpNames implements NumberNames {
  readonly numeric: boolean;
  loaded: NumberNames["loaded"] = undefined;
  readonly #context: ProcessContext;
  readonly #resolve: boolean;

  constructor(context: ProcessContext, options: IpOptions) {
    this.#context = context;
    this.numeric = options.numeric;
    this.#resolve = options.resolve;
  }

  read(file: NameFile): string | undefined {
    return nameFile(this.#context, file);
  }

  account(what: "user" | "group", id: number): string | undefined {
    return nameOfAccount(this.#context, what, id);
  }

  /** Runs `body` with these names in force, and with those of addresses where they are wanted (`-r`). */
  within<T>(body: () => T): T {
    if (!this.#resolve) return withNames(this, body);
    const { files } = this.#context;
    return withNames(this, () => withHostNames((address) => nameOf(files, address), body));
  }
}

/** A file of names below /etc/iproute2, and what its directory adds. */
export function nameFile({ files }: Pick<ProcessContext, "files">, file: NameFile): string | undefined {
  const read = files.readFile(`/etc/iproute2/${file}`);
  const more = file === "rt_tables" || file === "rt_protos" ? files.readDir(`/etc/iproute2/${file}.d`) : undefined;
  const texts = read.ok ? [read.value] : [];
  for (const name of more?.ok ? more.value : []) {
    const one = name.endsWith(".conf") ? files.readFile(`/etc/iproute2/${file}.d/${name}`) : undefined;
    if (one?.ok) texts.push(one.value);
  }
  return texts.length === 0 ? undefined : texts.join("\n");
}

/** getpwuid, getgrgid. */
export function nameOfAccount(
  { files }: Pick<ProcessContext, "files">,
  what: "user" | "group",
  id: number,
): string | undefined {
  return what === "user" ? userOf(files, id)?.name : groups(files).find(({ gid }) => gid === id)?.name;
}
