# A passthru interface shares its address with the link below, which gets its own back in the end (found by fuzzing).
# oracle: root
ip link add br0 type bridge
ip link add link br0 name mv1 type macvlan mode passthru
ip link set mv1 address 52:54:00:ab:cd:ef
ip link del mv1
ip link show br0
ip link add A type veth peer name B
ip link add link A name mv1 type macvlan mode passthru
ip link set mv1 address 52:54:00:ab:cd:ef
ip link show A
ip link del mv1
ip link show A
ip link add link A name mv1 type macvlan mode passthru
ip link set A address 52:54:00:ab:cd:01
ip link show mv1
ip link del mv1
ip link show A
ip link set A up
ip link add link A name mv1 address 52:54:00:ab:cd:03 type macvlan mode passthru
ip link show A
ip link set mv1 up
ip link show A
ip link set mv1 address 52:54:00:ab:cd:02
ip link show A
ip link del mv1
ip link show A
ip link set br0 address 52:54:00:ab:cd:05
ip link add link br0 name mv1 type macvlan mode passthru
ip link set mv1 address 52:54:00:ab:cd:ef
ip link del mv1
ip link show br0
ip link add vx0 type vxlan id 4 remote 10.0.0.1 dstport 4789
ip link add link vx0 name mv1 type macvlan mode passthru
ip link set mv1 address 52:54:00:ab:cd:ef
ip link show vx0
ip link del mv1
ip link show vx0
ip link add C address 52:54:00:00:00:01 type veth peer name D9
ip link add link C name mv2 type macvlan mode passthru
ip link set mv2 address 52:54:00:00:00:02
ip link set C address 52:54:00:00:00:02
ip link del mv2
ip link show C
ip link add link C name mv2 type macvlan mode passthru
ip link set mv2 address 52:54:00:00:00:03
ip netns add c1
ip link set mv2 netns c1
ip netns del c1
sleep 1
ip link show C
ip link add link C name mv2 type macvlan mode passthru
ip link set mv2 address 01:54:00:00:00:03
ip link set mv2 address 52:54:00:00:00:04
ip link set mv2 type macvlan mode bridge
ip link set mv2 type macvlan mode passthru nopromisc
ip link add link C name mv3 type macvlan
ip link del C
ip link show mv2
