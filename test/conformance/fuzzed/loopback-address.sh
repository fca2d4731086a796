# lo gets 127.0.0.1 whenever it comes up without it, other addresses or not; renamed, it is still the loopback device.
# oracle: root
ip netns add red
ip -n red addr add 10.0.1.3/8 dev lo
ip -n red link set lo up
ip -n red -4 addr show lo
ip -n red addr del 127.0.0.1/8 dev lo
ip -n red addr add 127.0.0.5/8 dev lo
ip -n red link set lo down
ip -n red link set lo up
ip -n red -4 addr show lo
ip link set lo name wan
ping -c 1 -W 1 127.0.0.1
ip route show table all
