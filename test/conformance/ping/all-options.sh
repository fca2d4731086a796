# All options of ping, and what is wrong with their values
# oracle: root
sysctl -qw net.ipv6.conf.default.accept_dad=0
for n in x y; do ip netns add $n; ip -n $n link set lo up; done
ip link add vx address 02:00:00:00:00:0a netns x type veth peer name vy address 02:00:00:00:00:0b netns y
ip -n x addr add 10.0.0.1/24 dev vx; ip -n y addr add 10.0.0.2/24 dev vy
ip -n x addr add fd00::1/64 dev vx; ip -n y addr add fd00::2/64 dev vy
ip -n x link set vx up; ip -n y link set vy up
sleep 1
X() { ip netns exec x "$@" 2>&1 | sed -E "s,= [0-9./]+ ms.*,= R,; s,(time=|time )[0-9.]+ ?ms,\1T,; s,^.[0-9.]+. 64,[T] 64,; s,ident=[0-9]+,ident=N,; s,(absolute|TS:.*)$,TS,; s,^.[0-9.]+.?$,n,"; }
X ping
X ping -V
X ping -h | head -3
X ping -@
X ping -c
X ping -c x 10.0.0.2
X ping -c 0 10.0.0.2
X ping -c -1 10.0.0.2
X ping -c 1x 10.0.0.2
X ping -c 99999999999999999999 10.0.0.2
X ping -c 1 10.0.0.2
X ping -c1 -q 10.0.0.2
X ping -c1 -n 10.0.0.2
X ping -c2 -i 0.2 10.0.0.2
X ping -c1 -i x 10.0.0.2
X ping -c1 -i -1 10.0.0.2
X ping -c1 -i 0 10.0.0.2
X ping -c1 -i 1e-9 10.0.0.2
X ping -c1 -W 0 10.0.0.2
X ping -c1 -W x 10.0.0.2
X ping -c1 -W -1 10.0.0.2
X ping -c1 -W 0.3 10.0.0.77
X ping -w 1 -c 1 10.0.0.77
X ping -w x 10.0.0.2
X ping -w -1 10.0.0.2
X ping -w 0 -c1 10.0.0.2
X ping -c1 -s 0 10.0.0.2
X ping -c1 -s 15 10.0.0.2
X ping -c1 -s 16 10.0.0.2
X ping -c1 -s 65507 10.0.0.2
X ping -c1 -s 65508 10.0.0.2
X ping -c1 -s 127993 10.0.0.2
X ping -c1 -s -1 10.0.0.2
X ping -c1 -s x 10.0.0.2
X ping -c1 -s 2000 -M do 10.0.0.2
X ping -c1 -s 2000 -M want 10.0.0.2
X ping -c1 -s 2000 -M dont 10.0.0.2
X ping -c1 -s 2000 -M probe 10.0.0.2
X ping -c1 -M foo 10.0.0.2
X ping -c1 -t 0 10.0.0.2
X ping -c1 -t 1 10.0.0.2
X ping -c1 -t 256 10.0.0.2
X ping -c1 -t x 10.0.0.2
X ping -c1 -Q 0x10 10.0.0.2
X ping -c1 -Q 16 10.0.0.2
X ping -c1 -Q 256 10.0.0.2
X ping -c1 -Q x 10.0.0.2
X ping -c1 -Q -1 10.0.0.2
X ping -c1 -p ff 10.0.0.2
X ping -c1 -p 1234567890abcdef1234567890abcdef12 10.0.0.2
X ping -c1 -p xz 10.0.0.2
X ping -c1 -p "" 10.0.0.2
X ping -c1 -I nope 10.0.0.2
X ping -c1 -I vx 10.0.0.2
X ping -c1 -I lo 10.0.0.2 -W 0.3
X ping -c1 -I 10.0.0.1 10.0.0.2
X ping -c1 -I 10.0.0.9 10.0.0.2
X ping -c1 -I fd00::1 10.0.0.2
X ping -c1 -I vx -I 10.0.0.1 10.0.0.2
X ping -c1 -I 10.0.0.1 -I vx 10.0.0.2
X ping -c1 -m 5 10.0.0.2
X ping -c1 -m x 10.0.0.2
X ping -c1 -e 77 10.0.0.2
X ping -c1 -e x 10.0.0.2
X ping -c1 -e 65536 10.0.0.2
X ping -c1 -l 3 10.0.0.2
X ping -c3 -l 3 -q 10.0.0.2
X ping -c1 -l 0 10.0.0.2
X ping -c1 -l 65537 10.0.0.2
X ping -c1 -l x 10.0.0.2
X ping -c1 -S 0 10.0.0.2
X ping -c1 -S x 10.0.0.2
X ping -c1 -S 100000 10.0.0.2
X ping -c1 -T tsonly 10.0.0.2
X ping -c1 -T tsandaddr 10.0.0.2
X ping -c1 -T foo 10.0.0.2
X ping -c1 -R 10.0.0.2
X ping -c1 -R -T tsonly 10.0.0.2
X ping -c1 -R 127.0.0.1
X ping -c1 -r 10.0.0.2
X ping -c1 -r 10.9.9.9
X ping -c1 -b 10.0.0.255 -W 0.3
X ping -c1 10.0.0.255
X ping -c1 255.255.255.255
X ping -c1 -b 255.255.255.255 -W 0.3
X ping -c1 224.0.0.1 -W 0.3
X ping -c1 0.0.0.0
X ping -c1 10.9.9.9
X ping -c1 nosuch.example
X ping -c1 ""
X ping -c1 10.0.0.256
X ping -c1 10.0.0.2 10.0.0.2
X ping -c1 10.0.0.1 10.0.0.2
X ping -c1 10.9.9.9 10.0.0.2
X ping -c1 -f 10.0.0.2 | sed 's/ipg.*//;s/, pipe.*//'
X ping -c3 -A 10.0.0.2 -q | sed 's/, ipg.*//'
X ping -c2 -a 10.0.0.2 -i 0.2 | od -c | grep -c '\\a'
X ping -c1 -D 10.0.0.2
X ping -c1 -B -I vx 10.0.0.2
X ping -c1 -L 224.0.0.1 -W 0.2
X ping -c1 -O -W 0.2 10.0.0.77
X ping -c1 -U 10.0.0.2
X ping -c1 -d 10.0.0.2
X ping -c1 -C 10.0.0.2
X ping -c1 -N name 10.0.0.2
X ping -c1 -N help fd00::2
X ping -c1 -N foo fd00::2
X ping -c1 -F 0x123 fd00::2
X ping -c1 -F x fd00::2
X ping -c1 -F 0x123456 fd00::2
X ping -c1 -F 1 10.0.0.2
X ping -4 -c1 fd00::2
X ping -6 -c1 10.0.0.2
X ping -46 -c1 10.0.0.2
X ping6 -c1 10.0.0.2
X ping -6 -c1 ff02::1
X ping -6 -c1 -I vx ff02::1
X ping -6 -c1 ff02::1%vx
X ping -6 -c1 fe80::ff:fe00:b%vx
X ping -6 -c1 fe80::ff:fe00:b
X ping -6 -c1 fe80::ff:fe00:b%nope
X ping -6 -c1 -T tsonly fd00::2
X ping -6 -c1 -R fd00::2
X ping -6 -c1 -r fd00::2
X ping -6 -c1 -b fd00::2
X ping -6 -c1 -t 300 fd00::2
X ping -6 -c1 -Q 0x20 fd00::2
X ping -6 -c1 -s 2000 -M do fd00::2
X ping -6 -c1 fd99::1
X ping -6 -c1 fd00::1 fd00::2
X ping -6 -c1 -I 10.0.0.1 fd00::2
X ping -6 -c1 -I fd00::1 fd00::2
X ping -6 -c1 -I fd00::9 fd00::2
X su nobody -s /bin/sh -c 'ping -c1 10.0.0.2'
X su nobody -s /bin/sh -c 'ping -c2 -i 0.001 10.0.0.2'
X su nobody -s /bin/sh -c 'ping -f -c1 10.0.0.2'
X su nobody -s /bin/sh -c 'ping -c1 -l 4 10.0.0.2'
X su nobody -s /bin/sh -c 'ping -c1 -m 3 10.0.0.2'
X su nobody -s /bin/sh -c 'ping -c1 -I vx 10.0.0.2'
for n in x y; do ip netns del $n; done
