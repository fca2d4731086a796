/** What is written more seldom, subject by subject, as patterns: options that exist, and looks that people take. */
import { aftermath, type Production, step } from "./author.ts";
import { expand, newTopic } from "./template.ts";

/** Looks change nothing, and are taken when everything has settled. */
const LOOKS = {
  address: [
    "ip {-br|-br -c=never|-j|-j -p|-d|-d -j|-o|-o -d|-4|-6|-4 -br|-6 -j|-0 -o} {a|addr show} {|@dev|dev @dev}",
    "ip {|-j|-br} addr show {dynamic|permanent|deprecated|dadfailed|tentative|secondary|primary|-tentative|-deprecated|-primary}",
    "ip {|-4|-6} addr show {scope {host|link|global|site|77}|to {10.0.0.0/24|fd00::/16|0/0}|label {*|eth*|@dev}|group {default|7|x}|nomaster|vrf @dev|type {bridge|veth|x}}",
    "ip addr show @dev {up|to 10.0.0.0/8|scope link|label @dev:*}",
  ],
  link: [
    "ip {-br|-j|-j -p|-d|-d -j|-o|-o -d|-br -j|-d -br|-p -j -d|-c=never} link {|show @dev|show dev @dev|show type {veth|bridge|macvlan|vxlan|tun|ifb|bridge_slave}|show up|show master @bridge|show nomaster|show group {default|5}}",
    "ip link show {@dev @other|altname alt0|dev|nosuch0|type|type nosuch|type bridge @dev|group nosuch|master @dev|vrf @dev}",
    "cat /sys/class/net/@dev/{mtu|address|flags|ifindex|iflink|type|operstate|carrier|carrier_changes|tx_queue_len|dormant|link_mode|addr_len|broadcast|dev_id|dev_port|group|name_assign_type|addr_assign_type|netdev_group|proto_down|speed|duplex|uevent|ifalias|master/ifindex|brport/state|brport/path_cost|bridge/stp_state|bridge/forward_delay|nosuch|gro_flush_timeout|threaded}",
  ],
  proc: [
    "cat /proc/net/{route|arp|dev_mcast|igmp6|tcp|udp|raw|nosuch|mcfilter|mcfilter6|ip_mr_vif|ip_mr_cache|anycast6|ip6_flowlabel}",
    "ls /proc/sys/net/ipv4/{conf|neigh|conf/@dev|neigh/@dev}",
    "ls /proc/sys/net/ipv6/{conf|neigh|conf/@dev|neigh/@dev}",
    "cat /proc/sys/net/ipv4/conf/@dev/{forwarding|rp_filter|nosuch|mc_forwarding|arp_notify}",
  ],
  route: [
    "ip {|-j|-d|-d -j|-o|-N|-4|-6|-br|-s|-j -p} {r|route} {|show|list|show table {main|all|local|100|nosuch|999999}|show dev @dev|show {default|10.0.0.0/8|@near}}",
    "ip {|-6|-j} route show {table all|} {proto {kernel|static|boot|ra|x}|scope {link|host|global|x}|type {local|unicast|multicast|broadcast|anycast|x}|dev @dev|via @near|via @near6|src @near|metric {0|100|x}|realm 1|tos 0x10|vrf @dev|cached}",
    "ip {|-6} route show {root|match|exact} {10.0.0.0/8|@near|fd00::/8|default|0/0|10.0.0.0/24}",
    "ip {|-j|-o|-d} route get {|to} {@near|@host|@near6|127.0.0.1|255.255.255.255|224.0.0.1|ff02::1|::1|0.0.0.0|default|10.0.0.0/24} {|oif @dev|from @near|from @host iif @dev|mark 7|tos 0x10|uid 1000|ipproto {tcp|udp|icmp|x} sport 99 dport 80|fibmatch|vrf @dev|notify|as @near|connected}",
    "ip {|-6|-j|-d|-o} rule {|show|list|ls} {|table {main|100|x}|from {all|10.0.0.0/8|@near}|to {all|@near}|pref {0|100|32766|x}|fwmark {1|1/0xff|x}|iif @dev|oif @dev|not|tos 0x10|ipproto tcp|sport 80|dport 80-90|uidrange 0-99|lookup main|protocol kernel|l3mdev}",
    "ip {|-j|-d} nexthop {|show|list} {|id {1|10|x}|dev @dev|groups|master @bridge|vrf @dev|fdb|proto {static|x}}",
    "ip {|-j} nexthop {get id {1|10|99|x}|bucket {|show|list} {|id {10|99}|dev @dev|nhid 1}|bucket get id 10 index {0|9|x}}",
    "ip {|-j|-d} {mroute|-6 mroute|netconf {|show|dev @dev}|addrlabel|token {|get dev @dev}|maddr {|show dev @dev}}",
  ],
  neighbor: [
    "ip {|-j|-d|-d -j|-4|-6|-r|-o|-br} {n|neigh show} {|dev @dev|nud {all|permanent|stale|noarp|reachable|failed|x}|proxy|@near|to 10.0.0.0/8|proxy dev @dev|proto {static|x}|nomaster|unused}",
    "ip {|-j|-6} neigh get {|to} {@near|@near6|proxy @near|10.0.0.0/24} {dev @dev|}",
  ],
  bridge: [
    "bridge {|-j|-j -p|-d|-d -j|-o|-n @netns|-c=never} {link|fdb|mdb|vlan} {|show|list|show dev @dev|show br @bridge|show dev}",
    "bridge {|-j|-d} fdb {show {brport @port|br @bridge brport @port|br @bridge dynamic|br @bridge state {permanent|static|stale|x}|br @bridge vlan {1|x}|dev @port dynamic}|get @mac {dev @dev|br @bridge|dev @port master|dev @dev self|br @bridge vlan 1}|get @mac}",
    "bridge {|-j|-d} {mdb show {dev @bridge|dev @dev|vid 10}|vlan show {dev @port|vid 10|vid x}|vlan global {|show|show dev @bridge|show vid 1}|vlan tunnelshow|-s vlan}",
  ],
  tc: [
    "tc {|-j|-d|-p -j} {qdisc|class|filter} {show|list|ls|} {dev @dev|} {|root|ingress|egress|parent {1:|ffff:|x}|invisible|handle 1: |classid 1:1}",
    "tc -{d|j} qdisc show dev {@dev|nosuch0}",
    "tc {qdisc|class|filter|nosuch|} {get dev @dev root|get|show dev}",
  ],
  tool: [
    "ethtool {|-i|-k|-S|-g|-l|-c|-a|-T|-P|-n|-x|-m|-e|-d|-u|-p|--show-eee|--show-fec|--show-priv-flags|--phy-statistics|--show-ring|--show-nosuch} {@dev|nosuch0|}",
    "ss {-tan|-uan|-lnt|-a -n -x state established|-tlnp|-tan state {listening|established|x}|-H -tuln|-f {unix|x} -a -n src 10.0.0.1|-w -a -n|-tan sport = :80|-tan dst {10.0.0.0/8|x}|-tan ( sport = :80 or dport = :443 )|-0 -n|-xyz|-t sport eq}",
    "netstat {-tan|-tuln|-rn|-anw|-M|-x1|-an --inet}",
    "arp {-n|-e -n|-an -i @dev|-n @near|-i nosuch0}",
    "route {-n|-n -e|-n -ee|-C|-nv|-n -F}",
    "ifconfig {nosuch0|nosuch0:1|-x|@dev:7}",
    "ip {netns|netns list|-j netns|netns list-id|netns identify|netns pids @netns|vrf|vrf show|tuntap|tuntap list|-j tuntap|tunnel show|-d tunnel|tun|-V|help|nosuch|netns nosuch|-br|-x link|addrlabel list|neighbour show}",
  ],
} as const;

/** Changes, right ones and some that are refused. */
const CHANGES = {
  address: [
    "ip {addr|a} {add|replace|change} {@host/24|@host6/64|10.3.3.3/24|fd33::3/64} dev @dev {valid_lft {forever|1000|0|x} preferred_lft {forever|500|0|2000|x}|preferred_lft 0|valid_lft 900|noprefixroute|home|mngtmpaddr|nodad|optimistic|autojoin|scope {link|host|global|site|nowhere|9|300}|label {@dev:1|x|@dev:toolongtobealabel}|brd {+|-|10.0.0.99|x}|metric {5|0|x}|proto {5|kernel|x}|anycast 1.2.3.4|peer 10.4.4.4/24|secondary|tentative|dadfailed|rt_priority 7|priority 8|broadcast +|local 10.3.3.3}",
    "ip {|-6|-4} addr {flush|del|add} {dev @dev|to 10.0.0.0/8 dev @dev|scope global dev @dev|@host/24 dev @dev|@host dev @dev|@host6 dev @dev|label @dev dev @dev|secondary dev @dev|permanent dev @dev|tentative dev @dev|up}",
    "ip -6 token set {::{5|99:1}|::|fe80::5|x|::5/64} dev @dev",
    "ip addrlabel {add|del} prefix {fd00::/8|::/0|2001:db8::/32|10.0.0.0/8|x} {label {5|99|x}|dev @dev label 6|}",
  ],
  link: [
    "ip link set {|dev} @dev {alias {some words|x|}|group {5|default|x|-1}|txqueuelen {10|0|-1|x}|promisc {on|off|x}|allmulticast {on|off|x}|multicast {on|off|x}|arp {on|off|x}|dynamic {on|off}|trailers {on|off}|protodown {on|off|x}|protodown_reason 3 {on|off|x}|carrier {on|off|x}|addrgenmode {eui64|none|random|stable_secret|x}|gso_max_size {1000|65536|x|999999999}|gso_max_segs {1|65535|99999|x}|gro_max_size {1000|65536}|mode {dormant|default|x}|state {up|down|dormant|x}|xdp off|xdpgeneric off|netns {x|@netns}|name {x|@other|with/slash|toolongtobeaname16}|address {@mac|01:00:00:00:00:01|00:00:00:00:00:00|x|0:1:2:3:4:5}|broadcast {@mac|x}|mtu {1280|1279|68|67|0|65535|65536|x|-1}|nomaster|master {@bridge|@other|nosuch0|x}|vrf {@other|x}|type {veth|bridge|vxlan|x}|altname x|index 99|down up|up mtu 1300 alias both|mtu 1400 nosuch|up nomaster}",
    "ip link set {group {default|5|x}} {up|down mtu 1400|mtu 1300|alias x}",
    "ip link set @bridge type bridge {vlan_filtering {0|1|2}|vlan_default_pvid {0|1|5|5000|x}|vlan_stats_enabled {0|1}|mcast_snooping {0|1|2}|mcast_router {0|1|2|3}|mcast_query_use_ifaddr 1|mcast_querier {0|1}|mcast_hash_max {512|500|1024}|mcast_last_member_count 3|mcast_startup_query_count 3|mcast_last_member_interval 200|mcast_membership_interval 30000|mcast_querier_interval 30000|mcast_query_interval 13000|mcast_query_response_interval 2000|mcast_startup_query_interval 4000|mcast_stats_enabled {0|1}|mcast_igmp_version {2|3|4}|mcast_mld_version {1|2|3}|nf_call_iptables {0|1}|nf_call_arptables 1|group_address {01:80:c2:00:00:04|01:80:c2:00:00:01|@mac|x}|group_fwd_mask {8|1|65535|0xfff8|x}|ageing_time {0|100|30000|x}|max_age {600|599|4000|4001}|hello_time {100|200|99|1001}|forward_delay {200|199|3000|3001}|priority {0|1|65535|65536}|stp_state {0|1|2}|fdb_flush|vlan_protocol {802.1q|802.1ad|x}|no_linklocal_learn {0|1}|fdb_max_learned {0|1|10}}",
    "ip link set @port type bridge_slave {cost {1|65535|65536|0}|priority {0|63|64}|state {0|3|5|x}|hairpin {on|off|x}|guard {on|off}|root_block {on|off}|fastleave {on|off}|learning {on|off}|flood {on|off}|mcast_flood {on|off}|bcast_flood {on|off}|mcast_to_unicast {on|off}|proxy_arp {on|off}|proxy_arp_wifi {on|off}|isolated {on|off}|locked {on|off}|neigh_suppress {on|off}|vlan_tunnel {on|off}|group_fwd_mask {0|8|1|65536|x}|mcast_router {0|1|2|3|4}|mcast_fast_leave on|fdb_flush|x 1|}",
    "bridge link set dev @port {cost {1|0|x|65536}|priority {0|63|64|x}|state {0|1|2|3|4|5|forwarding|disabled|x}|hairpin {on|off|x}|guard on|root_block off|fastleave on|learning {on|off|x}|learning_sync on|flood {on|off}|mcast_flood off|bcast_flood off|mcast_router {0|1|2|4|x}|mcast_to_unicast on|neigh_suppress on|vlan_tunnel on|isolated {on|off}|locked on|self|master|nosuch on|cost 5 priority 6 isolated off|nobackup_port}",
    "ip link property {add|del} dev {@dev|x} altname {alt0|alt1 alt2|@other|with/slash|} ",
    "ip link add {|name|dev} {x0|@other|toolongtobeaname16|x/y|} type {veth|bridge|ifb|macvlan|vxlan|nosuch|tun|macvlan mode bridge|veth peer name @other|veth peer x1|veth peer}",
    "ip link del {nosuch0|type bridge|@other type veth|@dev type bridge|group 5|altname alt0|lo}",
    "ethtool -K @dev {tso|gso|gro|tx|rx|sg|lro|ufo|rxvlan|txvlan|ntuple|highdma|tx-checksum-ip-generic|rx-gro-list|hw-tc-offload|nosuch} {on|off|x}",
    "ethtool {-s @dev {speed 100|duplex full|autoneg off|msglvl 1|wol g|mdix auto|speed x}|-G @dev rx {100|x}|-L @dev {combined 2|rx 1|tx 9|x 1}|-C @dev rx-usecs {1|x}|-A @dev autoneg {on|x}|-r @dev|-p @dev 1}",
  ],
  route: [
    "ip route {add|replace|append|prepend|change|del} {10.20.0.0/16|10.0.0.0/24|default|@host|fd20::/64|10.20.0.1/16} {via @near|dev @dev|via @near dev @dev|via inet6 @near6 dev @dev|via @near6|nhid {1|2|10|99}|dev @dev via @near onlink} {|metric 7|table 100|src @near|mtu {1400|lock 1300}|advmss 1000|hoplimit 9|window 1000|rtt 20ms|rttvar 10|cwnd 5|initcwnd 9|initrwnd 9|ssthresh 7|realms {1/2|3|x}|quickack 1|congctl {reno|cubic|x}|rto_min 50ms|features ecn|fastopen_no_cookie 1|tos {0x10|x}|proto {bird|7|x}|scope {link|host|global|x}|pref {low|high|x}|expires 90|ttl-propagate enabled|encap ip id 5 dst 10.0.0.9|nosuch|type local|protocol static metric 4|reordering 5}",
    "ip route {add|del|replace} {local|broadcast|multicast|anycast|throw|blackhole|unreachable|prohibit|nat|unicast|x} {10.21.0.1|10.21.0.0/16|fd21::1|default} {dev @dev|dev lo|} {|table {local|100}|metric 9|scope host}",
    "ip {|-6} route {add|replace|append|change|del} {10.22.0.0/16|fd22::/64|default} {|metric 5} {nexthop via @near {|dev @dev|weight {2|256|0}|onlink} nexthop {via @host|dev @other} {|weight 3}|nexthop via @near6 nexthop via @host6 dev @dev|nexthop dev @dev nexthop dev @other|nexthop|nexthop via x}",
    "ip {|-4|-6} route flush {table {100|all|local|x}|dev @dev|proto {static|boot|x}|10.20.0.0/16|cache|root 10.0.0.0/8|match @near|type {blackhole|unicast}|scope link|exact 10.0.0.0/24|}",
    "ip nexthop {add|replace} id {1|2|3|4|x|0} {dev @dev|via {@near|@near6} dev @dev {|onlink|proto {static|x}|fdb|encap ip id 5}|via {@near|@near6} fdb|blackhole|via @near|dev nosuch0|blackhole dev @dev|group 1}",
    "ip nexthop {add|replace} id {10|11} group {1/2|1,2/2,3|1|2,5/3,0|9|x|1/1|10|} {|fdb|type {mpath|resilient|resilient buckets {4|0|x}|resilient buckets 8 idle_timer {60|x}|resilient buckets 8 unbalanced_timer 30|x}|proto static}",
    "ip nexthop {del|delete} id {1|2|3|10|11|99|x} ",
    "ip nexthop flush {|id 1|dev @dev|proto static|groups|fdb}",
  ],
  rule: [
    "ip {|-6|-4} rule {add|del} {|not} {from {@near|10.0.0.0/8|all|default|fd00::/8|x}|to {@near|10.9.0.0/16|all|x}|fwmark {1|0x10/0xf0|1/x}|iif {@dev|lo|nosuch0|toolongtobeaname16}|oif @dev|tos {0x10|0x1c|x|0xff}|dsfield 0x08|ipproto {tcp|udp|17|icmp|x|300}|sport {80|80-90|90-80|x|0}|dport {443|1-65535|70000}|uidrange {0-99|99-0|x|5}|l3mdev|} {|pref {5|100|0|32766|4294967296|x}|priority 6|order 7} {table {100|main|local|0|nosuch|256}|lookup {main|100}|goto {100|32766|5|x}|nop|blackhole|unreachable|prohibit|throw|nat 1.2.3.4|type unicast table 100|realms {1/2|x}|suppress_prefixlength {0|24|33|x} table main|suppress_ifgroup {5|default|x} table main|protocol {static|9|x} table 100|}",
    "ip {|-6} rule flush {|table 100|pref 5|from 10.0.0.0/8|protocol static|x}",
  ],
  neighbor: [
    "ip {neigh|n} {add|replace|change|del|append|x} {@near|@near6|@host|10.0.0.0|ff02::1|224.0.0.1|x|10.0.0.0/24} {lladdr {@mac|x|02:00:00|02:00:00:00:00:01:02|01:00:5e:00:00:01}|} {|nud {permanent|noarp|stale|reachable|delay|probe|failed|none|incomplete|x|0x80|64}|router|extern_learn|managed|use|proto {static|5|x}|router nud permanent} dev {@dev|nosuch0}",
    "ip neigh {add|del|replace|change} proxy {@near|@near6|@host|x|10.0.0.0/24} dev @dev {|router|extern_learn|nud permanent|proto 5}",
    "ip neigh {flush|f} {dev @dev|all|nud {permanent|stale|failed|x}|to 10.0.0.0/8|@near dev @dev|proxy|dev nosuch0|}",
    "ip ntable change name {arp_cache|ndisc_cache|x} {dev @dev|} {queue {5|x}|retrans 2000|base_reachable 20000|ucast_probes 2|app_probes 1|mcast_probes 2|delay_probe 3000|proxy_queue 9|locktime 100|gc_stale 9000|thresh1 50|gc_int 9000|}",
  ],
  bridge: [
    "bridge fdb {add|replace|append|del} {@mac|00:00:00:00:00:00|01:00:5e:00:00:01|ff:ff:ff:ff:ff:ff|x} dev {@port|@dev|@bridge|nosuch0} {|self|master|self master} {|permanent|local|static|dynamic|temp|sticky|use|extern_learn|router|vlan {10|0|5000|x}|dst {@near|@host|@near6|239.1.1.1|x}|dst @near vni 43|dst @near port 4790|dst @near via @other|nhid {1|10|x}|src_vni 44 dst @near|static sticky|nosuch}",
    "bridge fdb flush dev {@bridge|@port|@dev|nosuch0} {|self|master|vlan {1|x}|brport @port|dynamic|nodynamic|permanent|nopermanent|static|extern_learn|state permanent|x}",
    "bridge mdb {add|replace|del} dev {@bridge|@dev|nosuch0} port {@port|@bridge|@other} grp {239.1.1.1|239.1.1.2|224.0.0.1|ff0e::5|ff02::1|10.0.0.1|01:00:5e:00:00:05|@mac|x|33:33:00:00:00:09} {|permanent|temp|src {@near|@near6|x}|vid {10|0|5000}|src 10.0.0.7 permanent|permanent permanent|x}",
    "bridge vlan {add|del|set|x} {vid {1|10|20-22|0|4095|22-20|x}|} dev {@port|@bridge|@dev|nosuch0} {|self|master|pvid|untagged|pvid untagged|tunnel_info id {100|x}|state {3|blocking|x}|mcast_router {0|2|9}|nosuch}",
    "bridge vlan global set dev {@bridge|@dev} vid {1|10|x} {mcast_snooping {0|1}|mcast_querier 1|mcast_igmp_version 3|mcast_mld_version 2|msti 1|x|}",
    "bridge vni {add|del} {vni|} {100|100-102|x|0|16777216} dev {@dev|@bridge} {|group 239.1.1.1|remote @near|x}",
    "brctl {addbr|delbr} {@bridge|@dev|x9|lo|toolongtobeaname16|}",
    "brctl {addif|delif} {@bridge|@dev|nosuch0} {@port|@dev|lo|nosuch0|@bridge|}",
    "brctl {setageing|setfd|sethello|setmaxage|setbridgeprio} @bridge {0|1|2|6|15|30.5|40|1e3|x|-1|}",
    "brctl {setpathcost|setportprio|hairpin} @bridge {@port|@dev|nosuch0} {0|1|63|64|65536|on|off|x|-1|}",
    "brctl {show {|@bridge|@dev|nosuch0|@bridge @bridge}|showmacs @bridge|showstp {@bridge|@dev}|stp @bridge {on|off|yes|no|1|0|x|}|x|}",
  ],
  tc: [
    "tc qdisc {add|replace|change|link} dev @dev {root|handle 1: root|root handle 1:} {pfifo {|limit {5|x}}|bfifo limit {10k|3000|x}|pfifo_head_drop limit 7|htb {|default {10|x}|r2q 5|default 1 r2q 1}|tbf {rate 1mbit burst 10k {latency 50ms|limit 9k|}|rate 1mbit|burst 5k latency 1ms|rate 1mbit burst 10k latency 50ms peakrate {2mbit|1kbit} minburst 1600|rate 1mbit burst 10k limit 1 latency 2}|noqueue|pfifo_fast|nosuch|ingress|clsact}",
    "tc qdisc {add|replace|change|del} dev @dev {ingress|clsact|handle ffff: ingress|parent ffff:fff1|root|parent 1:1 handle 11: {pfifo limit 4|tbf rate 1mbit burst 5k latency 9ms}|parent 1:9 pfifo|handle 1:|root handle 1:|parent 1:|handle 11:|}",
    "tc class {add|replace|change|del} dev @dev {parent {1:|1:1|2:|root|x}|} classid {1:1|1:2|1:10|1:fffff|x|2:1|1:} {htb {rate {1mbit|2mbit|0|x}|} {|ceil {2mbit|x}|burst 5k|cburst 5k|prio {1|9|x}|quantum 2000|mtu 1500|mpu 64|overhead 8}|pfifo|nosuch|}",
    "tc filter {add|replace|change|del} dev @dev {parent {1:|ffff:|x}|ingress|egress|root|} {protocol {ip|ipv6|arp|all|x}|} {prio {1|2|x}|pref 3|} {handle {1|800::800|x}|} {u32 match {ip {src|dst} {10.0.0.0/24|x}|ip protocol {1|6} 0xff|ip {sport|dport} 80 0xffff|u32 0 0|ip tos 0x10 0xff|ip6 src fd00::/64|x} flowid 1:1|nosuch|}",
  ],
  sysctl: [
    "sysctl {-w|} net.ipv4.conf.{@dev|all|default}.{forwarding|rp_filter|accept_redirects|send_redirects|secure_redirects|shared_media|log_martians|arp_accept|arp_announce|arp_filter|arp_ignore|arp_notify|proxy_arp|proxy_arp_pvlan|accept_source_route|bootp_relay|disable_policy|disable_xfrm|drop_gratuitous_arp|force_igmp_version|igmpv2_unsolicited_report_interval|medium_id|tag|src_valid_mark|route_localnet|promote_secondaries|mc_forwarding|nosuch|arp_evict_nocarrier|bc_forwarding|drop_unicast_in_l2_multicast}={0|1|2|-1|x|99999999999|1 2}",
    "sysctl {-w|} net.ipv6.conf.{@dev|all|default}.{forwarding|accept_ra|accept_redirects|accept_dad|dad_transmits|autoconf|disable_ipv6|hop_limit|mtu|router_solicitations|use_tempaddr|addr_gen_mode|keep_addr_on_down|proxy_ndp|ndisc_notify|force_mld_version|max_addresses|accept_ra_defrtr|accept_ra_pinfo|accept_ra_min_hop_limit|regen_max_retry|temp_valid_lft|seg6_enabled|stable_secret|optimistic_dad|suppress_frag_ndisc|nosuch|accept_source_route|accept_untracked_na|ignore_routes_with_linkdown}={0|1|2|-1|x|1280}",
    "sysctl {-w|} net.ipv{4|6}.neigh.{@dev|default}.{base_reachable_time_ms|base_reachable_time|retrans_time_ms|retrans_time|gc_stale_time|delay_first_probe_time|ucast_solicit|mcast_solicit|app_solicit|mcast_resolicit|unres_qlen|unres_qlen_bytes|proxy_qlen|proxy_delay|anycast_delay|locktime|gc_thresh1|gc_interval|interval_probe_time_ms|nosuch}={0|1|100|-1|x|1000000000}",
    "sysctl {-w|} net.ipv4.{ip_forward|ip_default_ttl|ip_nonlocal_bind|ip_local_port_range|ip_no_pmtu_disc|icmp_echo_ignore_all|icmp_echo_ignore_broadcasts|icmp_ratelimit|icmp_ratemask|icmp_errors_use_inbound_ifaddr|igmp_max_memberships|igmp_link_local_mcast_reports|fib_multipath_hash_policy|fib_multipath_use_neigh|fib_multipath_hash_fields|tcp_syncookies|tcp_ecn|tcp_rmem|tcp_congestion_control|ip_early_demux|ping_group_range|fwmark_reflect|ip_dynaddr|ip_unprivileged_port_start|tcp_keepalive_time|udp_rmem_min|fib_sync_mem|fib_notify_on_flag_change|conf.all|nosuch|nexthop_compat_mode|raw_l3mdev_accept|tcp_l3mdev_accept|icmp_ignore_bogus_error_responses|ip_forward_use_pmtu|ip_forward_update_priority|route.min_adv_mss|route.min_pmtu|route.mtu_expires|route.flush}={0|1|2|65|100|-1|x|100 200|200 100|1 2 3}",
    "sysctl {-w|} net.{ipv6.bindv6only|ipv6.ip_nonlocal_bind|ipv6.flowlabel_consistency|ipv6.auto_flowlabels|ipv6.anycast_src_echo_reply|ipv6.icmp.ratelimit|ipv6.icmp.echo_ignore_all|ipv6.route.gc_thresh|ipv6.route.max_size|ipv6.fib_multipath_hash_policy|ipv6.mld_qrv|ipv6.seg6_flowlabel|ipv6.conf.@dev.nosuch|core.somaxconn|core.nosuch|unix.max_dgram_qlen|ipv6.idgen_retries|ipv6.max_dst_opts_number|ipv6.skip_notify_on_dev_down}={0|1|2|100|-1|x}",
    "sysctl {-n|-N|-e|-q|-b|} {net.ipv4.conf.@dev.{forwarding|nosuch}|net.ipv4.neigh.@dev.gc_stale_time|net/ipv4/ip_forward|net.ipv6.conf.@dev.disable_ipv6|net.ipv4.conf.@dev|net.ipv4.ip_local_port_range|nosuch|net.ipv4.ip_forward net.ipv4.ip_default_ttl}",
    "ip netns exec {@netns|nosuch} {sysctl -n net.ipv4.ip_forward|ip addr show lo|cat /proc/net/dev_mcast|nosuch|true|false|ls /sys/class/net|}",
  ],
  netTools: [
    "ifconfig @dev {@host|@host/24|@host netmask {255.255.255.0|255.0.255.0|x}|broadcast 10.0.0.99|-broadcast|pointopoint @near|-pointopoint|dstaddr @near|hw ether @mac|hw ether x|mtu {1400|x|0}|metric 3|txqueuelen {9|x}|up|down|promisc|-promisc|allmulti|-allmulti|arp|-arp|multicast|-multicast|add fd00::9/64|del fd00::9/64|add x|trailers|dynamic|mem_start 1|irq 5|x|inet @host|inet6 add fd00::8/64|keepalive 3|outfill 2|up down}",
    "ifconfig @dev:{0|1|x} {@host {|netmask 255.255.0.0|up}|down|0.0.0.0|del @host}",
    "route {add|del} {-net {10.30.0.0/16|10.30.0.0|10.30.0.1/16|x} {netmask {255.255.0.0|x}|}|-host {@host|x|10.0.0.0/24}|default|10.31.0.0|@host} {gw {@near|x}|dev @dev|gw @near dev @dev|@dev|reject|gw @near {metric {4|x}|mss 1000|window 500|irtt 9|mod|dyn|reinstate}|}",
    "route -{6|A inet6} {add|del} {fd40::/64|default|fd41::1|x} {gw @near6|dev @dev|gw @near6 dev @dev|metric 5 dev @dev|reject|}",
    "arp {-s {@near|@host|x} {@mac|x|} {|-i @dev|temp|pub|netmask 255.255.255.255|perm}|-d {@near|@host} {|-i @dev|pub}|-Ds @near @dev pub|-s @near @mac -i nosuch0|-H ether -s @near @mac}",
  ],
} as const;

/** What takes kinds of disciplines and filters that come as modules. */
const MODULE_CHANGES = {
  tc: [
    "tc qdisc {add|replace|change|link} dev @dev {root|handle 1: root|root handle 1:} {pfifo {|limit {5|x}}|bfifo limit {10k|3000|x}|pfifo_head_drop limit 7|sfq {|perturb 10|quantum 2000|limit 50|divisor 512|divisor 500|depth 9|headdrop|flows 9}|fq_codel {|limit 100|flows 16|target 5ms interval 100ms|quantum 300|noecn|ecn|ce_threshold 1ms|memory_limit 1Mb|drop_batch 9|x}|codel {|limit 99|target 9ms|interval 50ms|ecn|noecn}|fq {|limit 99|flow_limit 9|quantum 2000|maxrate 1mbit|nopacing|buckets 64|buckets 63|orphan_mask 7|refill_delay 40ms}|prio {|bands {2|17|1|3}|bands 2 priomap 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1|priomap 0 5}|htb {|default {10|x}|r2q 5|default 1 r2q 1}|tbf {rate 1mbit burst 10k {latency 50ms|limit 9k|}|rate 1mbit|burst 5k latency 1ms|rate 1mbit burst 10k latency 50ms peakrate {2mbit|1kbit} minburst 1600|rate 1mbit burst 10k limit 1 latency 2}|netem {delay {10ms|10ms 2ms|10ms 2ms 25%|x}|loss {1%|10% 25%|x|101%}|duplicate 1%|corrupt 0.1%|reorder 25% delay 10ms|limit 9|rate {1mbit|x}|delay 5ms distribution {normal|x}}|ets {strict 2|bands 3 quanta 2000 1000|strict 1 quanta 900 priomap 1 0|bands 17|quanta x|}|mq|multiq {|x}|noqueue|pfifo_fast|nosuch|ingress|clsact}",
    "tc class {add|replace|change|del} dev @dev {parent {1:|1:1|2:|root|x}|} classid {1:1|1:2|1:10|1:fffff|x|2:1|1:} {htb {rate {1mbit|2mbit|0|x}|} {|ceil {2mbit|x}|burst 5k|cburst 5k|prio {1|9|x}|quantum 2000|mtu 1500|mpu 64|overhead 8}|pfifo|nosuch|}",
    "tc filter {add|replace|change|del} dev @dev {parent {1:|ffff:|x}|ingress|egress|root|} {protocol {ip|ipv6|arp|all|x}|} {prio {1|2|x}|pref 3|} {handle {1|800::800|x}|} {|chain {5|x}} {matchall {|action {skbedit {mark 5|priority 1:2 pass|queue_mapping 0|x}|csum {ip|ip and udp pipe|x}|pedit {ex munge ip ttl set 5|munge offset 8 u8 set 7|ex munge eth dst set @mac pipe|munge ip ttl x}|goto chain {5|x}|pass random determ drop 3}|action {drop|pass|ok|reclassify|continue|pipe|x}|classid 1:1|skip_sw|action mirred egress redirect dev @other|action mirred egress mirror dev nosuch0|action police rate 1mbit burst 9k drop}|u32 match {ip {src|dst} {10.0.0.0/24|x}|ip protocol {1|6} 0xff|ip {sport|dport} 80 0xffff|u32 0 0|ip tos 0x10 0xff|ip6 src fd00::/64|x} {flowid 1:1|action drop|}|flower {|src_ip 10.0.0.1|dst_ip {10.0.0.0/24|x}|ip_proto {tcp|udp|icmp|x}|ip_proto tcp dst_port {80|80-90|x}|dst_mac @mac|src_mac @mac/ff:ff:ff:00:00:00|skip_hw|indev @other|arp_tip 10.0.0.1|vlan_id 5|ip_tos 4|ip_ttl 9} {action drop|classid 1:1|}|basic {action drop|}|fw {classid 1:1|action drop|}|nosuch|}",
    "tc chain {add|del|show|get} {dev @dev|} {ingress|egress|parent {1:|x}|} {chain {5|7|x}|}",
  ],
  vlan: [
    "ip link add {|link @dev} {name|} {@dev.10|vlan5|x} {link @dev|} type vlan {id {5|10|0|4095|x}|} {|protocol {802.1ad|802.1q|x}|reorder_hdr {on|off|x}|gvrp on|mvrp on|loose_binding on|bridge_binding on|ingress-qos-map {1:2|x}|egress-qos-map {1:2 3:4|8:1}}",
    "ip link set {@dev|vlan5} type vlan {id 7|protocol 802.1ad|reorder_hdr off|gvrp off|mvrp on|loose_binding off|bridge_binding on|ingress-qos-map 1:3|egress-qos-map 2:3|flag x|}",
    "bridge vlan {add|del} vid {1|10|20-22|0|4095|x} dev {@port|@bridge} {|self|master|pvid|untagged|pvid untagged|tunnel_info id {100|x}}",
    "bridge vlan set vid {1|10|20-22} dev {@port|@bridge} {state {0|3|blocking|9}|mcast_router {0|1|2|3}} {|self}",
    "bridge vlan global set dev @bridge vid {1|10|1-10} {mcast_snooping {0|1}|mcast_querier 1|mcast_igmp_version {3|4}|mcast_mld_version {2|3}|mcast_last_member_count 3|mcast_query_interval 500}",
    "ip link set @bridge type bridge {vlan_filtering {0|1}|vlan_default_pvid {0|1|5|4095}|vlan_protocol {802.1q|802.1ad}|vlan_stats_enabled {0|1}|vlan_stats_per_port {0|1}|mcast_vlan_snooping {0|1}}",
  ],
  bond: [
    "ip link set bond0 type bond {mode {0|1|2|3|4|5|6|balance-alb|x}|miimon {0|100|x}|updelay {100|150}|downdelay 200|primary {@dev|x}|active_slave {@dev|x}|primary_reselect {always|better|failure|x}|fail_over_mac {none|active|follow}|xmit_hash_policy {layer2|layer3+4|x}|arp_interval {100|0}|arp_ip_target {10.0.0.1|10.0.0.1,10.0.0.2|x}|arp_validate {active|all|none}|arp_all_targets all|lacp_rate {fast|slow}|ad_select {stable|bandwidth|count}|min_links 1|num_grat_arp 3|all_slaves_active 1|resend_igmp 2|packets_per_slave 2|lp_interval 3|use_carrier 0|tlb_dynamic_lb 0|clear_active_slave|peer_notify_delay 100|lacp_active off|x 1}",
    "ip link set @dev {type bond_slave {queue_id {1|x}|prio 5|x}|master bond0|nomaster|down master bond0}",
    "ip link add {bond0|bond1} type bond {|mode {4|5|6|x}|miimon 100 arp_interval 100|mode 1 primary @dev|mode 4 lacp_rate fast|mode 0 lacp_rate fast|xmit_hash_policy layer3+4}",
  ],
  vrf: [
    "ip link add {vrf-red|vrf0} type vrf {table {10|100|main|0|x}|}",
    "ip link set @dev {master vrf-red|vrf vrf-red|vrf nosuch|master vrf0|nomaster}",
    "ip route {add|replace|del} {10.40.0.0/16|default|fd50::/64} {via @near|dev @dev|via @near6} {vrf {vrf-red|vrf0|x}|table 10}",
    "ip vrf exec {vrf-red|nosuch} {ip link show lo|true|ping -c 1 -W 1 10.0.0.2|}",
    "ip rule {add|del} l3mdev {pref 1000|}",
  ],
  dummy: [
    "ip link add {|name} {dummy0|dum1|@dev} {|mtu {1400|67|65536}|address {@mac|x}|txqueuelen 5|group 7|alias x|index 50|numtxqueues {2|0}|up} type dummy {|x}",
    "ip link add {ipv0|mv5} link @dev type {ipvlan {|mode {l2|l3|l3s|x}} {|bridge|private|vepa}|macvtap|macvlan mode source}",
  ],
} as const;

const MODULE_LOOKS = {
  bridge: [
    "bridge {|-j|-d|-s|-c|-j -p} vlan {|show|show dev @port|show vid {1|10}|tunnelshow|global|global show dev @bridge}",
    "ip {-d|-d -j} link show {@bridge|@port|type {vlan|bond|vrf|bridge|dummy|ipvlan}|master @bridge|vrf vrf-red|master bond0}",
    "cat /proc/net/{bonding/bond0|vlan/@dev}",
    "cat /sys/class/net/bond0/bonding/{mode|slaves|active_slave|miimon|primary|mii_status|x}",
    "ip vrf {show|show vrf-red|identify|pids vrf-red}",
    "ip {|-6} route {show vrf vrf-red|get 10.0.0.3 vrf vrf-red|show table 10}",
    "ip {neigh|addr|link} show {vrf vrf-red|master bond0}",
    "ip -d rule",
  ],
} as const;

type Subjects = Readonly<Record<string, readonly string[]>>;

function look(...lists: readonly Subjects[]): Production {
  const patterns = lists.flatMap((subjects) => Object.values(subjects).flat());
  return (author) => {
    const topic = newTopic(author);
    return [
      step(author, topic.netns, expand(author.random.pick(patterns) ?? "ip link", author, topic), undefined, true),
    ];
  };
}

/** Each subject as likely as the others. */
function change(...lists: readonly Subjects[]): Production {
  const subjects = lists.flatMap((each) => Object.values(each));
  return (author) => {
    const topic = newTopic(author);
    const argv = expand(author.random.pick(author.random.pick(subjects) ?? []) ?? "ip link", author, topic);
    return [step(author, topic.netns, argv, author.mood.dad ? "dad" : aftermath(author, true))];
  };
}

/** A look that is seldom taken. */
export const rareLook = look(LOOKS);
/** A change that is seldom made. */
export const rareChange = change(CHANGES);
/** The same where there are modules. */
export const moduleLook = look(MODULE_LOOKS);
export const moduleChange = change(MODULE_CHANGES);

const PLAIN = /^[\w@%+=:,./-]+$/;
const shellWords = (argv: readonly string[]): string =>
  argv.map((word) => (PLAIN.test(word) ? word : `"${word.replaceAll(/["$`\\]/g, "\\$&")}"`)).join(" ");

/** Lines of a shell that somebody writes at once, in the namespace that they are about. */
const SHELL_LINES = [
  "ip route save {|table main} > r; ip route flush table main; ip route restore < r; ip route",
  "ip addr save dev @dev > r; ip addr flush dev @dev; ip addr restore < r; sleep 0.2; ip addr show @dev",
  "ip rule save > r; ip rule restore < r; ip rule",
  'printf "%s\\n" "addr add @host/24 dev @dev" "{route show|link set @dev nosuch|rule}" "{neigh|addr show @dev}" | ip {|-force} -batch -',
  "for i in 1 2 3; do ip addr add 10.7.$i.1/24 dev @dev; ip route add 10.8.$i.0/24 via {10.7.$i.9|@near}; done; ip route",
  'printf "%s\\n" "{fdb show br @bridge|link set dev @port cost 9|vlan|fdb add @mac dev @port master}" "link show" | bridge -batch -',
  'printf "%s\\n" "qdisc add dev @dev root handle 1: {htb|pfifo|tbf rate 1mbit}" "qdisc show dev @dev" | tc -batch -',
  'ip -j {addr|link|route|rule|neigh} | jq -c ".[] | keys"',
  'ip -j {addr|link} show @dev | jq -r ".[0].{mtu|ifname|operstate|flags[0]|nosuch}"',
  "ip -o -4 addr show @dev | awk '@awk'",
] as const;

export const shellLine: Production = (author) => {
  const topic = newTopic(author);
  const words = expand(author.random.pick(SHELL_LINES), author, topic).join(" ").replace("@awk", "{print $4}");
  return [step(author, topic.netns, ["bash", "-c", words], author.mood.dad ? "dad" : aftermath(author, true), true)];
};

/** A change while somebody listens to what the kernel tells of it. */
export function watched(productions: readonly Production[]): Production {
  return (author) => {
    const { random } = author;
    const [first, ...rest] = random.pick(productions)?.(author) ?? [];
    if (first === undefined || first.kept || first.argv.includes("ping") || first.argv.includes("bash")) return [];
    const where = first.argv.indexOf("-n") === 1 ? ["-n", first.argv[2] ?? ""] : [];
    const netns = first.argv[0] === "ip" && first.argv[2] === "exec" ? first.argv[3] : undefined;
    const monitor = random.weighted([
      [
        3,
        [
          "ip",
          ...where,
          "monitor",
          random.pick(["link", "address", "route", "neigh", "rule", "nexthop", "netconf", "all"]),
        ],
      ],
      [
        2,
        [
          "ip",
          ...where,
          random.pick(["-d", "-o", "-4", "-6", "-br"]),
          "monitor",
          random.pick(["link", "address", "route"]),
        ],
      ],
      [1, ["ip", ...where, "monitor", "label"]],
      [1, ["bridge", ...where, "monitor", random.pick(["fdb", "link", "mdb", "all"])]],
    ]);
    const listen = netns === undefined ? monitor : ["ip", "netns", "exec", netns, ...monitor];
    // Detection of duplicates takes one to two seconds: what is going on is over before, and what begins ends meanwhile.
    const [before, after] = author.mood.dad ? ["sleep 2.2; ", 2.5] : ["", 1.5];
    const change = `sleep 0.5; ${shellWords(first.argv)}; sleep ${after}`;
    const text = `${before}${shellWords(listen)} > told & ${change}; kill $!; wait; cat told`;
    return [{ ...first, argv: ["bash", "-c", text] }, ...rest];
  };
}
