# Mistakes in lsof's options and addresses
# oracle: root
lsof -z 2>&1 | head -2
lsof -p x 2>&1 | head -2
lsof -p 1,x 2>&1 | head -2
lsof -p -1 2>&1 | head -2
lsof -u nosuch 2>&1 | head -2
lsof -u 2>&1 | head -2
lsof -c 2>&1 | head -2
lsof -i @foo 2>&1 | head -1
lsof -i tcp:x 2>&1 | head -1
lsof -i udp:x 2>&1 | head -1
lsof -i :x 2>&1 | head -1
lsof -i 5 2>&1 | head -1
lsof -i 7:80 2>&1 | head -1
lsof -i @[zz] 2>&1 | head -1
lsof -i @[::1 2>&1 | head -1
lsof -i "" 2>&1 | head -1
lsof -i : 2>&1 | head -1
lsof -i @ 2>&1 | head -1
lsof -i tcp: 2>&1 | head -1
lsof -i :5-3 2>&1 | head -1
lsof -i :5-x 2>&1 | head -1
lsof -i 4foo 2>&1 | head -1
lsof -d 2>&1 | head -2
lsof -t -z 2>&1 | head -2
lsof -zy 2>&1 | head -3
