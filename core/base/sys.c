#include "core/base/sys.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { SECOND_US = 1000000, FROZEN_BOOT_US = 5 * SECOND_US };

/* Set before the worker starts; the counter stands in for random bytes while the clock is frozen. */
static int64_t              frozen_us;
static _Atomic uint_fast64_t frozen_count;

static int64_t clock_us(clockid_t which)
{
	struct timespec now;
	clock_gettime(which, &now);
	return (int64_t)now.tv_sec * SECOND_US + now.tv_nsec / 1000;
}

int64_t sys_now_us(void)
{
	return frozen_us ? frozen_us : clock_us(CLOCK_REALTIME);
}

int64_t sys_boot_us(void)
{
	return frozen_us ? FROZEN_BOOT_US : clock_us(CLOCK_BOOTTIME);
}

int64_t sys_monotonic_ms(void)
{
	return clock_us(CLOCK_MONOTONIC) / 1000;
}

void sys_freeze(int64_t now_us)
{
	frozen_us = now_us;
	frozen_count = 0;
}

bool sys_frozen(void)
{
	return frozen_us != 0;
}

/* "xxxxxxxx-xxxx-…" to 16 bytes; zeroes where the kernel does not say. */
void sys_boot_id(uint8_t out[16])
{
	char text[40] = "";
	size_t digit = 0;
	int fd = frozen_us ? -1 : open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
	memset(out, 0, 16);
	if (fd < 0)
		return;
	if (read(fd, text, sizeof text - 1) < 0)
		text[0] = '\0';
	close(fd);
	for (const char *at = text; *at && digit < 32; at++) {
		char one[2] = { *at, '\0' }, *end;
		unsigned long value = strtoul(one, &end, 16);
		if (end == one)
			continue;
		out[digit / 2] = (uint8_t)((unsigned)out[digit / 2] << 4 | value);
		digit++;
	}
}

/* The attribute has the callers' formats checked; gcc would have the inner one literal all the same. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
__attribute__((format(strftime, 3, 0)))
size_t sys_format_time(char *out, size_t cap, const char *format, int64_t at_us)
{
	time_t seconds = (time_t)((at_us - (at_us % SECOND_US + SECOND_US) % SECOND_US) / SECOND_US);
	struct tm parts;
	size_t length = localtime_r(&seconds, &parts) ? strftime(out, cap, format, &parts) : 0;
	if (!length && cap)
		out[0] = '\0';
	return length;
}
#pragma GCC diagnostic pop

bool sys_parse_time(const char *text, int64_t *out_us)
{
	static const char *const forms[] = { "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d" };
	char *end;

	errno = 0;
	long long seconds = strtoll(text, &end, 10);
	if (end != text && !*end && !errno && seconds >= 0 && seconds <= INT64_MAX / SECOND_US) {
		*out_us = (int64_t)seconds * SECOND_US;
		return true;
	}
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct tm parts = { .tm_isdst = -1 };
		const char *rest = strptime(text, forms[i], &parts);
		if (!rest || (*rest && strcmp(rest, "Z") != 0))
			continue;
		parts.tm_isdst = -1;
		*out_us = (int64_t)(*rest ? timegm(&parts) : mktime(&parts)) * SECOND_US;
		return true;
	}
	return false;
}

void sys_random(void *out, size_t size)
{
	unsigned char *bytes = out;
	if (frozen_us) {
		uint64_t count = ++frozen_count;
		for (size_t i = size; i-- > 0; count >>= 8)
			bytes[i] = (unsigned char)count;
		return;
	}
	while (size) {
		ssize_t got = getrandom(bytes, size, 0);
		assert(got >= 0 || errno == EINTR);
		if (got > 0)
			bytes += got, size -= (size_t)got;
	}
}

void sys_wipe(void *secret, size_t size)
{
	explicit_bzero(secret, size);
}

void sys_hex(char *out, const uint8_t *bytes, size_t count)
{
	static const char digits[] = "0123456789abcdef";
	for (size_t i = 0; i < count; i++) {
		*out++ = digits[bytes[i] >> 4];
		*out++ = digits[bytes[i] & 15];
	}
	*out = '\0';
}

void sys_harden(void)
{
	/* A file opened as number 2 would receive error messages. */
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDWR) != fd)
			_exit(1);
	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	umask(077);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);                /* a full disk is an error to be told, not a death */
}
