/** The disciplines of devices with several queues: `mq`, which is the kernel's alone, and `multiq` (tc/q_multiq.c of iproute2). */
import type { QdiscGrammar } from "./kind.ts";

const USAGE = "Usage: ... multiq [help]\n";

export const MULTIQ: QdiscGrammar = {
  parse(args) {
    if (args.more) args.refuse(1, args.peek === "help" ? USAGE : `What is "${args.peek}"?\n${USAGE}`);
    return args.refusal ? undefined : { kind: "multiq" };
  },
  render: () => [],
  print(out, options) {
    if (options.kind === "multiq") out.raw(`bands ${options.bands}/${options.most} `);
  },
  words: [],
};

export const MQ: QdiscGrammar = {
  parse(args) {
    if (args.more) args.refuse(1, `Unknown qdisc "mq", hence option "${args.peek}" is unparsable\n`);
    return args.refusal ? undefined : { kind: "mq" };
  },
  render: () => [],
  print: () => undefined,
  words: [],
};
