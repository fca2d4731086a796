/** `tc actions`: actions by themselves, made, shown, changed and taken away (do_action of tc/m_action.c). */
import type { KernelError } from "../../errors.ts";
import type { CountedAction } from "../../model/action-table.ts";
import type { ActionOperation, ActionRequest } from "../../operation/action.ts";
import { findAction, flushed } from "../../operation/action-change.ts";
import type { NetnsRef } from "../../operation/netns-ref.ts";
import type { Result } from "../../result.ts";
import { type Args, matches } from "../args.ts";
import { netlinkError, type Outcome } from "../ip/run.ts";
import type { View } from "../ip/view.ts";
import { Output } from "../output.ts";
import { parseActions, renderAction } from "./action.ts";
import { countedActions, printOneAction } from "./action-print.ts";
import type { TcHost, TcOptions } from "./tc.ts";

const USAGE = `usage: tc actions <ACTSPECOP>*
Where: 	ACTSPECOP := ACR | GD | FL
	ACR := add | change | replace <ACTSPEC>*
	GD := get | delete | <ACTISPEC>*
	FL := ls | list | flush | <ACTNAMESPEC>
	ACTNAMESPEC :=  action <ACTNAME>
	ACTISPEC := <ACTNAMESPEC> <INDEXSPEC>
	ACTSPEC := action <ACTDETAIL> [INDEXSPEC] [HWSTATSSPEC] [SKIPSPEC]
	INDEXSPEC := index <32 bit indexvalue>
	HWSTATSSPEC := hw_stats [ immediate | delayed | disabled ]
	SKIPSPEC := [ skip_sw | skip_hw ]
	ACTDETAIL := <ACTNAME> <ACTPARAMS>
		Example ACTNAME is gact, mirred, bpf, etc
		Each action has its own parameters (ACTPARAMS)

`;
/** Kinds that tc knows; by any other name it means gact. */
const KINDS =
  "bpf connmark csum ct ctinfo gact gate ife ipt mirred mpls nat pedit police sample simple skbedit skbmod tunnel_key vlan xt".split(
    " ",
  );
const DONE: Outcome = { stdout: "", stderr: "", status: 0 };

interface Said {
  readonly stdout: string;
  readonly stderr: string;
  /** The rest of the line is another command. */
  readonly goesOn: boolean;
}

function failed(stderr: string): Outcome {
  return { stdout: "", stderr, status: 255 };
}

export function runActions(host: TcHost, options: TcOptions, args: Args, netns: NetnsRef): Outcome {
  let [stdout, stderr] = ["", ""];
  while (args.more) {
    const word = args.take();
    let outcome: Outcome;
    if (matches(word, "add")) outcome = add(host, args, netns, false);
    else if (matches(word, "change") || matches(word, "replace")) outcome = add(host, args, netns, true);
    else if (matches(word, "delete") || matches(word, "get")) {
      const said = findOrDelete(host, options, args, netns, matches(word, "delete"));
      if (!("goesOn" in said)) return { ...said, stdout: stdout + said.stdout, stderr: stderr + said.stderr };
      outcome = { ...said, status: 0 };
    } else if (["list", "show", "lst", "flush"].some((each) => matches(word, each))) {
      if (args.rest.length < 2) return failed(stderr + USAGE);
      args.take();
      const last = matches(word, "flush") && !["list", "show", "lst"].some((each) => matches(word, each));
      const said = last ? flush(host, args, netns) : list(host.view(), options, args);
      return { ...said, stdout: stdout + said.stdout, stderr: stderr + said.stderr };
    } else if (matches(word, "help")) return failed(stderr + USAGE);
    else return { stdout, stderr: `${stderr}Command "${word}" is unknown, try "tc actions help".\n`, status: 255 };
    stdout += outcome.stdout;
    stderr += outcome.stderr;
    if (outcome.status !== 0) return { ...outcome, stdout, stderr };
  }
  return { ...DONE, stdout, stderr };
}

/** tc_action_modify. */
function add(host: TcHost, args: Args, netns: NetnsRef, replaces: boolean): Outcome {
  const actions = args.more ? parseStanding(host, args) : undefined;
  if (!actions) args.refuse(255, 'Illegal "action"\n');
  if (args.refusal || !actions)
    return { stdout: "", stderr: args.refusal?.stderr ?? "", status: args.refusal?.status === 3 ? 3 : 255 };
  const result = host.apply({ kind: "actionAdd", netns, replaces, actions });
  const warned = result.ok && actions.some(isHardToOffload) ? OFFLOAD_WARNING : "";
  return result.ok
    ? { ...DONE, stderr: warned }
    : failed(`${netlinkError(result.error)}We have an error talking to the kernel\n`);
}

function parseStanding(host: TcHost, args: Args): readonly ActionRequest[] | undefined {
  return parseActions(args, (name) => host.hasDevice(name));
}

const OFFLOAD_WARNING = "Warning: act_api: Failed to setup tc actions for offload.\n";

/** tcf_police_act_to_flow_act: what no card could do is told, whether or not there is a card. */
function isHardToOffload(request: ActionRequest): boolean {
  if (request.kind !== "police") return false;
  const easy = ["pass", "drop", "pipe", "continue"];
  return !easy.includes(request.exceed) || !easy.includes(request.conform);
}

/** tc_action_gd: the first word is passed over; what the kernel refuses leaves the words for another command. */
function findOrDelete(host: TcHost, options: TcOptions, args: Args, netns: NetnsRef, deletes: boolean): Outcome | Said {
  const first = args.peek;
  if (args.more) args.take();
  const wanted: { kind: string; index: number }[] = [];
  while (args.more) {
    const word = args.take();
    if (word === "action") continue;
    if (word === "help") return failed("");
    if (!KINDS.includes(word) && word === "index") return failed(`Error: non existent action: ${word}\n`);
    const kind = KINDS.includes(word) ? word : "gact";
    if (!args.more || !matches(args.peek, "index")) return failed(`Error: no index specified action: ${kind}\n`);
    args.take();
    const text = args.value();
    const index = /^\s*\+?\d+$/.test(text) ? Number.parseInt(text, 10) : undefined;
    if (args.refusal) return { stdout: "", ...args.refusal };
    if (index === undefined || index > 0xffffffff) return failed('Illegal "index"\n');
    wanted.push({ kind, index });
  }
  const lost = (error: KernelError): Outcome => {
    const said = `${netlinkError(error)}We have an error talking to the kernel\n`;
    return failed(`${said}Command "${first}" is unknown, try "tc actions help".\n`);
  };
  if (deletes) {
    const result = host.apply({ kind: "actionDelete", netns, actions: wanted });
    return result.ok ? { stdout: "", stderr: "", goesOn: true } : lost(result.error);
  }
  const view = host.view();
  const found: CountedAction[] = [];
  for (const each of wanted) {
    const known: Result<CountedAction, KernelError> = findAction(countedActions(view), view.runtime.actionKinds, each);
    if (!known.ok) return lost(known.error);
    found.push(known.value);
  }
  return { stdout: listed(view, options, found, 0, 1), stderr: "", goesOn: true };
}

/** tc_act_list_or_flush. */
function list(view: View, options: TcOptions, args: Args): Outcome {
  const kind = args.take();
  if (args.peek === "since") {
    args.take();
    const text = args.value();
    if (/^\d+$/.test(text)) args.unmodelled("tc actions", "since");
    args.invalid('dump time "since" is invalid', text);
    if (args.refusal) return { stdout: "", ...args.refusal };
  }
  const found = countedActions(view).filter(({ action }) => action.kind === kind);
  if (found.length === 0) return options.json ? { ...DONE, stdout: new Output().asJson(options.pretty) } : DONE;
  return { ...DONE, stdout: listed(view, options, found, found.length, 0) };
}

/** print_action. */
function listed(view: View, options: TcOptions, found: readonly CountedAction[], total: number, first: number): string {
  const out = new Output();
  out.openObject().field("total acts", total, `total acts ${total}\n`).close();
  out.openObject().openList("actions");
  found.forEach((counted, at) => {
    out.text("\n");
    printOneAction(out, view, counted, at + first, options.statistics);
    out.field("not_in_hw", true, "\tnot_in_hw\n").close();
  });
  out.close().close();
  return options.json ? out.asJson(options.pretty) : out.asText;
}

function flush(host: TcHost, args: Args, netns: NetnsRef): Outcome {
  const type = args.take();
  const { stopped } = flushed(countedActions(host.view()), type);
  const result = host.apply({ kind: "actionFlush", netns, type });
  if (!result.ok) return { stdout: "", stderr: `${netlinkError(result.error)}We have an error flushing\n`, status: 1 };
  return stopped ? { ...DONE, stderr: "Warning: Unable to flush all TC actions.\n" } : DONE;
}

/** An operation as a command line of tc. */
export function renderActions(operation: ActionOperation): readonly string[] {
  switch (operation.kind) {
    case "actionAdd": {
      const verb = operation.replaces ? "replace" : "add";
      return ["tc", "actions", verb, ...operation.actions.flatMap((each) => ["action", ...renderAction(each)])];
    }
    case "actionDelete": {
      const words = operation.actions.flatMap(({ kind, index }) => ["action", kind, "index", String(index)]);
      return ["tc", "actions", "del", ...words];
    }
    case "actionFlush":
      return ["tc", "actions", "flush", "action", operation.type];
  }
}
