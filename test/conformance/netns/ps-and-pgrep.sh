# Processes chosen and listed: ps, pgrep and pkill
# oracle: root
# not by the own shell: its shells are no processes of the machine
sleep 600 & sleep 600 & sleep 0.5
ps -C sleep -o comm,args
ps -C sleep -o comm --no-headers
ps -C sleep -o comm=NAME,args=WHAT
ps -C sleep -o comm:20,args
ps --ppid $$ -C nosuch -o comm --sort=comm | grep sleep
ps -o user,group,uid,gid,nice,pri,stat,tty,time,args -C sleep
ps -eo comm --sort=comm | grep -c sleep
ps -u root -o user= | sort -u
ps -eo pid,%cpu,%mem,rss,vsz,wchan:20 | head -1
ps -q $$ -o comm
ps -N -C sleep -o comm | grep -c sleep
ps --forest -C bash,sleep -o comm | grep -c '\\_ sleep'
ps f -o args --ppid $$ -p $$ | grep sleep
for s in -f -l -j -ef u x f axjf '-o pid,lstart,etime,etimes'; do ps $s | head -1; done
ps --badopt
ps -o nosuch
ps -p x
ps -p 99999; echo $?
ps -C; ps -u nosuch; ps --sort=foo
pgrep -i SLEEP | wc -l
pgrep -U 0 sleep | wc -l
pgrep -c sleep; pgrep -l sleep | cut -d' ' -f2; pgrep -x slee; echo $?
pkill -0 sleep; echo $?; pkill -c -0 sleep; pkill -0 nosuch; echo $?
kill %1 %2; sleep 0.3; pgrep sleep; echo $?
