# Realms are IPv4's: rules of IPv6 are made, found and taken away without a look at them.
# oracle: root
ip -6 rule add pref 6 realms 1/2
ip -6 rule
ip -6 -j rule show pref 6
ip -6 rule add pref 6 realms 3
ip -6 rule add pref 6
ip -6 rule add pref 7 realms x
ip -6 rule del pref 6 realms 7
ip -6 rule
ip rule add pref 6 realms 1/2
ip rule add pref 6 realms 3
ip rule add pref 6 realms 3
ip rule add pref 6
ip rule del pref 6 realms 7
ip rule del pref 6 realms 3
ip rule
