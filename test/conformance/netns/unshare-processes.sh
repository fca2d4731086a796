# unshare with namespaces of processes and users of its own: numbers, /proc, what root there may do, how it ends
# oracle: root
unshare -p -f echo hi
unshare -p -f sh -c 'echo $$'
unshare -pf bash -c 'echo $$ $PPID; exit 7'
echo $?
unshare -p -f --mount-proc sh -c 'ls -d /proc/[0-9]*; echo $$'
unshare -pf --mount-proc bash -c 'sleep 3 & jobs -p; kill %1; wait; echo done'
unshare -pf sh -c 'kill -9 $$; echo alive'
echo $?
unshare -pf sh -c 'kill -TERM $$; echo alive'
unshare -pf nosuch
echo $?
unshare -pf --kill-child sh -c 'echo x'
unshare -n -p -f --mount-proc ip link
unshare -p -f -n sh -c 'ip link show lo | head -1; echo $$'
unshare --fork true
echo $?
unshare -f nosuch
echo $?
unshare --mount-proc true
unshare -pf --mount-proc=/nosuch true
echo $?
unshare -f sh -c 'exit 3'
echo $?
unshare -f sh -c 'kill -9 $$'
echo $?
unshare -U id -u
unshare -U id -g
unshare -U ip link add v0 type veth peer name p0
unshare -Ur ip link add v0 type veth peer name p0
unshare -Urn ip link add v0 type veth peer name p0
unshare -Un ip link add v0 type veth peer name p0
unshare -Urn ip -br link
unshare -rn sh -c 'id -u; ip link set lo up; ip -br link'
unshare -pf readlink /proc/self/ns/pid > /root/a; readlink /proc/self/ns/pid > /root/b; cmp -s /root/a /root/b || echo other
unshare -pf --mount-proc ps
unshare -pf --mount-proc ps -o pid,ppid,comm
unshare -pf --mount-proc sh -c 'sleep 3 & ps -o pid,ppid,args; kill $!'
unshare -pf --mount-proc bash -c 'ls /proc/self/status; grep -E "^(Pid|PPid|NSpid)" /proc/self/status | cut -f1'
unshare -pf bash -c 'ps -o comm= -p 1' | head -c 0
unshare -pf --mount-proc unshare -pf --mount-proc sh -c 'echo $$; ps -e -o pid='
unshare -Urn sh -c 'ip link add v0 type veth peer name p0 && ip -br link | cut -d" " -f1; ip netns add x'
unshare -Ur sh -c 'id; sysctl -w net.ipv4.ip_forward=1; ip addr add 10.0.0.1/24 dev lo; ip netns add x'
unshare -U sh -c 'id; cat /etc/hostname > /dev/null && echo read; touch /root/x; ip link set lo down'
unshare -U ping -c 1 -W 1 127.0.0.1
unshare -Urnm sh -c 'ip netns add x && ip netns'
unshare -Urn sh -c 'ip link set lo up; ping -c 1 127.0.0.1 | head -2 | tail -1 | cut -d= -f1'
unshare -c id -u
unshare -f -n ip link
unshare -pfn --kill-child=TERM ip link
unshare -f --bogus
unshare -pf -w /nosuch true
unshare -pf -w /tmp pwd
unshare -pf --mount-proc=/etc/passwd true
unshare -pf
echo $?
echo 'echo $$' | unshare -pf sh
sh -c 'unshare -pf true; echo $?'
unshare -uf sh -c 'hostname x; hostname'
