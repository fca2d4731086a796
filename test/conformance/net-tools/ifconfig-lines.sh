# oracle: root
# What ifconfig tells lines of old, which a bridge takes for a place in memory
ip link add br0 type bridge
ip link add v0 type veth peer name v1
for i in lo br0 v0 nosuch eth0; do ifconfig $i outfill 2; ifconfig $i keepalive 3; ifconfig $i outfill; ifconfig $i outfill x; done
