# ip -6 tunnel: what it makes, changes and takes away, by name and by ends, and what is wrong with a command
# oracle: vm
ip -6 tunnel
ip -6 tunnel add tun0 mode ip6ip6 remote 2001:db8::2 local 2001:db8::1
ip tunnel add tun1 mode ipip6 remote 2001:db8::3 local 2001:db8::1 hoplimit 9 tclass 0x1c flowlabel 12345 encaplimit none
ip -6 tunnel add tun2 mode any remote 2001:db8::4 local 2001:db8::1 dscp inherit allow-localremote
ip -6 tunnel add gre1 mode ip6gre remote 2001:db8::2 local 2001:db8::1 key 5 seq csum
ip -6 tunnel add gre2 mode ip6gre remote 2001:db8::2 local 2001:db8::1 ikey 6 okey 1.2.3.4
ip -6 tunnel add mode ip6ip6 remote 2001:db8::5 local 2001:db8::1
ip -6 tunnel add mode ip6gre remote 2001:db8::5 local 2001:db8::1
ip -6 tunnel
ip -j -6 tunnel show gre1
ip -6 tunnel show gre1
ip -d link show tun2
ip -d link show gre1
ip tunnel show
ip -6 tunnel change tun0 hoplimit 77 tclass inherit
ip -6 tunnel show tun0
ip -6 tunnel change tun0 remote 2001:db8::22
ip -6 tunnel show tun0
ip -6 tunnel change name tun0 remote 2001:db8::22 local 2001:db8::1
ip -6 tunnel show tun0
ip -6 tunnel change gre1 hoplimit 5
ip -6 tunnel show gre1
ip -6 tunnel change gre1 hoplimit 5 remote 2001:db8::33
ip -6 tunnel show gre1
ip -6 tunnel change tun0 remote 2001:db8::3
ip -6 tunnel change gre2 key 5 remote 2001:db8::33
ip -6 tunnel change tun0 mode ip6gre
ip -6 tunnel change nosuch hoplimit 5
ip -6 tunnel change lo hoplimit 5
ip -6 tunnel change ip6tnl0 mode any hoplimit 7
ip -6 tunnel show ip6tnl0
ip -6 tunnel add tun0 mode ip6ip6 remote 2001:db8::9 local 2001:db8::1
ip -6 tunnel add tun9 mode ip6ip6 remote 2001:db8::22 local 2001:db8::1
ip -6 tunnel add gre9 mode ip6gre remote 2001:db8::33 local 2001:db8::1 key 5
ip -6 tunnel add gre1 mode ip6gre remote 2001:db8::9 local 2001:db8::1
ip -6 tunnel add tun9 mode gre remote 2001:db8::9
ip -6 tunnel add tun9 mode ip6ip6 remote 2001:db8::9 hoplimit inherit
ip -6 tunnel add tun9 mode ip6ip6 remote 2001:db8::9 hoplimit 300
ip -6 tunnel add tun9 mode ip6ip6 remote 10.0.0.1
ip -6 tunnel add tun9 mode ip6ip6 remote
ip -6 tunnel add tun9 tun8 mode ip6ip6
ip -6 tunnel add tun9 mode ip6ip6 dev nosuch
ip -6 tunnel add tun9 mode ip6gre key five
ip -6 tunnel add a-name-that-is-too-long mode ip6ip6
ip -6 tunnel add tun9 tclass 1ff
ip -6 tunnel add tun9 flowlabel 100000
ip -6 tunnel add tun9 dscp 5
ip -6 tunnel wrong
ip -6 tunnel show nosuch
ip -6 tunnel show lo
ip -4 tunnel show tun0
ip -6 tunnel del tun1
ip -6 tunnel del nosuch
ip -6 tunnel del lo
ip -6 tunnel del ip6tnl0
ip -6 tunnel del mode ip6ip6 remote 2001:db8::4 local 2001:db8::1
ip -6 tunnel del mode ip6gre remote 2001:db8::2 local 2001:db8::1 key 6
ip -6 tunnel del mode ip6gre remote 2001:db8::2 local 2001:db8::1 key 6
ip tunnel del tun0
ip -6 tunnel
ip link show
