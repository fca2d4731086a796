# Words of ip that few people use: other names for the same, and words where they mean nothing
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A type veth peer name B
ip neighbor add 10.0.0.9 lladdr 02:00:00:00:00:09 dev A
ip neighbor show
ip neigh add to 10.0.0.8 lladdr 02:00:00:00:00:08 dev A protocol 33
ip neigh show protocol 33
ip neigh get to 10.0.0.8 dev A
ip neigh add all lladdr 02:00:00:00:00:08 dev A
ip neigh get all dev A
ip neigh get any dev A
ip neigh get default dev A
ip neigh show any
ip neigh show default
ip neigh show to default
ip net add n1
ip net
ip netns set n1 5
ip tunl show
ip tap show
ip addr add 10.0.0.1/24 dev A dadfailed
ip addr add 10.0.0.1/24 dev A deprecated
ip addr add 10.0.0.1/24 dev A optimistic
ip addr add 10.0.0.1/24 dev A permanent
ip addr add 10.0.1.1/24 dev A preference 5
ip addr add 10.0.2.1/24 dev A priority 6
ip addr add remote 10.0.3.1 dev A
ip addr add 10.0.4.1 remote 10.0.3.1 dev A
ip addr add 10.0.5.1/24 dev A secondary
ip addr add 10.0.5.1/24 dev A stable-privacy
ip addr add 10.0.5.1/24 dev A temporary
ip addr add 10.0.5.1/24 dev A tentative
ip addr show dev A
ip addr show nomaster
ip addr show stable-privacy
ip addr show temporary
ip addr show -temporary dev A
ip addr show dev A -optimistic
for word in autojoin dadfailed deprecated dynamic home mngtmpaddr nodad noprefixroute optimistic permanent primary secondary stable-privacy temporary tentative nomaster; do ip link show $word dev A; done
ip link show to 10.0.0.0/8
ip link show to
ip link show to frob
ip token set all dev A
ip token set any dev A
ip maddr add address 01:00:5e:00:00:09 dev A
ip maddr del address 01:00:5e:00:00:09 dev A
ip ntable change name arp_cache gc_int 5
ip ntable change name arp_cache thresh2 5 thresh3 6
ip ntable change name arp_cache dev A thresh2 5
ip ntable change name arp_cache gc_int x
