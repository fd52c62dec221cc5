-- An event of some kilobytes stays in its row: in the table beside, it would be cut into pieces, each of them written, indexed, read and
-- deleted by itself, for a life of milliseconds (ADR 2).
alter table outbox set (toast_tuple_target = 8160);
