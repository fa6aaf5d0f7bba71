-- While the catalog streams: a large site over a slow line takes as long as bytes keep coming. And for writes: one that waits for
-- room on the server's disk leaves its table crashed when it is given up.
SET SESSION max_statement_time = 0;
