# What ip link cannot do of TUN and TAP devices
# oracle: root
ip link add type tun
ip link add t0 type tun
ip link add t0 type tap
ip tuntap add tun0 mode tun
ip link set tun0 type tun
ip link set tun0 address 00:11:22:33:44:55
ip link set tun0 mtu 67
ip link set tun0 mtu 65535
ip link set tun0 mtu 65536
ip tuntap add tap0 mode tap
ip link set tap0 mtu 65522
ip link set tap0 mtu 65521
ip link set tap0 address 01:11:22:33:44:55
ip link set tap0 address 02:11:22:33:44:55
ip link set tun0 arp on
ip link set tun0 up
ip link show
