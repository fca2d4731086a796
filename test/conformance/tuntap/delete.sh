# Taking devices away: by mode, by the wrong mode, twice, by ip link
# oracle: root
ip tuntap add tap0 mode tap
ip tuntap add tap1 mode tap multi_queue
ip tuntap add tun0 mode tun
ip tuntap del tap0 mode tun
ip tuntap del tap1 mode tap
ip tuntap del tap1 mode tap multi_queue
ip tuntap del tap0 mode tap
ip tuntap del tap0 mode tap
ip link del tun0
ip link del tun0
ip link add veth0 type veth peer name veth1
ip tuntap del veth0 mode tap
ip tuntap del lo mode tun
ip tuntap show
ip link add d0 type bridge
ip link show d0
