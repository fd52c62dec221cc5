-- An event of some kilobytes stays in its row: in a table beside it, it would be cut into pieces, each of them written, indexed, read
-- and deleted by itself, for a life of milliseconds.
alter table outbox set (toast_tuple_target = 8160);
