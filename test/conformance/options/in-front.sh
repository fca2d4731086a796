# Options in front of the object, long, short and combined
# oracle: root
ip -4 -o addr show lo
ip -o -4 a s lo
ip -0 a show lo
ip -br a
ip -br -4 a
ip -br -c=never l
ip -color=always l show lo
ip -c -br l show lo
ip -V
ip -Version
ip -ver
ip -s -s l show lo | head -3
ip -s -h l show lo | head -3
ip -iec -s l show lo | head -2
ip -p -j l show lo
ip -j -p -br l show lo
ip -j -br a show lo
ip -json addr show lo
ip -details l show lo
ip -d -j l show lo
ip -rc 1000 l show lo
ip -rcvbuf x l
ip -n nope l
ip -n
ip -netns
ip -a netns exec true
ip -all netns list
ip -N r s t local
ip -- l show lo
ip --oneline l show lo
ip -oneline l show lo
ip -o -d a show lo
ip foo
ip l foo
ip a foo
ip r foo
ip ne
ip net list
ip nei
ip ro
ip ru
ip li show lo
ip ad show lo
ip -4 -6 route
ip -6 -4 route
ip -s r
ip -d r
ip -o r
ip -f inet addr show lo
ip -f inet6 a
ip -h link show lo
ip -t l show lo
