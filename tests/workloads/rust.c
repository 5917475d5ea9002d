/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* rustc: a program compiled and linked: threads, a panic that is caught, checked sums. */
#include "workload.h"

static const char program[] =
	"use std::{collections::HashMap, panic, process::Command, sync::{mpsc, Arc, Mutex}, "
	"thread};\n"
	"fn main() {\n    let total = Arc::new(Mutex::new(0u64)); let (tx, rx) = "
	"mpsc::channel();\n"
	"    let ts: Vec<_> = (1..=4u64).map(|k| { let (t, tx) = (total.clone(), tx.clone()); "
	"thread::spawn(move || { for i in 0..1000 { *t.lock().unwrap() += i * k; } "
	"tx.send(k).unwrap(); }) }).collect();\n"
	"    for t in ts { t.join().unwrap(); } drop(tx);\n    println!(\"{} {}\", "
	"total.lock().unwrap(), rx.iter().sum::<u64>());\n"
	"    panic::set_hook(Box::new(|_| {}));\n    let v = vec![1u8, 250]; let r = "
	"panic::catch_unwind(|| v.iter().fold(0u8, |a, b| a.checked_add(*b).expect(\"over\") + "
	"5));\n"
	"    println!(\"{}\", r.is_err());\n    let m: HashMap<_, _> = (0..500u32).map(|i| (i, "
	"i * i)).collect(); println!(\"{} {:?}\", m.values().sum::<u32>(), 0.1f64 + 0.2);\n"
	"    let o = Command::new(\"sh\").args([\"-c\", \"echo child; exit "
	"7\"]).output().unwrap(); println!(\"{}{:?}\", String::from_utf8_lossy(&o.stdout), "
	"o.status.code());\n}";

static void steps(struct container *c)
{
	WRITE(c, "r.rs", program);
	SPOIL(c, "sed -i 's/0..1000/0..999/' r.rs");
	RUN(c, "rustc -C linker=gcc -C codegen-units=2 -O -o r r.rs > /logs/rustc 2>&1");
	SAYS(c, "./r 2>/logs/r",
	     "4995000 10\ntrue\n41541750 0.30000000000000004\nchild\nSome(7)\n");
}

WORKLOAD(rust, "runtimes",
	 "rustc: a program compiled and linked: threads, a panic that is caught");
