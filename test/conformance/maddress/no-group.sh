# Multicast addresses that are none, and drivers that take none.
# oracle: root
ip link add A type veth peer name B
ip tuntap add t0 mode tun
ip maddr add dev lo
ip maddr del dev lo
ip maddr del dev A
ip maddr del dev t0
ip maddr add dev nosuch
ip maddr del 02:00:00:00:00:01 dev A
ip maddr add 02:00:00:00:00:01 dev t0
ip maddr add
ip maddr add 33:33:00:00:05 dev A
ip maddr show dev A
