# Commands below a noun: their lists, other names for them, and what is no command, no option and no topic of help.
# oracle: docker
docker network
docker network nonsense
docker network nonsense 2> /dev/null
docker network nonsense --help
docker network --help nonsense
docker network --absent
docker network -x ls
docker network ps
docker network list
docker network remove
docker network ls extra
docker container
docker container nonsense
docker container list
docker container ps --absent
docker image
docker image nonsense
docker image ps 2>&1 | head -2
docker nonsense
docker help network
docker help network nonsense
docker help network ls extra
docker help nonsense words
docker help ps extra
docker network help
