# Groups that are none, as far as bridge reads them.
# oracle: root
ip link add br0 type bridge
ip link add A type veth peer name B
ip link set A master br0
bridge mdb add dev br0 port A grp foo
bridge mdb add dev br0 port A grp 33:33:0000:00:05
bridge mdb add dev br0 port A grp 33:33:00:00:00:05:06
bridge mdb add dev br0 port A grp 333:33:00:00:00:05
bridge mdb add dev br0 port A grp 33:33:00:00:00:0g
bridge mdb add dev br0 port A grp 33:33:00:00:00:
bridge mdb add dev br0 port A grp fd00:::1
bridge mdb add dev br0 port A grp 10.0.0.256
