/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* nginx before PHP's FastCGI server, with the JIT compiler on; many requests at once. */
#include "workload.h"

static const char page[] =
	"<?php\nfunction fib($n) { return $n < 2 ? $n : fib($n - 1) + fib($n - 2); }\n"
	"$s = 0; for ($i = 0; $i < 20000; $i++) $s = ($s * 31 + $i) % 1000003;\n"
	"$j = opcache_get_status(false)['jit']['on'] ? 'jit' : 'none';\n"
	"echo fib(15), ' ', $s, ' ', $_GET['q'], ' ', "
	"strrev(file_get_contents('php://input')), ' ', $j, \"\\n\";";

static void steps(struct container *c)
{
	RUN(c, "mkdir -p /run/php /www /var/lib/nginx /var/log/nginx; chmod 755 /www");
	WRITE(c, "/www/p.php", page);
	WRITE(c, "/tmp/fpm.conf",
	      "[global]\nerror_log = /logs/fpm\ndaemonize = no\n[www]\nuser = www-data\n"
	      "group = www-data\nlisten = /run/php/s\nlisten.owner = www-data\npm = static\n"
	      "pm.max_children = 2\ncatch_workers_output = yes");
	WRITE(c, "/tmp/nginx.conf",
	      "user www-data;\nworker_processes 2;\nerror_log /logs/nginx;\npid "
	      "/run/nginx.pid;\n"
	      "events { worker_connections 64; }\nhttp {\naccess_log off;\nserver {\n"
	      "listen 127.0.0.1:8080;\nroot /www;\nlocation ~ [.]php$ {\n"
	      "include /etc/nginx/fastcgi.conf;\nfastcgi_pass unix:/run/php/s;\n}\n}\n}");
	RUN(c, "php-fpm8.4 -n -d zend_extension=opcache -d opcache.enable=1 -d "
	       "opcache.jit_buffer_size=16M -d opcache.jit=tracing -y /tmp/fpm.conf > "
	       "/logs/start 2>&1 &");
	RUN(c, "nginx -c /tmp/nginx.conf -g 'daemon off;' > /logs/start-nginx 2>&1 &");
	UNTIL(c, "curl -sf 'http://127.0.0.1:8080/p.php?q=1' > /logs/curl 2>&1");
	SAYS(c, "curl -s -d backwards 'http://127.0.0.1:8080/p.php?q=a%20b'",
	     "610 667472 a b sdrawkcab jit\n");
	/* A file as it is, in two parts. */
	RUN(c, "seq 1 60000 > /www/f");
	SPOIL(c, "echo >> /www/f");
	RUN(c, "{ curl -s -r 0-199999 http://127.0.0.1:8080/f; curl -s -r 200000- "
	       "http://127.0.0.1:8080/f; } > parts; seq 1 60000 | cmp - parts");
	SAYS(c,
	     "p=; for i in 1 2 3 4; do curl -s --parallel "
	     "'http://127.0.0.1:8080/p.php?q=[1-10]' "
	     "-o "
	     "'/tmp/o#1' & p=\"$p $!\"; done; wait $p; cat /tmp/o* | cut -d' ' -f1,2 | "
	     "sort -u",
	     "610 667472\n");
	RUN(c, "kill -HUP $(cat /run/nginx.pid)");
	UNTIL(c, "curl -sf 'http://127.0.0.1:8080/p.php?q=1' > /logs/curl 2>&1");
}

WORKLOAD(nginx_php, "services", "nginx and PHP's FastCGI server, with its JIT compiler");
