# Names that the kernel chooses
# oracle: root
ip tuntap add mode tap
ip tuntap add mode tap
ip tuntap add mode tun
ip tuntap add dev vpn%d mode tun
ip tuntap add vpn%d mode tun
ip tuntap add name office mode tun
ip tuntap list
ip tuntap del vpn0 mode tun
ip tuntap add vpn%d mode tun
ip tuntap lst
ip -br link
