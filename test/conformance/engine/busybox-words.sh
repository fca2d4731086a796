# Busybox's applets in a container: what they say of files and words that are wrong, and how they lay out what they list.
# oracle: docker
docker run -d --name one --network none base sleep 1000
docker exec one ls /nosuch
docker exec one cat /nosuch
docker exec one cat
docker exec one rm /nosuch
docker exec one mkdir /tmp
docker exec one mkdir /nosuch/a
docker exec one rmdir /nosuch
docker exec one cp /nosuch /tmp
docker exec one mv /nosuch /tmp
docker exec one touch /nosuch/x
docker exec one head /nosuch
docker exec one grep x /nosuch
docker exec one sed p /nosuch
docker exec one awk '{print}' /nosuch
docker exec one wc /nosuch
docker exec one sort /nosuch
docker exec one cut -f1 /nosuch
docker exec one kill 99999
docker exec one sh -c 'kill 99999'
docker exec one uname -s
docker exec one which ip ls nosuch
docker exec one ln -s /a /tmp/x
docker exec one readlink /tmp/x
docker exec one sleep x
docker exec one seq 1 3
docker exec one find /nosuch
docker exec one chmod 999 /tmp
docker exec one stat /nosuch
docker exec one du -s /nosuch
docker exec one test -f /etc/passwd
docker exec one expr 1 + x
docker exec one date -d nosuch
docker exec one tee /nosuch/x
docker exec one diff /etc/hosts /nosuch
docker exec one nosuch
docker exec one md5sum /etc/nosuch
docker exec one od /nosuch
docker exec one sh -c 'cd /nosuch'
docker exec one cmp /etc/passwd /nosuch
docker exec one uniq /nosuch
docker exec one cat /tmp
docker exec one cat /etc/passwd /nosuch
docker exec one rm /tmp
docker exec one rm -r /nosuch
docker exec one rm -f /nosuch
docker exec one cp /tmp /x
docker exec one cp /etc/passwd /nosuch/x
docker exec one mv /etc/passwd /nosuch/x
docker exec one touch /tmp/f
docker exec one ls -l /tmp/f
docker exec one ls /sys/class/net
docker exec one ls -l /sys/class/net
docker exec one ls -a /sys/class/net
docker exec one ls -1 /sys/class/net
docker exec one ls -n /tmp
docker exec one ls -R /sys/class/net/nosuch
docker exec one ls -d /nosuch /tmp
docker exec one mkdir -p /tmp/a/b
docker exec one rmdir /tmp/a
docker exec one rm /tmp/a
docker exec one tail -n x /tmp/f
docker exec one kill -9 99999
docker exec one kill -NOSUCH 1
docker exec one chmod 644 /nosuch
docker exec one chmod u+q /tmp
docker exec one chown root /nosuch
docker exec one chown nosuch /tmp
docker exec one grep -q x
docker exec one test
docker exec one [ 1 = 1 ]
docker exec one printf '%s-%s\n' a b
docker exec one ps -w
docker exec one ps -o nosuch
docker exec one ps -z 2>&1 | head -1
docker exec one readlink /nosuch
docker exec one realpath /nosuch
docker exec one stat -c %a /tmp/f
docker exec one sysctl net.ipv4.nosuch
docker exec one sysctl net.ipv4.ip_forward
docker exec one sysctl -w net.ipv4.ip_forward=1
docker exec one find /tmp -name f
docker exec one wc /nosuch
docker exec one cut /etc/passwd
docker exec one uniq /nosuch
docker exec one date +nosuch
docker exec one expr
docker exec one expr 1 +
docker exec one dirname /a/b
docker exec one mkfifo /tmp/f
docker exec one ln -s x /tmp/f
docker exec one ln /nosuch /tmp/g
