#include "core/data/audit_file.h"

#include <syslog.h>

#include "core/base/sys.h"

enum { ENTRIES_A_WITNESS = 100 };

void audit_witness(Audit *audit, const AuditEvent *last)
{
	char chain[9], hash[65];
	if (!audit->writer.to_syslog || (audit->witnessed_seq && last->seq < audit->witnessed_seq + ENTRIES_A_WITNESS))
		return;
	audit->witnessed_seq = last->seq;
	sys_hex(chain, audit->segment.chain_id, 4);
	sys_hex(hash, last->hash, sizeof last->hash);
	openlog("vicialias", LOG_PID, LOG_AUTHPRIV);
	syslog(LOG_AUTHPRIV | LOG_NOTICE, "va1 c=%s s=%lld h=%s", chain, (long long)last->seq, hash);
	closelog();
}
