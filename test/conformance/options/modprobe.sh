# oracle: root
# modprobe for what is not there, and what is wrong with a command line
modprobe nosuch 2>&1 | sed 's#/lib/modules/.*#DIR#'
modprobe -v nosuch x=1 2>&1 | sed 's#/lib/modules/.*#DIR#'
modprobe -q nosuch
modprobe -r nosuch
modprobe -a nosuch other 2>&1 | sed 's#/lib/modules/.*#DIR#'
modprobe
modprobe -x
modprobe --bogus
modprobe -V | head -1
