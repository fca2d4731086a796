# Numbers of groups as strtol(3) leaves them in an int, addresses as they were written, and the order of two refusals.
# oracle: root
ip link add A type veth peer name B
ip link set A group 99999999999
ip link show A
ip link set A group -1
ip link set A group 4294967295
ip link set A group 99999999999999999999
ip link set A group 010
ip link show A
ip link show group 99999999999
ip link add C group 99999999999 type bridge
ip link show C
ip link add A type foo
ip link add E type foo
ip link add A type foo bar
ip addr add 10.0.1 dev A
ip addr del 10.0.1 dev A
ip addr add 0x0a.1/32 dev A
ip addr del 10.1 dev A
