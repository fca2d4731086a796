/**
 * `ip route get ... connected` without a source (iproute_get of ip/iproute.c): iproute2 6.1 asks for the very same once more, and has
 * ended its JSON by then.
 */
import { Output } from "../output.ts";
import type { IpOptions, RouteGet } from "./command.ts";
import { printRouteGet } from "./route-get.ts";
import type { Outcome } from "./run.ts";
import type { View } from "./view.ts";

/** What is printed in all, after the first answer went to `first`. An answer that tells of no source cannot be connected. */
export function connectRoute(first: Output, view: View, get: RouteGet, options: IpOptions, uid: number): Outcome {
  const printed = options.json ? first.asJson(options.pretty) : first.asText;
  const [answer = {}] = first.objects;
  if (!("prefsrc" in answer || "from" in answer))
    return { stdout: printed.replace(/ ?\]\n$/, ""), stderr: "Failed to connect the route\n", status: 1 };
  const second = new Output({ oneline: options.oneline });
  printRouteGet(second, view, get, options, uid);
  return { stdout: printed + second.asText, stderr: "", status: 0 };
}
