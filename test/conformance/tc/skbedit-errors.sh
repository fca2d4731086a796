# Mistakes with skbedit, csum and random decisions
# oracle: vm
ip link add A type veth peer name B
ip link set A up
tc qdisc add dev A clsact
tc filter add dev A egress matchall action skbedit
tc filter add dev A egress matchall action skbedit mark
tc filter add dev A egress matchall action skbedit mark x
tc filter add dev A egress matchall action skbedit mark 5/
tc filter add dev A egress matchall action skbedit mark 5/x
tc filter add dev A egress matchall action skbedit mark 4294967296
tc filter add dev A egress matchall action skbedit priority
tc filter add dev A egress matchall action skbedit priority x
tc filter add dev A egress matchall action skbedit priority 1:x
tc filter add dev A egress matchall action skbedit priority 10000:1
tc filter add dev A egress matchall action skbedit queue_mapping x
tc filter add dev A egress matchall action skbedit queue_mapping 65536
tc filter add dev A egress matchall action skbedit queue_mapping 0x1
tc filter add dev A egress matchall action skbedit ptype me
tc filter add dev A egress matchall action skbedit ptype
tc filter add dev A egress matchall action skbedit pass
tc filter add dev A egress matchall action skbedit index 7
tc filter add dev A egress matchall action skbedit mark 5 index x
tc filter add dev A egress matchall action skbedit mark 5 fast
tc filter add dev A egress matchall action skbedit mark 5 goto
tc filter add dev A egress matchall action skbedit mark 5 goto 7
tc filter add dev A egress matchall action skbedit mark 5 goto chain
tc filter add dev A egress matchall action skbedit mark 5 goto chain x
tc filter add dev A egress matchall action skbedit mark 5 jump x
tc filter add dev A egress matchall action skbedit help
tc filter add dev A egress matchall action csum
tc filter add dev A egress matchall action csum and
tc filter add dev A egress matchall action csum foo
tc filter add dev A egress matchall action csum ip foo
tc filter add dev A egress matchall action csum ip index x
tc filter add dev A egress matchall action csum help
tc filter add dev A egress matchall action csum pass
tc filter add dev A egress matchall action gact
tc filter add dev A egress matchall action gact foo
tc filter add dev A egress matchall action gact drop random
tc filter add dev A egress matchall action gact drop random foo
tc filter add dev A egress matchall action gact drop random determ
tc filter add dev A egress matchall action gact drop random determ foo 3
tc filter add dev A egress matchall action gact drop random determ pass 10001
tc filter add dev A egress matchall action gact drop random determ pass 20000
tc filter add dev A egress matchall action gact drop random netrand goto chain 3 5
tc filter add dev A egress matchall action gact goto
tc filter add dev A egress matchall action gact goto chain 268435456
tc filter add dev A egress matchall action gact jump
tc filter add dev A egress matchall action gact jump x
tc filter show dev A egress
tc actions add action skbedit mark 3 index 4
tc actions add action skbedit mark 3 index 4
tc actions change action skbedit priority 5 index 4
tc actions ls action skbedit
tc actions add action gact goto chain 5
tc actions add action csum ip and udp goto chain 5 index 9
tc actions add action csum ip and udp index 9
tc actions ls action csum
tc -j actions ls action csum
tc actions del action csum index 8
tc actions flush action csum
tc actions ls action csum
tc filter add dev A egress pref 7 handle x fw classid 1:1
tc filter add dev A egress pref 7 handle 5/x fw classid 1:1
tc filter add dev A egress pref 7 fw classid 1:1
tc filter add dev A egress pref 7 handle 5 fw
tc filter add dev A egress pref 7 handle 5 fw classid x
tc filter add dev A egress pref 7 handle 5 fw indev
tc filter add dev A egress pref 7 handle 5 fw indev nosuch0
tc filter add dev A egress pref 7 handle 5 fw foo
tc filter add dev A egress pref 7 handle 5 fw help
tc filter show dev A egress
tc filter add dev A egress pref 7 handle 5/0xff fw classid 1:1
tc filter add dev A egress pref 7 handle 6 fw classid 1:1
tc filter add dev A egress pref 7 handle 6/0xff fw indev A action drop
tc filter add dev A egress pref 7 handle 6/0xff fw classid 1:1
tc filter change dev A egress pref 7 handle 9/0xff fw classid 1:1
tc filter show dev A egress
tc -j filter show dev A egress
tc filter del dev A egress pref 7 handle 9 fw
tc filter del dev A egress pref 7 handle 5 fw
tc filter show dev A egress
