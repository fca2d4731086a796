# Spanning tree switched on takes the carrier of a bridge without working ports, whether it is up or not.
# oracle: root
brctl addbr b1
brctl stp b1 on
ip link set b1 up
ip link add b2 type bridge stp_state 1
ip link set b2 up
sleep 1.1
ip -br link show b1 | cut -c1-24
ip -br link show b2 | cut -c1-24
brctl stp b1 off
sleep 1.1
ip -br link show b1 | cut -c1-24
