/** The machine's hardware as /proc tells of it (proc(5)): two processors, 2 GiB of memory. */

export const PROCESSORS = 2;

/** KiB; what is used is what is not available. */
export const MEMORY_KIB = {
  total: 2_012_652,
  free: 1_523_480,
  available: 1_798_120,
  buffers: 20_016,
  cached: 219_984,
  reclaimable: 34_640,
  shared: 1_204,
} as const;

export const PROCESSOR = {
  vendor: "GenuineIntel",
  family: 6,
  model: 85,
  name: "Intel(R) Xeon(R) Processor",
  stepping: 7,
  megahertz: "2500.000",
  cacheKib: 16384,
  bogomips: "5000.00",
  addresses: "46 bits physical, 48 bits virtual",
  flags:
    "fpu vme de pse tsc msr pae mce cx8 apic sep mtrr pge mca cmov pat pse36 clflush mmx fxsr sse sse2 ss ht syscall nx pdpe1gb rdtscp lm constant_tsc rep_good nopl xtopology cpuid tsc_known_freq pni pclmulqdq ssse3 fma cx16 pcid sse4_1 sse4_2 x2apic movbe popcnt aes xsave avx f16c rdrand hypervisor lahf_lm abm avx2",
} as const;

const line = (name: string, kib: number): string => `${`${name}:`.padEnd(15)} ${String(kib).padStart(8)} kB\n`;

/** /proc/meminfo. */
export function memoryText(): string {
  const { total, free, available, buffers, cached, reclaimable, shared } = MEMORY_KIB;
  const anonymous = total - free - buffers - cached - reclaimable - 60_000;
  const lines: readonly (readonly [string, number])[] = [
    ["MemTotal", total],
    ["MemFree", free],
    ["MemAvailable", available],
    ["Buffers", buffers],
    ["Cached", cached],
    ["SwapCached", 0],
    ["Active", 160_000],
    ["Inactive", 180_000],
    ["Active(anon)", shared],
    ["Inactive(anon)", anonymous],
    ["Active(file)", 160_000 - shared],
    ["Inactive(file)", 180_000 - anonymous],
    ["Unevictable", 0],
    ["Mlocked", 0],
    ["SwapTotal", 0],
    ["SwapFree", 0],
    ["Dirty", 0],
    ["Writeback", 0],
    ["AnonPages", anonymous],
    ["Mapped", 60_000],
    ["Shmem", shared],
    ["KReclaimable", reclaimable],
    ["Slab", reclaimable + 24_000],
    ["SReclaimable", reclaimable],
    ["SUnreclaim", 24_000],
    ["KernelStack", 2_400],
    ["PageTables", 4_200],
    ["NFS_Unstable", 0],
    ["Bounce", 0],
    ["WritebackTmp", 0],
    ["CommitLimit", total / 2],
    ["Committed_AS", 420_000],
  ];
  return lines.map(([name, kib]) => line(name, kib)).join("");
}

/** /proc/cpuinfo. */
export function processorText(): string {
  const { vendor, family, model, name, stepping, megahertz, cacheKib, bogomips, addresses, flags } = PROCESSOR;
  return Array.from({ length: PROCESSORS }, (_, number) =>
    [
      `processor\t: ${number}`,
      `vendor_id\t: ${vendor}`,
      `cpu family\t: ${family}`,
      `model\t\t: ${model}`,
      `model name\t: ${name}`,
      `stepping\t: ${stepping}`,
      "microcode\t: 0x1",
      `cpu MHz\t\t: ${megahertz}`,
      `cache size\t: ${cacheKib} KB`,
      "physical id\t: 0",
      `siblings\t: ${PROCESSORS}`,
      `core id\t\t: ${number}`,
      `cpu cores\t: ${PROCESSORS}`,
      `apicid\t\t: ${number}`,
      `initial apicid\t: ${number}`,
      "fpu\t\t: yes",
      "fpu_exception\t: yes",
      "cpuid level\t: 13",
      "wp\t\t: yes",
      `flags\t\t: ${flags}`,
      "bugs\t\t:",
      `bogomips\t: ${bogomips}`,
      "clflush size\t: 64",
      "cache_alignment\t: 64",
      `address sizes\t: ${addresses}`,
      "power management:",
      "\n",
    ].join("\n"),
  ).join("");
}

/** /proc/stat: all that went by was idle; `began` is seconds since 1970, times are in hundredths of a second. */
export function statText(uptimeSeconds: number, began: number, processes: number): string {
  const idle = Math.floor(uptimeSeconds * 100);
  return [
    `cpu  0 0 0 ${idle * PROCESSORS} 0 0 0 0 0 0`,
    ...Array.from({ length: PROCESSORS }, (_, number) => `cpu${number} 0 0 0 ${idle} 0 0 0 0 0 0`),
    "intr 0",
    "ctxt 0",
    `btime ${began}`,
    `processes ${processes}`,
    "procs_running 1",
    "procs_blocked 0",
    "softirq 0 0 0 0 0 0 0 0 0 0 0",
    "",
  ].join("\n");
}
