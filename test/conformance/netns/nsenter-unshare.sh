# Namespaces by nsenter and unshare: of processes, in files, and what people get wrong.
# oracle: root
ip netns add n1
ip netns exec n1 sleep 30 &
sleep 0.3
P=$(ip netns pids n1)
nsenter -t $P -n ip -br link
nsenter --net=/run/netns/n1 -- ip -br link
nsenter -n -t $P -u -i -m -F ip -br link
nsenter -t $P -a ip -br link
nsenter -t $P -n -w/tmp pwd
nsenter -t $P -nu true
nsenter -n true || echo "exit $?"
nsenter -a true || echo "exit $?"
nsenter -t x -n true || echo "exit $?"
nsenter -t -1 -n true || echo "exit $?"
nsenter -t 0 -n true || echo "exit $?"
nsenter -t || echo "exit $?"
nsenter -t $P -U true || echo "exit $?"
nsenter -t $P -n nosuch || echo "exit $?"
nsenter -t $P -n -S x true || echo "exit $?"
nsenter --net=/nope true || echo "exit $?"
nsenter --net=/etc/passwd true || echo "exit $?"
nsenter -e true || echo "exit $?"
nsenter -u true || echo "exit $?"
nsenter true
nsenter -V
unshare -n ip -br link
unshare -nr ip -br link
unshare -mn --propagation private ip -br link
unshare -n sh -c 'ip link set lo up; ip -br link; exit 7' || echo "exit $?"
touch kept
unshare --net=kept ip link set lo up
nsenter --net=kept ip -br link
umount kept
rm kept
unshare --net=nodir/kept true 2>&1 | sed 's/[0-9][0-9]*/N/'
unshare -n -w /nope true || echo "exit $?"
unshare -n -w /tmp pwd
unshare -x || echo "exit $?"
unshare --foo || echo "exit $?"
unshare -n -w || echo "exit $?"
unshare --propagation foo true || echo "exit $?"
unshare --setgroups foo true || echo "exit $?"
unshare -S x true || echo "exit $?"
unshare -n nosuch || echo "exit $?"
unshare -n false || echo "exit $?"
unshare -V
kill $P
wait
ip netns del n1
