# Devices that move, and with -n
# oracle: root
ip netns add red
ip -n red tuntap add tap0 mode tap
ip tuntap
ip netns exec red ip tuntap
ip tuntap add tun0 mode tun
ip link set tun0 netns red
ip -n red link show tun0
ip netns exec red ip -d link show tun0
ip netns exec red ip tuntap del tun0 mode tun
ip -n red -br link
