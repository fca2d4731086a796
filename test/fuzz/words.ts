/** The names and numbers that scripts are made of: few, so that lines of one script speak of the same things. */

export const NAMESPACES = ["c1", "c2", "red", "blue", "ns0"] as const;
export const BRIDGES = ["br0", "br1", "docker1"] as const;

type Pair = readonly [string, string];

/** Both ends of a veth pair. */
export const PAIRS: readonly [Pair, ...Pair[]] = [
  ["A", "B"],
  ["C", "D"],
  ["veth0", "veth1"],
  ["v-red", "v-red-br"],
  ["v-blue", "v-blue-br"],
  ["vethc1", "eth1"],
];

export const RENAMES = ["eth0", "eth1", "lan0", "wan", "uplink0"] as const;

/** Networks by what comes before the last number. */
export const NETWORKS4 = ["10.0.0.", "10.0.1.", "172.17.42.", "192.168.1."] as const;
export const LENGTHS4 = ["24", "24", "24", "16", "30", "8", "32", "25"] as const;
export const NETWORKS6 = ["fd00::", "fd00:1::", "2001:db8::"] as const;

export const REMOTE4 = [
  "10.9.0.0/16",
  "10.10.0.0/24",
  "192.168.77.0/24",
  "8.8.8.8",
  "172.16.0.0/12",
  "default",
] as const;
export const REMOTE6 = ["fd77::/64", "2001:db8:77::/48", "default", "fd99::1"] as const;

export const MACS = ["02:00:00:00:00:01", "02:00:00:00:00:02", "0e:11:22:33:44:55", "52:54:00:ab:cd:ef"] as const;
export const TABLES = ["100", "200", "main", "local", "default"] as const;

/** Links of other kinds. */
export const KINDS = {
  macvlan: ["mv0", "mv1"],
  vxlan: ["vx0", "vxlan42"],
  tap: ["tap0", "tun0"],
  ifb: ["ifb7"],
  vlan: ["A.10", "eth0.20", "vlan5"],
  dummy: ["dummy0", "dum1"],
  bond: ["bond0"],
  vrf: ["vrf-red", "vrf0"],
} as const;
