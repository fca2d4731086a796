# Who may open a device, and how it frames what it carries
# oracle: root
ip tuntap add tap0 mode tap user 12345 group 54321 one_queue pi vnet_hdr multi_queue
ip tuntap add tun0 mode tun user root group root
ip tuntap add tun1 mode tun vnet_hdr
ip tuntap add tun2 mode tun pi one_queue
ip tuntap show
ip -j tuntap show
ip -p -j tuntap show
ip -d link show tap0
ip -d -j link show tap0
ip -d link show tun0
ip -d link show tun1
ip -d link show tun2
