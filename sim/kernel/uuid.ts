/** Universally unique identifiers by chance (RFC 4122 section 4.4; generate_random_uuid of lib/uuid.c). */

/** `digits` hexadecimal digits. */
export function hexChance(random: (bound: number) => number, digits: number): string {
  return Array.from({ length: digits }, () => random(16).toString(16)).join("");
}

/** Two octets of the variant of RFC 4122: the highest bits are 10. */
export function uuidSequence(random: (bound: number) => number): string {
  return (8 + random(4)).toString(16) + hexChance(random, 3);
}

/** A UUID of version 4. */
export function randomUuid(random: (bound: number) => number): string {
  const hex = (digits: number) => hexChance(random, digits);
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${uuidSequence(random)}-${hex(12)}`;
}
