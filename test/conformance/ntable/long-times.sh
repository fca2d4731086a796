# Times are read in 64 bits, numbers in 32, and a table's own values belong to the first namespace.
# oracle: root
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
ip ntable change name x gc_int 99999999999
ip ntable change name arp_cache gc_int 18446744073709551616
ip ntable change name arp_cache gc_int 18446744073709551615
ip ntable change name arp_cache thresh1 4294967296
ip ntable change name x dev v0 retrans 99999999999
ip ntable change name x dev v0 queue 99999999999
ip ntable change name x locktime 99999999999
ip ntable change name x gc_int -1
ip ntable change name x gc_int 1.5
