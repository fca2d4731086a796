# ip tunnel asks the devices of modules by their names, which loads them
# oracle: vm
ip -6 tunnel show ip6gre0
ip -6 tunnel show ip6tnl0
ip tunnel show mode gre
ip tunnel show tunl0
ip -6 tunnel del ip6gre0
ip tunnel del sit0
ip tunnel change tunl0 ttl 5
ip link
