# What people get wrong with nc.
# oracle: root
nc 10.0.0.2
nc 10.0.0.2 http1
nc -zv 127.0.0.1 70000
nc -zv 127.0.0.1 0
nc -w x 127.0.0.1 80
nc a b c
