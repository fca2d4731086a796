# A name that somebody else has
# oracle: root
ip tuntap add tap0 mode tap
ip tuntap add tap0 mode tap
ip tuntap add tap0 mode tun
ip link add veth0 type veth peer name veth1
ip tuntap add veth0 mode tap
ip tuntap add lo mode tun
ip link add tap0 type veth
ip tuntap show
