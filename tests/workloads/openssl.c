/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * OpenSSL: digests and ciphers against known answers, signatures, and TLS between
 * two processes, with the instructions that the CPU offers and with none beyond
 * SSE2 (OPENSSL_ia32cap; arm64 has another variable, which is set beside it).
 */
#include "workload.h"

/* What NIST's examples and RFC 8439 say. */
static void known_answers(struct container *c, bool plain)
{
	RUN(c,
	    plain ? "export OPENSSL_ia32cap='~0x7ffaf3bfffebffff:~0xffffffff' OPENSSL_armcap=0"
		  : "unset OPENSSL_ia32cap OPENSSL_armcap");
	SAYS(c, "printf abc | openssl dgst -sha256 -r", /* FIPS 180-4 */
	     "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad *stdin\n");
	SAYS(c, "printf abc | openssl dgst -sha3-256 -r", /* FIPS 202 */
	     "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532 *stdin\n");
	/* SP 800-38A, F.5.5: CTR with AES-256, its first block. */
	SAYS(c,
	     "printf "
	     "'\\153\\301\\276\\342\\056\\100\\237\\226\\351\\075\\176\\021\\163\\223\\027\\052"
	     "' | "
	     "openssl enc -aes-256-ctr "
	     "-K 603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4 "
	     "-iv f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff | od -An -tx1 | tr -d ' \\n'",
	     "601ec313775789a5b7a7f504bbf3d228");
	/* RFC 8439, 2.4.2. */
	SAYS(c,
	     "printf \"Ladies and Gentlemen of the class of '99: If I could offer you only one "
	     "tip for the future, sunscreen would be it.\" | openssl enc -chacha20 -K "
	     "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f "
	     "-iv 01000000000000000000004a00000000 | od -An -tx1 | tr -d ' \\n' | "
	     "sed 's/^\\(.\\{32\\}\\).*\\(.\\{16\\}\\)$/\\1 \\2/'",
	     "6e2e359a2568f98041ba0728dd0d6981 8eedf2785e42874d");
	/* What one process signs another verifies, and nothing else. */
	RUN(c, "(for k in ed25519 'EC -pkeyopt ec_paramgen_curve:P-256' 'RSA -pkeyopt "
	       "rsa_keygen_bits:2048'; do "
	       "openssl genpkey -quiet -algorithm $k -out k.pem && openssl pkey -in k.pem "
	       "-pubout -out p.pem && "
	       "head -c 4000 /image.bin > m && "
	       "openssl pkeyutl -sign -inkey k.pem -rawin -in m -out s && "
	       "openssl pkeyutl -verify -pubin -inkey p.pem -rawin -in m -sigfile s && "
	       "echo x >> m && ! openssl pkeyutl -verify -pubin -inkey p.pem -rawin -in m "
	       "-sigfile s "
	       "|| exit 1; done)");
}

static void steps(struct container *c)
{
	RUN(c, "seq 1 20000 > /image.bin");
	known_answers(c, false);
	known_answers(c, true);
	RUN(c, "unset OPENSSL_ia32cap OPENSSL_armcap; "
	       "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "
	       "key.pem "
	       "-out cert.pem -subj /CN=localhost -addext subjectAltName=DNS:localhost -days "
	       "30 2>/logs/req");
	/* Every suite of TLS 1.3, and three older ones. */
	RUN(c, "openssl s_server -accept 127.0.0.1:4433 -cert cert.pem -key key.pem -www > "
	       "/logs/server 2>&1 &");
	SPOIL(c, "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "
		 "/dev/null "
		 "-out cert.pem -subj /CN=localhost -days 30 2>/logs/req");
	UNTIL(c, "openssl s_client -connect 127.0.0.1:4433 < /dev/null > /logs/client 2>&1");
	RUN(c,
	    "(for s in -ciphersuites=TLS_AES_128_GCM_SHA256 "
	    "-ciphersuites=TLS_AES_256_GCM_SHA384 "
	    "-ciphersuites=TLS_CHACHA20_POLY1305_SHA256 -cipher=ECDHE-ECDSA-AES128-SHA256 "
	    "-cipher=ECDHE-ECDSA-AES256-GCM-SHA384 -cipher=ECDHE-ECDSA-CHACHA20-POLY1305; do "
	    "v=-tls1_3; [ ${s#-ciphersuites} != $s ] || v=-tls1_2; "
	    "printf 'GET / HTTP/1.0\\r\\n\\r\\n' | openssl s_client -quiet $v ${s%%=*} ${s#*=} "
	    "-CAfile cert.pem -verify_return_error -verify_hostname localhost -ign_eof "
	    "-connect 127.0.0.1:4433 2>>/logs/client | grep -q \"Cipher is ${s#*=}\" || { echo "
	    "$s; exit 1; "
	    "}; done)");
}

WORKLOAD(openssl, "tools",
	 "OpenSSL: known answers, signatures and TLS, with and without the CPU's extensions");
