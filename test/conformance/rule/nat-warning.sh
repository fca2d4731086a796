# What is said of NAT is said whatever the kernel answers.
# oracle: root
ip rule add not from fd00::/8 nat 1.2.3.4
ip rule add from 10.0.0.0/8 to fd00::/8 nat 1.2.3.4
ip rule add from 10.0.0.0/8 nat 1.2.3.4 pref 7
ip rule add from 10.0.0.0/8 nat 1.2.3.4 pref 7
ip rule del from 10.0.0.0/8 map-to 1.2.3.4 pref 7
ip rule del from 10.0.0.0/8 nat 1.2.3.4 pref 7
ip rule del from fd00::/8 nat 1.2.3.4 pref 7
ip -6 rule add nat 1.2.3.4 pref 5 tos 3
ip -6 rule add nat x pref 5
ip -6 rule add nat 1.2.3.4 pref 5 x
ip rule
ip rule add from fd00::/8 pref x
ip rule add from fd00::/8 goto 5 pref 9
ip rule add from 10.0.0.0/8 to fd00::/8 x
ip rule add from fd00::/8 to fd00::/8
ip -6 rule del from fd00::/8 to fd00::/8
