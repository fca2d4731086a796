# CAKE as tc shows it
# oracle: vm
ip link add A type veth peer name B
ip link set A up
tc qdisc add dev A root handle 1: cake
tc qdisc show dev A
tc -j qdisc show dev A
tc -s qdisc show dev A
tc class show dev A
tc qdisc change dev A root handle 1: cake bandwidth 10mbit
tc qdisc show dev A
tc -s qdisc show dev A
tc -s -j qdisc show dev A
tc qdisc change dev A root handle 1: cake diffserv4 nat wash rtt 50ms overhead 18 mpu 64 ingress dual-srchost no-split-gso memlimit 2m
tc qdisc show dev A
tc -j qdisc show dev A
tc -s qdisc show dev A
tc qdisc change dev A root handle 1: cake unlimited besteffort flows raw egress nonat nowash
tc qdisc show dev A
tc -s qdisc show dev A
tc qdisc replace dev A root handle 2: cake bandwidth 100kbit diffserv8 satellite conservative
tc qdisc show dev A
tc -s qdisc show dev A
tc qdisc replace dev A root handle 2: cake bandwidth 1gbit precedence lan pppoe-ptm ether-vlan flowblind
tc qdisc show dev A
tc -s qdisc show dev A
tc qdisc replace dev A root handle 3: cake docsis metro hosts
tc qdisc show dev A
tc qdisc replace dev A root handle 3: cake ethernet ether-vlan interplanetary triple-isolate noatm
tc qdisc show dev A
tc qdisc replace dev A root handle 3: cake via-ethernet regional srchost ptm
tc qdisc show dev A
tc qdisc replace dev A root handle 3: cake oceanic dsthost atm overhead -10 rtt 1us
tc qdisc show dev A
tc qdisc replace dev A root handle 3: cake datacentre dual-dsthost pppoa-llc internet
tc qdisc show dev A
tc qdisc replace dev A root handle 3: cake dual-dsthost pppoa-llc diffserv split-gso no-ack-filter
tc qdisc show dev A
tc qdisc add dev A parent 3:1 handle 4: pfifo
tc class add dev A parent 3: classid 3:1 cake
tc class del dev A classid 3:1
tc filter add dev A parent 3: matchall action drop
tc qdisc del dev A root
tc qdisc add dev A root cake bandwidth
tc qdisc add dev A root cake bandwidth wide
tc qdisc add dev A root cake rtt
tc qdisc add dev A root cake rtt long
tc qdisc add dev A root cake overhead
tc qdisc add dev A root cake overhead 300
tc qdisc add dev A root cake overhead -65
tc qdisc add dev A root cake overhead 1x
tc qdisc add dev A root cake mpu 300
tc qdisc add dev A root cake mpu -1
tc qdisc add dev A root cake memlimit
tc qdisc add dev A root cake memlimit lots
tc qdisc add dev A root cake fwmark x
tc qdisc add dev A root cake lan metro
tc qdisc add dev A root cake fast
tc qdisc add dev A root cake help
tc qdisc add dev A cake
tc qdisc add dev nope root cake
tc qdisc show dev A
