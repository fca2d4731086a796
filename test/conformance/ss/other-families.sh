# Conditions of ss about sockets of packet(7), netlink(7) and vsock(7): protocols, devices, programs, and what cannot be read
# oracle: root
ip link set lo up
ss -0 src 1.2.3.4
ss -0 src lo
ss -0 src ip
ss -0 src ip:lo
ss -0 src :lo
ss -0 src arp
ss -0 src '*'
ss -0 src '*:lo'
ss -0 src nosuch:nosuch
ss -0 src 0x800
ss -0 sport lo
ss -0 sport 1
ss -0 sport = nosuch
ss -f link src ip
ss -f netlink src rtnl
ss -f netlink src rtnl:kernel
ss -f netlink src bogus
ss -f netlink src rtnl:x
ss -f netlink sport kernel
ss -f netlink sport 0
ss link:ip
ss src link:ip
ss src netlink:rtnl
ss -a src netlink:rtnl:kernel
ss src netlink:bogus
ss src link:bogus
ss -f vsock src 5
ss -f vsock src x
ss src vsock:5
ss src vsock:x
ss -x src inet:1.2.3.4
ss -t src unix:/x
ss -t src link:ip
