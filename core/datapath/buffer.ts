/** What packets take of the kernel's memory (struct sk_buff; alloc_skb of net/core/skbuff.c). */

/** SKB_DATA_ALIGN of struct sk_buff and of struct skb_shared_info. */
export const BUFFER = 256;
export const SHARED = 320;
/** SKB_SMALL_HEAD_SIZE. */
const SMALL_HEAD = 256;
/** What stands in front of the network header (LL_RESERVED_SPACE), and what alloc_skb is given more (__ip_append_data). */
export const RESERVED = 16 + 15;

/** Truesize of a buffer with so many octets from the network header on. */
export function bufferBytes(octets: number): number {
  const needed = octets + RESERVED;
  if (needed <= SMALL_HEAD) return BUFFER + SMALL_HEAD + SHARED;
  return BUFFER + 2 ** Math.ceil(Math.log2(needed + SHARED));
}
