/*
** Symbol versions of old glibcs, for functions that 2.34 has moved to another library: what is
** compiled on a new system runs on an old one, where the JVM itself has loaded those libraries.
*/
#ifndef GLIBC_H
#define GLIBC_H

#include <features.h>

#ifdef __GLIBC__
#if defined(__x86_64__)
#define OLD(name) __asm__(".symver " #name ", " #name "@GLIBC_2.2.5");
#elif defined(__aarch64__)
#define OLD(name) __asm__(".symver " #name ", " #name "@GLIBC_2.17");
#else
#define OLD(name)
#endif

OLD(dladdr)
OLD(dlerror)
OLD(dlopen)
OLD(dlsym)
OLD(pthread_key_create)
OLD(pthread_setspecific)
#endif

#endif
