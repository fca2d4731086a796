# What netstat and route say of families and protocols that the kernel lacks, and of groups
# oracle: root
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip link set lo up
ip addr add 10.0.0.1/24 dev A
netstat -rx
netstat -rx6
netstat -r -A inet,unix
netstat -r --ipx
netstat -r --ax25
netstat -r --ddp
netstat -r --x25
netstat -r --rose
netstat -r -A ec
netstat -r -A econet
netstat -r -4 -4
netstat -rCF
netstat -g
netstat -gn
netstat -gn4
netstat -gn6
netstat -gt
netstat -g -u -l
netstat -ng6x
netstat -v
netstat -vtn
netstat -van 2>&1 >/dev/null
netstat -val 2>&1 >/dev/null
netstat -S
netstat -Sv
netstat -S -t
netstat -S -u -x
netstat -l2cap
netstat -2t
netstat --rfcomm
netstat --bluetooth
netstat --ipx -t
netstat --ipx --rose
netstat -v --ipx
netstat -t --foo
netstat --numeric-foo
netstat --num
netstat --help 2>&1 | head -3
netstat -s -4 -6
netstat -cS
route -A ipx
route -A ddp
route -A rose
route -A x25
route -A ipx add foo
route -A ax25 add foo
route -A netrom add foo
route -A x25 flush
route -A x25 -h
route -A unix -h
route -A ipx -h
route -A ec
route -A ash
route -A inet -A inet -n
route -A inet -A unix -n
route -4 -4 add 1.2.3.4 dev lo
