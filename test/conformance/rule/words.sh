# Words of `ip rule`: shortened, of the wrong family, out of range, and what stands between them in a listing
# oracle: root
t() {
  ip rule add pref 10 "$@"
  echo "= $?"
  ip rule show pref 10
  ip rule del pref 10 2>&-
}
t table 5 suppress_prefixlength 0 none
t table 5 suppress_ifgroup 5 unreachable
t table 5 unreachable
t table 5 realms 5/6 unreachable
t table 5 realms 6
t realms 6 unreachable
t table 5 suppress_prefixlength 0 realms 6 unreachable
t table 5 suppress_prefixlength 0 realms 6
t table 5 suppress_prefixlength 0 suppress_ifgroup 3
t table 5 suppress_prefixlength 0 goto 32766
t table 5 goto 32766
t suppress_prefixlength 0 goto 32766
t nat 10.0.0.1
t nat foo
t map-to 10.0.0.1
t m 10.0.0.1
t nat
t table 5 nat 10.0.0.1
t nop
t no
t g 32766
t goto x
t go
t from ::/0
t from 2001:db8::/32
t to ::/0
t ipproto TCP
t ipproto Tcp
t ipproto 0
t ipproto 255
t ipproto 256
t ipproto ip
t ipproto OSPFIGP
t ipproto icmp6
t sport 0
t sport 65535
t sport 65536
t sport 65534
t sport -1
t sport 5-4
t sport 5-
t sport 5-x
t dport x
t dport 0
t dport 1-65535
t dport 1-65534
t sport ''
t tos 010
t tos 100
t tos 0ff
t tos 0x0ff
t tos 1x
t tos -1
t fwmark 0/0
t fwmark 5/
t fwmark /5
t fwmark 5/0
t fwmark 5/5/5
t uidrange 5
t uidrange 5-4
t uidrange -1-5
t uidrange 0-4294967295
t uidrange 0-4294967296
t uidrange 4294967295-4294967295
t iif ''
t iif toolongname1234567
t oif lo oif lo
t suppress_prefixlength -1
t suppress_prefixlength 33
t suppress_ifgroup -1
t suppress_ifgroup default
t realms 65536
t realms 5/
t protocol 256
t protocol static
t table 0
t table 4294967295
t table 4294967296
t table all
t table main table 5
t pref 5 pref 6
t l3mdev table 5
t not not
t type unicast
t type local table 5
t type foo
t type
t p 5
t d 4
t n
ip -j rule show pref 32766
ip rule del sport 0
