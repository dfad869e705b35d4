# nginx with nchan: one process, a channel a document, WebSockets to read, POST to write.
PROTOCOL=nchan
SHAPES=(idle saturated wide lone)

nchan_module() {
  local file
  for file in /usr/lib/nginx/modules "$FETCHED"/usr/lib/nginx/modules; do
    [ -f "$file/ngx_nchan_module.so" ] && echo "$file/ngx_nchan_module.so" && return
  done
  return 1
}

provide() {
  provide_program nginx nginx || return 1
  nchan_module >/dev/null || fetch libnginx-mod-nchan && nchan_module >/dev/null
}

start() {
  cat >"$DATA/nginx.conf" <<END
load_module $(nchan_module);
daemon off;
master_process off;
pid $DATA/nginx.pid;
error_log $DATA/error.log;
worker_rlimit_nofile $(ulimit -Hn);
events { worker_connections 20000; }
http {
  access_log off;
  client_body_temp_path $DATA/body;
  proxy_temp_path $DATA/proxy;
  fastcgi_temp_path $DATA/fastcgi;
  uwsgi_temp_path $DATA/uwsgi;
  scgi_temp_path $DATA/scgi;
  keepalive_requests 1000000000;
  keepalive_time 1d;
  nchan_max_reserved_memory 256m;
  server {
    listen 127.0.0.1:$1;
    location = /pub {
      nchan_publisher;
      nchan_channel_id \$arg_id;
      nchan_message_buffer_length 4000;
      nchan_message_timeout 60s;
    }
    location = /sub {
      nchan_subscriber websocket;
      nchan_channel_id \$arg_ids;
      nchan_channel_id_split_delimiter ",";
      nchan_subscriber_first_message newest;
      nchan_websocket_ping_interval 0;
    }
  }
}
END
  local nginx
  nginx=$(find_program nginx)
  if [ ! -d /var/lib/nginx ]; then
    # The module asks for it, whatever is configured: it gets one that nobody else sees.
    serve unshare --map-root-user --mount sh -c \
      'mount -t tmpfs none /var/lib && mkdir /var/lib/nginx && exec "$@"' sh \
      "$nginx" -p "$DATA" -c "$DATA/nginx.conf" -e "$DATA/error.log" -g 'user root root;'
    return
  fi
  serve "$nginx" -p "$DATA" -c "$DATA/nginx.conf" -e "$DATA/error.log"
}

version() { "$(find_program nginx)" -v 2>&1; }
