/** When colours are printed, as `-color` says to all programs of iproute2 (matches_color of lib/color.c). */
import { matches } from "./args.ts";

export type Colour = "always" | "auto" | "never";

/** `-c`, `-color`, `-c=WHEN`; undefined for what is another option or none. */
export function colourOption(word: string): Colour | undefined {
  if (!word.startsWith("-c")) return undefined;
  const [name = "", when] = word.split("=", 2);
  if (!matches(name, "-color")) return undefined;
  if (!when) return "always";
  return when === "never" || when === "auto" || when === "always" ? when : undefined;
}
