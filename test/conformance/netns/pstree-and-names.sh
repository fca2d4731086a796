# Processes below each other, where they are, how they open files, and what the machine is called besides its name
# oracle: root
# not by the own shell: its shells are no processes of the machine
mkdir -p /tmp/looked && cd /tmp/looked && touch x && exec 7<>/dev/null
(exec 4>>x 5<x 6>x; ls -l /proc/self/fd/4 /proc/self/fd/5 /proc/self/fd/6 /proc/self/fd/7 | cut -c1-26)
sleep 600 & sleep 600 & sleep 0.3
pstree $$
pstree -p $$ > out; sed 's/[0-9][0-9]*/N/g' out
pstree -a $$ > out; tail -n +2 out | sed 's/-a .*/-a/'
pstree -A -c $$
pstree nosuchuser; echo $?
pstree 99999; echo $?
pwdx $$ | cut -d: -f2
(cd /usr; pwdx $BASHPID | cut -d: -f2); x=$(cd /etc; pwdx $BASHPID); echo ${x#*:}; pwdx $$ | cut -d: -f2
{ cd /; pwdx $BASHPID | cut -d: -f2; } | cat; readlink /proc/$$/cwd; cd /usr; readlink /proc/$$/cwd /proc/self/cwd; cd /tmp/looked
pwdx 99999; echo $?
pwdx a; echo $?
pwdx; echo $?
hostid | wc -c; mcookie | wc -c
whereis nosuch
mesg < /dev/null > /dev/null 2>&1; echo $?
setterm --cursor off --term xterm | od -c
setterm --bold on --term xterm | od -c
mkdir q; cd q; touch 'a b' c; dir; vdir | awk '{ print $1, $9, $10 }'; ls -l 'a b' | cut -d' ' -f1,2; ln c e; ls -l e | cut -d' ' -f1,2; rm c; ls -l e | cut -d' ' -f1,2
kill %1 %2; sleep 0.3; cd /; rm -r /tmp/looked
