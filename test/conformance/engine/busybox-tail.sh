# busybox's tail: files that are not there count no more, and without any that is the end
# oracle: docker
docker run -d --name one base sleep 1000 > /dev/null
docker exec one tail /nosuch
docker exec one tail /nosuch /nosuch2
docker exec one tail -n 1 /nosuch /etc/passwd
docker exec one tail -n 1 /etc/passwd /nosuch /etc/group
docker exec one tail -n 1 /etc/passwd /etc/group
docker exec one tail -q -n 1 /etc/passwd /etc/group
docker exec one tail -v -n 1 /etc/passwd
docker exec one tail -f /nosuch
docker exec one sh -c 'echo hi | tail -n 1 - /nosuch; echo $?'
docker exec one tail /tmp
docker rm -f one > /dev/null
sleep 3
