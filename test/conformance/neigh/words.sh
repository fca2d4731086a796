# Words of `ip neigh`: what may be shortened, what is taken for help, addresses without octets, link addresses of other lengths
# oracle: root
ip link add va address 02:00:00:00:00:0a type veth peer name vb address 02:00:00:00:00:0b
sysctl -qw net.ipv6.conf.va.disable_ipv6=1 net.ipv6.conf.vb.disable_ipv6=1
ip link set va up
ip link set vb up
t() {
  ip neigh "$@"
  echo "= $?"
  ip neigh show 10.0.0.5 nud all
  ip neigh show proxy
  ip neigh del 10.0.0.5 dev va 2>&-
  ip neigh del proxy 10.0.0.5 dev va 2>&-
}
t add proxy help dev va
t add proxy help 10.0.0.5 dev va
t add help 10.0.0.5 dev va lladdr 02:00:00:00:00:01
t add to help 10.0.0.5 dev va lladdr 02:00:00:00:00:01
t add help
t get help 10.0.0.5 dev va
t get proxy help 10.0.0.5 dev va
t get any 10.0.0.5 dev va
t add any 10.0.0.5 dev va
t add any dev va
t add default dev va
t add all dev va
t -4 add any dev va
t add 10.0.0.5 to 10.0.0.6 dev va
t add 10.0.0.5/24 dev va
t add proxy any dev va
t add proxy default dev va
t add proxy 10.0.0.5 proxy 10.0.0.6 dev va
t add 10.0.0.5 proxy 10.0.0.6 dev va
t add proxy 10.0.0.5 10.0.0.6 dev va
t add 10.0.0.5 dev va nud p
t add 10.0.0.5 dev va nud perm
t add 10.0.0.5 lladdr 02:00:00:00:00:01 dev va nud r
t add 10.0.0.5 lladdr 02:00:00:00:00:01 dev va nud no
t add 10.0.0.5 lladdr 02:00:00:00:00:01 dev va nud inc
t add 10.0.0.5 lladdr 02:00:00:00:00:01 dev va nud failed
t add 10.0.0.5 lladdr 02:00:00:00:00:01 dev va nud none
t add 10.0.0.5 lladdr 02:00:00:00:00:01 dev va nud noarp
t add 10.0.0.5 lladdr 02:00:00:00:00:01 dev va nud stale
t add 10.0.0.5 lladdr 02:00:00:00:00:01 dev va nud 0x80
t add 10.0.0.5 lladdr 02:00:00:00:00:01 dev va nud 128
t add 10.0.0.5 lladdr 02:00:00:00:00:01 dev va nud 0
t add 10.0.0.5 lladdr 02:00:00:00:00:01 dev va nud 256
t add 10.0.0.5 lladdr 02:00:00:00:00:01 dev va nud -1
t add 10.0.0.5 lladdr 02:00:00:00:00:01 dev va nud 0x100
t add 10.0.0.5 lladdr 02:00:00:00:00:01 lladdr 02:00:00:00:00:02 dev va
t add 10.0.0.5 lladdr 0 dev va
t add 10.0.0.5 lladdr 02:00 dev va
t add 10.0.0.5 lladdr 02:00:00:00:00:01:02 dev va
t add 10.0.0.5 lladdr 1.2.3.4 dev va
t add 10.0.0.5 lladdr '' dev va
t add 10.0.0.5 lladdr null dev va
t add 10.0.0.5 lladdr 0200.0000.0001 dev va
t add 10.0.0.5 lladdr 02-00-00-00-00-01 dev va
t add 10.0.0.5 lladdr ff:ff:ff:ff:ff:ff dev va
t add 10.0.0.5 lladdr 02:00:00:00:00:gg dev va
t add 10.0.0.5 lladdr 02:00:00:00:00:100 dev va
t del 10.0.0.5 lladdr 0 dev va
t del 10.0.0.5 lladdr xx dev va
t del 10.0.0.5
t del dev va
t add 10.0.0.5 dev va
t add 10.0.0.5 lladdr 02:00:00:00:00:01 dev lo
t prepend 10.0.0.5 lladdr 02:00:00:00:00:01 dev va
t append 10.0.0.5 lladdr 02:00:00:00:00:01 dev va
t app 10.0.0.5 lladdr 02:00:00:00:00:01 dev va
t a 10.0.0.5 l 02:00:00:00:00:01 dev va
t a 10.0.0.5 l 02:00:00:00:00:01 dev va protocol 300
t a 10.0.0.5 l 02:00:00:00:00:01 dev va protocol static e
t a 10.0.0.5 l 02:00:00:00:00:01 dev va p 10.0.0.6
ip neigh show to 10.0.0.0/8 2001:db8::/32
ip neigh show nud stal
ip neigh flush to 10.0.0.0/24 nud permanent vx
ip neigh show nud fai
ip neigh show nud incompl
