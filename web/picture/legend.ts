/** Which shape and colour is which kind of packet. */
import { html } from "../element.ts";
import { glyphIcon } from "../journey/journey-list.ts";
import { PACKET_KINDS } from "../journey/kind.ts";
import type { Speech } from "../text/speech.ts";

export function makeLegend(speech: Speech): HTMLElement {
  const legend = html(
    "ul",
    { class: "legend" },
    ...PACKET_KINDS.map((kind) => html("li", {}, glyphIcon(kind), html("span", {}, speech.text(kind)))),
    html("li", {}, glyphIcon("drop"), html("span", {}, speech.text("dropped"))),
  );
  return speech.attribute(legend, "aria-label", "legend");
}
