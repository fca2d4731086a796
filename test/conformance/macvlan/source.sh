# Macvlan interfaces of mode source take frames of senders that are named
# oracle: root
ip link add A type veth peer name B
ip link add link A name mv type macvlan mode source
ip -d link show mv | grep macvlan
ip link set mv type macvlan macaddr add 02:00:00:00:00:01
ip link set mv type macvlan macaddr add 02:00:00:00:00:02
ip -d link show mv | grep macvlan
ip -d -j link show mv | grep -o '"info_data":{[^}]*}'
ip link set mv type macvlan macaddr del 02:00:00:00:00:01
ip -d link show mv | grep macvlan
ip link set mv type macvlan macaddr set 02:00:00:00:00:03
ip -d link show mv | grep macvlan
ip link set mv type macvlan macaddr set 02:00:00:00:00:04 02:00:00:00:00:05
ip -d link show mv | grep -o 'remotes .[0-9]*.'
ip link set mv type macvlan macaddr flush
ip -d link show mv | grep macvlan
ip link set mv type macvlan mode bridge
ip -d link show mv | grep macvlan
