# The state of a VLAN: a number or a word, -1 is neither.
# oracle: root
ip link add br1 type bridge
bridge vlan set dev br1 state -1
bridge vlan set dev br1 state x
bridge vlan set dev br1 state 3
bridge vlan set dev br1 state Blocking
bridge vlan set vid 1 dev br1 state -1
bridge vlan set vid 1 dev br1 state
bridge vlan set vid 1 dev br1 state 4294967295
bridge vlan set vid 1 dev nosuch0 state 3
