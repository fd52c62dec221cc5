-- Who wrote the payload that is being approved, where it is not the agent's own: whoever edited last is not the other pair of eyes.
-- Reviews that are open meanwhile have nobody there, and are decided as they would have been before.
alter table review add column editor text;

-- What a confidence has been worth is counted from decided reviews, by tenths. Reviews from before this column have no band and are
-- not counted: their confidence is in a text that is not to be read by the database.
alter table review add column confidence_band integer;
create index review_confidence on review (process, action_type, agent, confidence_band, decided_at desc)
    where confidence_band is not null and kind = 'LIVE'
        and phase in ('APPROVED', 'APPROVED_WITH_CHANGES', 'REJECTED', 'CHANGES_REQUESTED', 'TAKEN_OVER');
