/** `docker inspect`: the documents of things, whole or through a template. */
import type { Json, JsonObject } from "../../../core/observation.ts";
import type { ExitStatus } from "../../../core/process.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Call } from "./client.ts";
import { containerDocument, imageDocument, networkDocument } from "./documents.ts";
import type { FlagSpecs } from "./flags.ts";
import { fieldName, goValue, rawValue } from "./template/document.ts";
import { compileTemplate } from "./template/execute.ts";
import { goJson } from "./template/value.ts";

export const INSPECT_FLAGS: FlagSpecs = {
  format: { kind: "string", short: "f" },
  size: { kind: "bool", short: "s" },
  type: { kind: "string" },
};

/** Looks a thing up by the types that may be asked for. */
function documentOf(engine: Engine, name: string, type: string | undefined): JsonObject | undefined {
  const wants = (kind: string) => type === undefined || type === kind;
  const container = wants("container") ? engine.find(name) : undefined;
  if (container) return containerDocument(engine, container);
  const image = wants("image") ? engine.findImage(name) : undefined;
  if (image) return imageDocument(image);
  const network = wants("network") ? engine.findNetwork(name) : undefined;
  return network && networkDocument(engine, network);
}

/** Prints what was found, then complains of what was not: as the real client does, whatever the order. */
export function inspect(call: Call, only?: "container" | "network" | "image"): ExitStatus {
  const { engine, flags } = call;
  const type = only ?? flags.value("type");
  const format = flags.value("format");
  const template = format === undefined || format === "json" ? undefined : compileTemplate(format);
  if (template && !template.ok) {
    call.error(`template parsing error: ${template.error.message}\n`);
    return 64;
  }
  const found: JsonObject[] = [];
  const problems: string[] = [];
  let text = "";
  for (const name of flags.operands) {
    const document = documentOf(engine, name, type);
    if (!document) {
      problems.push(`Error: No such ${type ?? "object"}: ${name}`);
      continue;
    }
    found.push(document);
    if (!template) continue;
    const typed = template.value.execute(goValue(document), { fieldName });
    // What the client's own types do not give, the text that the engine sent may (tryRawInspectFallback).
    const raw = typed.ok ? undefined : template.value.execute(rawValue(document), { fieldName, strict: true });
    const shown = raw?.ok ? raw : typed;
    if (!shown.ok) {
      void call.out(`${text}\n`);
      call.error(`template parsing error: ${shown.error.message}\n`);
      return 1;
    }
    text += `${shown.value}\n`;
  }
  if (template) void call.out(found.length === 0 ? "\n" : text);
  else if (format === "json") void call.out(`${goJson(found)}\n`);
  else void call.out(found.length === 0 ? "[]\n" : `${goJson(found as readonly Json[], 4)}\n`);
  if (problems.length > 0) call.error(`${problems.join("\n")}\n`);
  return problems.length > 0 ? 1 : 0;
}
