/** Labels in words, and `encap mpls` of routes (lib/mpls_pton.c, ip/iproute_lwtunnel.c of iproute2). */
import { LAST_LABEL, type MplsEncap } from "../../model/mpls.ts";
import { type Args, parseUnsigned } from "../args.ts";
import { again, type Output } from "../output.ts";

/** MPLS_MAX_LABELS. */
const MOST_LABELS = 16;

/** mpls_pton: labels with slashes between, the outermost first. */
function parseLabels(text: string): readonly number[] | undefined {
  const labels = text.split("/").map((each) => parseUnsigned(each, LAST_LABEL));
  return labels.length > MOST_LABELS || labels.includes(undefined) ? undefined : (labels as number[]);
}

/** get_addr of AF_MPLS: the next word. */
export function takeLabels(args: Args, what: "address" | "prefix" = "address", word = args.value()): readonly number[] {
  if (args.refusal) return [];
  const labels = parseLabels(word);
  if (!labels || (what === "prefix" && labels.length > 1)) {
    args.refuse(1, `Error: mpls ${what} is expected rather than "${word}".\n`, true);
    return [];
  }
  return labels;
}

/** parse_encap_mpls: behind `encap mpls`. */
export function takeMplsEncap(args: Args): MplsEncap {
  const labels = takeLabels(args);
  if (args.peek !== "ttl") return { labels };
  args.take();
  const text = args.value();
  const ttl = parseUnsigned(text, 255);
  if (ttl === undefined && !args.refusal) args.invalid('"ttl" value is invalid\n', text);
  return { labels, ttl: ttl ?? 0 };
}

export function encapWords({ labels, ttl }: MplsEncap): readonly string[] {
  return ["encap", "mpls", labels.join("/"), ...(ttl === undefined ? [] : ["ttl", String(ttl)])];
}

/** lwt_print_encap. */
export function printEncap(out: Output, encap: MplsEncap | undefined): void {
  if (!encap) return;
  const labels = encap.labels.join("/");
  out.field("encap", "mpls", " encap mpls ").field(again("dst"), labels, ` ${labels} `);
  if (encap.ttl !== undefined) out.field("ttl", encap.ttl, `ttl ${encap.ttl} `);
}
