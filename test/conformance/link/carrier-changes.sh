# How often the carrier of each kind of link has come and gone
# oracle: vm
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
count() { for dev in "$@"; do echo $dev $(cat /sys/class/net/$dev/carrier_changes /sys/class/net/$dev/carrier_up_count /sys/class/net/$dev/carrier_down_count); done; }
ip link set lo up; count lo
ip link add br0 type bridge; ip link set br0 up; count br0
ip link add A type veth peer name B; count A B
ip link add link A name A.1 type vlan id 1
ip link add link A name mv type macvlan
ip link add link B name iv type ipvlan
ip link set A up; count A A.1 mv iv
ip link set B up; sleep 1.2; count A B A.1 mv iv
ip link add link A name A.2 type vlan id 2; count A.2
for dev in A.1 A.2 mv iv; do ip link set $dev up; done
ip link set B down; sleep 1.2; count A B A.1 A.2 mv iv
ip link set B up; sleep 1.2; count A B A.1 A.2 mv iv
ip link set A down; sleep 1.2; count A A.1 A.2 mv iv
ip link set A up; sleep 1.2; count A A.1 A.2 mv iv
ip link add C type veth peer name D; ip link set D up; ip link set C up; sleep 1.2
ip link set C master br0; sleep 1; count C br0
ip link set D down; sleep 1.2; count br0
ip link set C nomaster; sleep 1.2; count br0
ip link add bond0 type bond mode active-backup miimon 100; count bond0
ip link set C down; ip link set C master bond0; ip link set bond0 up; sleep 1.2; count bond0 C
ip link set D up; sleep 1.2; count bond0 C
for kind in dummy ifb "vrf table 10" "ipip local 10.0.0.1 remote 10.0.0.2" "gretap local 10.0.0.1 remote 10.0.0.2" "vxlan id 5 dstport 4789 remote 10.0.0.2"; do
  set -- $kind; ip link add $1-x type $kind; count $1-x; ip link set $1-x up; count $1-x; ip link set $1-x down; count $1-x
done
ip -s -s link show br0 | tail -2
ip -j -s -s link show A | grep -o '"carrier_changes":[0-9]*'
ip link del ifb-x; ip link del gretap-x; ip link del gretap0
