# Rarer values of brctl's settings, several words too many, and no privilege
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip link add br0 address 02:00:00:00:00:0c type bridge
ip link set A up
ip link set B up
brctl addbr br1 extra
brctl addbr ""
brctl addbr .
brctl addbr "x y"
brctl addbr br%d
brctl addbr abcdefghijklmnopqr
brctl show
brctl delbr abcdefghijklmnopqr
brctl delbr abcdefghijklmno
brctl delbr ""
brctl delbr br1 br0
brctl delbr A
brctl addif br0 A extra
brctl addif br0 A B
brctl addif br0 B nope
brctl show br0 br0
brctl show nope br0 A
brctl delif br0 A nope B
brctl delif br0 A B
brctl addif br0 ""
brctl addif "" A
brctl addif br0 A
brctl addif br0 B
brctl setageing br0 -1
brctl setageing br0 1e3
brctl setageing br0 10s
brctl setageing br0 0x10
brctl setageing br0 99999999999
brctl setageing br0 ""
brctl setageing br0 .5
brctl setageing br0 1.234
brctl setageing br0 1 2
cat /sys/class/net/br0/bridge/ageing_time
brctl setbridgeprio br0 0x8
brctl setbridgeprio br0 -1
brctl setbridgeprio br0 65536
brctl setbridgeprio br0 010
brctl setbridgeprio br0 9z
brctl setbridgeprio br0 99999999999
brctl setbridgeprio lo 1
brctl setbridgeprio br0 ""
cat /sys/class/net/br0/bridge/priority
brctl setfd br0 1
brctl setfd br0 31
brctl setfd br0 -3
brctl setfd br0 3.7
brctl setfd lo 5
brctl sethello br0 1.5
brctl sethello br0 0.99
brctl sethello br0 10
brctl sethello lo 2
brctl sethello br0 x
brctl setmaxage br0 6
brctl setmaxage br0 5.99
brctl setmaxage br0 40
brctl setmaxage br0 40.01
brctl setmaxage br0 x
brctl setmaxage lo 20
brctl setmaxage nope 20
brctl stp br0 yes
brctl stp br0 1
brctl stp br0 ON
brctl stp br0 on off
brctl stp br0 no
brctl stp br0 0
brctl stp A on
brctl stp br0 ""
brctl setpathcost br0 A 0x64
brctl setpathcost br0 A -5
brctl setpathcost br0 A 65535
brctl setpathcost br0 A 65536
brctl setpathcost br0 A 4294967297
brctl setpathcost lo A 7
brctl setpathcost br1 A 8
brctl setpathcost br0 lo 8
brctl setpathcost nope nope 8
brctl setpathcost br0 A ""
brctl setportprio br0 A 0
brctl setportprio br0 A 63
brctl setportprio br0 A -1
brctl setportprio br0 A 16x
brctl setportprio lo A 7
brctl setportprio br0 lo 7
brctl setportprio nope A 7
brctl setportprio br0 nope 7
cat /sys/class/net/A/brport/path_cost /sys/class/net/A/brport/priority
brctl hairpin br0 A yes
brctl hairpin br0 A 1
brctl hairpin br0 A ON
brctl hairpin lo A no
brctl hairpin br0 lo on
brctl hairpin A B on
brctl hairpin br0 A off x
brctl showstp br0 | grep -v timer
brctl showmacs br0 | head -3
brctl showmacs br0 br1
brctl showmacs lo
brctl showmacs ""
brctl showstp ""
brctl showstp lo
brctl show ""
brctl show br0 --
brctl -- show br0
brctl show -h | head -2
brctl -V
brctl --ver
brctl --he | head -1
brctl -hV | head -1
brctl -Vh
brctl -x 2>&1 | head -3
brctl --nosuch | head -1
brctl --version=3 2>&1 | head -3
brctl - 2>&1 | head -2
brctl ADDBR br9
brctl add br9
brctl show br0 A | cat
brctl delif br1 A
brctl delif A B
brctl delif br0 br0
brctl addif br0 br0
ip link set br0 up
brctl delbr br0
su nobody -s /bin/sh -c 'brctl addbr x; brctl delbr br0; brctl addif br0 A; brctl delif br0 A; brctl stp br0 on; brctl setfd br0 4; brctl setageing br0 4; brctl setpathcost br0 A 4; brctl setportprio br0 A 4; brctl hairpin br0 A on; brctl setbridgeprio br0 3'
su nobody -s /bin/sh -c 'brctl show; brctl showmacs br0 | head -2; brctl showstp br0 | head -2'
ip link set A netns nope
ip link set br0 down
brctl delbr br0
brctl show
