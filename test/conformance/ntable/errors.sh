# What is wrong with a change of the neighbor tables
# oracle: root
ip link add A type veth peer name B
ip ntable change name arp_cache dev A queue x
ip ntable change name arp_cache dev A base_reachable x
ip ntable change name arp_cache dev A foo 5
ip ntable change name arp_cache dev nope queue 5
ip ntable change dev A queue 5
ip ntable change name arp_cache dev A
ip ntable change name
ip ntable show foo
ip ntable show name
ip ntable change name arp_cache queue 5
ip ntable change name nonsense dev A queue 5
ip ntable change name arp_cache dev A thresh1 5
ip ntable change name arp_cache thresh1 x
ip ntable show dev nowhere
ip ntable show name nosuch
ip ntable nonsense
ip ntable change
