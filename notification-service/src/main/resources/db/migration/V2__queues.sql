-- Whoever is accountable is told of a queue that nobody watches: a message about no review. It has neither a review nor an evaluation,
-- and no clock whose end it could name.
alter table delivery alter column review drop not null;
alter table delivery alter column evaluation drop not null;
alter table delivery alter column decide_by drop not null;
