/* Records what a program does to the files of one folder, and what it then tells
   its peers, in the order in which it happens; so that the disk after a power cut
   at any moment can be rebuilt. Can also make the k-th write or sync fail.

   LD_PRELOAD this library with
     NUSA_WATCH=<folder>    files under it are watched
     NUSA_RECORD=<file>     the record is appended there (must lie elsewhere)
     NUSA_FAIL_AT=<k>       the k-th watched write or sync fails (1 is the first)
     NUSA_FAIL_WITH=eio | enospc | short

   It must not know SQLite, Nusa or HTTP: it sees calls, names and bytes.

   A record: op (1 byte), length of the name (u16), offset (u64), length of the
   bytes (u64), the name, the bytes; integers in the machine's order. Ops: W write,
   T truncate to offset, S synced, U unlinked, R renamed (bytes are the new name),
   A told to a socket. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { MAX_FILES = 4096, MAX_NAME = 512 };

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static int record_fd = -1;
static char watched[MAX_NAME];
static char names[MAX_FILES][MAX_NAME];
static long fail_at = -1;
static long calls = 0;
static enum { FAIL_EIO, FAIL_ENOSPC, FAIL_SHORT } fail_with = FAIL_EIO;

static int (*real_open)(const char *, int, ...);
static int (*real_openat)(int, const char *, int, ...);
static int (*real_close)(int);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_writev)(int, const struct iovec *, int);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*real_send)(int, const void *, size_t, int);
static ssize_t (*real_sendmsg)(int, const struct msghdr *, int);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_ftruncate)(int, off_t);
static int (*real_unlink)(const char *);
static int (*real_rename)(const char *, const char *);

static void *next_of(const char *symbol) { return dlsym(RTLD_NEXT, symbol); }

__attribute__((constructor)) static void begin(void) {
    real_open = next_of("open");
    real_openat = next_of("openat");
    real_close = next_of("close");
    real_write = next_of("write");
    real_writev = next_of("writev");
    real_pwrite = next_of("pwrite64");
    real_send = next_of("send");
    real_sendmsg = next_of("sendmsg");
    real_fsync = next_of("fsync");
    real_fdatasync = next_of("fdatasync");
    real_ftruncate = next_of("ftruncate64");
    real_unlink = next_of("unlink");
    real_rename = next_of("rename");
    const char *folder = getenv("NUSA_WATCH"), *file = getenv("NUSA_RECORD");
    const char *at = getenv("NUSA_FAIL_AT"), *with = getenv("NUSA_FAIL_WITH");
    if (folder) strncpy(watched, folder, MAX_NAME - 1);
    if (file) record_fd = real_open(file, O_WRONLY | O_CREAT | O_APPEND, 0644);
    if (at) fail_at = atol(at);
    if (with && !strcmp(with, "enospc")) fail_with = FAIL_ENOSPC;
    if (with && !strcmp(with, "short")) fail_with = FAIL_SHORT;
}

static int is_watched(const char *path) {
    size_t length = strlen(watched);
    return length && path && !strncmp(path, watched, length);
}

static void note(char op, const char *name, uint64_t offset, const void *bytes, uint64_t length) {
    if (record_fd < 0) return;
    uint16_t name_length = strlen(name);
    char head[19];
    head[0] = op;
    memcpy(head + 1, &name_length, 2);
    memcpy(head + 3, &offset, 8);
    memcpy(head + 11, &length, 8);
    struct iovec parts[3] = {{head, 19}, {(void *)name, name_length}, {(void *)bytes, bytes ? length : 0}};
    pthread_mutex_lock(&guard);
    real_writev(record_fd, parts, 3);
    pthread_mutex_unlock(&guard);
}

static const char *name_of(int fd) {
    return fd >= 0 && fd < MAX_FILES && names[fd][0] ? names[fd] : NULL;
}

static int remember(int fd, const char *path) {
    if (fd < 0 || fd >= MAX_FILES) return fd;
    names[fd][0] = 0;
    if (is_watched(path)) strncpy(names[fd], path, MAX_NAME - 1);
    return fd;
}

/* Whether this watched call is the one that must fail; sets errno for a plain failure. */
static int must_fail(void) {
    if (fail_at < 0 || __atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST) != fail_at) return 0;
    errno = fail_with == FAIL_ENOSPC ? ENOSPC : EIO;
    return 1;
}

static int is_socket(int fd) {
    struct stat about;
    return fd > 2 && !fstat(fd, &about) && S_ISSOCK(about.st_mode);
}

static mode_t mode_of(int flags, va_list rest) {
    return flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
}

int open(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = mode_of(flags, rest);
    va_end(rest);
    return remember(real_open(path, flags, mode), path);
}

int open64(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = mode_of(flags, rest);
    va_end(rest);
    return remember(real_open(path, flags | O_LARGEFILE, mode), path);
}

int openat(int folder, const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = mode_of(flags, rest);
    va_end(rest);
    return remember(real_openat(folder, path, flags, mode), path);
}

int openat64(int folder, const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = mode_of(flags, rest);
    va_end(rest);
    return remember(real_openat(folder, path, flags | O_LARGEFILE, mode), path);
}

int close(int fd) {
    if (fd >= 0 && fd < MAX_FILES) names[fd][0] = 0;
    return real_close(fd);
}

static ssize_t watched_write(int fd, const char *name, const void *bytes, size_t length, off_t offset) {
    size_t written = length;
    if (must_fail()) {
        if (fail_with != FAIL_SHORT || length < 2) return -1;
        written = length / 2;
    }
    ssize_t done = real_pwrite(fd, bytes, written, offset);
    if (done > 0) note('W', name, offset, bytes, done);
    return done;
}

ssize_t write(int fd, const void *bytes, size_t length) {
    const char *name = name_of(fd);
    if (name) {
        int flags = fcntl(fd, F_GETFL);
        off_t offset = flags & O_APPEND ? lseek(fd, 0, SEEK_END) : lseek(fd, 0, SEEK_CUR);
        ssize_t done = watched_write(fd, name, bytes, length, offset);
        if (done > 0) lseek(fd, offset + done, SEEK_SET);
        return done;
    }
    if (record_fd >= 0 && is_socket(fd)) note('A', "", 0, bytes, length);
    return real_write(fd, bytes, length);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t offset) {
    const char *name = name_of(fd);
    return name ? watched_write(fd, name, bytes, length, offset) : real_pwrite(fd, bytes, length, offset);
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) {
    return pwrite64(fd, bytes, length, offset);
}

static void note_parts(const struct iovec *parts, int count) {
    for (int at = 0; at < count; at++) note('A', "", 0, parts[at].iov_base, parts[at].iov_len);
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
    if (record_fd >= 0 && is_socket(fd)) note_parts(parts, count);
    return real_writev(fd, parts, count);
}

ssize_t send(int fd, const void *bytes, size_t length, int flags) {
    if (record_fd >= 0) note('A', "", 0, bytes, length);
    return real_send(fd, bytes, length, flags);
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
    if (record_fd >= 0) note_parts(message->msg_iov, message->msg_iovlen);
    return real_sendmsg(fd, message, flags);
}

static int synced(int fd, int (*sync)(int)) {
    const char *name = name_of(fd);
    if (name && must_fail()) return -1;
    int result = sync(fd);
    if (name && !result) note('S', name, 0, NULL, 0);
    return result;
}

int fsync(int fd) { return synced(fd, real_fsync); }

int fdatasync(int fd) { return synced(fd, real_fdatasync); }

int ftruncate64(int fd, off_t size) {
    const char *name = name_of(fd);
    int result = real_ftruncate(fd, size);
    if (name && !result) note('T', name, size, NULL, 0);
    return result;
}

int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

int unlink(const char *path) {
    int result = real_unlink(path);
    if (!result && is_watched(path)) note('U', path, 0, NULL, 0);
    return result;
}

int rename(const char *from, const char *to) {
    int result = real_rename(from, to);
    if (!result && is_watched(from)) note('R', from, 0, to, strlen(to));
    return result;
}
