# Words of ifconfig behind a family
# oracle: root
ip link add C type veth peer name D1
ifconfig C inet6 netmask ffff::
ifconfig C inet6 broadcast ff02::1
ifconfig C inet6 dstaddr fe80::1
ifconfig C inet6 pointopoint fe80::1
ifconfig C inet6 broadcast foo
ifconfig C inet6 dstaddr foo
ifconfig C inet6 netmask foo.bar
ifconfig C inet6 netmask 1.2.3.4
ifconfig C inet6 hostx
ifconfig C unix up mtu 1400 add 10.1.1.1
ifconfig C inet6 default
ifconfig C inet6 localhost
ifconfig C add localhost
ifconfig C inet6 add ::1
ifconfig C add ::g
ifconfig C add 1:2
ifconfig C add 1::/64x
ifconfig C add ff02::5/64
ifconfig C add ::/64
ifconfig C add ::1.2.3.4/96
ifconfig C tunnel 1.2.3.4
ifconfig C tunnel 1:2
ifconfig C tunnel ::
ip link show C
ifconfig C | grep -v "[RT]X"
ifconfig C -media
ifconfig C hw ether 2
ip link show C
ifconfig C hw irda 1
ifconfig C hw ec 1
ifconfig C name
ip link show lo
ip addr show C
