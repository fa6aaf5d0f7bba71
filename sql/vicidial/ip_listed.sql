-- Is an address, or its net, in an IP list? vicidial_ip_lists.active is not asked: VICIdial does not ask it either.
-- binds: ip_list_id, address, net
SELECT COUNT(*) FROM vicidial_ip_list_entries WHERE ip_list_id = ? AND ip_address IN (?, ?);
