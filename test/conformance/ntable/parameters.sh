# Parameters of the neighbor tables, shown and changed
# oracle: root
ip link add A type veth peer name B
ip ntable show | sed 's/reachable [0-9]* base/base/'
ip ntable change name arp_cache dev A base_reachable 20000 queue 5 ucast_probes 5 mcast_probes 6 app_probes 7 delay_probe 4000 retrans 500 proxy_delay 900 proxy_queue 65 anycast_delay 900 locktime 200 gc_stale 30000
ip -4 ntable show dev A | grep -v refcnt
ip ntable show name ndisc_cache dev A | grep -v refcnt
ip ntbl show dev lo | grep -v refcnt
sysctl net.ipv4.neigh.A.ucast_solicit net.ipv4.neigh.A.gc_stale_time net.ipv4.neigh.A.locktime net.ipv4.neigh.A.unres_qlen
ip ntable change name arp_cache dev A retrans 250
ip -4 ntable show dev A | grep -o 'retrans.*'
