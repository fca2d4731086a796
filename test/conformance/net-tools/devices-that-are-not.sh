# Labels without an address, devices that are not there, numbers as names, and the loopback device under another name (found by fuzzing).
# oracle: root
ip link add A type veth peer name B
ip addr add 192.168.1.4/24 dev A
ifconfig A:x 0.0.0.0
ifconfig A:0 10.9.9.9
ifconfig A:0 0.0.0.0
ifconfig A:0 0.0.0.0
ifconfig nosuch:0 0.0.0.0
ifconfig nosuch:0 del 10.0.0.1
ifconfig nosuch del 10.0.0.1
ifconfig A del fd00::g
ifconfig A add fd00::g
ifconfig nosuch mem_start 1
ifconfig nosuch irq 5
ifconfig A irq 5
ifconfig nosuch media AUI
ifconfig nosuch media x
ifconfig nosuch outfill 2
ifconfig A keepalive 2
ifconfig nosuch keepalive 2
route -6 add 300 gw 2001:db8::9
route -6 add 1.2
route -6 add 0x10
route -6 add 1.2.3.4.5
route -6 add 1.2.65536
route -6 add 300.1
route -6 del 300
ip -j netns
ip netns
ip neigh get proxy 10.0.0.1
ip neigh get proxy fd00::1
ip neigh get proxy 10.0.0.1 dev A
ip ntable change name arp_cache dev nosuch base_reachable 20000s
ip ntable change dev nosuch queue x
ip link del A
