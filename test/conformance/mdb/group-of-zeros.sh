# A group of zeros is none of a bridge's
# oracle: root
ip link add br0 type bridge
ip link add A type veth peer name B
ip link set A master br0
bridge mdb add dev br0 port br0 grp 0.0.0.0 temp
bridge mdb add dev br0 port A grp 0.0.0.0 temp
ip link set br0 up
ip link set A up
bridge mdb add dev br0 port br0 grp 0.0.0.0 temp
bridge mdb add dev br0 port A grp 0.0.0.0 permanent
bridge mdb add dev br0 port br0 grp :: temp
bridge mdb del dev br0 port br0 grp 0.0.0.0
bridge mdb add dev br0 port A grp 0.0.0.0 vid 7
bridge mdb add dev br0 port A grp 0.0.0.0 src 1.2.3.4
bridge mdb add dev br0 port B grp 0.0.0.0
ip link set br0 type bridge mcast_snooping 0
bridge mdb add dev br0 port A grp 0.0.0.0
bridge mdb add dev A port A grp 0.0.0.0
bridge mdb add dev br0 port br0 grp 0.0.0.0 permanent
bridge mdb add dev br0 port A grp 239.1.1.1
