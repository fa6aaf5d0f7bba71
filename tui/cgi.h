/* The program as a CGI: one request of a web server, answered with one line of VICIdial's words (RELIABILITY 4.6).
 *
 * It is one whenever GATEWAY_INTERFACE is set, whatever its name. Everything of the request comes by the environment and
 * standard input and is only ever a parameter's name or value: no path, file or server is taken from it, and the arguments,
 * which an old "indexed" query can fill, are not read. The settings are those of the environment that the web server's admin
 * wrote; a request can only set HTTP_*. */
#ifndef TUI_CGI_H
#define TUI_CGI_H

#include "core/data/database.h"

bool cgi_asked(void);
/* Takes the limits of a CGI on itself, then answers. The exit code: 0, or 1 when nobody took the answer. */
int  cgi_main(int argc, char **argv);
/* The same without the limits: body from in, the whole answer to out. where NULL: by the connection file. The environment is
 * overwritten where it lies. */
int  cgi_answer(int in, int out, const Connection *where);

#endif
