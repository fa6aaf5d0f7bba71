#include "core/base/sys.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { OWN = 0600 };

/* A device or a link is never replaced, whoever agreed: root's /dev/null is one. */
static bool is_replaceable(const char *path, Err *err)
{
	struct stat info;
	if (lstat(path, &info) != 0 || S_ISREG(info.st_mode))
		return true;
	return fail(err, ERR_INPUT, "%s is not a regular file. Choose another name.", path);
}

/* Under a name nobody has, beside the file whose place it will take. */
static int open_beside(NewFile *out)
{
	text_format(out->made, sizeof out->made, "%s.XXXXXX", out->path);
	return mkostemp(out->made, O_CLOEXEC);
}

static int open_new(NewFile *out)
{
	text_copy(out->made, sizeof out->made, out->path);
	return open(out->made, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, OWN);
}

bool sys_file_begin(NewFile *out, const char *path, bool replace, Err *err)
{
	*out = (NewFile){ .replace = replace };
	if (!text_copy(out->path, sizeof out->path - sizeof ".XXXXXX", path))
		return fail(err, ERR_INPUT, "The name of this file is too long: %.60s…", path);
	if (!is_replaceable(path, err))
		return false;
	int fd = replace ? open_beside(out) : open_new(out);
	if (fd >= 0 && (out->file = fdopen(fd, "w")) != NULL)
		return true;
	int error = errno;
	if (fd >= 0)
		close(fd);
	if (error == EEXIST)
		return fail(err, ERR_CONFLICT, "%s exists already.", path);
	return fail(err, ERR_INPUT, "%s cannot be made: %s.", path, strerror(error));
}

bool sys_file_end(NewFile *file, bool keep, Err *err)
{
	bool wrong = ferror(file->file) != 0;
	int error = errno;
	if (fclose(file->file) != 0) {
		wrong = true;
		error = errno;
	}
	file->file = NULL;
	if (keep && !wrong && file->replace && rename(file->made, file->path) != 0) {
		wrong = true;
		error = errno;
	}
	if (keep && !wrong)
		return true;
	unlink(file->made);
	return !keep || fail(err, ERR_OTHER, "%s cannot be written: %s.", file->path, strerror(error));
}
