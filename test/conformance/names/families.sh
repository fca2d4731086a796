# Names and addresses by getent: which families are answered goes by the addresses that there are
# oracle: root
ip link set lo up
getent
getent foo x
getent hosts localhost
getent hosts nosuch
getent hosts 127.0.0.1
getent hosts ::1
getent hosts 10.0.0.1
getent ahosts localhost
getent ahostsv4 localhost
getent ahostsv6 localhost
getent ahosts 127.0.0.1
getent ahostsv4 127.0.0.1
getent ahostsv6 127.0.0.1
getent ahostsv4 ::1
getent ahostsv6 ::1
getent ahosts 127.1
getent ahosts nosuch
getent ahostsv4 host
getent ahostsv6 host
getent ahosts ip6-allnodes
getent ahostsv4 ip6-allnodes
getent networks loopback
getent networks 127.0.0.0
getent networks 127
getent networks nosuch
getent services http
getent services 80
getent services 80/udp
getent services 80/tcp
getent services nosuch
getent services 99999
getent protocols tcp
getent protocols 6
getent protocols TCP
getent protocols nosuch
getent passwd root
getent passwd 0
getent passwd nosuch
getent passwd root nosuch 0
getent group root nosuch
getent hosts localhost nosuch 127.0.0.1
printf '127.0.0.1 only4\n::1 only6\n10.0.0.1 multi\n10.0.0.2 multi alias\nfd00::1 multi\n' >> /etc/hosts
getent ahosts only4
ip netns del q
ip link add A type veth peer name B; ip link set A up; ip link set B up
printf '127.0.0.1 only4\n::1 only6\n10.0.0.1 multi\n10.0.0.2 multi alias\nfd00::1 multi\n' >> /etc/hosts
ip addr flush dev A; ip addr flush dev B
for step in 'ip addr add 127.0.0.2/8 dev lo' 'ip addr del 127.0.0.2/8 dev lo' 'ip addr add 10.0.0.9/24 dev A' 'ip addr add fd00::9/64 dev A nodad' 'ip addr del 10.0.0.9/24 dev A' 'ip link set A down'; do eval "$step"; echo "# $step"; for d in ahosts ahostsv4 ahostsv6; do for n in only4 only6 multi 10.1.1.1 fd01::1; do echo "$d $n: $(getent $d $n | grep STREAM | tr '\n' ';')"; done; done; done
