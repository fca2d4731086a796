/** `10`, `4k`, `1M`, `2MB`: sizes as coreutils read them. */
export function sizeOf(text: string): number | undefined {
  const match = /^(\d+)(?:([cwbkKMG])(B|iB)?)?$/.exec(text);
  if (match === null) return undefined;
  const power = match[3] === "B" ? 1000 : 1024;
  const unit = { c: 1, w: 2, b: 512, k: power, K: power, M: power ** 2, G: power ** 3 }[match[2] ?? "c"] ?? 1;
  return Number(match[1]) * unit;
}
