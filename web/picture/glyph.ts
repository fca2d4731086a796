/** Packets as they look: each kind has a shape of its own beside its colour, in the picture and in the legend alike. */
import { svg } from "../element.ts";
import type { PacketKind } from "../journey/kind.ts";

/** A glyph about 18 pixels across, centred on the origin. */
export function glyph(kind: PacketKind | "drop"): SVGGElement {
  return svg("g", { class: `glyph glyph-${kind}` }, ...shapes(kind));
}

function shapes(kind: PacketKind | "drop"): SVGElement[] {
  switch (kind) {
    case "arpRequest":
      return [
        svg("path", { d: "M0 -9.500L9.500 0L0 9.500L-9.500 0Z" }),
        svg("text", { y: 4, "text-anchor": "middle" }, "?"),
      ];
    case "arpReply":
      return [
        svg("path", { d: "M0 -9.500L9.500 0L0 9.500L-9.500 0Z" }),
        svg("text", { y: 4, "text-anchor": "middle" }, "!"),
      ];
    case "echoRequest":
      return [svg("circle", { r: 8.5 }), svg("path", { class: "mark", d: "M-3 -4L3.500 0L-3 4" })];
    case "echoReply":
      return [svg("circle", { r: 8.5 }), svg("path", { class: "mark", d: "M3 -4L-3.500 0L3 4" })];
    case "ndp":
      return [svg("path", { d: "M0 -9L9 7L-9 7Z" })];
    case "icmpError":
      return [
        svg("path", { d: "M-4 -9H4L9 -4V4L4 9H-4L-9 4V-4Z" }),
        svg("path", { class: "mark", d: "M0 -4.500V1M0 4V4.500" }),
      ];
    case "transport":
      return [svg("rect", { x: -8, y: -6, width: 16, height: 12, rx: 2 })];
    case "multicast":
      return [svg("rect", { x: -4.5, y: -4.5, width: 9, height: 9, rx: 1.5 })];
    case "drop":
      return [svg("path", { class: "mark", d: "M-6 -6L6 6M6 -6L-6 6" })];
  }
}
