# Configurations that radvd refuses, or does not act on
# oracle: vm
ip link add r0 type veth peer name B
ip link set r0 up
ip link set B up
check() { echo "$1" > radvd.conf; radvd -c -C radvd.conf -m stderr_clean; echo "status $?"; }
radvd -c -C none.conf -m stderr_clean
check ''
check '# nothing'
check 'interface r0 { AdvSendAdvert on }'
check 'interface r0 { AdvSendAdvert on; }'
check 'interface r0 { AdvSendAdvert yes; };'
check 'interface r0 { AdvOnlink on; };'
check 'interface r0 { prefix 2001:db8::/64 { AdvOnlink on; }; };'
check 'interface r0 { prefix 2001:db8:: { }; };'
check 'interface r0 { prefix 10.0.0.0/24 { }; };'
check 'interface r0 { prefix 2001:db8::/129 { }; };'
check 'interface r0 { prefix 2001:db8::/64 { AdvValidLifetime 10; AdvPreferredLifetime 20; }; };'
check 'interface r0 { RDNSS { }; };'
check 'interface r0 { RDNSS 2001:db8::1 { AdvRDNSSLifetime 1; }; };'
check 'interface r0 { DNSSL a_b { }; };'
check 'interface r0 { }; interface r0 { };'
check 'interface r0 { MaxRtrAdvInterval 2; };'
radvd -m wrong
for i in 1 2 3 4 5; do
  ip link add r$i type veth peer name B$i
  ip link set r$i up
  ip link set B$i up
done
serve() { timeout 3 radvd -n -C radvd.conf -m stderr_clean 2>&1 | grep 'forwarding\|r[0-9]'; }
echo 'interface r0 { AdvSendAdvert on; };' > radvd.conf
serve
sysctl -qw net.ipv6.conf.all.forwarding=1
cat > radvd.conf << END
interface r9 { AdvSendAdvert on; };
interface r0 { AdvSendAdvert on; MaxRtrAdvInterval 2; };
interface r1 { AdvSendAdvert on; MinRtrAdvInterval 9; MaxRtrAdvInterval 10; };
interface r2 { AdvSendAdvert on; AdvDefaultLifetime 3; };
interface r3 { AdvSendAdvert on; AdvLinkMTU 9000; };
interface r4 { AdvSendAdvert on; MinDelayBetweenRAs 1; };
interface r5 { AdvSendAdvert on; prefix 2001:db8::/60 { }; };
END
serve
echo 'interface r9 { AdvSendAdvert on; IgnoreIfMissing off; };' > radvd.conf
serve
ip -6 neigh flush all
