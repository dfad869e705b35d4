# nginx with documents as static files: the least that answers a GET.
PROTOCOL=static
SHAPES=(read)
READ=/{id}.json

provide() { provide_program nginx nginx; }

start() {
  local i
  mkdir -p "$DATA/html"
  for ((i = 0; i < 1000; i++)); do
    product "$i" >"$DATA/html/load-$(printf %07d "$i").json"
  done
  cat >"$DATA/nginx.conf" <<END
daemon off;
master_process off;
pid $DATA/nginx.pid;
error_log $DATA/error.log;
events { worker_connections 1000; }
http {
  access_log off;
  open_file_cache max=2000;
  keepalive_requests 1000000000;
  client_body_temp_path $DATA/body;
  proxy_temp_path $DATA/proxy;
  fastcgi_temp_path $DATA/fastcgi;
  uwsgi_temp_path $DATA/uwsgi;
  scgi_temp_path $DATA/scgi;
  server {
    listen 127.0.0.1:$1;
    root $DATA/html;
  }
}
END
  serve "$(find_program nginx)" -p "$DATA" -c "$DATA/nginx.conf" -e "$DATA/error.log"
}

version() { "$(find_program nginx)" -v 2>&1; }
