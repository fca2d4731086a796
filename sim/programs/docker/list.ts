/** `docker images`. */
import type { ExitStatus } from "../../../core/process.ts";
import type { Call } from "./client.ts";
import type { FlagSpecs } from "./flags.ts";
import { formatted } from "./format.ts";
import { humanDuration, humanSize, tabulate } from "./text.ts";

export const LIST_FLAGS: FlagSpecs = {
  quiet: { kind: "bool", short: "q" },
  "no-trunc": { kind: "bool" },
  format: { kind: "string" },
  all: { kind: "bool", short: "a" },
  filter: { kind: "string", short: "f", refused: true },
};

export function images(call: Call): ExitStatus {
  const { engine, flags, context } = call;
  const rows = engine.imageList.map((image) => ({
    Repository: image.repository,
    Tag: image.tag,
    ID: flags.on("no-trunc") ? image.id : image.id.replace("sha256:", "").slice(0, 12),
    CreatedSince: `${humanDuration(context.kernel.nowMicros())} ago`,
    Size: humanSize(image.size),
  }));
  const format = flags.value("format");
  if (format !== undefined)
    return formatted(
      call,
      format,
      rows,
      { Repository: "REPOSITORY", Tag: "TAG", ID: "IMAGE ID", CreatedSince: "CREATED", Size: "SIZE" },
      "*formatter.imageContext",
    );
  if (flags.on("quiet")) for (const row of rows) void call.out(`${row.ID}\n`);
  else
    void call.out(
      tabulate([
        ["REPOSITORY", "TAG", "IMAGE ID", "CREATED", "SIZE"],
        ...rows.map((row) => [row.Repository, row.Tag, row.ID, row.CreatedSince, row.Size]),
      ]),
    );
  return 0;
}
