# A host name of one's own, as containers made by hand have
# oracle: vm
H=$(hostname)
same() { [ "$(hostname)" = "$H" ] && echo same; }
unshare --uts sh -c 'hostname box; hostname; cat /proc/sys/kernel/hostname; uname -n'
same
unshare --uts --ipc --net sh -c 'ip link; hostname inner; hostname'
unshare -u sh -c 'unshare -u sh -c "hostname deeper; hostname"; hostname' | head -1
touch netns1; unshare -un --net=netns1 sh -c 'hostname kept; hostname'
[ "$(nsenter --net=netns1 hostname)" = "$H" ] && echo same
unshare -u sh -c 'hostname far; sleep 5' & sleep 0.4
nsenter -t $! -u hostname
nsenter -t $! -u -n hostname
nsenter -t $! -u sh -c 'hostname near'
nsenter -t $! --uts hostname; same
[ "$(readlink /proc/$!/ns/uts)" = "$(readlink /proc/self/ns/uts)" ] || echo apart
[ "$(readlink /proc/$!/ns/ipc)" = "$(readlink /proc/self/ns/ipc)" ] && echo together
kill $!; wait
unshare -u true; unshare --uts -n ip -br link; unshare -nu bash -c 'hostname a.b; hostname -s'
same
umount netns1
