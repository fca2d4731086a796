# Wrong words of macvlan's source mode, flags and queue
# oracle: root
ip link add A type veth peer name B
ip link add link A name mv type macvlan macaddr add 02:00:00:00:00:01
ip link add link A name mv type macvlan mode source macaddr add 02:00:00:00:00:01
ip -d link show mv | grep macvlan
ip link set mv type macvlan macaddr add 02:00:00:00:00:01
ip link set mv type macvlan macaddr add 01:00:00:00:00:01
ip link set mv type macvlan macaddr add xx
ip link set mv type macvlan macaddr
ip link set mv type macvlan macaddr nosuch
ip link set mv type macvlan macaddr add
ip link set mv type macvlan macaddr del 02:00:00:00:00:09
ip link add link A name nv type macvlan
ip link set nv type macvlan macaddr add 02:00:00:00:00:01
ip link set nv type macvlan mode sourc
ip link set nv type macvlan flag nosuch
ip link set nv type macvlan bcqueuelen x
ip link set nv type macvlan nosuch
